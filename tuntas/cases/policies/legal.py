"""Refusals about the legal process, and when the clock of the police report runs (R04)."""

from datetime import datetime, timedelta

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.cases.models import Case, Incident, Proposal
from tuntas.cases.policies import grave, reach
from tuntas.cases.states import LegalActor, LegalStep, ProposalKind, ProposalStatus
from tuntas.core.errors import Denied
from tuntas.intake.states import ViolenceType

SEXUAL = frozenset({ViolenceType.SEXUAL, ViolenceType.ELECTRONIC_SEXUAL})
TRAFFICKING = frozenset({ViolenceType.TRAFFICKING, ViolenceType.EXPLOITATION})
ENFORCERS = frozenset({LegalActor.INVESTIGATOR, LegalActor.PROSECUTOR, LegalActor.JUDGE})
THEIRS_ONLY = frozenset({LegalStep.DIVERSION, LegalStep.RESTORATIVE})
POLICE_WITHIN = timedelta(hours=72)


def check_record(actor: Actor, case: Case) -> None:
    """Whoever works on the case, and the legal counsellor, writes down what the law enforcers did."""
    if not reach.within(actor, case, Permission.CASE_LEGAL):
        reach.check_within(
            actor, case, Permission.CASE_WORK, "Proses hukum dicatat oleh tim kasus ini atau konselor hukumnya."
        )
    reach.check_known(actor, case)


def check_enforcer(step: LegalStep, actor: LegalActor) -> None:
    """Diversion and restorative justice are recorded only as the law enforcers' (R29)."""
    if step in THEIRS_ONLY and actor not in ENFORCERS:
        raise Denied(
            f"{step.label} hanya keputusan penyidik, penuntut umum, atau hakim, dan bukan penyelesaian kami."
            " Pilih pejabat yang memutuskan.",
            rule="R29",
        )


def check_hearing(step: LegalStep, hearing_at: datetime | None) -> None:
    """A hearing has its hour; other steps have none."""
    if (step is LegalStep.HEARING) != (hearing_at is not None):
        raise Denied("Isi tanggal dan jam sidang bila yang dicatat adalah sidang, dan hanya bila itu sidang.")


def check_late_reason(case: Case, step: LegalStep, late_reason: str, *, at: datetime) -> None:
    """A police report written down after the 72nd hour says why (R04)."""
    if step is LegalStep.REPORTED and is_late(case, at=at) and not late_reason.strip():
        raise Denied(
            "Tenggat 3×24 jam untuk laporan polisi sudah lewat. Tulis alasan keterlambatan (UU 12/2022 Pasal 41).",
            rule="R04",
        )


def is_late(case: Case, *, at: datetime) -> bool:
    """Whether the 72 hours since the victim's own report are over and the first police report is not there."""
    return runs(case) and case.victim_reported_at is not None and at > case.victim_reported_at + POLICE_WITHIN


def runs(case: Case) -> bool:
    """Whether a police report is owed: the class is sexual violence, and there is none yet."""
    return bool(SEXUAL.intersection(case.types)) and case.police_reported_at is None


def suspended(case: Case) -> bool:
    """Whether two persons wrote down an adult victim's informed decision not to complain, and it still may count."""
    if complaint_refusal(case):
        return False
    return Proposal.objects.filter(case=case, kind=ProposalKind.NO_COMPLAINT, status=ProposalStatus.APPROVED).exists()


def check_no_complaint(case: Case) -> None:
    """Only an adult victim's decision, and only for complaint offences, puts the clock to rest (UU 12/2022 Pasal 7)."""
    if sentence := complaint_refusal(case):
        raise Denied(sentence, rule="R04")


def complaint_refusal(case: Case) -> str:
    """Why a decision not to complain does not count here; empty where it may."""
    if not SEXUAL.intersection(case.types):
        return "Keputusan untuk tidak mengadu hanya dicatat pada kasus kekerasan seksual."
    if case.ever_child:
        return "Ada korban anak: perkaranya bukan delik aduan. Laporan polisi tetap dibuat."
    if case.disabled_victim:
        return "Ada korban penyandang disabilitas: perkaranya bukan delik aduan. Laporan polisi tetap dibuat."
    if case.ever_trafficking or TRAFFICKING.intersection(case.ever_types):
        return "Perdagangan orang dan eksploitasi bukan delik aduan. Laporan polisi tetap dibuat."
    if Incident.objects.filter(case__in=grave.same_matter(case), possible_penetration=True).exists():
        return "Kemungkinan penetrasi tercatat: perkaranya bukan delik aduan. Laporan polisi tetap dibuat."
    return ""
