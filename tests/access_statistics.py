"""The rows of figures in the table of addresses."""

from tests.access_rows import Row, own
from tuntas.access.roles import Role as R  # noqa: N817 - a table is read across, not down

FIGURES = frozenset({
    R.SECRETARIAT_ADMIN, R.UNIT_HEAD, R.LEADERSHIP, R.TASK_FORCE_SECRETARIAT, R.DATA_OFFICER,
})  # fmt: skip
TAKE = FIGURES - {R.SECRETARIAT_ADMIN}

BRING = frozenset({R.DATA_OFFICER})
OF_CITY = FIGURES - {R.SECRETARIAT_ADMIN}  # reads its own kecamatan only

STATISTICS: dict[str, Row] = {
    "statistics:ask_file": Row({302: TAKE, 403: FIGURES - TAKE}, method="post"),
    "statistics:counts": Row({200: FIGURES}),
    "statistics:crossed": Row({200: FIGURES}),
    "statistics:file": own({200: frozenset({R.UNIT_HEAD})}, "figure_file"),
    "statistics:files": Row({200: TAKE}),
    "statistics:home": Row({200: FIGURES}),
    "statistics:releases": Row({200: FIGURES}),
    "statistics:rules": Row({200: FIGURES}),
    "statistics:take_file": own({200: frozenset({R.UNIT_HEAD})}, "figure_file", "post"),
    "statistics:trend": Row({200: FIGURES}),
    "statistics:prior": Row({200: FIGURES}),
    "statistics:prior_load": Row({200: BRING}),
    "statistics:prior_detail": own({200: OF_CITY}, "prior"),
    "statistics:prior_take_back": own({302: BRING, 403: OF_CITY - BRING}, "prior", "post"),
    "statistics:silent": Row({200: FIGURES}),
    "statistics:suggest": own({403: OF_CITY}, "suggestable", "post"),
    "statistics:check": own({200: FIGURES}, "silence_check"),
}
