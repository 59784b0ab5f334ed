"""Who sees which bodies: those who look after the area, and institutions with a seat."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.areas.states import paths_up
from tuntas.bodies.states import TaskStatus

if TYPE_CHECKING:
    from tuntas.bodies.models import Body, Decree, Election, Path, TaskLine  # noqa: F401 - named in quotes

Rows = TypeVar("Rows", bound=QuerySet[Any])


class BodyQuerySet(QuerySet["Body"]):
    """Bodies are institutions: their members are known by name and office to whoever works with them."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.BODY_VIEW) -> Self:
        """Within reach; for looking, also those in which the actor's institution has a seat."""
        condition = reach(actor, permission)
        if permission is Permission.BODY_VIEW:
            condition |= Q(pk__in=self.model._default_manager.seated_by(actor).values("pk"))
        return self.filter(condition)

    def seated_by(self, actor: Actor) -> Self:
        """Bodies in which an institution has a seat for which the actor answers: not everybody who works there or below.

        A seat that has ended opens nothing any more.
        """
        sits = Q(seats__to_date__isnull=True) | Q(seats__to_date__gt=timezone.localdate())
        return self.filter(sits, reach(actor, Permission.ACTION_ANSWER, agency="seats__agency"))

    def existing_on(self, day: date) -> Self:
        """Founded and not dissolved."""
        return self.filter(Q(dissolved_date__isnull=True) | Q(dissolved_date__gt=day), founded_date__lte=day)

    def existing_after(self, day: date) -> Self:
        """Not dissolved before a day."""
        return self.filter(Q(dissolved_date__isnull=True) | Q(dissolved_date__gt=day))


class CurrentQuerySet(QuerySet[Any]):
    """Rows with from and to; `to_date` is the first day on which one no longer holds."""

    def overlapping(self, from_date: date, to_date: date | None) -> Self:
        """In force on some day from the first until before the second; without a second, on any day to come."""
        return _overlapping(self, from_date, to_date)

    def current(self, day: date) -> Self:
        """In force on a day."""
        return self.filter(Q(to_date__isnull=True) | Q(to_date__gt=day), from_date__lte=day)


class DecreeQuerySet(QuerySet["Decree"]):
    """Decrees of bodies."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.BODY_VIEW) -> Self:
        """Those of visible bodies."""
        return self.filter(body__in=_bodies(self.model, actor, permission))

    def in_force(self, day: date) -> Self:
        """Whose term covers a day."""
        return self.filter(Q(to_date__isnull=True) | Q(to_date__gt=day), from_date__lte=day)

    def overlapping(self, from_date: date, to_date: date | None) -> Self:
        """Whose term shares a day with [from, to); none: without end."""
        return _overlapping(self, from_date, to_date)

    def ending(self, today: date) -> Self:
        """Whose term ends within sixty days: time to prepare the next."""
        return self.filter(
            to_date__gt=today, to_date__lte=today + timedelta(days=60), body__dissolved_date__isnull=True
        )


class OfBodyQuerySet(QuerySet["Election"]):
    """What belongs to one body."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.BODY_VIEW) -> Self:
        """Of visible bodies."""
        return self.filter(body__in=_bodies(self.model, actor, permission))


class TaskLineQuerySet(QuerySet["TaskLine"]):
    """Lines of the duties matrix."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.BODY_VIEW) -> Self:
        """Of visible bodies; and those of the actor's own institution, which has to accept them."""
        own = reach(actor, Permission.TASK_ACCEPT)
        return self.filter(Q(body__in=_bodies(self.model, actor, permission)) | own)

    def in_force(self, day: date) -> Self:
        """Agreed and valid, of institutions that there still are."""
        open_ = Q(agency__closed_date__isnull=True) | Q(agency__closed_date__gt=day)
        return self.filter(open_, status=TaskStatus.IN_FORCE)

    def covering(self, path: str) -> Self:
        """Of bodies whose area holds an area, or is it."""
        return self.filter(area_path__in=paths_up(path))


class PathQuerySet(QuerySet["Path"]):
    """Guided paths."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.BODY_VIEW) -> Self:
        """Within reach by the agency that carries them or the area; those of a body, by whoever sees the body."""
        return self.filter(reach(actor, permission) | Q(body__in=_bodies(self.model, actor, permission)))


def _overlapping(rows: Rows, from_date: date, to_date: date | None) -> Rows:
    found = rows.filter(Q(to_date__isnull=True) | Q(to_date__gt=from_date))
    return found if to_date is None else found.filter(from_date__lt=to_date)


def _bodies(model: type[Model], actor: Actor, permission: Permission) -> Any:
    """Visible bodies, for a model that belongs to one."""
    body: Any = model._meta.get_field("body").related_model
    return body.objects.visible_to(actor, permission).values("pk")
