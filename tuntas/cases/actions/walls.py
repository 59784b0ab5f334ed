"""Keeping people out of a case: at once, in team, lists, duties, search and timeline."""

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.cases import kinds
from tuntas.cases.actions import _case, _proposal, team
from tuntas.cases.models import Case
from tuntas.cases.policies import walls as policies
from tuntas.cases.policies.team import could_manage
from tuntas.cases.states import EntryKind
from tuntas.obligations.actions import duties
from tuntas.obligations.actions import walls as obligation_walls
from tuntas.obligations.models import Obligation, Wall

# What apps above take back from agencies that must not know any more: each takes the case, their ids, by= and at=.
on_wall: list[Callable[..., None]] = []


@transaction.atomic
def keep_out(
    case: Case, *, users: Collection[User] = (), agencies: Collection[Agency] = (), by: User, at: datetime
) -> Case:
    """Name users and agencies who must not know. They leave the team; a walled manager or unit loses the case.

    Deadlines stay. Raises Denied where nobody would be left who may manage it.
    """
    case = _case.locked(case)
    policies.check_wall(by, case)
    held = list(Obligation.objects.unsettled().filter(dossier_id=case.pk, assignee=case.manager_id))
    obligation_walls.add(case.pk, users=users, agencies=agencies, by=by, at=at)
    hidden = Wall.objects.hidden_users(case.pk, at=at)
    walled, _ = Agency.objects.families({agency.pk for agency in agencies})
    out = {pk for family in walled.values() for pk in family}
    _proposal.void_at(case, out, by=by, at=at)
    for take_back in on_wall:
        take_back(case, out, by=by, at=at)
    if case.agency_id in out:
        _move_up(case, by=by, at=at)
    elif case.manager_id in hidden:
        policies.check_somebody_left(found=team.replace_manager(case, by=by, at=at))
        for duty in held:
            duties.follow_owner(duty, to=case.manager, by=by, at=at)
    team.cut(case, hidden, by=by, at=at)
    _case.settle_side(case, kinds.SET_WALL, by=by, at=at)
    _case.entry(case, EntryKind.ACCESS, url_name="cases:wall", detail="walled", by=by, at=at)
    log.record(
        "case.walled", case, by=by, at=at, users=[str(user.pk) for user in users],
        agencies=[str(agency.pk) for agency in agencies],
    )  # fmt: skip
    return case


@transaction.atomic
def not_needed(case: Case, *, by: User, at: datetime) -> Case:
    """What was proposed has been looked at; nobody has to be kept out."""
    case = _case.locked(case)
    policies.check_wall(by, case)
    _case.settle_side(case, kinds.SET_WALL, by=by, at=at)
    log.record("case.wall_not_needed", case, by=by, at=at)
    return case


def _move_up(case: Case, *, by: User, at: datetime) -> None:
    """The unit itself must not know: the nearest agency above where somebody manages cases and may know has it now."""
    before = case.agency
    _proposal.void(case, by=by, at=at)  # what the old unit proposed is no longer its own
    above = before.parent
    while above is not None and not could_manage(case, above, at=at):
        above = above.parent
    policies.check_somebody_left(found=above is not None)
    assert above is not None
    case.agency = above
    case.save(update_fields=["agency"])
    team.replace_manager(case, by=by, at=at)
    _move_duties(case, before, by=by, at=at)
    log.record("case.moved", case, by=by, at=at, before=str(before.pk))


def _move_duties(case: Case, before: Agency, *, by: User, at: datetime) -> None:
    """What the unit owed is owed by the new one, deadlines kept: also for what hangs on the case."""
    for duty in Obligation.objects.unsettled().filter(dossier_id=case.pk, agency=before).order_by("id"):
        duties.follow_owner(duty, to=case.manager, agency=case.agency, by=by, at=at)
