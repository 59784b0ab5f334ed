"""Who sees what KPAD proposed: KPAD, and those who work on the report or its case."""

from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.cases.querysets.cases import _model
from tuntas.obligations.models import Wall

if TYPE_CHECKING:
    from tuntas.cases.models import OutreachProposal  # noqa: F401 - named in quotes


class OutreachProposalQuerySet(QuerySet["OutreachProposal"]):
    """Proposals of an outreach: never one behind the wall of its report or of its case."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own agency's, and those to be decided."""
        links = _model("CaseReport").objects
        hidden = Wall.objects.hidden_dossiers(actor)
        cases = _model("Case").objects.visible_to(actor, Permission.CASE_WORK).values("pk")
        rows = self.filter(
            reach(actor, Permission.OUTREACH_PROPOSE, agency="proposer", area_path="report__area_path")
            | reach(actor, Permission.REPORT_TRIAGE, agency="report__agency", area_path="report__area_path")
            | Q(report__in=links.filter(case__in=cases).values("report"))
        )
        walled = links.filter(case__in=hidden).values("report")
        return rows.exclude(report__in=hidden).exclude(report__in=walled)
