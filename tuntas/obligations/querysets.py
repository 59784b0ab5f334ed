"""Reading duties, and the wall that hides what someone must not know."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Max, Q, QuerySet

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.access.roles import Role
from tuntas.core import marks

if TYPE_CHECKING:
    from uuid import UUID

    from tuntas.obligations.models import Escalation, Heartbeat, Obligation, Wall  # noqa: F401 - named in quotes


def _model(name: str) -> Any:
    """A model of this app, which stands above this module."""
    return apps.get_model("obligations", name)


def _hidden(actor: Actor) -> "QuerySet[Wall, UUID]":
    return WallQuerySet(_model("Wall")).hidden_dossiers(actor)


def _sits_there(actor: Actor) -> Q:
    """Duties of one of the two sides where the actor works now: a line of the ladder stays behind when somebody leaves."""
    condition = Q(pk__in=[])
    for grant in actor.grants(Permission.DUTY_VIEW):
        condition |= Q(agency__in=grant.agency_ids) | Q(sender__in=grant.agency_ids)
        if grant.role == Role.TASK_FORCE_SECRETARIAT:
            for path in grant.area_paths:
                condition |= Q(area_path__startswith=path)
    return condition


class WallQuerySet(QuerySet["Wall"]):
    """Walls and whom they keep out."""

    def against(self, actor: Actor) -> Self:
        """Walls that name the actor, an agency where the actor is posted, or one above it."""
        return self.filter(Q(user_id=actor.id, user_id__isnull=False) | Q(agency_id__in=actor.walled_agency_ids))

    def hidden_dossiers(self, actor: Actor) -> "QuerySet[Wall, UUID]":
        """Dossiers that do not exist for the actor, as a subquery."""
        return self.against(actor).values_list("dossier_id", flat=True)

    def hidden_users(self, dossier_id: "UUID", *, at: datetime) -> "set[UUID]":
        """Everyone who must not know of a dossier: named, or posted at a named agency or below it."""
        from tuntas.accounts.models import Posting
        from tuntas.agencies.models import Agency

        rows = list(self.filter(dossier_id=dossier_id))
        users = {row.user_id for row in rows if row.user_id}
        below, _ = Agency.objects.families({row.agency_id for row in rows if row.agency_id})
        agencies = {agency for family in below.values() for agency in family}
        if agencies:
            users |= set(Posting.objects.in_force(at).filter(agency__in=agencies).values_list("user", flat=True))
        return users


class ObligationQuerySet(QuerySet["Obligation"]):
    """Duties: one's own, those of one's unit, and nothing behind a wall."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.DUTY_VIEW) -> Self:
        """Duties assigned to the actor, within reach, or climbed to the desk where the actor still sits; none behind a wall."""
        mine = Q(assignee=actor.id) if actor.id else Q(pk__in=[])
        within = reach(actor, permission, assigned=mine)
        if permission is Permission.DUTY_VIEW and actor.id:
            climbed = EscalationQuerySet(_model("Escalation")).filter(user=actor.id).values("obligation")
            within |= mine | (Q(pk__in=climbed) & _sits_there(actor))
        return self.filter(within).exclude(dossier_id__in=_hidden(actor))

    def awaited_by(self, actor: Actor, permission: Permission) -> Self:
        """Duties that others owe to an agency of the actor's: their agency is not within reach, the one that waits is."""
        waiting, own = reach(actor, permission, agency="sender"), reach(actor, permission)
        return self.filter(waiting, sender__isnull=False).exclude(own).exclude(dossier_id__in=_hidden(actor))

    def unsettled(self) -> Self:
        """Duties still to be done."""
        return self.filter(settled_at__isnull=True)

    def lock(self, pk: "UUID") -> "Obligation":
        """One duty as it is now, with its people, held until the end of the transaction."""
        return self.select_for_update(of=("self",)).select_related("agency__area", "sender", "assignee").get(pk=pk)

    def climbing(self, at: datetime) -> Self:
        """Duties whose next step has come, oldest first, held for this worker alone. One index answers it."""
        rows = self.unsettled().filter(next_escalation_at__lte=at).order_by("next_escalation_at")
        return rows.select_for_update(of=("self",), skip_locked=True)

    def ringing(self, at: datetime) -> Self:
        """Urgent duties that nobody took in time, held for this worker alone."""
        rows = self.unsettled().filter(rings_at__lte=at).order_by("rings_at")
        return rows.select_for_update(of=("self",), skip_locked=True)

    def late(self, at: datetime) -> Self:
        """Unsettled and past their deadline."""
        return self.unsettled().filter(due_at__lt=at)


class EscalationQuerySet(QuerySet["Escalation"]):
    """Lines of the ladder: each stands on one person's desk."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own lines, without walled dossiers."""
        return (
            self.filter(user=actor.id).exclude(obligation__dossier_id__in=_hidden(actor)) if actor.id else self.none()
        )


SILENT_AFTER = timedelta(minutes=15)


class HeartbeatQuerySet(QuerySet["Heartbeat"]):
    """Signs of life of the workers."""

    def beat(self, name: str, at: datetime) -> None:
        """Write down that a worker is alive. No event: it changes nothing that anyone answers for."""
        row = self.model(name=name, at=at)
        self.bulk_create([row], update_conflicts=True, unique_fields=["name"], update_fields=["at"])

    def silent_for(self, at: datetime) -> timedelta | None:
        """How long no worker has been heard, if that is too long; the longest there is if none ever was."""
        last = self.aggregate(last=Max("at"))["last"]
        silence = at - last if last else timedelta.max
        return silence if silence >= SILENT_AFTER else None

    def silent(self, at: datetime) -> str:
        """A sentence for heads' pages while no worker is heard, else nothing."""
        silence = self.silent_for(at)
        if silence is None:
            return ""
        if silence is timedelta.max:
            return "Belum ada tanda dari pekerja latar belakang."
        return f"Tanda terakhir {marks.length(silence)} yang lalu."
