"""Cases in reach: by unit, or by being on the team; never one behind a wall."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.obligations.models import Wall

if TYPE_CHECKING:
    from tuntas.cases.models import Case  # noqa: F401 - named in quotes


Row = TypeVar("Row", bound=Model)


def _model(name: str) -> Any:
    """A model of this app, which stands above this module."""
    return apps.get_model("cases", name)


class CaseQuerySet(QuerySet["Case"]):
    """Cases: never one behind a wall, whatever the reach."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.CASE_VIEW) -> Self:
        """Cases in the actor's reach for a permission. Every case rule starts here.

        Assigned means: on the team now, or inside by break-glass that has not run out.
        """
        mine = Q(pk__in=[])
        if actor.id:
            team = _model("TeamMember").objects.filter(user=actor.id, until__isnull=True).values("case")
            mine = Q(pk__in=team)
        within = reach(actor, permission, assigned=mine)
        if actor.id and permission in BREAK_GLASS_OPENS:
            inside = _model("BreakGlass").objects.filter(not_run_out(), user=actor.id)
            within |= Q(pk__in=inside.values("case"))
        return self.filter(within).exclude(pk__in=Wall.objects.hidden_dossiers(actor))

    def known_to(self, actor: Actor) -> Self:
        """Cases whose existence may be told to the actor: none behind a wall. Says nothing about reach."""
        return self.exclude(pk__in=Wall.objects.hidden_dossiers(actor))

    def unfinished(self) -> Self:
        """Open cases."""
        return self.filter(is_open=True)

    def worked_on_by(self, actor: Actor) -> Self:
        """Cases on whose team somebody is now."""
        if not actor.id:
            return self.none()
        team = _model("TeamMember").objects.filter(user=actor.id, until__isnull=True)
        return self.filter(pk__in=team.values("case"))

    def late(self, at: datetime) -> Self:
        """Open cases whose keeping duty is past its deadline."""
        return self.filter(is_open=True, duty__due_at__lt=at)


# What somebody sees who broke the glass: never the right to change anything.
BREAK_GLASS_OPENS = frozenset({Permission.CASE_VIEW, Permission.CASE_READ})
BREAK_GLASS_LASTS = timedelta(hours=24)


def not_run_out() -> Q:
    """Break-glass that still opens. By the clock of the moment: no worker has to be alive for it to end (R25)."""
    return Q(ended_at__isnull=True, at__gt=timezone.now() - BREAK_GLASS_LASTS)


class OfCaseQuerySet(QuerySet[Row]):
    """Rows that belong to a case are seen by those who see the case."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.CASE_VIEW) -> Self:
        """Rows of visible cases."""
        return self.filter(case__in=_model("Case").objects.visible_to(actor, permission))
