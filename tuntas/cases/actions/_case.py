"""Steps that every action on a case takes: lock it, write on its timeline, keep its duty, end it."""

from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import F

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.cadres.actions import tasks
from tuntas.cases import kinds
from tuntas.cases.models import Case, Entry, TeamMember
from tuntas.cases.states import (
    CLOSED_STATES,
    ClosingReason,
    EntryKind,
    SimfoniState,
    Status,
    TeamRole,
    check_transition,
)
from tuntas.core import vault
from tuntas.intake.states import Risk
from tuntas.obligations.actions import duties
from tuntas.obligations.kinds import Kind
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome

# Entries that are no work on the case: they do not start the clock of R19 again.
_NO_WORK = frozenset({EntryKind.ACCESS, EntryKind.SIMFONI, EntryKind.OPENED})
# States whose keeping duty is the R19 clock.
RUNNING = frozenset({Status.INTERVENTION, Status.MONITORING, Status.LEGAL_WATCH})


def locked(case: Case) -> Case:
    """The case as it is now, held until the end of the transaction."""
    rows = Case.objects.select_for_update(of=("self",)).select_related(
        "agency__area", "area", "duty__assignee", "manager"
    )
    return rows.get(pk=case.pk)


def box(case: Case) -> vault.Box:
    """The case's dossier, opened for writing."""
    return vault.box(case.pk, writing=True)


def entry(
    case: Case,
    kind: EntryKind,
    subject: models.Model | None = None,
    *,
    url_name: str = "",
    detail: str = "",
    by: Actor,
    at: datetime,
) -> Entry:
    """A line on the timeline of a locked case. Work starts the clock of R19 again; SIMFONI's copy becomes old."""
    row = Entry.objects.create(
        case=case, kind=kind, detail=detail, at=at, by_id=by.id, url_name=url_name,
        object_id=subject.pk if subject is not None else None,
    )  # fmt: skip
    if kind not in _NO_WORK:
        _worked_on(case, by=by, at=at)
    return row


def _worked_on(case: Case, *, by: Actor, at: datetime) -> None:
    case.last_entry_at = max(at, case.last_entry_at)
    changed = ["last_entry_at"]
    if case.simfoni == SimfoniState.ENTERED:
        case.simfoni = SimfoniState.CHANGED
        changed.append("simfoni")
    case.save(update_fields=changed)
    if Status(case.status) in RUNNING and case.duty is not None and case.duty.kind == kinds.PROGRESS.code:
        keep(case, kinds.PROGRESS, due_at=stalled_at(case), by=by, at=at)


def stalled_at(case: Case) -> datetime:
    """When a case counts as stalled if nothing more is written (R19)."""
    return case.last_entry_at + kinds.STALLED_AFTER[Risk(case.risk)]


def open_for(
    case: Case,
    kind: Kind,
    *,
    subject: models.Model | None = None,
    agency: Agency | None = None,
    assignee: User | None = None,
    sender: Agency | None = None,
    due_at: datetime | None = None,
    urgent: bool | None = None,
    by: Actor,
    at: datetime,
) -> Obligation:
    """Open a duty about a case or something of it. At the case's unit the manager has it, unless somebody is named.

    Urgent when the danger is high, unless said; a quiet clock rings nobody.
    """
    owner = agency or case.agency
    return duties.open_duty(
        kind=kind,
        subject=subject or case,
        dossier_id=case.pk,
        label=case.number,
        agency=owner,
        area_path=case.area_path,
        assignee=assignee or (_worker(case, kind) if owner.pk == case.agency_id else None),
        sender=sender,
        urgent=(case.risk == Risk.HIGH and not kind.quiet) if urgent is None else urgent,
        due_at=due_at,
        by=by,
        at=at,
    )


def _worker(case: Case, kind: Kind) -> User:
    """R19 asks the companion first, then the manager; everything else is the manager's."""
    if kind is kinds.PROGRESS:
        team = TeamMember.objects.filter(case=case, role=TeamRole.COMPANION, until__isnull=True).select_related("user")
        if companion := team.order_by("since", "id").first():
            return companion.user
    return case.manager


def keep(case: Case, kind: Kind, *, due_at: datetime | None = None, by: Actor, at: datetime) -> Case:
    """Give a locked open case another keeping duty; the one before is replaced."""
    before = case.duty
    case.duty = open_for(case, kind, due_at=due_at, by=by, at=at)
    case.save(update_fields=["duty"])
    if before is not None:
        duties.settle(before, outcome=Outcome.REPLACED, by=by, at=at)
    return case


def keeper_for(case: Case, status: Status, at: datetime) -> tuple[Kind, datetime | None]:
    """Which duty keeps a case in a state, and until when; none: the kind's own clock."""
    if status in RUNNING:
        return kinds.PROGRESS, at + kinds.STALLED_AFTER[Risk(case.risk)]
    if status is Status.ASSESSMENT:
        return (kinds.ASSESS_HIGH if case.risk == Risk.HIGH else kinds.ASSESS), None
    return {
        Status.PLANNING: kinds.PLAN,
        Status.CLOSURE_PROPOSED: kinds.CLOSURE_WAITS,
        Status.FOLLOW_UP: kinds.FOLLOW_UP,
        Status.REOPENED: kinds.CONSIDER,
    }[status], None


def move(case: Case, status: Status, *, due_at: datetime | None = None, by: Actor, at: datetime) -> Case:
    """Give a locked case another open state, with the duty that keeps it there. The caller checked who may."""
    check_transition(case.status, status)
    kind, due = keeper_for(case, status, at)
    before = case.duty
    case.status = status
    if status not in CLOSED_STATES:
        case.closed_at, case.closing_reason = None, ""
    case.duty = open_for(case, kind, due_at=due_at or due, by=by, at=at)
    case.save()
    if before is not None:
        duties.settle(before, by=by, at=at)
    entry(case, EntryKind.STATUS, detail=str(status), by=by, at=at)
    return case


def end(
    case: Case, status: Status, reason: ClosingReason, *, due_at: datetime | None = None, by: Actor, at: datetime
) -> Case:
    """End a locked case: FOLLOW_UP with its duty, or CLOSED with none. The caller checked everything."""
    check_transition(case.status, status)
    before = case.duty
    case.status, case.status_before = status, ""
    case.closed_at, case.closing_reason = case.closed_at or at, reason
    case.duty = (
        open_for(case, kinds.FOLLOW_UP, due_at=due_at, urgent=False, by=by, at=at)
        if status is Status.FOLLOW_UP
        else None
    )
    case.save()
    if before is not None:
        duties.settle(before, by=by, at=at)
    tasks.withdraw(case.pk, by=by, at=at)
    entry(case, EntryKind.CLOSURE, detail=str(status), by=by, at=at)
    return case


def settle_side(
    case: Case, *wanted: Kind, subject_id: UUID | None = None, outcome: Outcome = Outcome.DONE, by: Actor, at: datetime
) -> int:
    """Settle the open duties of some kinds about a case (or one thing of it); returns how many. Never the keeping duty."""
    rows = Obligation.objects.unsettled().filter(dossier_id=case.pk, kind__in=[kind.code for kind in wanted])
    if subject_id is not None:
        rows = rows.filter(subject_id=subject_id)
    if case.duty_id is not None:
        rows = rows.exclude(pk=case.duty_id)
    found = list(rows.order_by(F("id").asc()))
    for duty in found:
        duties.settle(duty, outcome=outcome, by=by, at=at)
    return len(found)
