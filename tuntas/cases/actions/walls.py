"""Keeping people out of a case: at once, in team, lists, duties, search and timeline."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.cases import kinds
from tuntas.cases.actions import _case, _walls
from tuntas.cases.actions._walls import on_wall
from tuntas.cases.models import Case
from tuntas.cases.policies import walls as policies

__all__ = ["keep_out", "not_needed", "on_wall"]


@transaction.atomic
def keep_out(
    case: Case, *, users: Collection[User] = (), agencies: Collection[Agency] = (), by: User, at: datetime
) -> Case:
    """Name users and agencies who must not know. They leave the team; a walled manager or unit loses the case.

    Deadlines stay. Raises Denied where nobody would be left who may manage it.
    """
    case = _case.locked(case)
    policies.check_wall(by, case)
    _walls.put_up(case, users=users, agencies=agencies, by=by, at=at)
    _case.settle_side(case, kinds.SET_WALL, by=by, at=at)
    return case


@transaction.atomic
def not_needed(case: Case, *, by: User, at: datetime) -> Case:
    """What was proposed has been looked at; nobody has to be kept out."""
    case = _case.locked(case)
    policies.check_wall(by, case)
    _case.settle_side(case, kinds.SET_WALL, by=by, at=at)
    log.record("case.wall_not_needed", case, by=by, at=at)
    return case
