"""The rows of meetings in the table of addresses. Those of the world belong to the secretariat of Pontianak Selatan."""

from tests.access_rows import everyone, own
from tuntas.access.roles import Role as R  # noqa: N817 - a table is read across, not down

CALLS = frozenset({R.SECRETARIAT_ADMIN})  # works at the secretariat that called it
SEES = CALLS | {R.UNIT_HEAD, R.LEADERSHIP, R.TASK_FORCE_SECRETARIAT}  # look after the area

MEETINGS = {
    "meetings:list": everyone(),
    "meetings:detail": own({200: SEES}, "meeting"),
}
