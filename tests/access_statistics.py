"""The rows of figures in the table of addresses."""

from tests.access_rows import Row, own
from tuntas.access.roles import Role as R  # noqa: N817 - a table is read across, not down

FIGURES = frozenset({
    R.SECRETARIAT_ADMIN, R.UNIT_HEAD, R.LEADERSHIP, R.TASK_FORCE_SECRETARIAT, R.DATA_OFFICER,
})  # fmt: skip
TAKE = FIGURES - {R.SECRETARIAT_ADMIN}

STATISTICS: dict[str, Row] = {
    "statistics:ask_file": Row({302: TAKE, 403: FIGURES - TAKE}, method="post"),
    "statistics:counts": Row({200: FIGURES}),
    "statistics:crossed": Row({200: FIGURES}),
    "statistics:file": own({200: frozenset({R.UNIT_HEAD})}, "figure_file"),
    "statistics:files": Row({200: TAKE}),
    "statistics:home": Row({200: FIGURES}),
    "statistics:rules": Row({200: FIGURES}),
    "statistics:take_file": own({200: frozenset({R.UNIT_HEAD})}, "figure_file", "post"),
}
