"""The rows of oversight in the table of addresses."""

from tests.access_rows import Row, own
from tuntas.access.roles import Role as R  # noqa: N817 - a table is read across, not down

OVERSEE = frozenset({
    R.SECRETARIAT_ADMIN, R.UNIT_HEAD, R.LEADERSHIP, R.TASK_FORCE_SECRETARIAT, R.DATA_OFFICER,
})  # fmt: skip

OVERSIGHT: dict[str, Row] = {
    "oversight:home": Row({200: OVERSEE}),
    "oversight:institutions": Row({200: OVERSEE}),
    "oversight:regions": Row({200: OVERSEE}),
    "oversight:body": own({200: OVERSEE}, "body"),
    "oversight:report": own({200: OVERSEE}, "body"),
}
