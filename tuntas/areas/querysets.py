"""Reading areas."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import F, Q, QuerySet

from tuntas.access.actors import Actor
from tuntas.areas.states import SHORT_LABELS, Level, paths_up

if TYPE_CHECKING:
    from tuntas.areas.models import Area, HomeArea  # noqa: F401  # named in quotes


class AreaQuerySet(QuerySet["Area"]):
    """Areas are public knowledge: no reach, only dates. Their pages are for people with a posting."""

    def visible_to(self, actor: Actor) -> Self:
        """All areas for whoever has a posting, none for anyone else."""
        return self.all() if actor.walled_agency_ids else self.none()

    def current(self, on: date | None = None) -> Self:
        """Areas that exist on a day, or have not ended."""
        if on is None:
            return self.filter(valid_to__isnull=True)
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gt=on)
        )

    def below(self, path: str) -> Self:
        """The area of this path and everything in it."""
        return self.filter(path__startswith=path)

    def ancestors_of(self, path: str) -> Self:
        """The area of this path and all above it, highest first."""
        return self.filter(path__in=paths_up(path)).order_by("level")

    def labels(self, paths: Iterable[str]) -> dict[str, str]:
        """For each path its full label, with one query: "Kel. Benuamelayu Darat, Kec. Pontianak Selatan, Kota Pontianak".

        A path that no area has ever had is missing from the answer.
        """
        wanted = set(paths)
        around = {up for path in wanted for up in paths_up(path)}
        # An ended area and its successor may share a path: the one that still exists comes last and stays.
        rows = self.filter(path__in=around).order_by(F("valid_to").asc(nulls_last=True))
        return labelled(wanted, rows if around else ())


class HomeAreaQuerySet(QuerySet["HomeArea"]):
    """Where this installation is responsible."""

    def paths(self) -> list[str]:
        """Paths of all home areas, in order of code."""
        return list(self.order_by("area__path").values_list("area__path", flat=True))

    def contain(self, path: str) -> bool:
        """Whether an area lies in a home area."""
        return self.filter(area__path__in=paths_up(path)).exists()

    def touching(self, path: str) -> Self:
        """Home areas at a path or inside it."""
        return self.filter(area__path__startswith=path)


def labelled(paths: Iterable[str], rows: Iterable["Area"]) -> dict[str, str]:
    """For each path its full label, from the areas at and around it; of two at one path the later counts."""
    known = {area.path: area for area in rows}
    return {
        path: _label([known[up] for up in reversed(paths_up(path)) if up in known]) for path in paths if path in known
    }


def _label(chain: list["Area"]) -> str:
    """From an area and those around it, nearest first; the province is named only where nothing smaller places it."""
    first = chain[0]
    upto = Level.REGENCY if first.level >= Level.DISTRICT else Level.PROVINCE
    return ", ".join([_short(first), *(_short(area) for area in chain[1:] if area.level >= upto)])


def _short(area: "Area") -> str:
    if area.level == Level.PROVINCE:
        return area.name
    return f"{SHORT_LABELS.get(area.label, area.label)} {area.name}"
