"""Who sees that somebody opened a case without a task."""

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db.models import Q

from tuntas.access.actors import Actor, Scope
from tuntas.access.permissions import Permission
from tuntas.cases.querysets.cases import OfCaseQuerySet, _model, not_run_out
from tuntas.obligations.models import Obligation, Wall

if TYPE_CHECKING:
    from tuntas.cases.models import BreakGlass  # noqa: F401 - named in quotes


def review_desks(actor: Actor) -> set[UUID]:
    """Agencies on whose desks somebody reviews: their own, and for a head those below."""
    found: set[UUID] = set()
    for grant in actor.grants(Permission.CASE_REVIEW):
        found.update(grant.agency_ids if grant.scope is Scope.AGENCY else {grant.agency_id})
    return found


class BreakGlassQuerySet(OfCaseQuerySet["BreakGlass"]):
    """Seen by who did it, by those who review at the unit, and by the desk where the review lies."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.CASE_REVIEW) -> Self:
        """Rows of one's own, of cases within reach of a reviewer, and on a reviewer's desk; none behind a wall."""
        lying = Obligation.objects.filter(kind="case.review_break_glass", agency__in=review_desks(actor))
        cases = _model("Case").objects.visible_to(actor, permission).values("pk")
        own = Q(user=actor.id) if actor.id else Q(pk__in=[])
        rows = self.filter(own | Q(case__in=cases) | Q(pk__in=lying.values("subject_id")))
        return rows.exclude(case__in=Wall.objects.hidden_dossiers(actor))

    def open_now(self) -> Self:
        """Those inside at this moment: not ended, and 24 hours not over, whether or not a worker has noticed."""
        return self.filter(not_run_out())
