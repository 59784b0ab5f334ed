"""For which areas this installation is responsible."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.areas import policies
from tuntas.areas.models import Area, HomeArea
from tuntas.audit import log


@transaction.atomic
def set_homes(*, codes: Collection[str], by: Actor, at: datetime) -> list[Area]:
    """Make exactly these areas the home areas. Raises Denied when a code is unknown or lies in another one."""
    wanted = list(Area.objects.select_for_update(of=("self",)).current().filter(code__in=codes).order_by("code"))
    policies.check_homes(wanted, codes)
    before = set(HomeArea.objects.values_list("area_id", flat=True))
    after = {area.id for area in wanted}
    if before != after:
        HomeArea.objects.exclude(area_id__in=after).delete()
        HomeArea.objects.bulk_create(HomeArea(area=area) for area in wanted if area.id not in before)
        log.record(
            "areas.homes_set", None, by=by, at=at, subject_type="areas.homearea", codes=[area.code for area in wanted]
        )
    return wanted
