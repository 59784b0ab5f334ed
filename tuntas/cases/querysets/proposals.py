"""Who sees what waits for a second person, and what a mediator is given."""

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db.models import Q, QuerySet

from tuntas.access.actors import Actor, Scope
from tuntas.access.permissions import Permission
from tuntas.cases.querysets.cases import OfCaseQuerySet, _model
from tuntas.obligations.models import Wall

if TYPE_CHECKING:
    from tuntas.cases.models import Mediation, Proposal  # noqa: F401 - named in quotes


def desks(actor: Actor) -> set[UUID]:
    """Agencies on whose desks somebody decides: their own, and for a head those below. An area alone gives no desk."""
    found: set[UUID] = set()
    for grant in actor.grants(Permission.CASE_APPROVE):
        found.update(grant.agency_ids if grant.scope is Scope.AGENCY else {grant.agency_id})
    return found


class CaseProposalQuerySet(QuerySet["Proposal"]):
    """A proposal is seen by those who see the case and by the desk that decides."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.CASE_VIEW) -> Self:
        """Proposals on the actor's desk, or whose case is visible; none behind a wall."""
        own = _model("Case").objects.visible_to(actor, permission).values("pk")
        rows = self.filter(Q(agency__in=desks(actor)) | Q(case__in=own))
        return rows.exclude(case__in=Wall.objects.hidden_dossiers(actor))


class MediationQuerySet(OfCaseQuerySet["Mediation"]):
    """A mediator sees the file of a mediation, and nothing else of the case, once it is no longer locked (R03)."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.CASE_READ) -> Self:
        """Mediations of visible cases, and those that the actor leads."""
        mine = Q(pk__in=[])
        if actor.id is not None and actor.grants(Permission.MEDIATION_LEAD):
            mine = Q(mediator=actor.id, approved_at__isnull=False)
        cases = _model("Case").objects.visible_to(actor, permission).values("pk")
        return self.filter(Q(case__in=cases) | mine).exclude(case__in=Wall.objects.hidden_dossiers(actor))
