"""Who sees what waits for a second person."""

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.cases.querysets.cases import _model
from tuntas.obligations.models import Wall

if TYPE_CHECKING:
    from tuntas.cases.models import Proposal  # noqa: F401 - named in quotes


class CaseProposalQuerySet(QuerySet["Proposal"]):
    """A proposal is seen by those who see the case and by the desk that decides."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.CASE_APPROVE) -> Self:
        """Proposals whose deciding agency is in reach, or whose case is visible; none behind a wall."""
        deciding = reach(actor, permission, area_path="case__area_path")
        own = self.filter(case__in=_model("Case").objects.visible_to(actor)).values("pk")
        return (self.filter(deciding) | self.filter(pk__in=own)).exclude(case__in=Wall.objects.hidden_dossiers(actor))
