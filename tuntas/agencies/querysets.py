"""Reading agencies."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reach

if TYPE_CHECKING:
    from tuntas.agencies.models import Agency, PublicContact, ReceivingUnit

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
    """Agencies are public; editing them is not."""

    def open_on(self, day: date) -> Self:
        """Agencies that have not been closed."""
        return self.filter(Q(closed_date__isnull=True) | Q(closed_date__gt=day))

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


class PublicContactQuerySet(QuerySet["PublicContact"]):
    """Numbers for the public."""

    def verified(self, on: date) -> Self:
        """Only what somebody verified within the last twelve months is shown to the public."""
        return self.filter(verified_date__gt=on - VERIFIED_FOR, verified_date__lte=on)


class ReceivingUnitQuerySet(QuerySet["ReceivingUnit"]):
    """Who receives for which area."""

    def in_force(self, on: date) -> Self:
        """Rows valid on a day."""
        return self.filter(Q(to_date__isnull=True) | Q(to_date__gte=on), from_date__lte=on)

    def nearest(self, path: str, *, on: date, without: Collection[UUID] = ()) -> "ReceivingUnit | None":
        """The receiver nearest above (or at) an area path, passing over walled agencies."""
        parts = path.rstrip(".").split(".")
        paths = [".".join(parts[:n]) + "." for n in range(1, len(parts) + 1)]
        rows = self.in_force(on).filter(area_path__in=paths).exclude(agency__in=without).select_related("agency")
        return max(rows, key=lambda row: len(row.area_path), default=None)
