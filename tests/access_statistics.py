"""The rows of figures in the table of addresses."""

from tests.access_rows import Row
from tuntas.access.roles import Role as R  # noqa: N817 - a table is read across, not down

FIGURES = frozenset({
    R.SECRETARIAT_ADMIN, R.UNIT_HEAD, R.LEADERSHIP, R.TASK_FORCE_SECRETARIAT, R.DATA_OFFICER,
})  # fmt: skip
TAKE = FIGURES - {R.SECRETARIAT_ADMIN}

STATISTICS: dict[str, Row] = {
    "statistics:counts": Row({200: FIGURES}),
    "statistics:crossed": Row({200: FIGURES}),
    "statistics:home": Row({200: FIGURES}),
    "statistics:rules": Row({200: FIGURES}),
}
