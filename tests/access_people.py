"""The rows of people's sheets in the table of addresses. The sheets of the world stand in no case."""

from tests.access_rows import own
from tuntas.access.roles import Role as R  # noqa: N817 - a table is read across, not down

KEEP = frozenset({R.CASE_MANAGER, R.SUPERVISOR})  # write sheets and open names
SEE = KEEP | {R.UNIT_HEAD}
DECIDE = frozenset({R.SUPERVISOR, R.UNIT_HEAD, R.LEADERSHIP})
PROPOSED = frozenset({R.CASE_MANAGER})

PEOPLE = {
    "people:detail": own({200: SEE}, "sheet"),
    "people:identity": own({200: KEEP, 403: SEE - KEEP}, "sheet", "post"),
    "people:edit": own({200: KEEP}, "sheet"),
    "people:similar": own({200: KEEP}, "sheet"),
    "people:compared": own({302: KEEP}, "sheet", "post"),
    "people:compare": own({200: KEEP}, "two_sheets"),
    "people:distinct": own({302: KEEP}, "two_sheets", "post"),
    "people:merge": own({200: DECIDE | PROPOSED}, "merge"),
    "people:merge_approve": own({302: DECIDE, 403: PROPOSED}, "merge", "post"),
    "people:merge_reject": own({302: DECIDE, 403: PROPOSED}, "merge", "post"),
    "people:merge_withdraw": own({302: PROPOSED, 403: DECIDE}, "merge", "post"),
    "people:merge_reverse": own({409: DECIDE | PROPOSED}, "merge", "post"),  # it waits
    "people:mention": own({200: KEEP}, "mention"),
    "people:mention_seen": own({302: KEEP}, "mention", "post"),
}
