"""Working groups, task forces, response teams and other bodies: who belongs to them, by what decree, with what tasks."""

from tuntas.bodies.models.bodies import Body, BodyKind, Decree
from tuntas.bodies.models.elections import Candidate, Election, Officer
from tuntas.bodies.models.members import Holder, Seat
from tuntas.bodies.models.paths import Path, PathStep
from tuntas.bodies.models.tasks import TaskLine

__all__ = [
    "Body", "BodyKind", "Candidate", "Decree", "Election", "Holder", "Officer", "Path", "PathStep", "Seat", "TaskLine",
]  # fmt: skip
