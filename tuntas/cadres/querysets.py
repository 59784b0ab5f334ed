"""Who sees which cadres, and how cadres stand on a day: one expression for every list, page and figure (R33)."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    Max,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Substr

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.cadres.states import ACTIVE_DAYS, DORMANT_DAYS, Standing
from tuntas.obligations.models import Wall

if TYPE_CHECKING:
    from tuntas.cadres.models import Activity, Cadre, Task  # noqa: F401 - named in quotes

VILLAGE = len("61.71.01.1001.")  # paths of kelurahan and desa are all as long as this


class CadreQuerySet(QuerySet["Cadre"]):
    """Cadres."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.CADRE_VIEW) -> Self:
        """Within reach by the agency that keeps them or their area; for looking, also one's own line."""
        own = Q(user_id=actor.id, user_id__isnull=False)
        condition = reach(actor, permission, assigned=own)
        if permission is Permission.CADRE_VIEW:
            condition |= reach(actor, Permission.CADRE_LOG, assigned=own)
        return self.filter(condition)

    def serving_on(self, day: date) -> Self:
        """Began and did not leave."""
        return self.filter(Q(left_date__isnull=True) | Q(left_date__gt=day), from_date__lte=day)

    def with_standing(self, day: date) -> Any:  # rows with more than their model says
        """Annotate `last_date` (of the last activity by that day), `since` and `standing`. Nothing of this is stored."""
        return self.annotate(last_date=_last_date(day), on_leave=_on_leave(day)).annotate(
            since=Coalesce(F("last_date"), F("from_date")), standing=_standing(day)
        )

    def counted_by_standing(self, day: date) -> dict[str, int]:
        """How many stand how on a day."""
        rows = self.with_standing(day).order_by().values("standing").annotate(number=Count("pk"))
        return {row["standing"]: row["number"] for row in rows}


class OfCadreQuerySet(QuerySet[Any]):
    """What belongs to one cadre."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.CADRE_VIEW) -> Self:
        """Of visible cadres."""
        cadre: Any = self.model._meta.get_field("cadre").related_model
        return self.filter(cadre__in=cadre.objects.visible_to(actor, permission).values("pk"))

    def unsettled(self) -> Self:
        """Those that still have a keeping duty."""
        return self.filter(is_open=True)


class TaskQuerySet(QuerySet["Task"]):
    """Tasks that units gave to cadres."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.CADRE_EDIT) -> Self:
        """Of one's own line, or of lines that one keeps; none behind a wall."""
        cadre: Any = self.model._meta.get_field("cadre").related_model
        own = cadre.objects.visible_to(actor, Permission.CADRE_LOG)
        kept = cadre.objects.visible_to(actor, permission)
        rows = self.filter(Q(cadre__in=own.values("pk")) | Q(cadre__in=kept.values("pk")))
        return rows.exclude(dossier_id__in=Wall.objects.hidden_dossiers(actor))


class ActivityQuerySet(QuerySet["Activity"]):
    """What cadres did."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.CADRE_VIEW) -> Self:
        """Of visible cadres."""
        cadre: Any = self.model._meta.get_field("cadre").related_model
        return self.filter(cadre__in=cadre.objects.visible_to(actor, permission).values("pk"))

    def counting(self) -> Self:
        """Those not taken back."""
        return self.filter(retracted_at__isnull=True)

    def between(self, start: date, end: date) -> Self:
        """Done on a day from the first until before the second, however and whenever it was written down."""
        return self.counting().filter(done_date__gte=start, done_date__lt=end)

    def around(self, day: date, *, years: int = 1) -> tuple[int, int]:
        """How many in the year before a day, and in the year that begins with it."""
        span = timedelta(days=365 * years)
        before = Count("pk", filter=Q(done_date__lt=day, done_date__gte=day - span))
        after = Count("pk", filter=Q(done_date__gte=day, done_date__lt=day + span))
        found = self.counting().aggregate(before=before, after=after)
        return found["before"], found["after"]


def by_village(rows: Any) -> Any:
    """Annotate `village`: the path of the kelurahan in which something lies, a shorter one where it lies in none."""
    return rows.annotate(village=Substr("area_path", 1, VILLAGE))


def _model(name: str) -> type[Model]:
    from django.apps import apps

    return apps.get_model("cadres", name)


def _last_date(day: date) -> Subquery:
    rows = _model("Activity")._default_manager.filter(
        cadre=OuterRef("pk"), retracted_at__isnull=True, done_date__lte=day
    )
    return Subquery(
        rows.order_by().values("cadre").annotate(last=Max("done_date")).values("last"), output_field=DateField()
    )


def _on_leave(day: date) -> Exists:
    rows = _model("Leave")._default_manager.filter(cadre=OuterRef("pk"), from_date__lte=day)
    return Exists(rows.filter(Q(to_date__isnull=True) | Q(to_date__gt=day)))


def _standing(day: date) -> Case:
    """Left and leave are facts; the rest follows from the last activity, or from the beginning where there is none."""
    return Case(
        When(left_date__lte=day, then=Value(Standing.LEFT.value)),
        When(on_leave=True, then=Value(Standing.ON_LEAVE.value)),
        When(since__lt=day - DORMANT_DAYS, then=Value(Standing.INACTIVE.value)),
        When(since__lt=day - ACTIVE_DAYS, then=Value(Standing.DORMANT.value)),
        When(last_date__isnull=True, then=Value(Standing.NEW.value)),
        default=Value(Standing.ACTIVE.value),
        output_field=CharField(),
    )
