"""Steps of a referral that several actions take: lock, keep a duty, go out, end, tell our manager."""

from datetime import datetime

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases.actions import _case
from tuntas.cases.models import Case
from tuntas.cases.policies.reach import check_known
from tuntas.cases.states import EntryKind
from tuntas.obligations.actions import duties
from tuntas.obligations.kinds import Kind
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome
from tuntas.referrals import kinds
from tuntas.referrals.models import Referral
from tuntas.referrals.states import ReferralKind, Status, check_transition


def locked(referral: Referral, *, by: Actor) -> Referral:
    """Case first, referral second: everybody locks in this order. Checks the wall."""
    case = _case.locked(referral.case)
    check_known(by, case)
    rows = Referral.objects.select_for_update(of=("self",))
    found = rows.select_related("duty__agency", "receiver__area", "sender", "victim", "consent", "letter").get(
        pk=referral.pk
    )
    found.case = case
    return found


def ours(referral: Referral, kind: Kind, *, due_at: datetime | None = None, by: Actor, at: datetime) -> Obligation:
    """A duty of the unit that keeps the case."""
    return _case.open_for(referral.case, kind, subject=referral, urgent=referral.urgent, due_at=due_at, by=by, at=at)


def theirs(
    referral: Referral,
    kind: Kind,
    *,
    assignee: User | None = None,
    due_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Obligation:
    """A duty on the receiver's desk, while we wait."""
    return _case.open_for(
        referral.case, kind, subject=referral, agency=referral.receiver, assignee=assignee, sender=referral.case.agency,
        urgent=referral.urgent, due_at=due_at, by=by, at=at,
    )  # fmt: skip


def first_duty(referral: Referral, *, by: Actor, at: datetime) -> Obligation:
    """What is owed once it has gone out (R20): theirs to acknowledge, or ours to ask where nobody has an account."""
    if not referral.receiver.uses_tuntas:
        return ours(referral, kinds.RECORD_ANSWER, by=by, at=at)
    return theirs(referral, kinds.ACKNOWLEDGE_HIGH if referral.urgent else kinds.ACKNOWLEDGE, by=by, at=at)


def step(referral: Referral, status: Status, duty: Obligation, *, by: Actor, at: datetime) -> None:
    """Give a locked open referral its next open state and keeper; the same state with another keeper is no step."""
    if referral.status != status:
        check_transition(referral.status, status)
    before = referral.duty
    referral.status, referral.duty = status, duty
    referral.save()
    if before is not None:
        duties.settle(before, by=by, at=at)
    note(referral, by=by, at=at)


def end(
    referral: Referral,
    status: Status,
    *,
    outcome: Outcome = Outcome.DONE,
    unasked: bool = False,
    by: Actor,
    at: datetime,
) -> None:
    """End a locked referral. What came back, or what ended `unasked`, is read by our manager next."""
    check_transition(referral.status, status)
    before = referral.duty
    referral.status, referral.ended_at, referral.duty = status, at, None
    referral.save()
    if before is not None:
        duties.settle(before, outcome=outcome, by=by, at=at)
    referral.links.filter(revoked_at__isnull=True).update(revoked_at=at)
    if unasked or status in {Status.ANSWERED, Status.DECLINED}:
        told(referral, by=by, at=at)
    note(referral, by=by, at=at)


def told(referral: Referral, *, by: Actor, at: datetime) -> None:
    """Our manager reads what came back; what was not read yet is read together with it."""
    unread = Obligation.objects.unsettled().filter(subject_id=referral.pk, kind=kinds.READ_ANSWER.code)
    if not unread.exists():
        ours(referral, kinds.READ_ANSWER, by=by, at=at)


def note(referral: Referral, *, by: Actor, at: datetime) -> None:
    """The line on the timeline and the event."""
    kind = EntryKind.TRANSFER if referral.kind == ReferralKind.TRANSFER else EntryKind.REFERRAL
    case: Case = referral.case
    _case.entry(case, kind, referral, url_name="referrals:detail", detail=str(referral.status), by=by, at=at)
    log.record(
        "referral.moved", referral, by=by, at=at, dossier_id=case.pk, agency_id=case.agency_id, area_path=case.area_path,
        receiver=referral.receiver_id, status=str(referral.status), way=referral.answered_by,
    )  # fmt: skip
