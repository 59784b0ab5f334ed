"""Refusals of ending a case: what must be finished, said and agreed before, for each reason (R21, R22)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.cases import kinds
from tuntas.cases.models import (
    Case,
    ContactAttempt,
    LegalEvent,
    Mediation,
    Plan,
    PlanItem,
    Protection,
    RiskAssessment,
    Screening,
    Service,
    ShelterStay,
)
from tuntas.cases.policies import grave, legal, mediations, proposals
from tuntas.cases.policies.reach import check_known, check_within
from tuntas.cases.states import MOVING, REFUSED_REASONS, ClosingReason, LegalStep, ProposalKind, Status
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.states import Risk, ViolenceType
from tuntas.obligations.models import Obligation

# Straight to CLOSED: there is nobody to ask afterwards, or somebody else asks.
NO_FOLLOW_UP = frozenset({ClosingReason.DIED, ClosingReason.DUPLICATE, ClosingReason.NOT_OURS})
# Danger and police process go on elsewhere, with somebody who has accepted them.
_GOES_ON = frozenset({ClosingReason.DUPLICATE, ClosingReason.TRANSFER_ACCEPTED})
_NOT_INFORMED = frozenset({ClosingReason.DIED, ClosingReason.DUPLICATE, ClosingReason.UNREACHABLE})
_NOT_HEARD = frozenset({ClosingReason.DIED})
# What is owed about police and court; it goes on with whoever takes the case over.
POLICE_DUTIES = (
    kinds.POLICE_REPORT, kinds.POLICE_REPORT_LOCAL, kinds.POLICE_OBSTACLE, kinds.STEERED_TO_PEACE, kinds.HEARING,
)  # fmt: skip
RESCORED_WITHIN = timedelta(days=14)
ATTEMPTS, ATTEMPTS_OVER = 3, timedelta(days=30)
FOLLOW_UP_AFTER, FOLLOW_UP_LATEST = timedelta(days=90), timedelta(days=730)
# Held to be complaint offences: what is not certain counts as an ordinary offence, the investigator says otherwise.
_ON_COMPLAINT = frozenset({ViolenceType.PSYCHOLOGICAL, ViolenceType.OTHER})
_PROCESS_BEGUN = frozenset(LegalStep) - {
    LegalStep.REFUSED, LegalStep.STEERED_TO_PEACE, LegalStep.WITHDRAWN, LegalStep.FINAL_VERDICT, LegalStep.STOPPED,
    LegalStep.RESTITUTION_REQUESTED, LegalStep.RESTITUTION_PAID, LegalStep.VICTIM_REPORTED,
}  # fmt: skip
_PROCESS_OVER = frozenset({LegalStep.FINAL_VERDICT, LegalStep.STOPPED})

Check = Callable[[Case, ClosingReason], None]
# What apps above ask before an ending, such as referrals that are still open; registered when they are ready.
closing_checks: list[Check] = []
# Whether another authority has accepted the case; asked of apps above for "dilimpahkan dan diterima".
accepted_elsewhere: list[Callable[[Case], bool]] = []


@dataclass(frozen=True)
class Closure:
    """What is said with an ending (R21)."""

    reason: ClosingReason
    target: Case | None = None
    goals_reviewed: bool = False
    victim_informed: bool = False
    heard_alone: bool = False
    why_not_alone: str = ""
    follow_up_dates: Sequence[date] = ()


def check_manage(actor: Actor, case: Case) -> None:
    """Whoever manages cases of the unit."""
    check_within(actor, case, Permission.CASE_MANAGE, "Terminasi hanya diusulkan oleh manajer kasus atau supervisor.")
    check_known(actor, case)


def check_close(case: Case, closure: Closure, *, at: datetime) -> None:
    """Everything an ending needs, asked when it is proposed and again when it is approved."""
    reason = closure.reason
    if reason in REFUSED_REASONS:
        raise Denied(grave.SETTLEMENT[grave.rule_of(case)], rule=grave.rule_of(case))
    _check_danger(case, reason)
    _check_nothing_open(case)
    if reason not in _GOES_ON:
        _check_process_over(case)
    for check in closing_checks:
        check(case, reason)
    _check_reason(case, closure, at=at)
    _check_said(case, closure, at=at)


def _check_danger(case: Case, reason: ClosingReason) -> None:
    if case.risk == Risk.HIGH and reason not in _GOES_ON:
        raise Denied(
            "Kasus berisiko TINGGI tidak diakhiri. Nilai ulang dulu; penurunan risiko diputuskan orang kedua.",
            rule="R21",
        )


def unfinished(case: Case) -> list[str]:
    """What of a case still has a keeping duty, in words."""
    found: dict[str, QuerySet[Any]] = {
        "butir rencana": PlanItem.objects.filter(case=case, is_open=True),
        "layanan": Service.objects.filter(case=case, is_open=True),
        "pelindungan": Protection.objects.filter(case=case, is_open=True),
        "penampungan sementara": ShelterStay.objects.filter(case=case, is_open=True),
        "telaah WASPADA TPPO": Screening.objects.filter(case=case, is_open=True),
        "mediasi": Mediation.objects.filter(case=case, agreed_at__isnull=True, failed_at__isnull=True),
    }
    return [f"{rows.count()} {name}" for name, rows in found.items() if rows.exists()]


def _check_nothing_open(case: Case) -> None:
    if found := unfinished(case):
        raise Denied(f"Masih terbuka: {', '.join(found)}. Selesaikan atau batalkan dengan alasan dulu.", rule="R21")


def process_open(case: Case) -> bool:
    """Whether the police, a prosecutor or a court has it and nobody of them has ended it."""
    steps = list(LegalEvent.objects.filter(case=case).order_by("on_date", "at", "pk").values_list("step", flat=True))
    begun = [place for place, step in enumerate(steps) if LegalStep(step) in _PROCESS_BEGUN]
    over = [place for place, step in enumerate(steps) if LegalStep(step) in _PROCESS_OVER]
    return bool(begun) and (not over or begun[-1] > over[-1])


def _check_process_over(case: Case) -> None:
    duties = Obligation.objects.unsettled().filter(dossier_id=case.pk, kind__in=[kind.code for kind in POLICE_DUTIES])
    if duties.exists():
        raise Denied(
            "Urusan laporan polisi pada kasus ini masih berjalan. Selesaikan dulu di halaman proses hukum.", rule="R04"
        )
    if process_open(case):
        raise Denied(
            "Proses hukumnya masih berjalan. Bila layanan sudah selesai, pindahkan kasus ke “layanan dihentikan, proses"
            " hukum dipantau”.",
            rule="R21",
        )


def _check_reason(case: Case, closure: Closure, *, at: datetime) -> None:
    checks: dict[ClosingReason, Callable[[], None]] = {
        ClosingReason.GOALS_REACHED: lambda: _check_plan(case),
        ClosingReason.VERDICT_AND_RECOVERY: lambda: _check_verdict(case),
        ClosingReason.TRANSFER_ACCEPTED: lambda: _check_transfer(case),
        ClosingReason.VICTIM_REQUEST: lambda: check_victim_request(case),
        ClosingReason.UNREACHABLE: lambda: check_unreachable(case, at=at),
        ClosingReason.NOT_OURS: lambda: _check_judged(case),
        ClosingReason.NOT_PROVEN: lambda: _check_judged(case),
        ClosingReason.DUPLICATE: lambda: check_stays(case, closure.target),
        ClosingReason.MEDIATED: lambda: _check_mediated(case),
    }
    if closure.reason in checks:
        checks[closure.reason]()


def _check_plan(case: Case) -> None:
    approved = Plan.objects.filter(in_this_life(case, "approved_at"), case=case, approved_at__isnull=False)
    if not approved.exists():
        raise Denied("Belum ada rencana yang disetujui, jadi belum ada tujuan yang dapat ditinjau.", rule="R21")


def _check_verdict(case: Case) -> None:
    verdicts = LegalEvent.objects.filter(case=case, step=LegalStep.FINAL_VERDICT)
    since = legal.again_since(case)  # of what came to light after it there is none yet
    if not (verdicts.filter(at__gte=since) if since else verdicts).exists():
        raise Denied("Putusan berkekuatan tetap belum dicatat pada proses hukum.", rule="R21")


def in_this_life(case: Case, field: str) -> Q:
    """Since it was opened again, if it was: what ended a case before ends it no second time."""
    return Q(**{f"{field}__gte": case.reopened_at}) if case.reopened_at else Q()


def _check_transfer(case: Case) -> None:
    if not any(accepted(case) for accepted in accepted_elsewhere):
        raise Denied(
            "Belum ada lembaga yang menerima pelimpahan kasus ini. Sampai diterima, kasus tetap di sini.", rule="R20"
        )


def is_ordinary(case: Case) -> bool:
    """An ordinary offence, or against a child: not the victim's alone to end."""
    on_complaint = {str(value) for value in _ON_COMPLAINT}
    return case.ever_child or bool(grave.rule_of(case)) or bool(set(case.ever_types) - on_complaint)


def check_victim_request(case: Case) -> None:
    """R22: services stop when she wishes; the case does not end."""
    if is_ordinary(case):
        raise Denied(
            "Permintaan korban tidak mengakhiri kasus ini (delik biasa atau perkara anak). Layanan dapat dihentikan:"
            " pilih “layanan dihentikan, proses hukum dipantau”.",
            rule="R22",
        )
    _check_judged(case)


def check_unreachable(case: Case, *, at: datetime) -> None:
    """Safe tries on three days, from the first to the last of them thirty days at least, none since she was last reached.

    Three calls of one morning and a month of waiting are no month of trying.
    """
    reached = ContactAttempt.objects.filter(case=case, result="reached").order_by("-at").first()
    tries = ContactAttempt.objects.filter(in_this_life(case, "at"), case=case, safe_way=True).exclude(result="reached")
    if reached is not None:
        tries = tries.filter(at__gt=reached.at)
    moments = sorted(tries.filter(at__lte=at).values_list("at", flat=True))
    days = {proposals.today(case, moment) for moment in moments}
    if len(days) < ATTEMPTS or moments[-1] - moments[0] < ATTEMPTS_OVER:
        raise Denied(
            f"Perlu upaya menghubungi dengan cara aman pada paling sedikit {ATTEMPTS} hari yang berbeda; dari yang pertama"
            f" sampai yang terakhir paling sedikit {ATTEMPTS_OVER.days} hari. Baru ada pada {len(days)} hari.",
            rule="R21",
        )


def _check_judged(case: Case) -> None:
    if case.risk == Risk.UNKNOWN:
        raise Denied("Nilai risikonya dulu.", rule="R21")
    if not case.ever_types:
        raise Denied("Golongkan dulu apa yang terjadi. Bila bukan kekerasan, pilih “Lainnya”.", rule="R21")


def check_target(actor: Actor, case: Case, target: Case | None) -> None:
    """The case that stays: another one, within reach."""
    if target is None or not Case.objects.visible_to(actor).filter(pk=target.pk).exists():
        raise Denied("Kasus yang dipertahankan tidak ditemukan. Periksa nomornya.")
    check_stays(case, target)


def check_stays(case: Case, target: Case | None) -> None:
    """What stays must be somebody's work: else the other vanishes with it. Asked again when it is decided."""
    if target is None or target.pk == case.pk:
        raise Denied("Pilih kasus lain yang dipertahankan.")
    if Status(target.status) not in MOVING:
        raise InvalidTransition(
            "Kasus yang dipertahankan tidak sedang ditangani. Buka kembali dulu, atau pilih yang lain."
        )


def _check_mediated(case: Case) -> None:
    mediations.check_admissible(case)  # it may have become another matter since
    if not Mediation.objects.filter(in_this_life(case, "agreed_at"), case=case, agreed_at__isnull=False).exists():
        raise Denied("Belum ada mediasi yang mencapai kesepakatan.", rule="R03")


def _check_said(case: Case, closure: Closure, *, at: datetime) -> None:
    reason = closure.reason
    if reason not in _NOT_HEARD:
        proposals.check_heard(ProposalKind.CLOSE, heard_alone=closure.heard_alone, why_not_alone=closure.why_not_alone)
    if reason not in NO_FOLLOW_UP and not closure.goals_reviewed:
        raise Denied("Tinjau dulu tujuan dalam rencana, lalu nyatakan sudah ditinjau.", rule="R21")
    if reason not in NO_FOLLOW_UP or reason is ClosingReason.NOT_OURS:
        _check_rescored(case, at=at)
    if reason not in _NOT_INFORMED and not closure.victim_informed:
        raise Denied("Korban sendiri belum diberi tahu; memberi tahu keluarganya tidak cukup.", rule="R21")
    if reason not in NO_FOLLOW_UP:
        check_dates(closure.follow_up_dates, on=proposals.today(case, at))


def _check_rescored(case: Case, *, at: datetime) -> None:
    scored = RiskAssessment.objects.filter(in_this_life(case, "at"), case=case, at__gte=at - RESCORED_WITHIN)
    if not scored.exists():
        raise Denied("Keselamatan belum dinilai ulang dalam 14 hari terakhir.", rule="R21")


def check_dates(dates: Sequence[date], *, on: date) -> None:
    """At least one day on which the victim is asked how she is."""
    if not dates:
        raise Denied("Pilih paling sedikit satu tanggal tindak lanjut.", rule="R21")
    if min(dates) <= on or max(dates) > on + FOLLOW_UP_LATEST:
        raise Denied("Tanggal tindak lanjut ada di depan, paling lama dua tahun.", rule="R21")


def check_watch_only(actor: Actor, case: Case) -> None:
    """R22: services stop, the legal process is watched."""
    check_manage(actor, case)
    if Status(case.status) not in MOVING or case.status == Status.LEGAL_WATCH:
        raise InvalidTransition("Kasus ini tidak dapat dipindahkan ke pemantauan proses hukum dari statusnya sekarang.")
    if case.risk == Risk.HIGH:
        raise Denied("Risiko TINGGI: layanan tidak dihentikan. Nilai ulang dulu.", rule="R16")


def check_follow_up(actor: Actor, case: Case) -> None:
    """Whoever works on the case asks how she is, while it is in follow-up."""
    check_within(actor, case, Permission.CASE_WORK, "Tindak lanjut hanya dicatat oleh tim kasus ini.")
    check_known(actor, case)
    if case.status != Status.FOLLOW_UP:
        raise InvalidTransition("Kasus ini tidak sedang dalam tindak lanjut pascaterminasi.")


def check_said(*, reached: bool, safe: bool | None, violence_again: bool | None) -> None:
    """Whoever reached her says both: whether she is safe, and whether it happened again."""
    if reached and (safe is None or violence_again is None):
        raise Denied("Catat kedua jawaban: apakah korban aman, dan apakah kekerasan terjadi lagi.")
