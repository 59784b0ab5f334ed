"""Who reads which figures."""

from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import holds, reach

if TYPE_CHECKING:
    from tuntas.statistics.models import PriorSource, SilenceCheck  # noqa: F401 - named in quotes


class PriorSourceQuerySet(QuerySet["PriorSource"]):
    """Published tables of an area within reach; those of the whole country for whoever reads figures at all."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.STATISTICS_VIEW) -> Self:
        """Within reach for one permission."""
        condition = reach(actor, permission, area_path="area__path")
        if permission is Permission.STATISTICS_VIEW and holds(actor, permission):
            condition |= Q(area__isnull=True)
        return self.filter(condition)


class SilenceCheckQuerySet(QuerySet["SilenceCheck"]):
    """Looks at silent areas: for who reads the figures of the area, and for who works where the duty lies."""

    def visible_to(self, actor: Actor) -> Self:
        """Within reach by area, or by the agency that owes it."""
        return self.filter(reach(actor, Permission.STATISTICS_VIEW) | reach(actor, Permission.DUTY_VIEW))
