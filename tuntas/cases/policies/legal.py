"""Refusals about the legal process, and when the clock of the police report runs (R04)."""

from datetime import date, datetime, time, timedelta

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.cases.models import Case, CaseReport, Entry, FollowUp, Incident, LegalEvent, Proposal
from tuntas.cases.policies import grave, reach
from tuntas.cases.states import EntryKind, LegalActor, LegalStep, ProposalKind, ProposalStatus
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.states import ViolenceType

SEXUAL = frozenset({ViolenceType.SEXUAL, ViolenceType.ELECTRONIC_SEXUAL})
TRAFFICKING = frozenset({ViolenceType.TRAFFICKING, ViolenceType.EXPLOITATION})
ENFORCERS = frozenset({LegalActor.INVESTIGATOR, LegalActor.PROSECUTOR, LegalActor.JUDGE})
THEIRS_ONLY = frozenset({LegalStep.DIVERSION, LegalStep.RESTORATIVE})
POLICE_WITHIN = timedelta(hours=72)
# On the timeline: from here on the police report of before stops no clock any more.
AGAIN = "report_again"


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


def check_number(step: LegalStep, number: str) -> None:
    """What the police took has a number; without one nobody can ask about it, and it stops no clock (R04)."""
    if step is LegalStep.REPORTED and not number.strip():
        raise Denied(
            "Isi nomor laporan polisi seperti pada tanda terimanya (STPL). Bila belum diberi nomor, laporan belum diterima:"
            " catat sebagai hambatan bila ditolak.",
            rule="R04",
        )


def check_file(event: LegalEvent) -> None:
    """There is a file to take away."""
    if event.proof_file is None:
        raise Denied("Langkah ini tidak mempunyai berkas.")


def covers_all(case: Case, day: date) -> bool:
    """Whether a police report of a day can be about everything: no sexual violence is known to have begun after it."""
    after = Incident.objects.filter(case=case, types__overlap=sorted(SEXUAL), approximate=False, on_date__gt=day)
    return not after.exists()


def check_attended(event: LegalEvent, *, at: datetime) -> None:
    """A hearing is accompanied when it is there; one that was put off has its new date first."""
    if event.hearing_at is None or event.hearing_at <= at:
        return
    later = LegalEvent.objects.filter(case=event.case_id, step=LegalStep.HEARING, at__gt=event.at)
    if not later.exists():
        raise InvalidTransition("Sidang ini belum berlangsung. Bila ditunda, catat dulu sidang dengan tanggal barunya.")


def is_late(case: Case, *, at: datetime) -> bool:
    """Whether the 72 hours since the victim's own report are over and the police report is not there."""
    told = told_at(case) if runs(case) else None
    return told is not None and at > told + POLICE_WITHIN


def again_since(case: Case) -> datetime | None:
    """Since when there is something that no police report of before covers: another incident, or another life of the case."""
    marks = Entry.objects.filter(case=case, kind=EntryKind.LEGAL, detail=AGAIN)
    return marks.order_by("-at").values_list("at", flat=True).first()


def told_at(case: Case) -> datetime | None:
    """When the victim herself reported what the police do not know yet; none where only others did."""
    since = again_since(case)
    if since is None:
        return case.victim_reported_at
    own = LegalEvent.objects.filter(case=case, step=LegalStep.VICTIM_REPORTED, at__gte=since)
    said = FollowUp.objects.filter(case=case, violence_again=True, at__gte=since)
    reports = CaseReport.objects.filter(case=case, at__gte=since, report__victim_reported_at__isnull=False)
    moments = [
        *(moment_of(row.on_date, case, row.at) for row in own),
        *said.values_list("at", flat=True),
        *reports.values_list("report__victim_reported_at", flat=True),
    ]
    return min(filter(None, moments), default=None)


def moment_of(day: date, case: Case, at: datetime) -> datetime:
    """The moment of writing on the same day; of another day its beginning, so that no hour of the 72 is given away."""
    zone = case.agency.zone
    return at if day >= at.astimezone(zone).date() else datetime.combine(day, time(), tzinfo=zone)


def is_another(case: Case, row: Incident) -> bool:
    """Whether an incident just written down cannot have been in the last police report.

    It happened after it; or it was not known then, while another one was. Where nobody went to the police because she
    decided so, any further one is another.
    """
    last = LegalEvent.objects.filter(case=case, step=LegalStep.REPORTED).order_by("-at", "-pk").first()
    if last is None:
        return True
    day = row.until_date or row.on_date
    if day is not None and day > last.on_date:
        return True
    known = Incident.objects.filter(case=case, types__overlap=sorted(SEXUAL), recorded_at__lt=last.at).exclude(
        pk=row.pk
    )
    return known.exists()


def covers(case: Case, other: Case) -> bool:
    """Whether the police report of one case can be about what the other, its duplicate, is about: it happened before."""
    if case.police_reported_at is None or not SEXUAL.intersection(other.types) or other.police_reported_at is not None:
        return True
    until = case.police_reported_at.astimezone(case.agency.zone).date()
    rows = Incident.objects.filter(case=other, types__overlap=sorted(SEXUAL)).values_list("until_date", "on_date")
    days = [last or first for last, first in rows]
    return bool(days) and all(day is not None and day <= until for day in days)


def runs(case: Case) -> bool:
    """Whether a police report is owed: the class is sexual violence, and there is none about it yet."""
    return bool(SEXUAL.intersection(case.types)) and case.police_reported_at is None


def suspended(case: Case) -> bool:
    """Whether two persons wrote down an adult victim's informed decision not to complain, and it still may count."""
    if complaint_refusal(case):
        return False
    agreed = Proposal.objects.filter(case=case, kind=ProposalKind.NO_COMPLAINT, status=ProposalStatus.APPROVED)
    since = again_since(case)
    return (agreed.filter(decided_at__gt=since) if since else agreed).exists()


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
