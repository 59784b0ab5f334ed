"""Tables of this app: duties and what happens to them, what their clocks depend on, walls."""

from tuntas.obligations.models.clocks import ClockOverride, Heartbeat, Holiday, Recount
from tuntas.obligations.models.duties import Escalation, HandOver, Obligation, Postponement, RingLine
from tuntas.obligations.models.walls import Wall

__all__ = [
    "ClockOverride",
    "Escalation",
    "HandOver",
    "Heartbeat",
    "Holiday",
    "Obligation",
    "Postponement",
    "Recount",
    "RingLine",
    "Wall",
]
