"""One of everything of plan, services, endings and second persons, for tests that go to every address."""

from typing import Any

from tests.cast import NOW, Cast
from tuntas.cases.actions import assessments, mediations, plans, proposals, services
from tuntas.cases.actions.assessments import AssessmentData
from tuntas.cases.actions.plans import ItemData
from tuntas.cases.models import Mediation
from tuntas.cases.states import AssessmentArea, MediationMatter, Proof, ServiceForm, ServiceKind
from tuntas.cases.tests.endings import DAY, closable, ended, planned
from tuntas.cases.tests.make import make_case, make_party
from tuntas.files.tests.make import paper, upload
from tuntas.intake.states import Risk, ViolenceType


def closing(cast: Cast) -> dict[str, dict[str, Any]]:
    """A case with work in it, one that could end, one that has ended, one that asks for mediation."""
    open_case = closable(cast, types=(ViolenceType.NEGLECT,))
    mediation = _mediation(cast)
    return _worked(cast) | {
        "open_case": {"pk": open_case.pk},
        "move": {"pk": open_case.pk, "to": "pantau"},
        "over": {"pk": ended(cast, closable(cast)).pk},
        "mediation": {"pk": mediation.pk},
        "mediation_role": {"pk": mediation.pk, "role": "companion"},
    }


def _worked(cast: Cast) -> dict[str, dict[str, Any]]:
    by, at = cast.manager, NOW
    case = make_case(cast)
    victim = make_party(case)
    data = AssessmentData(wishes="Ingin aman", economic="Modal usaha")
    assessment = assessments.record(case, victim=victim, data=data, heard_alone=True, by=by, at=at)
    plan = plans.make(case, with_victim=True, by=by, at=at)
    line = ItemData(
        area=AssessmentArea.SAFETY, need="Kunci", goal="Aman", action="Pasang", who=by, until_date=(at + 7 * DAY).date()
    )
    item = plans.add_item(plan, data=line, by=by, at=at)
    asked = {
        form: services.request(case, victim=victim, kind=ServiceKind.HEALTH, form=form, by=by, at=at)
        for form in ServiceForm
    }
    proved = services.request(case, victim=victim, kind=ServiceKind.COMPLAINT, by=by, at=at)
    services.finish(proved, proof=Proof.LETTER, proof_file=upload(paper()), result="Selesai", by=by, at=at)
    proposal = proposals.propose_lower_risk(case, level=Risk.LOW, reason="Pindah", heard_alone=True, by=by, at=at)
    return {
        "worked_case": {"pk": case.pk},
        "assessment": {"pk": assessment.pk},
        "plan": {"pk": plan.pk},
        "plan_item": {"pk": item.pk},
        "service": {"pk": asked[ServiceForm.DIRECT].pk},
        "proved": {"pk": proved.pk},
        "outreach": {"pk": asked[ServiceForm.OUTREACH].pk},
        "case_proposal": {"pk": proposal.pk},
        "propose": {"pk": case.pk, "kind": "lower_risk"},
    }


def _mediation(cast: Cast) -> Mediation:
    case = make_case(cast, types=(ViolenceType.NEGLECT,), risk=Risk.LOW)
    planned(cast, case)
    return mediations.request(
        case, matter_kind=MediationMatter.MAINTENANCE, matter="Nafkah", victim_request_at=NOW, monitoring_plan="",
        by=cast.manager, at=NOW,
    )  # fmt: skip
