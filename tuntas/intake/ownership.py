"""Which agency owns a report: nearest above the place, never one behind the report's wall, never nobody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tuntas.agencies.models import Agency, ReceivingUnit
from tuntas.areas.models import Area, HomeArea
from tuntas.obligations.models import Wall


@dataclass(frozen=True)
class Owner:
    """Who owns a report, the area it is filed under, and whether that lies outside the home areas."""

    agency: Agency
    area: Area
    outside: bool


class NoReceiver(Exception):
    """The installation has no home area with a receiving unit; `manage.py prepare` or the settings must name one."""


def owner_for(area: Area | None, *, on: date, without: Collection[UUID] = ()) -> Owner:
    """The owner of a report about a place. `without`: agencies behind the wall, each with all below it.

    A place outside every home area belongs to the nearest one; no place to the first. Raises NoReceiver.
    """
    if area is None:
        home = HomeArea.objects.select_related("area").order_by("area__path").first()
        if home is None:
            raise NoReceiver
        area = home.area
    homes = HomeArea.objects.paths()
    agency = ReceivingUnit.objects.receiver_for(area.path, on=on, without=without) if homes else None
    if agency is None:
        raise NoReceiver
    return Owner(agency=agency, area=area, outside=not area.path.startswith(tuple(homes)))


def is_outside(path: str) -> bool:
    """Whether a place lies in no home area, so that a report about it is to be passed on."""
    return not path.startswith(tuple(HomeArea.objects.paths()))


def families(agencies: Collection[UUID]) -> frozenset[UUID]:
    """These agencies and all below them: whom a wall that names them keeps out."""
    below, _ = Agency.objects.families(agencies)
    return frozenset(agency for family in below.values() for agency in family)


def above(agency: Agency) -> list[Agency]:
    """The agencies above one, nearest first."""
    found: list[Agency] = []
    parent = agency.parent
    while parent is not None:
        found.append(parent)
        parent = parent.parent
    return found


def behind_wall(dossier_id: UUID) -> frozenset[UUID]:
    """Agencies that must not know of a dossier, with all below them."""
    named = Wall.objects.filter(dossier_id=dossier_id, agency_id__isnull=False).values_list("agency_id", flat=True)
    return families({pk for pk in named if pk})
