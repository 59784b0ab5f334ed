"""Meetings on the page of a body: the next one, what is owed, and the way to plan one."""

from datetime import datetime
from typing import Any

from tuntas.access.actors import Actor
from tuntas.bodies.models import Body
from tuntas.core.policies import may, refusal
from tuntas.meetings.models import FollowUpAction, Meeting
from tuntas.meetings.policies import meetings as policies
from tuntas.meetings.states import HAPPENED, ActionStatus, MeetingStatus


def build(actor: Actor, body: Body, at: datetime) -> dict[str, Any]:
    """What comes next, what is over and not written down yet, what was last, how much is open and late."""
    seen = Meeting.objects.visible_to(actor).filter(body=body)
    planned = seen.filter(status=MeetingStatus.PLANNED)
    owed = FollowUpAction.objects.filter(meeting__in=seen.values("pk"), status=ActionStatus.OPEN)
    return {
        "next": planned.filter(ends_at__gt=at).order_by("starts_at", "pk").first(),
        "waiting": planned.filter(ends_at__lte=at).order_by("starts_at", "pk").first(),
        "last": seen.filter(status__in=HAPPENED).order_by("-starts_at", "-pk").first(),
        "owed": owed.count(),
        "late": owed.filter(due_date__lt=body.agency.today(at)).count(),
        "plans": may(policies.check_keeps, actor, body),
        "no_plan": refusal(policies.check_plan, actor, body, at=at),
        "zone": body.agency.zone,
    }
