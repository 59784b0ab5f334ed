"""Who sees which reports, forwardings, proposals."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.intake.states import ExportStatus
from tuntas.obligations.models import Obligation, Wall

if TYPE_CHECKING:
    from tuntas.intake.models import ContactEntry, Export, Forwarding, Proposal, Report  # noqa: F401 - named in quotes


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

    def known_to(self, actor: Actor) -> Self:
        """Reports whose existence may be told to the actor: none behind a wall. Says nothing about reach."""
        return self.exclude(pk__in=Wall.objects.hidden_dossiers(actor))

    def written_by(self, actor: Actor) -> Self:
        """Reports this person wrote down: they hand over number and code, wherever the report went.

        Not any more for somebody who takes no reports now, nor behind a wall that was raised afterwards.
        """
        if actor.id is None or not actor.grants(Permission.REPORT_CREATE):
            return self.none()
        later = Wall.objects.against(actor).filter(dossier_id=OuterRef("pk"), at__gt=OuterRef("received_at"))
        return self.filter(received_by=actor.id).exclude(Exists(later))

    def unfinished(self) -> Self:
        """Open reports."""
        return self.filter(is_open=True)

    def late(self, at: datetime) -> Self:
        """Open reports whose keeping duty is past its deadline."""
        return self.filter(is_open=True, duty__due_at__lt=at)

    def assigned_to(self, actor: Actor) -> Self:
        """Open reports whose keeping duty is on this person's desk."""
        if not actor.id:
            return self.none()
        # By way of the person's duties, which are few; from the open reports, which are many, it would take long.
        held = Obligation.objects.unsettled().filter(assignee=actor.id)
        return self.filter(is_open=True, duty__assignee=actor.id, pk__in=held.values("subject_id"))


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


class ExportQuerySet(QuerySet["Export"]):
    """A long list that was asked for is seen by the one who asked and by the desk that decides."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own, and those on one's desk."""
        mine = Q(asked_by=actor.id) if actor.id else Q(pk__in=[])
        return self.filter(mine | reach(actor, Permission.REPORT_APPROVE, area_path="agency__area_path"))

    def waiting_for(self, actor: Actor, *, at: datetime) -> Self:
        """What this person asked for and can still be decided or downloaded."""
        live = Q(status=ExportStatus.ASKED) | Q(status=ExportStatus.APPROVED, decided_at__gte=at - timedelta(days=1))
        return self.filter(live, asked_by=actor.id)


class ContactEntryQuerySet(QuerySet["ContactEntry"]):
    """Entries of one's own unit."""

    def visible_to(self, actor: Actor) -> Self:
        """Entries taken at the agencies within reach, for those who write them and those who answer for them."""
        return self.filter(reach(actor, Permission.CONTACT_ENTRY_ADD) | reach(actor, Permission.REPORT_READ))
