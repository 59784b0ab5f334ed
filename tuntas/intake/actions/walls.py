"""Keeping people out of a report: at once, with its ownership moving upward where it has to."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import Posting, User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.intake import kinds, ownership
from tuntas.intake.actions import _forwarding, _keepers, _proposal
from tuntas.intake.models import Forwarding, Proposal, Report
from tuntas.intake.policies import reach
from tuntas.intake.policies import walls as policies
from tuntas.intake.states import FORWARDING_OPEN, ForwardingStatus, ProposalKind, ProposalStatus, Status
from tuntas.obligations import clocks
from tuntas.obligations import kinds as obligation_kinds
from tuntas.obligations.actions import duties
from tuntas.obligations.actions import walls as obligation_walls
from tuntas.obligations.models import Wall
from tuntas.obligations.states import Outcome


@transaction.atomic
def keep_out(
    report: Report, *, users: Collection[User] = (), agencies: Collection[Agency] = (), by: User, at: datetime
) -> Report:
    """Name users and agencies who must not know. A walled owner loses the report upward, in the same act.

    The state and the deadlines stay; whoever is kept out loses duties, lines of the ladder and notices.
    """
    report = _keepers.locked(report)
    reach.check_known(by, report)
    policies.check_wall(by, report)
    obligation_walls.add(report.pk, users=users, agencies=agencies, by=by, at=at)
    walled, hidden = ownership.behind_wall(report.pk), Wall.objects.hidden_users(report.pk, at=at)
    _leave_receiver(report, walled, by=by, at=at)
    _leave_desks(report, walled, by=by, at=at)
    # Where nobody is left who may know of it, it is as if the whole unit were kept out.
    if report.agency_id in walled or not ownership.staffed(at, hidden=hidden, agency=report.agency):
        _move_up(report, walled, hidden, by=by, at=at)
    _keepers.settle_side(report, kinds.SET_WALL, by=by, at=at)
    log.record(
        "report.walled", report, by=by, at=at, users=[str(user.pk) for user in users],
        agencies=[str(agency.pk) for agency in agencies],
    )  # fmt: skip
    return report


@transaction.atomic
def not_needed(report: Report, *, by: User, at: datetime) -> Report:
    """What the reporter wrote about who must not know has been read; nobody has to be kept out."""
    report = _keepers.locked(report)
    reach.check_known(by, report)
    policies.check_wall(by, report)
    _keepers.settle_side(report, kinds.SET_WALL, by=by, at=at)
    log.record("report.wall_not_needed", report, by=by, at=at)
    return report


@transaction.atomic
def place(report: Report, *, posting: Posting, by: User, at: datetime) -> Report:
    """Behind a wall that names every receiver: give it to somebody, at their agency, who can work on it and may know."""
    report = _keepers.locked(report)
    reach.check_known(by, report)
    policies.check_place(by, report)
    policies.check_able(report, posting, at=at)
    away = Forwarding.objects.filter(report=report, status__in=FORWARDING_OPEN).select_related("duty").first()
    kind, due_at = _keepers.triage_kind(report), _keepers.triage_due(report, at)
    if report.status == Status.ACCEPTED:
        kind, due_at = kinds.open_case_for(report.risk), None
    elif away is not None and away.duty is not None:
        kind, due_at = kinds.WATCH_FORWARDING, away.duty.due_at
    before = report.agency_id
    _keepers.move(
        report,
        Status(report.status),
        kind=kind,
        agency=posting.agency,
        assignee=posting.user,
        due_at=due_at,
        by=by,
        at=at,
    )
    _keepers.transfer_side(report, by=by, at=at)
    _renew_forwarding(report, by=by, at=at)
    _keepers.open_first(report, by=by, at=at)
    log.record("report.placed", report, by=by, at=at, before=str(before), to=str(posting.user_id))
    return report


def _leave_receiver(report: Report, walled: frozenset[UUID], *, by: Actor, at: datetime) -> None:
    """A forwarding to somebody who must not know is taken back."""
    found = Forwarding.objects.filter(report=report, status__in=FORWARDING_OPEN).first()
    if found is None or found.receiver_id not in walled:
        return
    forwarding = _forwarding.locked(found)
    forwarding.report = report
    _forwarding.end(forwarding, ForwardingStatus.WITHDRAWN, outcome=Outcome.CANCELLED, by=by, at=at)
    _forwarding.come_back(forwarding, by=by, at=at)


def _leave_desks(report: Report, walled: frozenset[UUID], *, by: Actor, at: datetime) -> None:
    """What an agency that must not know was to decide is void: nobody there could see it, nobody else could decide."""
    kinds_there = Proposal.objects.filter(report=report, status=ProposalStatus.PENDING, agency__in=walled)
    _proposal.withdraw(
        report, [ProposalKind(kind) for kind in kinds_there.values_list("kind", flat=True)], by=by, at=at
    )


def _move_up(report: Report, walled: frozenset[UUID], hidden: Collection[UUID], *, by: Actor, at: datetime) -> None:
    owner = ownership.owner_for(report.area, at=at, without=walled, hidden=hidden)
    before = report.agency_id
    waits = report.duty is not None and report.duty.kind == kinds.PLACE.code
    if owner.agency.pk == before and (owner.placer is None or waits):
        return
    _proposal.withdraw_all(report, by=by, at=at)
    if report.duty is None:
        report.agency = owner.agency
        report.save(update_fields=["agency"])
    else:
        kind, due_at = obligation_kinds.get(report.duty.kind), max(report.duty.due_at, at)
        if owner.placer is not None:
            kind, due_at = kinds.PLACE, min(due_at, clocks.due_at(kinds.PLACE, agency=owner.agency, at=at))
        _keepers.move(
            report,
            Status(report.status),
            kind=kind,
            agency=owner.agency,
            assignee=owner.placer,
            due_at=due_at,
            outcome=Outcome.REPLACED,
            by=by,
            at=at,
        )
    _keepers.transfer_side(report, by=by, at=at)
    _renew_forwarding(report, by=by, at=at)
    log.record("report.moved", report, by=by, at=at, before=str(before))


def _renew_forwarding(report: Report, *, by: Actor, at: datetime) -> None:
    """An open forwarding is now awaited by the new owner."""
    found = Forwarding.objects.filter(report=report, status__in=FORWARDING_OPEN).first()
    if found is None:
        return
    forwarding = _forwarding.locked(found)
    forwarding.report = report
    before = forwarding.duty
    assert before is not None
    agency = before.agency if before.agency_id == forwarding.receiver_id else report.agency
    forwarding.duty = _forwarding.open_for(
        forwarding, obligation_kinds.get(before.kind), agency, assignee=before.assignee if agency == before.agency else None,
        due_at=max(before.due_at, at), by=by, at=at,
    )  # fmt: skip
    forwarding.save(update_fields=["duty"])
    duties.settle(before, outcome=Outcome.REPLACED, by=by, at=at)
