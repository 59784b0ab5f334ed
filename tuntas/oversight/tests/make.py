"""Bodies with a past: seats, decree, meetings with people, what was decided."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.cast import NOW, Cast
from tuntas.accounts.models import User
from tuntas.bodies.models import Body, Decree, Holder, Seat
from tuntas.bodies.states import SeatRole
from tuntas.bodies.tests.make import make_body
from tuntas.core.ids import uuid7
from tuntas.meetings.models import Attendance, Decision, FollowUpAction, Meeting
from tuntas.meetings.names import name_key
from tuntas.meetings.states import ActionStatus, MeetingKind, MeetingStatus, Via

INSTITUTIONS = ("Muspika", "PKK", "Puskesmas", "LPM")
ZONE = ZoneInfo("Asia/Pontianak")
MET = NOW - timedelta(days=20)


def make_group(cast: Cast, **given: object) -> Body:
    """A working group with a decree and four institutions, their seats held, the first in the chair."""
    body = make_body(cast, **given)  # type: ignore[arg-type]
    furnish(body, cast.secretariat)
    return body


def furnish(body: Body, by: User) -> None:
    """Decree, seats, holders."""
    start = body.founded_date
    Decree.objects.create(
        body=body, number="12/2025", dated=start, signer_name="Camat", signer_position="Camat", from_date=start,
        to_date=date(2027, 12, 31), recorded_by=by, recorded_at=NOW,
    )  # fmt: skip
    for at, name in enumerate(INSTITUTIONS):
        seat = Seat.objects.create(
            body=body, institution=name, position="Ketua", from_date=start,
            role=SeatRole.MEMBER if at else SeatRole.CHAIR,
        )  # fmt: skip
        Holder.objects.create(seat=seat, name=f"Wakil {name}", from_date=start)


def met(body: Body, at: datetime = MET, *, institutions: int = 4, by: User) -> Meeting:
    """A meeting that was held and whose minutes were settled; one person of each institution came."""
    meeting = Meeting.objects.create(
        body=body, agency=body.agency, area_path=body.area_path, kind=MeetingKind.COORDINATION, title="Rapat", place="Aula",
        starts_at=at, ends_at=at + timedelta(hours=2), chair=by, code=uuid7().hex, status=MeetingStatus.CLOSED, created_by=by,
        created_at=at, held_at=at, ended_at=at,
    )  # fmt: skip
    for name in INSTITUTIONS[:institutions]:
        Attendance.objects.create(
            meeting=meeting,
            form_id=uuid7(),
            name=f"Wakil {name}",
            institution=name,
            name_key=name_key(f"Wakil {name}", name),
            via=Via.HAND,
            at=at,
        )
    return meeting


def done(meeting: Meeting, *, due: date, reported: datetime, by: User) -> FollowUpAction:
    """Something that was decided and is done."""
    number = meeting.decisions.count() + 1
    decision = Decision.objects.create(meeting=meeting, number=number, text="Diputuskan", at=meeting.starts_at, by=by)
    return FollowUpAction.objects.create(
        decision=decision, meeting=meeting, text="Dikerjakan", agency=meeting.agency, area_path=meeting.area_path, due_date=due,
        status=ActionStatus.CLOSED, opened_at=meeting.starts_at, reported_at=reported, evidence="foto", ended_at=reported,
    )  # fmt: skip
