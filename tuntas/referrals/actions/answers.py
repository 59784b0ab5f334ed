"""What the receiver does: acknowledge, accept, decline, answer; the same written down by our officer; and our reading of it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases.actions import _case, opening
from tuntas.cases.actions.opening import Offer
from tuntas.cases.models import Case, Note
from tuntas.cases.policies import children
from tuntas.cases.states import EntryKind, NoteKind
from tuntas.core import vault
from tuntas.referrals import identity, kinds
from tuntas.referrals.actions import _referral
from tuntas.referrals.models import Referral
from tuntas.referrals.policies import answering, given, sending
from tuntas.referrals.states import AnsweredBy, DeclineReason, ReferralKind, Result, Status

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Answer:
    """Result, the day of it, what was done, and the next step."""

    result: Result
    result_date: date | None = None
    text: str = ""
    next_step: str = ""


@dataclass(frozen=True)
class Slip:
    """What came on paper, by telephone or through the link: who said it, and how far it goes."""

    status: Status
    answerer: str
    way: AnsweredBy
    answer: Answer | None = None
    decline_reason: str = ""
    text: str = ""


@transaction.atomic
def acknowledge(referral: Referral, *, by: User, at: datetime) -> Referral:
    """It has arrived; the answer is due next (R20)."""
    referral = _referral.locked(referral, by=by)
    answering.check_acknowledge(by, referral)
    referral.acknowledged_at = at
    return _goes_on(referral, Status.ACKNOWLEDGED, assignee=by, by=by, at=at)


@transaction.atomic
def accept(referral: Referral, *, text: str = "", by: User, at: datetime) -> Referral:
    """They do it. A transfer is theirs from now on, which is its answer; they get a case of their own for it."""
    referral = _referral.locked(referral, by=by)
    answering.check_accept(by, referral)
    if answering.opens_case(referral, at=at):
        referral.taken_as = _open_theirs(referral, by=by, at=at)
    return _accepted(referral, way=AnsweredBy.TUNTAS, answerer=by.name, text=text, assignee=by, by=by, at=at)


@transaction.atomic
def decline(referral: Referral, *, reason: DeclineReason, text: str = "", by: User, at: datetime) -> Referral:
    """They do not do it, and why; our manager decides what next."""
    referral = _referral.locked(referral, by=by)
    answering.check_decline(by, referral)
    return _declined(referral, reason, way=AnsweredBy.TUNTAS, answerer=by.name, text=text, by=by, at=at)


@transaction.atomic
def answer(referral: Referral, *, answer: Answer, by: User, at: datetime) -> Referral:
    """What came of it: back to our timeline, and to our manager to read."""
    referral = _referral.locked(referral, by=by)
    answering.check_answer(by, referral)
    return _answered(referral, answer, way=AnsweredBy.TUNTAS, answerer=by.name, by=by, at=at)


@transaction.atomic
def record_slip(referral: Referral, *, slip: Slip, by: User, at: datetime) -> Referral:
    """Our officer writes down what came on paper or by telephone. Always possible, whoever the receiver is."""
    referral = _referral.locked(referral, by=by)
    sending.check_record(by, referral, slip.status)
    given.check_slip(slip.way, slip.answerer)
    if slip.status is Status.ACCEPTED:
        answering.check_no_case_lost(referral, at=at)
    return apply(referral, slip=slip, by=by, at=at)


@transaction.atomic
def apply(referral: Referral, *, slip: Slip, by: Actor, at: datetime) -> Referral:
    """Carry out a slip on a locked referral. The caller checked who says so."""
    if slip.status is Status.ACKNOWLEDGED:
        referral.acknowledged_at = at
        _seal(referral, answerer=slip.answerer)
        return _goes_on(referral, Status.ACKNOWLEDGED, assignee=None, by=by, at=at)
    answering.check_not_stopped(referral)
    if slip.status is Status.ACCEPTED:
        return _accepted(referral, way=slip.way, answerer=slip.answerer, text=slip.text, assignee=None, by=by, at=at)
    if slip.status is Status.DECLINED:
        reason = given.decline_reason(slip.decline_reason)
        return _declined(referral, reason, way=slip.way, answerer=slip.answerer, text=slip.text, by=by, at=at)
    answering.check_answerable(referral)
    return _answered(referral, given.present(slip.answer), way=slip.way, answerer=slip.answerer, by=by, at=at)


@transaction.atomic
def read(referral: Referral, *, text: str = "", by: User, at: datetime) -> Referral:
    """Our side has read the answer and knows what to do next: `text`, where the need was not met and nobody else was asked.

    Pressed again it is read once all the same.
    """
    referral = _referral.locked(referral, by=by)
    sending.check_read(by, referral)
    sending.check_next(referral, text)
    if text.strip():
        _noted(referral.case, text, by=by, at=at)
    if not _case.settle_side(referral.case, kinds.READ_ANSWER, subject_id=referral.pk, by=by, at=at):
        return referral
    log.record(
        "referral.answer_noted", referral, by=by, at=at, dossier_id=referral.case_id, agency_id=referral.case.agency_id,
        area_path=referral.case.area_path,
    )  # fmt: skip
    return referral


def _noted(case: Case, text: str, *, by: User, at: datetime) -> None:
    row = Note(case=case, by=by, at=at, kind=NoteKind.MEETING)
    _case.box(case).seal(row, text=text)
    row.save(force_insert=True)
    _case.entry(case, EntryKind.NOTE, row, url_name="cases:note_open", detail=str(row.kind), by=by, at=at)


def _goes_on(
    referral: Referral,
    status: Status,
    *,
    assignee: User | None,
    due_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Referral:
    """The answer is due next: theirs, or ours to ask for where nobody has an account there."""
    if referral.receiver.uses_tuntas:
        kind = kinds.ANSWER_HIGH if referral.urgent else kinds.ANSWER
        duty = _referral.theirs(referral, kind, assignee=assignee, due_at=due_at, by=by, at=at)
    else:
        duty = _referral.ours(referral, kinds.RECORD_ANSWER, due_at=due_at, by=by, at=at)
    _referral.step(referral, status, duty, by=by, at=at)
    return referral


def _accepted(
    referral: Referral, *, way: AnsweredBy, answerer: str, text: str, assignee: User | None, by: Actor, at: datetime
) -> Referral:
    referral.acknowledged_at = referral.acknowledged_at or at
    referral.decided_at = at
    _seal(referral, answerer=answerer, answer=text)
    if referral.kind == ReferralKind.TRANSFER:
        given.check_transition(referral, Status.ACCEPTED)
        referral.answered_at, referral.answered_by = at, way
        referral.result, referral.result_date = Result.DONE, referral.receiver.today(at)
        _referral.end(referral, Status.ANSWERED, by=by, at=at)
        return referral
    return _goes_on(referral, Status.ACCEPTED, assignee=assignee, by=by, at=at)


def _open_theirs(referral: Referral, *, by: User, at: datetime) -> Case:
    """The receiver's own case: what was shared, and what ours is known to be. Nothing else of ours is read for it."""
    box = vault.box(referral.case_id)
    offer = Offer(
        source=referral.case, subject=referral, url_name="referrals:detail",
        shared=children.without_children(referral.case, box.unseal(referral, "shared")),
        sheets=identity.sheets_now(referral, box.unseal(referral, "sheets")),
    )  # fmt: skip
    return opening.open_taken_over(offer, agency=referral.receiver, by=by, at=at)


def _declined(
    referral: Referral, reason: DeclineReason, *, way: AnsweredBy, answerer: str, text: str, by: Actor, at: datetime
) -> Referral:
    referral.decided_at, referral.answered_by, referral.decline_reason = at, way, reason
    _seal(referral, answerer=answerer, answer=text)
    _referral.end(referral, Status.DECLINED, by=by, at=at)
    return referral


def _answered(
    referral: Referral, answer: Answer, *, way: AnsweredBy, answerer: str, by: Actor, at: datetime
) -> Referral:
    since = referral.receiver.today(referral.created_at)
    given.check_answer(answer.result, answer.result_date, answer.text, since=since, on=referral.receiver.today(at))
    referral.acknowledged_at = referral.acknowledged_at or at
    referral.decided_at = referral.decided_at or at
    referral.answered_by = way
    referral.result, referral.result_date = answer.result, answer.result_date
    _seal(referral, answerer=answerer, answer=answer.text, next_step=answer.next_step)
    if answer.result is Result.SCHEDULED:
        return _scheduled(referral, by=by, at=at)
    referral.answered_at = at
    _referral.end(referral, Status.ANSWERED, by=by, at=at)
    return referral


def _scheduled(referral: Referral, *, by: Actor, at: datetime) -> Referral:
    """A day is no service yet: our manager reads it, and what came of it is owed when the day after is over (R20)."""
    assert referral.result_date is not None
    due_at = datetime.combine(referral.result_date + 2 * DAY, time(), tzinfo=referral.receiver.zone)
    worker = referral.duty.assignee if referral.duty and referral.duty.agency_id == referral.receiver_id else None
    _goes_on(referral, Status.ACCEPTED, assignee=worker, due_at=due_at, by=by, at=at)
    _referral.told(referral, by=by, at=at)
    return referral


def _seal(referral: Referral, **texts: str) -> None:
    _case.box(referral.case).seal(referral, **{name: text for name, text in texts.items() if text})
