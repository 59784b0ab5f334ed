"""Who carries cases through in `faults`, with sessions, and the accepted reports they begin with."""

from uuid import UUID

from django.conf import settings
from django.test import Client
from django.utils import timezone

from bench.races import VILLAGE, officer, receive
from bench.staff import Team
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency, ReceivingUnit
from tuntas.agencies.states import AgencyKind
from tuntas.intake.actions import triage

CITY = VILLAGE[:6]


def team() -> Team:
    """The manager and the supervisor of the unit that receives for the village; the social office of its city."""
    unit = ReceivingUnit.objects.receiver_for(VILLAGE, on=timezone.localdate())
    assert unit is not None
    receiver = Agency.objects.get(kind=AgencyKind.AGENCY_SOCIAL, area_path=CITY)
    manager = _first(Role.CASE_MANAGER, unit)
    return Team(
        manager=session(manager),
        receiver=session(_first(Role.AGENCY_MEMBER, receiver)),
        approver=session(_first(Role.SUPERVISOR, unit)),
        manager_id=str(manager.pk),
        agency_id=str(unit.pk),
        receiver_id=str(receiver.pk),
        village=VILLAGE,
        today=unit.today(timezone.now()),
    )


def session(user: User) -> dict[str, str]:
    """The cookie of a new session, as after signing in with the second factor."""
    client = Client()
    client.force_login(user)
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def accepted(count: int) -> list[UUID]:
    """Reports that wait for a case to be opened."""
    by = officer()
    reports = [receive(by) for _ in range(count)]
    return [triage.accept(report, by=by, at=timezone.now()).pk for report in reports]


def _first(role: Role, agency: Agency) -> User:
    found: User = User.objects.filter(postings__role=role, postings__agency=agency).order_by("pk")[0]
    return found
