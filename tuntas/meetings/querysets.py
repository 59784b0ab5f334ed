"""Who sees which meetings and what follows from them."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Count, Q, QuerySet

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.bodies.models import Body
from tuntas.meetings.states import HAPPENED, PRESENT

if TYPE_CHECKING:
    from tuntas.meetings.models import FollowUpAction, Meeting  # noqa: F401 - named in quotes


class MeetingQuerySet(QuerySet["Meeting"]):
    """Meetings of bodies."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.MEETING_VIEW) -> Self:
        """Within reach, or of a body in which the actor's institution has a seat; who was only invited sees what they owe."""
        condition = reach(actor, permission)
        if permission is Permission.MEETING_VIEW:
            # Whoever chaired and works elsewhere now has left the meeting behind.
            chaired = Q(chair=actor.id) & reach(actor, Permission.ACTION_CLOSE)
            condition |= Q(body__in=Body.objects.seated_by(actor).values("pk")) | chaired
        return self.filter(condition)

    def shown(self) -> Self:
        """Those that happened and whose list of who came shows it."""
        return self.filter(status__in=HAPPENED).alias(came=Count("attendance")).filter(came__gte=PRESENT)


class ActionQuerySet(QuerySet["FollowUpAction"]):
    """Follow-up actions."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.ACTION_ANSWER) -> Self:
        """What the institutions one answers for owe, and all of meetings that one sees."""
        condition = reach(actor, permission)
        if permission is Permission.ACTION_ANSWER:
            meetings = apps.get_model("meetings", "Meeting").objects.visible_to(actor)
            condition |= Q(meeting__in=meetings.values("pk"))
        if permission is Permission.ACTION_CLOSE:
            condition = reach(actor, permission, agency="meeting__agency", area_path="meeting__area_path")
        return self.filter(condition)
