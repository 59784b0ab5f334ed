"""Cadres: people of the public who volunteer; what they did, where they went, what they need."""

from tuntas.cadres.models.activities import Activity, Detection, Visit
from tuntas.cadres.models.registry import Cadre, Leave
from tuntas.cadres.models.support import Call, Help, Task
from tuntas.cadres.models.training import Attended, Cohort, Import, Session, Trainee, TrainingDay

__all__ = [
    "Activity", "Attended", "Cadre", "Call", "Cohort", "Detection", "Help", "Import", "Leave", "Session", "Task", "Trainee",
    "TrainingDay", "Visit",
]  # fmt: skip
