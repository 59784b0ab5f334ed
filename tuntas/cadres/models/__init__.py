"""Cadres: people of the public who volunteer; what they did, where they went, what they need."""

from tuntas.cadres.models.activities import Activity, Detection, Visit
from tuntas.cadres.models.registry import Cadre, Leave
from tuntas.cadres.models.support import Call, Help, Task

__all__ = ["Activity", "Cadre", "Call", "Detection", "Help", "Leave", "Task", "Visit"]
