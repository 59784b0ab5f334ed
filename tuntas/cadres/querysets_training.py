"""Who sees which cohorts, and who counts as trained."""

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reach

if TYPE_CHECKING:
    from tuntas.cadres.models import Trainee  # noqa: F401 - named in quotes


class CohortQuerySet(QuerySet[Any]):
    """Cohorts, and imports of an agency."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.CADRE_FIGURES) -> Self:
        """Within reach by the agency that trains, or the area."""
        path = (
            "area_path" if any(field.name == "area_path" for field in self.model._meta.fields) else "agency__area_path"
        )
        return self.filter(reach(actor, permission, area_path=path))


class TraineeQuerySet(QuerySet["Trainee"]):
    """Cadres in cohorts."""

    def trained(self) -> Self:
        """Who was there on every day of the training; of an old register, who stands in it."""
        days = _counted("TrainingDay", cohort=OuterRef("cohort"))
        came = _counted("Attended", trainee=OuterRef("pk"))
        rows = self.annotate(days=Coalesce(days, 0), came=Coalesce(came, 0))
        return rows.filter(Q(attested=True) | Q(days__gt=0, came__gte=F("days")))


def _counted(name: str, **of: Any) -> Subquery:
    from django.apps import apps

    (key,) = of
    rows = apps.get_model("cadres", name)._default_manager.filter(**of).order_by().values(key)
    return Subquery(rows.annotate(number=Count("pk")).values("number"))
