"""What may refuse a task for a cadre. Whether a case may give one at all is asked by `cases`."""

from datetime import datetime
from uuid import UUID

from tuntas.access.actors import Actor
from tuntas.agencies.models import Agency
from tuntas.cadres.models import Cadre, Task
from tuntas.cadres.policies import registry
from tuntas.cadres.states import Standing
from tuntas.core.errors import Denied
from tuntas.obligations.models import Wall


def check_give(cadre: Cadre, dossier_id: UUID, *, at: datetime) -> None:
    """She serves, is not on leave, and nobody who keeps her line is behind the wall. Raises Denied."""
    day = registry.today(cadre, at)
    registry.check_serves(cadre, on=day)
    if Cadre.objects.with_standing(day).get(pk=cadre.pk).standing == Standing.ON_LEAVE:
        raise Denied("Kader ini sedang cuti. Pilih kader lain.")
    if _behind_wall(cadre, dossier_id, at=at):
        raise Denied("Kader ini tidak dapat dipilih. Pilih kader lain.")


def check_end(actor: Actor, task: Task) -> None:
    """Herself, or whoever keeps her line and speaks with her. Raises Denied."""
    registry.check_own_or_kept(actor, task.cadre)


def _behind_wall(cadre: Cadre, dossier_id: UUID, *, at: datetime) -> bool:
    if cadre.user_id is not None and cadre.user_id in Wall.objects.hidden_users(dossier_id, at=at):
        return True
    named = Wall.objects.filter(dossier_id=dossier_id, agency_id__isnull=False).values_list("agency_id", flat=True)
    below, _ = Agency.objects.families({pk for pk in named if pk})
    return any(cadre.agency_id in family for family in below.values())
