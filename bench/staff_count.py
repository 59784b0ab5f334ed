"""What staff were told was done against what is there. Reads everything row by row and trusts no constraint."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from django.db.models import Model

from bench import staff_traces
from bench.journeys import Journey
from tuntas.cases import kinds
from tuntas.cases.models import Case, CaseReport, Party, Proposal
from tuntas.cases.states import CLOSED_STATES, ProposalKind, ProposalStatus, Status
from tuntas.core import vault
from tuntas.core.models import DossierKey
from tuntas.intake.models import Report
from tuntas.intake.states import Status as ReportStatus
from tuntas.letters.models import Letter, Register
from tuntas.obligations.models import Obligation
from tuntas.people.models import Person
from tuntas.referrals import kinds as referral_kinds
from tuntas.referrals.models import Referral
from tuntas.referrals.states import Status as ReferralStatus

# Kinds by which each thing is kept while it is open; exactly one at a time.
KEEPERS: dict[type[Model], tuple[str, ...]] = {
    Case: tuple(
        kind.code
        for kind in (
            kinds.ASSESS, kinds.ASSESS_HIGH, kinds.PLAN, kinds.PROGRESS, kinds.CONSIDER, kinds.FOLLOW_UP, kinds.CLOSURE_WAITS,
        )
    ),
    Referral: tuple(kind.code for kind in referral_kinds.ALL if kind is not referral_kinds.READ_ANSWER),
    Proposal: (kinds.DECIDE.code,),
}  # fmt: skip


@dataclass
class StaffCount:
    """How often each promise was broken."""

    accepted_steps_missing: int = 0
    things_made_twice: int = 0
    steps_without_event_or_with_two: int = 0
    steps_without_line_or_with_two: int = 0
    things_without_exactly_one_keeper: int = 0
    endings_without_approval_or_date: int = 0
    steps_stored_by_half: int = 0

    @property
    def broken(self) -> int:
        """All together."""
        return sum(getattr(self, each.name) for each in fields(self))


def count(journeys: Sequence[Journey], *, since: datetime) -> StaffCount:
    """What is there after a round in which these journeys were made; what was made before `since` is not theirs."""
    cases = list(Case.objects.filter(opened_at__gte=since).order_by("pk"))
    return StaffCount(
        accepted_steps_missing=sum(len(missing(journey)) for journey in journeys),
        things_made_twice=_twice(cases),
        steps_without_event_or_with_two=sum(staff_traces.events_wrong(case) for case in cases),
        steps_without_line_or_with_two=sum(staff_traces.lines_wrong(case) for case in cases),
        things_without_exactly_one_keeper=sum(_not_kept(model) for model in KEEPERS),
        endings_without_approval_or_date=sum(_ended_wrongly(case) for case in cases),
        steps_stored_by_half=_halves(since),
    )


def missing(journey: Journey) -> list[str]:
    """Steps that were said to be done and are not, or not with the words that were typed."""
    case = Case.objects.filter(pk__in=journey.led_to("open")).first()
    referral = Referral.objects.filter(pk__in=journey.led_to("refer"), case=case).first()
    proposal = Proposal.objects.filter(pk__in=journey.led_to("propose"), case=case).first()
    there = (
        ({"open"} if case and _is_of(case, journey) else set())
        | ({"victim"} if case and Party.objects.filter(case=case).exists() else set())
        | (_referred(referral, journey.mark) if referral else set())
        | (_proposed(proposal, journey) if proposal else set())
    )
    return [step for step in journey.done if step not in there]


def _is_of(case: Case, journey: Journey) -> bool:
    if journey.report:
        return CaseReport.objects.filter(case=case, report=journey.report).exists()
    return _read(case, "narrative") == journey.mark


def _referred(referral: Referral, mark: str) -> set[str]:
    unread = Obligation.objects.unsettled().filter(subject_id=referral.pk, kind=referral_kinds.READ_ANSWER.code)
    there = {
        "refer": _read(referral, "shared") == mark and referral.letter_id is not None,
        "acknowledge": referral.acknowledged_at is not None,
        "accept": referral.decided_at is not None,
        "answer": referral.status == ReferralStatus.ANSWERED and _read(referral, "answer") == mark,
        "read": referral.status == ReferralStatus.ANSWERED and not unread.exists(),
    }
    return {step for step, done in there.items() if done}


def _proposed(proposal: Proposal, journey: Journey) -> set[str]:
    made = proposal.closing_reason == journey.reason and _read(proposal, "reason") == journey.mark
    ended = proposal.status == ProposalStatus.APPROVED and proposal.case.closed_at is not None
    return ({"propose"} if made else set()) | ({"approve"} if ended else set())


def _read(row: Case | Referral | Proposal, name: str) -> str:
    return vault.box(row.dossier_id).unseal(row, name).strip()


def _twice(cases: Sequence[Case]) -> int:
    """Cases with the same words, and what of one case is there more than once: everybody did everything once."""
    ids = [case.pk for case in cases]
    told = Counter(words for case in cases if (words := _read(case, "narrative")) and not case.reports.exists())
    found = sum(times - 1 for times in told.values())
    for model in (Party, Referral, Proposal):
        rows = Counter(model._default_manager.filter(case__in=ids).values_list("case", flat=True))
        found += sum(times - 1 for times in rows.values())
    letters = Counter(Letter.objects.filter(dossier_id__in=ids).values_list("dossier_id", flat=True))
    reads = Obligation.objects.filter(dossier_id__in=ids, kind=referral_kinds.READ_ANSWER.code)
    answers = Counter(reads.values_list("subject_id", flat=True))
    return found + sum(times - 1 for times in (letters + answers).values())


def _not_kept(model: type[Model]) -> int:
    """Open things that are not kept by exactly one open duty, the one they name; ended things that still are."""
    kept = defaultdict(list)
    duties = Obligation.objects.unsettled().filter(kind__in=KEEPERS[model])
    for duty, subject in duties.values_list("pk", "subject_id"):
        kept[subject].append(duty)
    rows = list(model._default_manager.values_list("pk", "duty", "is_open"))
    wrong = sum(kept.pop(pk, []) != ([duty] if is_open else []) for pk, duty, is_open in rows)
    return wrong + len(kept)


def _ended_wrongly(case: Case) -> bool:
    """Ended without its date, or without another person's approval in that very moment; or approved and not ended."""
    yes = Proposal.objects.filter(case=case, kind=ProposalKind.CLOSE, status=ProposalStatus.APPROVED)
    agreed = [row for row in yes if row.decided_by_id not in {None, row.proposed_by_id}]
    if Status(case.status) not in CLOSED_STATES:
        return case.closed_at is not None or yes.exists()
    return [(row.decided_at, row.closing_reason) for row in agreed] != [(case.closed_at, case.closing_reason)]


def _halves(since: datetime) -> int:
    """Parts without their whole: keys, duties, people, letters, links; and numbers of letters that are missing."""
    in_case = set(Report.objects.filter(status=ReportStatus.IN_CASE).values_list("pk", flat=True))
    linked = set(CaseReport.objects.values_list("report", flat=True))
    sent = set(Referral.objects.exclude(status=ReferralStatus.WAITING).values_list("letter", flat=True))
    letters = set(Letter.objects.filter(issued_at__gte=since).values_list("pk", flat=True))
    return (
        len(in_case ^ linked)
        + Referral.objects.exclude(status=ReferralStatus.WAITING).filter(letter=None).count()
        + Referral.objects.exclude(status=ReferralStatus.WAITING).filter(sent_at=None).count()
        + len(letters - sent)
        + _gaps()
        + sum(_about_nothing(model, since) for model in KEEPERS)
        + _keys("case", Case, since)
        + _keys("person", Person, since)
        + Person.objects.filter(created_at__gte=since, parties=None).count()
    )


def _gaps() -> int:
    """Numbers of a register that no letter has."""
    return sum(
        set(range(1, register.last + 1)) != set(register.letters.values_list("sequence", flat=True))
        for register in Register.objects.all()
    )


def _about_nothing(model: type[Model], since: datetime) -> int:
    there = model._default_manager.values("pk")
    duties = Obligation.objects.filter(opened_at__gte=since, subject_type=model._meta.label_lower)
    return duties.exclude(subject_id__in=there).count()


def _keys(kind: str, model: type[Model], since: datetime) -> int:
    keys: set[UUID] = set(DossierKey.objects.filter(created_at__gte=since, kind=kind).values_list("pk", flat=True))
    return len(keys - set(model._default_manager.values_list("pk", flat=True)))
