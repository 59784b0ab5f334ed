"""The rows of cases in the table of addresses. The case of the world is the unit's, managed by the case manager of the cast."""

from tests.access_case_access import ACCESS
from tests.access_rows import Row, own
from tuntas.access.roles import Role as R  # noqa: N817 - a table is read across, not down

WORKS = frozenset({R.CASE_MANAGER, R.SUPERVISOR})
READS = WORKS | {R.UNIT_HEAD}
SEES = READS | {R.DATA_OFFICER}
ON_DUTY = frozenset({R.SHELTER_OFFICER})  # at the safe house where somebody of the case stays


def worked(arg: str = "case", method: str = "get", code: int = 200) -> Row:
    """For those who work on the case; who only reads it is refused with a sentence."""
    return own({code: WORKS, 403: READS - WORKS}, arg, method)


PROCESS = {
    "cases:screening": own({200: READS}, "case"),
    "cases:screening_review": own({200: READS}, "screening"),
    "cases:cadre_tasks": worked(),
    "cases:risk": own({200: SEES}, "case"),
    "cases:safety_plan": own({200: READS}, "case"),
    "cases:protection": own({200: READS}, "case"),
    "cases:protection_ask": worked(),
    "cases:protection_step": worked("protection_step"),
    "cases:shelter_admit": worked(),
    "cases:shelters": Row({200: ON_DUTY}, others=403),
    "cases:shelter": own({200: READS | ON_DUTY}, "stay"),
    "cases:shelter_address": own({200: ON_DUTY, 403: READS}, "stay", "post"),
    "cases:shelter_write": own({200: WORKS | ON_DUTY, 403: READS - WORKS}, "stay_write"),
    "cases:legal": own({200: READS}, "case"),
    "cases:legal_record": worked(),
    "cases:legal_follow": worked(),
    "cases:hearing_attended": worked("hearing", "post", 302),
    "cases:number_checked": worked("case", "post", 302),
    "cases:legal_file": own({200: READS}, "reported"),
    "cases:legal_file_remove": worked("reported"),
    "cases:pressure": own({200: READS}, "case"),
    "cases:consents": own({200: READS}, "case"),
    "cases:consent_new": worked(),
    "cases:consent_withdraw": worked("consent", "post", 302),
    "cases:consent_let_end": worked("consent", "post", 302),
}
CASES = PROCESS | ACCESS
