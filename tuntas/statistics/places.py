"""Of which areas somebody may read figures: home areas and what lies one or two levels inside, as far as reach goes."""

from collections.abc import Sequence

from django.db.models import Q

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.areas.models import Area
from tuntas.areas.states import Level

MOST = 600


def areas_for(actor: Actor, permission: Permission = Permission.STATISTICS_VIEW) -> list[Area]:
    """From the largest down to the kecamatan, in order of code; of a kelurahan where nothing larger is in reach."""
    paths = sorted({path for grant in actor.grants(permission) for path in grant.area_paths})
    within = Q(pk__in=[])
    for path in paths:
        within |= Q(path__startswith=path)
    current = Area.objects.current()
    rows = list(current.filter(within, level__lte=Level.DISTRICT).order_by("code")[:MOST])
    return rows or list(current.filter(path__in=paths).order_by("code"))


def chosen(areas: Sequence[Area], pk: str) -> Area | None:
    """The one asked for; the first where none was, or where it is none of these."""
    return next((area for area in areas if str(area.pk) == pk), areas[0] if areas else None)
