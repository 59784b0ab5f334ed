"""A duty for whoever speaks for the meeting, where that person works."""

from datetime import datetime

from django.db import models

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.meetings.models import Meeting
from tuntas.meetings.policies.chairing import first_chair, fits, leaders
from tuntas.obligations.actions import duties
from tuntas.obligations.kinds import Kind
from tuntas.obligations.models import Obligation


def ask(
    meeting: Meeting, kind: Kind, *, subject: models.Model, label: str, without: Actor | None = None, by: Actor, at: datetime
) -> Obligation:  # fmt: skip
    """Open it for the chair, else for another head; `without`: somebody who may not judge this one.

    Where nobody is left it is the secretariat's, and its ladder climbs.
    """
    assignee, agency = head_for(meeting, without=without, at=at)
    return duties.open_duty(
        kind=kind, subject=subject, dossier_id=meeting.pk, label=label, agency=agency, area_path=meeting.area_path,
        assignee=assignee, sender=meeting.agency if agency.pk != meeting.agency_id else None, by=by, at=at,
    )  # fmt: skip


def head_for(meeting: Meeting, *, without: Actor | None = None, at: datetime) -> tuple[User | None, Agency]:
    """The first who may judge and their desk; the secretariat alone where there is none."""
    for user in leaders(meeting, at=at):
        if without is None or user.pk != without.id:
            return user, _desk(user, meeting, at)
    return None, meeting.agency


def replace_unfit(meeting: Meeting, *, by: Actor, at: datetime) -> bool:
    """Give a locked meeting that is only planned another chair where its own may not chair it any more; whether it got one.

    Where nobody may, the name stays, the page says so, and the secretariat, which owes the meeting, has somebody posted.
    """
    if fits(meeting):
        return False
    chair = first_chair(meeting.body, meeting.agency, at=at)
    if chair is None:
        return False
    before, meeting.chair = meeting.chair_id, chair
    meeting.save(update_fields=["chair"])
    log.record(
        "meeting.chair_replaced", meeting, by=by, at=at, dossier_id=meeting.pk, before=str(before), to=str(chair.pk)
    )
    return True


def _desk(user: User, meeting: Meeting, at: datetime) -> Agency:
    """Their place at the secretariat itself, else the one from which they lead it."""
    rows = list(user.postings.in_force(at).select_related("agency__area").order_by("starts_at", "pk"))
    for posting in rows:
        if posting.agency_id == meeting.agency_id:
            return posting.agency
    leads = reaches(user, Permission.ACTION_CLOSE, agency_id=meeting.agency_id, area_path=meeting.area_path)
    open_ones = [posting.agency for posting in rows if posting.agency.closed_date is None]
    return open_ones[0] if leads and open_ones else meeting.agency
