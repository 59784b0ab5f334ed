"""Reading agencies."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.areas.models import HomeArea
from tuntas.areas.states import paths_up

if TYPE_CHECKING:
    from tuntas.agencies.models import (  # named in quotes
        Agency,
        DutyContact,
        OnCallShift,  # noqa: F401
        PublicContact,  # noqa: F401
        ReceivingUnit,
    )

FAMILIES = """
WITH RECURSIVE below AS (
    SELECT id AS root, id FROM agencies_agency WHERE id = ANY(%(ids)s)
    UNION SELECT below.root, child.id FROM agencies_agency child JOIN below ON child.parent_id = below.id
), above AS (
    SELECT id AS root, id, parent_id FROM agencies_agency WHERE id = ANY(%(ids)s)
    UNION SELECT above.root, parent.id, parent.parent_id FROM agencies_agency parent JOIN above ON above.parent_id = parent.id
)
SELECT root, id, TRUE FROM below UNION ALL SELECT root, id, FALSE FROM above
"""

VERIFIED_FOR = timedelta(days=365)


class AgencyQuerySet(QuerySet["Agency"]):
    """Agencies are public; their staff pages are for people with a posting, editing them for few."""

    def visible_to(self, actor: Actor) -> Self:
        """All agencies for whoever has a posting, none for anyone else."""
        return self.all() if actor.walled_agency_ids else self.none()

    def with_rota_for(self, actor: Actor) -> Self:
        """Agencies whose duty contacts and rota the actor may see: where posted, those above, those one looks after."""
        edit = reach(actor, Permission.ROTA_EDIT, agency="pk") | reach(actor, Permission.AGENCY_EDIT, agency="pk")
        return self.filter(Q(pk__in=actor.walled_agency_ids) | edit)

    def open_on(self, day: date) -> Self:
        """Agencies that have not been closed."""
        return self.filter(Q(closed_date__isnull=True) | Q(closed_date__gt=day))

    def around(self, path: str) -> Self:
        """Agencies of an area, of those around it, and of those in it."""
        return self.filter(Q(area_path__in=paths_up(path)) | Q(area_path__startswith=path))

    def families(self, ids: Collection[UUID]) -> tuple[dict[UUID, tuple[UUID, ...]], frozenset[UUID]]:
        """For each agency itself and all below it; and the set of all of them with everything above."""
        if not ids:
            return {}, frozenset()
        with connection.cursor() as cursor:
            cursor.execute(FAMILIES, {"ids": list(ids)})
            rows = cursor.fetchall()
        below = {key: tuple(found for root, found, down in rows if root == key and down) for key in ids}
        above = frozenset(found for root, found, down in rows if not down) | frozenset(ids)
        return below, above

    def editable_by(self, actor: Actor, permission: Permission = Permission.AGENCY_EDIT) -> Self:
        """Agencies the actor may change."""
        return self.filter(reach(actor, permission, agency="pk"))


def _served(path: str, homes: Sequence[str]) -> str:
    """The path itself inside a home area; outside, the home area that shares most of it."""
    if not homes or path.startswith(tuple(homes)):
        return path
    parts = set(paths_up(path))
    return max(homes, key=lambda home: len(parts.intersection(paths_up(home))))


class PublicContactQuerySet(QuerySet["PublicContact"]):
    """Numbers for the public."""

    def verified(self, on: date) -> Self:
        """Only what somebody verified within the last twelve months is shown to the public."""
        return self.filter(verified_date__gt=on - VERIFIED_FOR, verified_date__lte=on)


class DutyContactQuerySet(QuerySet["DutyContact"]):
    """Colleagues who can be rung."""

    def current(self, on: date) -> Self:
        """Those whose time as a contact has not ended."""
        return self.filter(Q(ended_date__isnull=True) | Q(ended_date__gt=on))


class OnCallShiftQuerySet(QuerySet["OnCallShift"]):
    """Who is to be rung when."""

    def between(self, start: datetime, end: datetime) -> Self:
        """Shifts of which some part lies between two moments, in order."""
        return self.filter(starts_at__lt=end, ends_at__gt=start).order_by("starts_at", "ring_order", "id")

    def on_call(self, agency: "Agency", at: datetime) -> "list[DutyContact]":
        """Who is on call at a moment, each once, in the order in which they are rung. Two queries at most."""
        day = at.astimezone(agency.zone).date()
        shifts = self.filter(agency=agency, starts_at__lte=at, ends_at__gt=at).select_related("contact")
        working = [
            shift.contact
            for shift in shifts.order_by("ring_order", "starts_at", "id")
            if shift.contact.ended_date is None or shift.contact.ended_date > day
        ]
        return list(dict.fromkeys(working))


class ReceivingUnitQuerySet(QuerySet["ReceivingUnit"]):
    """Who receives for which area."""

    def in_force(self, on: date) -> Self:
        """Rows valid on a day; `to_date` is the first day on which one no longer holds."""
        return self.filter(Q(to_date__isnull=True) | Q(to_date__gt=on), from_date__lte=on)

    def nearest(self, path: str, *, on: date, without: Collection[UUID] = ()) -> "ReceivingUnit | None":
        """The receiver nearest above (or at) an area path, passing over walled agencies."""
        rows = self.in_force(on).filter(area_path__in=paths_up(path)).exclude(agency__in=without)
        return max(rows.select_related("agency"), key=lambda row: len(row.area_path), default=None)

    def receiver_for(
        self,
        path: str,
        *,
        on: date,
        without: Collection[UUID] = (),
        homes: Sequence[str] | None = None,
        rows: "Sequence[ReceivingUnit] | None" = None,
    ) -> "Agency | None":
        """Who receives a report about an area: somebody, as long as any unit receives for any area.

        1. the nearest receiver at or above the area that is not in `without`;
        2. else upward from the nearest receiver: the first agency above it that receives reports;
        3. else, when the wall names them all, the receiver of the home area; the wall hides it from its people.

        An area outside the home areas belongs to the home area that shares most of its path. `homes`: their
        paths, and `rows`: all units in order of area, where the caller has asked for them already.
        """
        homes = HomeArea.objects.paths() if homes is None else homes
        ups = paths_up(_served(path, homes))
        units = list(rows or self.in_force(on).select_related("agency__area").order_by("area_path"))
        chain = sorted((row for row in units if row.area_path in ups), key=lambda row: -len(row.area_path))
        # A home area that has lost its receiver: another home area's, or whoever receives at all.
        chain = chain or [row for row in units if row.area_path in homes][:1] or units[:1]
        nearest = next((row.agency for row in chain if row.agency_id not in without), None)
        if nearest or not chain:
            return nearest
        return _above(chain[0].agency, on, without) or chain[-1].agency

    def missing_homes(self, on: date) -> list[str]:
        """Paths of home areas for which nobody receives: for the page that sets receivers, and for a health check."""
        served = set(self.in_force(on).values_list("area_path", flat=True))
        return [path for path in HomeArea.objects.paths() if path not in served]


def _above(agency: "Agency", on: date, without: Collection[UUID]) -> "Agency | None":
    """The first agency above that receives reports; a tree of agencies has three or four steps."""
    above = agency.parent
    while above is not None:
        is_open = above.closed_date is None or above.closed_date > on
        if above.receives_reports and is_open and above.pk not in without:
            return above
        above = above.parent
    return None
