"""Which agency owns a report: nearest above the place, never one behind the report's wall, never nobody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from tuntas.access.permissions import Permission
from tuntas.access.roles import GRANTS, Role
from tuntas.accounts.models import Posting, User
from tuntas.agencies.models import Agency, ReceivingUnit
from tuntas.areas.models import Area, HomeArea
from tuntas.obligations.models import Wall

TRIAGERS = frozenset(role for role, grants in GRANTS.items() if Permission.REPORT_TRIAGE in grants)
PLACERS = frozenset(role for role, grants in GRANTS.items() if Permission.REPORT_PLACE in grants)


@dataclass(frozen=True)
class Owner:
    """Who owns a report, the area it is filed under, and whether that lies outside the home areas.

    `placer`: nobody who may know of it could work on it; this person, at `agency`, is to find somebody who can.
    """

    agency: Agency
    area: Area
    outside: bool
    placer: User | None = None


class NoReceiver(Exception):
    """The installation has no home area with a receiving unit; `manage.py prepare` or the settings must name one."""


def owner_for(
    area: Area | None, *, at: datetime, without: Collection[UUID] = (), hidden: Collection[UUID] = ()
) -> Owner:
    """The owner of a report about a place. `without`: agencies behind the wall, each with all below it; `hidden`: people.

    A place outside every home area belongs to the nearest one; no place to the first. Raises NoReceiver.
    """
    if area is None:
        home = HomeArea.objects.select_related("area").order_by("area__path").first()
        if home is None:
            raise NoReceiver
        area = home.area
    homes = HomeArea.all_paths()
    agency = _receiver(area.path, at=at, without=without, hidden=hidden, homes=homes) if homes else None
    if agency is None:
        raise NoReceiver
    outside = not area.path.startswith(tuple(homes))
    if (without or hidden) and (agency.pk in without or not staffed(at, hidden=hidden, agency=agency)):
        seat = _placer(agency, area.path, at=at, without=without, hidden=hidden)
        if seat is not None:
            return Owner(agency=seat.agency, area=area, outside=outside, placer=seat.user)
    return Owner(agency=agency, area=area, outside=outside)


def _placer(
    agency: Agency, path: str, *, at: datetime, without: Collection[UUID], hidden: Collection[UUID]
) -> Posting | None:
    """Who finds a receiver where all are behind the wall: a head there or above, nearest first, else the task force."""
    seats = Posting.objects.in_force(at).filter(role__in=PLACERS, user__is_active=True)
    seats = seats.exclude(user__in=hidden).exclude(agency__in=without).select_related("agency__area", "area", "user")
    found = list(seats.order_by("starts_at", "id"))
    for near in [agency, *above(agency)]:
        if seat := next((seat for seat in found if seat.agency_id == near.pk), None):
            return seat
    task_force = [seat for seat in found if seat.role == Role.TASK_FORCE_SECRETARIAT]
    paths = Posting.objects.area_paths(task_force)
    return next((seat for seat in task_force if path.startswith(paths[seat.id])), None)


def able_postings(dossier_id: UUID, *, at: datetime) -> "QuerySet[Posting]":
    """Postings of people who can work on a report and may know of it."""
    rows = Posting.objects.in_force(at).filter(role__in=TRIAGERS, user__is_active=True)
    rows = rows.exclude(user__in=Wall.objects.hidden_users(dossier_id, at=at))
    return rows.exclude(agency__in=behind_wall(dossier_id)).filter(agency__in=Agency.objects.open_on(at.date()))


def _receiver(
    path: str, *, at: datetime, without: Collection[UUID], hidden: Collection[UUID], homes: Sequence[str]
) -> Agency | None:
    """Who receives; past a wall somebody must be there who may know of it and can work on it.

    Without a wall that holds of every receiver (accounts lets the last one go nowhere). Behind one: upward, then any
    other receiving unit of the installation; only when there is nobody at all, whoever would have received.
    """
    if not without and not hidden:
        units = ReceivingUnit.all_in_force(at.date())
        return ReceivingUnit.objects.receiver_for(path, on=at.date(), homes=homes, rows=units)
    able = staffed(at, hidden=hidden).difference(without)
    unable = frozenset(Agency.objects.exclude(pk__in=able).values_list("pk", flat=True))
    agency = ReceivingUnit.objects.receiver_for(path, on=at.date(), without=unable)
    if agency is not None and agency.pk in able:
        return agency
    rows = ReceivingUnit.objects.in_force(at.date()).filter(agency__in=able).select_related("agency__area")
    other = max(rows.order_by("area_path"), key=lambda row: _shared(row.area_path, path), default=None)
    return other.agency if other else ReceivingUnit.objects.receiver_for(path, on=at.date(), without=without)


def staffed(at: datetime, *, hidden: Collection[UUID] = (), agency: Agency | None = None) -> frozenset[UUID]:
    """Agencies (or this one, if so) where somebody triages who is not among the hidden."""
    postings = Posting.objects.in_force(at).filter(role__in=TRIAGERS, user__is_active=True).exclude(user__in=hidden)
    postings = postings.filter(agency=agency) if agency else postings
    return frozenset(postings.values_list("agency", flat=True))


def _shared(path: str, other: str) -> int:
    """How many leading parts two paths have in common."""
    pairs = zip(path.split("."), other.split("."), strict=False)
    return next((count for count, (one, two) in enumerate(pairs) if one != two), len(path))


def is_outside(path: str) -> bool:
    """Whether a place lies in no home area, so that a report about it is to be passed on."""
    return not path.startswith(tuple(HomeArea.all_paths()))


def families(agencies: Collection[UUID]) -> frozenset[UUID]:
    """These agencies and all below them: whom a wall that names them keeps out."""
    below, _ = Agency.objects.families(agencies)
    return frozenset(agency for family in below.values() for agency in family)


def hidden_by(users: Collection[UUID], agencies: Collection[UUID], *, at: datetime) -> frozenset[UUID]:
    """People whom a wall around these users and agencies (with all below them) will keep out."""
    if not agencies:
        return frozenset(users)
    return frozenset(users).union(
        Posting.objects.in_force(at).filter(agency__in=agencies).values_list("user", flat=True)
    )


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
