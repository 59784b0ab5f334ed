"""Meetings for tests, planned and held through the actions."""

from datetime import datetime, timedelta
from typing import Any

from tests.cast import NOW, Cast, make_user, post
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.bodies.models import Body, BodyKind
from tuntas.meetings.actions import meetings
from tuntas.meetings.actions.meetings import MeetingData
from tuntas.meetings.models import Meeting
from tuntas.meetings.states import MeetingKind

HOUR = timedelta(hours=1)


def make_group(cast: Cast, *, name: str = "Pokja Pontianak Selatan", agency: Agency | None = None) -> Body:
    """A working group whose secretariat is that of Pontianak Selatan, unless said otherwise."""
    agency = agency or cast.agencies["secretariat"]
    return Body.objects.create(
        kind=BodyKind.objects.get(code="working_group"), name=name, area=agency.area, area_path=agency.area_path, agency=agency,
        founded_date=NOW.date() - timedelta(days=380), created_by=cast.secretariat, created_at=NOW,
    )  # fmt: skip


def make_chair(agency: Agency, area: Area) -> User:
    """The camat or head who closes what was decided there; the same person each time."""
    email = f"ketua-{agency.pk.hex[-12:]}@contoh.test"
    known: User | None = User.objects.filter(email=email).first()
    if known is not None:
        return known
    chair = make_user(f"Pimpinan {agency.short_name}", email)
    post(chair, Role.LEADERSHIP, agency, area)
    return chair


def data(body: Body, *, at: datetime = NOW, **given: Any) -> MeetingData:
    """A coordination meeting that began an hour before `at`, unless said otherwise."""
    told: dict[str, Any] = {
        "kind": MeetingKind.COORDINATION, "title": "Rapat koordinasi triwulan", "place": "Aula kantor camat",
        "starts_at": at - HOUR, "ends_at": at + HOUR,
    }  # fmt: skip
    if "chair" not in given:
        told["chair"] = make_chair(body.agency, body.agency.area)
    return MeetingData(**(told | given))


def make_meeting(
    cast: Cast, body: Body, *, at: datetime = NOW, held: bool = True, by: User | None = None, **given: Any
) -> Meeting:
    """A meeting of the secretariat of Pontianak Selatan that was planned two days before `at`, and held at `at`."""
    by = by or cast.secretariat
    meeting = meetings.plan(body, data=data(body, at=at, **given), by=by, at=at - 48 * HOUR)
    return meetings.hold(meeting, by=by, at=at) if held else meeting
