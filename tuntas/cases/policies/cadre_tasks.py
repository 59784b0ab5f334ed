"""When a case may ask something of a cadre: never in danger, never about trafficking (R33)."""

from tuntas.access.actors import Actor
from tuntas.cases.models import Case
from tuntas.cases.policies.reach import check_work
from tuntas.core.errors import Denied
from tuntas.intake.states import Risk, ViolenceType


def forbidden(case: Case) -> str:
    """Why no cadre may be asked, or an empty text."""
    if case.ever_trafficking or case.trafficking_alert or ViolenceType.TRAFFICKING in case.types:
        return "Perkara perdagangan orang (TPPO), juga yang baru diduga, tidak pernah menjadi tugas kader."
    if case.risk == Risk.HIGH or case.danger_now:
        return "Perkara berisiko TINGGI tidak pernah menjadi tugas kader. Minta petugas unit atau kepolisian."
    return ""


def check_give(actor: Actor, case: Case) -> None:
    """Whoever works on the case, while it is neither dangerous nor trafficking. Raises Denied."""
    check_work(actor, case)
    if sentence := forbidden(case):
        raise Denied(sentence, rule="R33")
