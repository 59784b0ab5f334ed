"""The rows of break-glass, the access list, the summary on paper and the sheet for SIMFONI in the table of addresses."""

from tests.access_rows import Row, own
from tuntas.access.roles import Role as R  # noqa: N817 - a table is read across, not down

_WORKS = frozenset({R.CASE_MANAGER, R.SUPERVISOR})
_SEES = _WORKS | {R.UNIT_HEAD, R.DATA_OFFICER}
BREAKS = frozenset({R.HOTLINE_OFFICER, R.COMPANION_WORKER, R.PSYCHOLOGIST, R.LEGAL_COUNSELLOR, R.LEADERSHIP})
REVIEWS = frozenset({R.SUPERVISOR, R.UNIT_HEAD, R.LEADERSHIP})
INSIDE = frozenset({R.LEGAL_COUNSELLOR})  # by break-glass, in a case of its own

ACCESS = {
    "cases:break_glass_open": Row({200: BREAKS}, others=403),
    "cases:break_glass": own({200: REVIEWS | INSIDE}, "glass"),
    "cases:break_glass_end": own({302: INSIDE, 403: REVIEWS}, "glass", "post"),
    "cases:access": own({200: _SEES}, "case"),
    "cases:print": own({200: _WORKS, 403: _SEES - _WORKS}, "case"),
    "cases:simfoni": own({200: _WORKS | {R.DATA_OFFICER}}, "case"),
    "cases:simfoni_names": own({200: _WORKS, 403: frozenset({R.DATA_OFFICER})}, "case", "post"),
}
