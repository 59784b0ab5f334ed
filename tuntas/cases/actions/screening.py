"""Trafficking screening: what was found, what follows from it, and the manager's review of an alert."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases import kinds, trafficking
from tuntas.cases.actions import _cadre_tasks, _case, _proposal, legal, protection
from tuntas.cases.models import Case, Party, Screening
from tuntas.cases.policies import reach
from tuntas.cases.policies import screening as policies
from tuntas.cases.states import Act, EntryKind, Means, Purpose, ScreeningStatus
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.intake.states import ViolenceType
from tuntas.obligations.actions import duties

HELD = (ScreeningStatus.ALERT, ScreeningStatus.SUSPECTED)


@dataclass(frozen=True)
class Answers:
    """What was found. `said_yes`: the victim said that she wanted it; kept, and counted for nothing (R10)."""

    acts: Collection[Act] = ()
    means: Collection[Means] = ()
    purposes: Collection[Purpose] = ()
    said_yes: bool | None = None
    crosses_region: bool = False
    crosses_border: bool = False
    note: str = ""


@transaction.atomic
def record(
    case: Case, *, victim: Party, answers: Answers, row_id: UUID | None = None, by: User, at: datetime
) -> Screening:
    """Screen one victim. Suspected or alert marks the case for ever; an alert must be reviewed within 24 hours."""
    case = _case.locked(case)
    policies.check_screen(by, case)
    policies.check_victim(case, victim)
    return _judged(case, victim, answers, row_id=row_id, by=by, at=at)


def judge_again(case: Case, victims: Collection[Party], *, by: User, at: datetime) -> None:
    """Who turns out to be a child is judged as one, by the answers that are there (R09). The case is locked."""
    for victim in victims:
        last = Screening.objects.filter(case=case, victim=victim).order_by("-at", "-id").first()
        if last is None or last.child or not (victim.child or victim.ever_child):
            continue
        now = trafficking.judge(child=True, acts=last.acts, means=last.means, purposes=last.purposes)
        if not last.purposes or now.status == last.status:
            continue  # the child rule asks for a purpose; what was found besides has been reviewed
        answers = Answers(
            acts=[Act(each) for each in last.acts], means=[Means(each) for each in last.means],
            purposes=[Purpose(each) for each in last.purposes], said_yes=last.said_yes,
            crosses_region=last.crosses_region, crosses_border=last.crosses_border,
        )  # fmt: skip
        _judged(case, victim, answers, row_id=None, by=by, at=at)


def _judged(case: Case, victim: Party, answers: Answers, *, row_id: UUID | None, by: User, at: datetime) -> Screening:
    child = victim.child or victim.ever_child
    result = trafficking.judge(child=child, acts=answers.acts, means=answers.means, purposes=answers.purposes)
    row = Screening(
        id=row_id or uuid7(), case=case, by=by, at=at, victim=victim, child=child, acts=sorted(answers.acts), means=sorted(answers.means),
        purposes=sorted(answers.purposes), said_yes=answers.said_yes, crosses_region=answers.crosses_region,
        crosses_border=answers.crosses_border, status=result.status, reasons=list(result.reasons),
    )  # fmt: skip
    _case.box(case).seal(row, note=answers.note)
    if result.status is ScreeningStatus.ALERT:
        row.duty = _case.open_for(case, kinds.REVIEW_SCREENING, subject=row, by=by, at=at)
    row.save(force_insert=True)
    _case.entry(
        case, EntryKind.SCREENING, row, url_name="cases:screening_review", detail=str(result.status), by=by, at=at
    )
    log.record(
        "screening.recorded", row, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path,
        status=str(result.status), reasons=row.reasons, child=child,
    )  # fmt: skip
    _mark(case, row, by=by, at=at)
    return row


@transaction.atomic
def review(row: Screening, *, outcome: ScreeningStatus, note: str, by: User, at: datetime) -> Screening:
    """Decide an alert: suspected, or not trafficking. The case stays marked as one that was held to be trafficking."""
    case = _case.locked(row.case)
    row = Screening.objects.select_for_update(of=("self",)).select_related("victim", "duty").get(pk=row.pk)
    policies.check_review(by, case, row)
    if outcome is not ScreeningStatus.SUSPECTED:
        policies.check_clear(by, row)
    before = row.duty
    row.status, row.duty = outcome, None
    row.reviewed_by, row.reviewed_at = by, at
    _case.box(case).seal(row, review_note=note)
    row.save(update_fields=["status", "duty", "reviewed_by", "reviewed_at", "review_note"])
    if before is not None:
        duties.settle(before, by=by, at=at)
    _case.entry(case, EntryKind.SCREENING, row, url_name="cases:screening_review", detail=str(outcome), by=by, at=at)
    log.record(
        "screening.reviewed", row, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path, status=str(outcome)
    )
    _mark(case, row, by=by, at=at)
    return row


@transaction.atomic
def open_notes(case: Case, rows: Collection[Screening], *, by: User, at: datetime) -> dict[object, tuple[str, str]]:
    """Notes of screenings and their reviews, by id; reading them is recorded. Raises vault.Erased."""
    reach.check_read(by, case)
    if not rows:
        return {}
    box = vault.box(case.pk)
    log.record("screenings.read", case, by=by, at=at, count=len(rows))
    return {row.pk: (box.unseal(row, "note"), box.unseal(row, "review_note")) for row in rows}


def _mark(case: Case, row: Screening, *, by: User, at: datetime) -> None:
    """What a result does to the case: the alert now, the mark for ever, the class when it is suspected."""
    held = Screening.objects.filter(case=case, status__in=HELD).exists()
    case.trafficking_alert = held
    case.ever_trafficking = case.ever_trafficking or held
    added = _types(row) - set(case.types) if row.status == ScreeningStatus.SUSPECTED else set()
    case.types = sorted({*case.types, *added})
    case.ever_types = sorted({*case.ever_types, *added})
    case.save(update_fields=["trafficking_alert", "ever_trafficking", "types", "ever_types"])
    _proposal.void_outgrown(case, by=by, at=at)
    _cadre_tasks.withdraw_if_forbidden(case, by=by, at=at)
    if added:
        _case.entry(case, EntryKind.CLASSIFIED, detail="screening", by=by, at=at)
        legal.check_clock(case, by=by, at=at)
        protection.propose_for(case, by=by, at=at)


def _types(row: Screening) -> set[str]:
    """Trafficking; exploitation where somebody is exploited; sexual violence where the purpose is sexual (TPKS Pasal 4)."""
    found = {str(ViolenceType.TRAFFICKING)}
    if trafficking.EXPLOITING.intersection(row.purposes):
        found.add(str(ViolenceType.EXPLOITATION))
    if trafficking.SEXUAL.intersection(row.purposes):
        found.add(str(ViolenceType.SEXUAL))
    return found
