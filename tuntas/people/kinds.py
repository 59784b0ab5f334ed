"""The duties of this app."""

from tuntas.access.permissions import Permission
from tuntas.obligations.kinds import Clock, Kind, opens, register

DECIDE_MERGE = Kind(
    "merge.decide", "Putuskan penggabungan data orang", Clock(working_days=2), "people:merge", rule="R24"
)
CHECK_PERSON = Kind(
    "person.check_similar", "Periksa data orang yang mungkin sama", Clock(working_days=2), "people:similar", rule="R24"
)
CHECK_MENTION = Kind(
    "person.check_mention", "Periksa nama yang mungkin tertulis di luar kasus", Clock(working_days=2), "people:mention",
    rule="R32",
)  # fmt: skip

ALL = (DECIDE_MERGE, CHECK_PERSON, CHECK_MENTION)


def register_all() -> None:
    """Make them known, and who may open their pages; called when the app is ready."""
    register(*ALL)
    opens("people:merge", Permission.PERSON_MERGE, waiting=(Permission.PERSON_VIEW,))
    opens("people:similar", Permission.PERSON_IDENTITY)
    opens("people:mention", Permission.PERSON_IDENTITY)
