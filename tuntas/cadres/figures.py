"""Figures about cadres: of cohorts, of kelurahan. How somebody stands comes from the one expression (`with_standing`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.cadres.models import Activity, Cadre, Cohort, Trainee
from tuntas.cadres.querysets import VILLAGE, by_village
from tuntas.cadres.states import ACTIVE_DAYS, Standing


@dataclass(frozen=True)
class OfCohort:
    """How many took part, were trained, and stand how; from how many kelurahan and kecamatan."""

    cohort: Cohort
    joined: int
    trained: int
    active: int
    villages: int
    districts: int

    @property
    def percent(self) -> int | None:
        """Active among the trained; none where nobody was trained."""
        return round(100 * self.active / self.trained) if self.trained else None


@dataclass(frozen=True)
class OfVillage:
    """A kelurahan: covered while a cadre there is active."""

    area: Area
    cadres: int
    active: int
    activities: int

    @property
    def covered(self) -> bool:
        """Whether somebody is active there."""
        return self.active > 0


def of_cohorts(cohorts: Iterable[Cohort], day: date) -> list[OfCohort]:
    """Figures of some cohorts on a day, in three queries."""
    cohorts = list(cohorts)
    joined: dict[UUID, dict[UUID, str]] = {cohort.pk: {} for cohort in cohorts}
    for cohort, cadre, path in Trainee.objects.filter(cohort__in=cohorts).values_list(
        "cohort", "cadre", "cadre__area_path"
    ):
        joined[cohort][cadre] = path
    trained = set(Trainee.objects.filter(cohort__in=cohorts).trained().values_list("cohort", "cadre"))
    people = {cadre for cadres in joined.values() for cadre in cadres}
    standing = Cadre.objects.filter(pk__in=people).with_standing(day).filter(standing=Standing.ACTIVE.value)
    active = set(standing.values_list("pk", flat=True))
    return [
        OfCohort(
            cohort=cohort,
            joined=len(cadres),
            trained=sum((cohort.pk, cadre) in trained for cadre in cadres),
            active=sum((cohort.pk, cadre) in trained and cadre in active for cadre in cadres),
            villages=len({path[:VILLAGE] for path in cadres.values() if len(path) >= VILLAGE}),
            districts=len({path for path in cadres.values() if len(path) < VILLAGE}),
        )
        for cohort in cohorts
        for cadres in (joined[cohort.pk],)
    ]


def around(cohort: Cohort) -> tuple[int, int] | None:
    """What the trained of a cohort did in the year before its training and in the year that began with it."""
    first = cohort.days.order_by("date").values_list("date", flat=True).first()
    if first is None:
        return None
    trained = Trainee.objects.filter(cohort=cohort).trained().values("cadre")
    return Activity.objects.filter(cadre__in=trained).around(first)


def of_villages(path: str, day: date) -> list[OfVillage]:
    """Every kelurahan below a path on a day, in the order of its code, in three queries."""
    areas = Area.objects.current().below(path).filter(level=Level.VILLAGE).order_by("code")
    serving = Cadre.objects.filter(area_path__startswith=path).serving_on(day).with_standing(day)
    rows = by_village(serving).order_by().values("village")
    counts = {
        row["village"]: (row["cadres"], row["active"])
        for row in rows.annotate(cadres=Count("pk"), active=Count("pk", filter=Q(standing=Standing.ACTIVE.value)))
    }
    done = by_village(Activity.objects.filter(area_path__startswith=path).between(day - ACTIVE_DAYS, day)).order_by()
    activities = {row["village"]: row["number"] for row in done.values("village").annotate(number=Count("pk"))}
    return [OfVillage(area, *counts.get(area.path, (0, 0)), activities=activities.get(area.path, 0)) for area in areas]
