"""Stays, seen from the case or from the safe house."""

from typing import TYPE_CHECKING, Self

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.cases.querysets.cases import OfCaseQuerySet
from tuntas.obligations.models import Wall

if TYPE_CHECKING:
    from tuntas.cases.models import ShelterStay  # noqa: F401 - named in quotes


class StayQuerySet(OfCaseQuerySet["ShelterStay"]):
    """Stays at safe houses."""

    def for_shelter(self, actor: Actor) -> Self:
        """Stays at the safe house where the actor is on duty by a posting of this moment; none behind a wall."""
        here = reach(actor, Permission.SHELTER_VIEW, agency="shelter", area_path="case__area_path")
        return self.filter(here).exclude(case__in=Wall.objects.hidden_dossiers(actor))
