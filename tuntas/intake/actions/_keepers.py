"""Moving a report from one state and keeping duty to the next, so that it is never without one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.intake import kinds, ownership
from tuntas.intake.models import Forwarding, Report
from tuntas.intake.states import OPEN, Risk, Status, check_transition
from tuntas.obligations import clocks
from tuntas.obligations import kinds as obligation_kinds
from tuntas.obligations.actions import duties
from tuntas.obligations.actions.duties import Wanted
from tuntas.obligations.kinds import Kind
from tuntas.obligations.models import Obligation, Wall
from tuntas.obligations.states import Outcome

FIFTEEN_MINUTES = timedelta(minutes=15)
# What keeps a report that is on our own desk.
KEEPING = frozenset(
    kind.code
    for kind in (
        kinds.TRIAGE, kinds.TRIAGE_MEDIUM, kinds.TRIAGE_HIGH, kinds.PASS_ON, kinds.PASS_ON_HIGH, kinds.OPEN_CASE,
        kinds.OPEN_CASE_HIGH,
    )
)  # fmt: skip


def locked(report: Report) -> Report:
    """The report as it is now, held until the end of the transaction."""
    rows = Report.objects.select_for_update(of=("self",)).select_related("agency__area", "area", "duty")
    return rows.get(pk=report.pk)


def triage_kind(report: Report, *, outside: bool | None = None) -> Kind:
    """The duty of somebody who is to look at it: from outside the home areas it is to pass it on."""
    outside = ownership.is_outside(report.area_path) if outside is None else outside
    return kinds.pass_on_for(report.risk) if outside else kinds.triage_for(report.risk)


def triage_due(report: Report, at: datetime) -> datetime | None:
    """High danger has its own moment, whatever the duty is called (R16); otherwise the kind's clock counts."""
    return at + FIFTEEN_MINUTES if report.risk == Risk.HIGH else None


def still_due(report: Report, kind: Kind, at: datetime) -> datetime | None:
    """The deadline that a duty of this kind still has for a report that was only looked at again; else the kind's own.

    What kept the report now began in the moment the other ended: accepting, looking again and accepting gains no time.
    """
    if report.duty is None:
        return None
    codes = {kinds.OPEN_CASE.code, kinds.OPEN_CASE_HIGH.code}
    away = Forwarding.objects.filter(report=report, ended_at=report.duty.opened_at).values_list("sent_at", flat=True)
    ended = {report.duty.opened_at, *away}
    before = Obligation.objects.filter(subject_id=report.pk, kind__in=codes, settled_at__in=ended).first()
    return min(before.due_at, clocks.due_at(kind, agency=report.agency, at=at)) if before else None


def back_due(report: Report, kind: Kind, *, sent_at: datetime, at: datetime) -> datetime:
    """The deadline of a report that comes back: what it had when it was forwarded, or a new clock if that ends earlier.

    Offering it to somebody and having it back gains no time; what has passed meanwhile is due at once.
    """
    fresh = triage_due(report, at) or clocks.due_at(kind, agency=report.agency, at=at)
    kept = Obligation.objects.filter(subject_id=report.pk, settled_at=sent_at, kind__in=KEEPING)
    return min([fresh, *(max(due_at, at) for due_at in kept.values_list("due_at", flat=True))])


def open_for(
    report: Report,
    kind: Kind,
    *,
    agency: Agency | None = None,
    assignee: User | None = None,
    due_at: datetime | None = None,
    urgent: bool | None = None,
    by: Actor,
    at: datetime,
) -> Obligation:
    """Open a duty about a report at its owner (or another agency). Urgent when the danger is high, unless said."""
    urgent = report.risk == Risk.HIGH if urgent is None else urgent
    wanted = Wanted(kind, urgent=urgent, due_at=due_at, assignee=assignee)
    return _open(report, [wanted], agency=agency, by=by, at=at)[0]


def _open(
    report: Report,
    wanted: Sequence[Wanted],
    *,
    agency: Agency | None = None,
    hidden: set[UUID] | None = None,
    by: Actor,
    at: datetime,
) -> list[Obligation]:
    """`hidden`: who is behind the report's wall, where that is known."""
    return duties.open_duties(
        wanted, subject=report, dossier_id=report.pk, label=report.number, agency=agency or report.agency,
        area_path=report.area_path, hidden=hidden, by=by, at=at,
    )  # fmt: skip


def move(
    report: Report,
    status: Status,
    *,
    kind: Kind,
    agency: Agency | None = None,
    assignee: User | None = None,
    due_at: datetime | None = None,
    urgent: bool | None = None,
    outcome: Outcome = Outcome.DONE,
    by: Actor,
    at: datetime,
) -> Report:
    """Give a locked report another open state with another keeping duty, and its agency if it moves.

    The person who has it in hand keeps it, unless the report goes to another agency. The caller checked the step.
    Where a receiver is still to be found, that stays what is owed first, whatever else becomes of the report.
    """
    if status != report.status:
        check_transition(report.status, status)
    before = report.duty
    stays = agency is None or agency.pk == report.agency_id
    report.status, report.closed_at = status, None
    report.agency = agency or report.agency
    if before is not None and agency is None and before.kind == kinds.PLACE.code:
        kind, due_at = kinds.PLACE, min(before.due_at, due_at or before.due_at)
    if assignee is None and before is not None and stays:
        assignee = before.assignee
    report.duty = open_for(report, kind, assignee=assignee, due_at=due_at, urgent=urgent, by=by, at=at)
    report.save()
    if before is not None:
        duties.settle(before, outcome=outcome, by=by, at=at)
    return report


def end(report: Report, status: Status, *, by: Actor, at: datetime) -> Report:
    """Give a locked report a closed state; its keeping duty and the first follow-up are done."""
    check_transition(report.status, status)
    before = report.duty
    report.status, report.closed_at, report.duty = status, at, None
    report.save()
    if before is not None:
        duties.settle(before, by=by, at=at)
    followed_up(report, by=by, at=at)
    return report


def open_new(report: Report, owner: ownership.Owner, *, walled: bool, by: Actor, at: datetime) -> Obligation:
    """The keeping duty of a report that has just come in and, where its owner can work on it, those beside it."""
    kind = kinds.PLACE if owner.placer else triage_kind(report, outside=owner.outside)
    keeper = Wanted(kind, urgent=report.risk == Risk.HIGH, due_at=triage_due(report, at), assignee=owner.placer)
    beside = [] if owner.placer else _first(report, at)  # else whoever is found will owe them
    return _open(report, [keeper, *beside], hidden=None if walled else set(), by=by, at=at)[0]


def open_first(report: Report, *, by: Actor, at: datetime) -> None:
    """The duties beside the keeping one that a receiver owes for a new report, each once in its life.

    Their clocks run from the moment of receipt, also where a receiver was found only later.
    """
    _open(report, _first(report, at), by=by, at=at)


def _first(report: Report, at: datetime) -> list[Wanted]:
    later = at > report.received_at
    found = []
    if report.followed_up_at is None and not (later and _ever(report, kinds.FIRST_FOLLOW_UP)):
        kind, due_at = kinds.FIRST_FOLLOW_UP, None
        if later:
            due_at = clocks.due_at(kind, agency=report.agency, at=report.received_at)
        found.append(Wanted(kind, due_at=due_at))
    if report.must_not_know is not None and not (later and _ever(report, kinds.SET_WALL)):
        found.append(Wanted(kinds.SET_WALL, urgent=True))
    return found


def _ever(report: Report, kind: Kind) -> bool:
    return Obligation.objects.filter(subject_id=report.pk, kind=kind.code).exists()


def followed_up(report: Report, *, by: Actor, at: datetime) -> None:
    """Note the first follow-up (R18) and settle its duty; later ones change nothing."""
    if report.followed_up_at is None:
        report.followed_up_at = at
        report.save(update_fields=["followed_up_at"])
    settle_side(report, kinds.FIRST_FOLLOW_UP, by=by, at=at)


def settle_side(report: Report, *wanted: Kind, outcome: Outcome = Outcome.DONE, by: Actor, at: datetime) -> int:
    """Settle the open duties of some kinds about a report; returns how many. Never the keeping duty."""
    rows = Obligation.objects.unsettled().filter(subject_id=report.pk, kind__in=[kind.code for kind in wanted])
    found = [duty for duty in rows.order_by("id") if duty.pk != report.duty_id]
    for duty in found:
        duties.settle(duty, outcome=outcome, by=by, at=at)
    return len(found)


def is_open(report: Report) -> bool:
    """Whether the state is an open one; the generated column is not known before the row is read again."""
    return Status(report.status) in OPEN


def leave_closed_agency(report: Report, *, by: Actor, at: datetime) -> None:
    """A closed report of an agency that no longer exists belongs to whoever receives there now, before somebody owes it an act."""
    if report.agency.closed_date is None or report.duty is not None:
        return
    hidden = Wall.objects.hidden_users(report.pk, at=at)
    owner = ownership.owner_for(report.area, at=at, without=ownership.behind_wall(report.pk), hidden=hidden)
    before, report.agency = report.agency_id, owner.agency
    report.save(update_fields=["agency"])
    log.record("report.moved", report, by=by, at=at, before=str(before))


def transfer_side(report: Report, *, by: Actor, at: datetime) -> int:
    """Open duties about a report at another agency than its owner go to the owner, deadline kept; returns how many.

    Not the keeping duty, and not those that belong to a forwarding or a proposal.
    """
    rows = Obligation.objects.unsettled().filter(subject_id=report.pk).exclude(agency=report.agency)
    found = [duty for duty in rows.order_by("id") if duty.pk != report.duty_id]
    for duty in found:
        open_for(report, obligation_kinds.get(duty.kind), due_at=max(duty.due_at, at), urgent=duty.urgent, by=by, at=at)
        duties.settle(duty, outcome=Outcome.REPLACED, by=by, at=at)
    return len(found)
