"""Who sees which reports, forwardings, proposals."""

from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.obligations.models import Obligation, Wall

if TYPE_CHECKING:
    from tuntas.intake.models import ContactEntry, Forwarding, Proposal, Report  # noqa: F401 - named in quotes


class ReportQuerySet(QuerySet["Report"]):
    """Reports: never one behind a wall, whatever the reach."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.REPORT_VIEW) -> Self:
        """Reports in the actor's reach for a permission. Every report rule starts here."""
        mine = (
            Q(pk__in=Obligation.objects.unsettled().filter(assignee=actor.id).values("dossier_id"))
            if actor.id
            else Q(pk__in=[])
        )
        return self.filter(reach(actor, permission, assigned=mine)).exclude(pk__in=Wall.objects.hidden_dossiers(actor))

    def unfinished(self) -> Self:
        """Open reports."""
        return self.filter(is_open=True)


class ForwardingQuerySet(QuerySet["Forwarding"]):
    """A forwarding is seen by the agency it went to, and by those who see the report."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.FORWARDING_VIEW) -> Self:
        """Forwardings to the actor's agency, from it, and of reports in reach; none behind a wall."""
        received = reach(actor, permission, agency="receiver", area_path="report__area_path")
        sent = reach(actor, Permission.REPORT_VIEW, agency="report__agency", area_path="report__area_path")
        sent |= reach(actor, Permission.REPORT_VIEW, agency="sender", area_path="report__area_path")
        condition = received | sent if permission is Permission.FORWARDING_VIEW else received
        return self.filter(condition).exclude(report__in=Wall.objects.hidden_dossiers(actor))


class ProposalQuerySet(QuerySet["Proposal"]):
    """A proposal is seen by those who see the report and by the desk that decides."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.REPORT_APPROVE) -> Self:
        """Proposals whose deciding agency, or whose report, is in reach; none behind a wall."""
        deciding = reach(actor, permission, area_path="report__area_path")
        own = reach(actor, Permission.REPORT_VIEW, agency="report__agency", area_path="report__area_path")
        return self.filter(deciding | own).exclude(report__in=Wall.objects.hidden_dossiers(actor))


class ContactEntryQuerySet(QuerySet["ContactEntry"]):
    """Entries of one's own unit."""

    def visible_to(self, actor: Actor) -> Self:
        """Entries taken at the agencies within reach."""
        return self.filter(reach(actor, Permission.CONTACT_ENTRY_ADD))
