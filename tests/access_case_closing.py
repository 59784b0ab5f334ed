"""The rows of plan, services, endings, mediation and second persons in the table of addresses."""

from tests.access_case_core import working
from tests.access_cases import READS, SEES, WORKS, worked
from tests.access_rows import Row, everyone, own
from tuntas.access.roles import Role as R  # noqa: N817 - a table is read across, not down

DECIDES = frozenset({R.SUPERVISOR, R.UNIT_HEAD, R.LEADERSHIP})  # at the unit, and above it
PROPOSED = frozenset({R.CASE_MANAGER})


def managed(arg: str = "open_case", method: str = "get", code: int = 200) -> Row:
    """For those who manage or work on cases; who sees the case is refused with a sentence."""
    return own({code: WORKS, 403: SEES - WORKS}, arg, method)


CLOSING: dict[str, Row] = {
    "cases:plan": own({200: READS}, "worked_case"),
    "cases:assess": working("worked_case"),
    "cases:assessment": own({200: READS}, "assessment"),
    "cases:plan_new": working("worked_case"),
    "cases:plan_item_new": working("worked_case"),
    "cases:move": working("move", "post", 302),
    "cases:plan_made": own({302: READS}, "plan"),
    "cases:plan_approve": worked("plan", "post", 302),
    "cases:plan_item": own({200: READS}, "plan_item"),
    "cases:services": own({200: READS}, "worked_case"),
    "cases:service_new": working("worked_case"),
    "cases:attempts": working("worked_case"),
    "cases:service": own({200: READS}, "service"),
    "cases:service_start": worked("service", "post", 302),
    "cases:service_finish": worked("service"),
    "cases:service_cancel": worked("service"),
    "cases:proof_file": own({200: READS}, "proved"),
    "cases:proof_file_remove": worked("proved"),
    "cases:outreach": worked("outreach"),
    "cases:set_out": own({403: READS}, "outreach", "post"),  # nothing was verified
    "cases:close": managed(),
    "cases:watch_only": managed(method="post", code=302),
    "cases:follow_up": worked("over"),
    "cases:reopen": working("over"),
    "cases:propose": managed("propose"),
    "cases:mediation_new": working("open_case"),
    "cases:mediation": own({200: READS}, "mediation"),
    "cases:mediation_complete": worked("mediation", "post", 302),
    "cases:mediation_assess": own({403: READS}, "mediation_role", "post"),  # neither companion nor psychologist
    "cases:mediation_propose": own({422: READS}, "mediation", "post"),  # nothing was filled in
    "cases:mediator": own({422: READS}, "mediation", "post"),
    "cases:mediation_agree": own({422: READS}, "mediation", "post"),
    "cases:mediation_give_up": worked("mediation", "post", 302),
    "cases:proposals": everyone(),  # whatever is within reach: for most nothing
    "cases:proposal": own({200: SEES | DECIDES}, "case_proposal"),
    "cases:proposal_approve": own({302: DECIDES, 403: SEES - DECIDES}, "case_proposal", "post"),
    "cases:proposal_reject": own({302: DECIDES, 403: SEES - DECIDES}, "case_proposal", "post"),
    "cases:proposal_withdraw": own({302: PROPOSED, 403: (SEES | DECIDES) - PROPOSED}, "case_proposal", "post"),
}
