"""The rows of opening, people, incidents, notes, team and wall in the table of addresses."""

from tests.access_cases import READS, SEES, WORKS
from tests.access_rows import Row, everyone, own
from tuntas.access.roles import Role as R  # noqa: N817 - a table is read across, not down

SEALS = frozenset({R.PSYCHOLOGIST})  # on the team of a case of their own
KPAD = frozenset({R.KPAD})
TRIAGE = frozenset({R.HOTLINE_OFFICER, R.CASE_MANAGER, R.SUPERVISOR})
SEE_REPORTS = frozenset({R.HOTLINE_OFFICER, R.UNIT_HEAD, R.DATA_OFFICER})  # and open no case from them


def working(arg: str = "case", method: str = "get", code: int = 200) -> Row:
    """For those who work on the case; for who only sees it the page does not exist."""
    return own({code: WORKS}, arg, method)


CORE = {
    "cases:list": everyone(),  # whatever is within reach: for most nothing
    "cases:caseload": everyone(),
    "cases:new": Row({200: WORKS}, others=403),
    "cases:from_report": own({200: WORKS, 403: SEE_REPORTS}, "accepted"),
    "cases:of_report": own({302: SEES}, "in_case"),
    "cases:detail": own({200: SEES}, "case"),
    "cases:story": own({200: READS}, "case"),
    "cases:summary": working(),
    "cases:parties": own({200: SEES}, "case"),
    "cases:identity": own({200: WORKS, 403: SEES - WORKS}, "case", "post"),
    "cases:acknowledge": own({302: SEES}, "case", "post"),
    "cases:party_new": working(),
    "cases:relate": working(method="post", code=422),  # nothing was chosen
    "cases:party": own({200: WORKS, 403: SEES - WORKS}, "party"),
    "cases:incidents": own({200: READS}, "case"),
    "cases:incident": own({200: READS}, "incident"),
    "cases:incident_new": working(),
    "cases:classify": working(),
    "cases:content_removed": working(method="post", code=302),
    "cases:note": working(),
    "cases:note_open": own({200: READS}, "note"),
    "cases:clinical": own({200: SEALS}, "sealed_case"),
    "cases:clinical_note": own({200: SEALS}, "sealed_note"),
    "cases:clinical_open": own({200: SEALS}, "sealed_note", "post"),
    "cases:clinical_ask": own({409: SEALS}, "sealed_note", "post"),  # the author
    "cases:outreach_proposals": Row({200: KPAD}, others=403),
    "cases:outreach_propose": own({200: KPAD}, "kpad_report"),
    "cases:outreach_proposal": own({200: KPAD | TRIAGE}, "outreach_proposal"),
    "cases:clinical_request": own({302: SEALS}, "sealed_reader"),
    "cases:clinical_refuse": own({302: SEALS}, "sealed_reader", "post"),
    "cases:clinical_grant": own({302: SEALS}, "sealed_reader", "post"),
    "cases:team": own({200: SEES}, "case"),
    "cases:leave_team": own({302: WORKS, 403: SEES - WORKS}, "member", "post"),
    "cases:wall": own({200: READS}, "case"),
    "cases:wall_not_needed": own({302: READS}, "case", "post"),
}
