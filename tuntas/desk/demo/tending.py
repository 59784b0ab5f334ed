"""What the demo's people do about duties beside the course of a case: late, by some days, but not for ever."""

from datetime import datetime

from tuntas.cases.actions import incidents, legal, notes, plans, proposals, protection, risk, walls
from tuntas.cases.models import Case, PlanItem, Proposal, Protection
from tuntas.cases.states import LegalStep, NoteKind
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.desk.demo.case_steps import second
from tuntas.desk.demo.lives import DAY, Scene
from tuntas.obligations.models import Obligation

LATE = 3 * DAY  # so long a duty has been late when somebody above asks and it is done
PROMPT = 0.3  # how much of it is done on a day of the last weeks
ASKED = (
    "protection.request", "protection.request_sexual", "protection.request_next",
)  # fmt: skip
ANSWERED = (
    "protection.answer", "protection.answer_sexual", "protection.answer_week", "protection.answer_court",
    "protection.answer_restriction",
)  # fmt: skip
KINDS = (
    *ASKED, *ANSWERED, "case.reassess_risk", "case.progress", "case.set_wall", "case.content_removal", "case.police_report",
    "case.police_report_local", "plan_item.do", "case_proposal.decide",
)  # fmt: skip


def tend(scene: Scene, at: datetime) -> None:
    """Do what has been late for some days; of late not on the first day, so that the ladder has work."""
    waiting = Obligation.objects.unsettled().filter(kind__in=KINDS, due_at__lt=at - LATE).order_by("due_at", "id")
    for duty in waiting:
        case = Case.objects.filter(pk=duty.dossier_id).select_related("manager").first()
        if case is None or (at > scene.recent and scene.chance.random() > PROMPT):
            continue
        try:
            _do(scene, case, duty, at)
        except (Denied, InvalidTransition):
            continue  # another day, by another way


def _do(scene: Scene, case: Case, duty: Obligation, at: datetime) -> None:
    manager, person = case.manager, scene.world.users
    match duty.kind:
        case "case.reassess_risk":
            risk.assess(case, items=(), by=manager, at=at)
        case "case.progress":
            notes.write(case, kind=NoteKind.CALL, text="Menanyakan kabar korban; aman.", by=manager, at=at)
        case "case.set_wall":
            walls.not_needed(case, by=person["supervisor"], at=at)
        case "case.content_removal":
            incidents.content_removed(case, by=manager, at=at)
        case "case.police_report" | "case.police_report_local":
            why, number = "Korban baru siap setelah didampingi.", f"LP/B/{scene.chance.randint(1, 400)}/CONTOH"
            legal.record(
                case, step=LegalStep.REPORTED, on_date=at.date(), number=number, late_reason=why, by=manager, at=at
            )
        case kind if kind in ASKED:
            protection.requested(Protection.objects.get(pk=duty.subject_id), requested_at=at, by=manager, at=at)
        case kind if kind in ANSWERED:
            row = Protection.objects.get(pk=duty.subject_id)
            protection.refused(row, decided_at=at, note="Terlapor sudah ditahan.", by=manager, at=at)
        case "plan_item.do":
            item = PlanItem.objects.get(pk=duty.subject_id)
            plans.finish_item(item, result="Tercapai.", by=item.who, at=at)
        case "case_proposal.decide":
            proposal = Proposal.objects.get(pk=duty.subject_id)
            proposals.reject(proposal, note="Masih ada yang belum selesai.", by=second(scene, proposal), at=at)
