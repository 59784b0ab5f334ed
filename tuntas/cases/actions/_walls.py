"""A wall around a locked case, with everything that follows from it: team, manager, unit, second desk, what others were sent."""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.cases.actions import _case, _proposal, team
from tuntas.cases.models import Case, Party
from tuntas.cases.policies import walls as policies
from tuntas.cases.policies.team import could_manage
from tuntas.cases.states import EntryKind
from tuntas.notices.models import Notice
from tuntas.notices.states import Delivery
from tuntas.obligations.actions import duties
from tuntas.obligations.actions import walls as obligation_walls
from tuntas.obligations.models import Obligation, Wall
from tuntas.people import kinds as people_kinds

OF_PEOPLE = tuple(kind.code for kind in people_kinds.ALL)
# What apps above take back from agencies that must not know any more: each takes the case, their ids, by= and at=.
on_wall: list[Callable[..., None]] = []


def put_up(case: Case, *, users: Collection[User], agencies: Collection[Agency], by: User, at: datetime) -> None:
    """Whoever is named leaves the team; a walled manager or unit loses the case. Deadlines stay.

    Raises Denied where nobody would be left who may manage it.
    """
    held = Obligation.objects.unsettled().filter(dossier_id=case.pk, assignee=case.manager_id)
    held_ids = list(held.values_list("pk", flat=True))  # the wall itself takes them off the desk
    _bring_in(case)
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
        # Not those that the change itself has replaced, as it does with what keeps a running case.
        for duty in Obligation.objects.unsettled().filter(pk__in=held_ids).order_by("id"):
            duties.follow_owner(duty, to=case.manager, by=by, at=at)
    team.cut(case, hidden, by=by, at=at)
    _case.entry(case, EntryKind.ACCESS, url_name="cases:wall", detail="walled", by=by, at=at)
    log.record(
        "case.walled", case, by=by, at=at, users=[str(user.pk) for user in users],
        agencies=[str(agency.pk) for agency in agencies],
    )  # fmt: skip


def _bring_in(case: Case) -> None:
    """What is owed about the people of a locked case stands behind its wall from now on."""
    people = Party.objects.filter(case=case).values("person")
    Obligation.objects.unsettled().filter(kind__in=OF_PEOPLE, dossier_id__in=people).update(dossier_id=case.pk)
    Notice.objects.filter(dossier_id__in=people, status=Delivery.WAITING).update(dossier_id=case.pk)


def bring_along(dossier_id: UUID, case: Case, *, by: User, at: datetime) -> None:
    """Another dossier becomes part of a locked case: whoever must not know of that one must not know of this one either."""
    rows = Wall.objects.filter(dossier_id=dossier_id)
    users = list(User.objects.filter(pk__in=rows.filter(user_id__isnull=False).values("user_id")))
    agencies = list(Agency.objects.filter(pk__in=rows.filter(agency_id__isnull=False).values("agency_id")))
    if users or agencies:
        put_up(case, users=users, agencies=agencies, by=by, at=at)


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
