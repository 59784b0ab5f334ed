"""Who sees the register and its letters."""

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.obligations.models import Wall

if TYPE_CHECKING:
    from tuntas.letters.models import Letter  # noqa: F401 - named in quotes


class LetterQuerySet(QuerySet["Letter"]):
    """Letters of agencies within reach; none behind a wall."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.LETTER_VIEW) -> Self:
        """The register as the actor sees it: number, date, neutral subject. The content is another permission."""
        return self.filter(reach(actor, permission)).exclude(dossier_id__in=Wall.objects.hidden_dossiers(actor))
