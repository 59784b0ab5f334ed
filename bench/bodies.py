"""Whether 29 and 482 bodies run: how long it takes to say so."""

from datetime import timedelta
from functools import partial

from django.db import connection, reset_queries, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.figures import Figure, percentile, timed
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.bodies.models import Body, BodyKind, Decree, Holder, Seat
from tuntas.bodies.states import SeatRole
from tuntas.core.ids import uuid7
from tuntas.meetings.models import Attendance, Decision, FollowUpAction, Meeting
from tuntas.meetings.states import ActionStatus, MeetingKind, MeetingStatus, Via
from tuntas.oversight import reports

CITY, PROVINCE = 29, 482  # kelurahan of Pontianak, villages of a province such as Kalimantan Utara
TIMES, SECONDS = 12, 1.0
SEATS, MEETINGS, PEOPLE, ACTIONS = 8, 4, 20, 6


def states(city: int = CITY, province: int = PROVINCE) -> list[Figure]:
    """Found that many bodies with a year of meetings, ask again and again."""
    by = User.objects.filter(postings__role=Role.LEADERSHIP).order_by("pk")[0]
    villages = list(Area.objects.filter(level=Level.VILLAGE, valid_to__isnull=True).order_by("code")[:province])
    with transaction.atomic():
        bodies = [_found(area, by) for area in villages]
    rows = list(Body.objects.filter(pk__in=[body.pk for body in bodies]).select_related("kind", "area", "agency"))
    span = reports.span_for(None, zone=by.zone, at=timezone.now())
    figures = []
    for name, some in (("a city", rows[:city]), ("a province", rows)):
        reset_queries()
        with CaptureQueriesContext(connection) as captured:
            reports.lines(some, span, by=by)
        spans = timed(partial(reports.lines, some, span, by=by), TIMES)
        figures += [
            Figure(f"state of {len(some)} bodies of {name}: queries", len(captured), "", 13),
            Figure(f"state of {len(some)} bodies of {name}: p95", percentile(spans, 95) / 1000, "s", SECONDS),
        ]
    return figures


def _found(area: Area, by: User) -> Body:
    at = timezone.now()
    start = (at - timedelta(days=400)).date()
    body = Body.objects.create(
        kind=BodyKind.objects.get(code="patbm"), name=f"PATBM {area.code}", area=area, area_path=area.path,
        agency=Agency.objects.order_by("pk")[0], founded_date=start, created_by=by, created_at=at,
    )  # fmt: skip
    Decree.objects.create(
        body=body, number="1", dated=start, signer_name="Lurah", signer_position="Lurah", from_date=start, recorded_by=by,
        recorded_at=at,
    )  # fmt: skip
    seats = Seat.objects.bulk_create(
        Seat(body=body, institution=f"Lembaga {n}", position="Ketua", from_date=start, role=SeatRole.MEMBER if n else SeatRole.CHAIR)
        for n in range(SEATS)
    )  # fmt: skip
    Holder.objects.bulk_create(Holder(seat=seat, name="Wakil", from_date=start) for seat in seats)
    for month in range(MEETINGS):
        _meet(body, by, months=month)
    return body


def _meet(body: Body, by: User, *, months: int) -> None:
    at = timezone.now() - timedelta(days=20 + 80 * months)
    meeting = Meeting.objects.create(
        body=body, agency=body.agency, area_path=body.area_path, kind=MeetingKind.COORDINATION, title="Rapat", place="Aula",
        starts_at=at, ends_at=at + timedelta(hours=2), chair=by, code=uuid7().hex, status=MeetingStatus.CLOSED, created_by=by,
        created_at=at, held_at=at, ended_at=at,
    )  # fmt: skip
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting, form_id=uuid7(), name=f"Peserta {n}", institution=f"Lembaga {n % SEATS}",
            name_key=f"{n}|lembaga{n % SEATS}", via=Via.ROOM, at=at,
        )
        for n in range(PEOPLE)
    )  # fmt: skip
    decision = Decision.objects.create(meeting=meeting, number=1, text="Diputuskan", at=at, by=by)
    FollowUpAction.objects.bulk_create(
        FollowUpAction(
            decision=decision, meeting=meeting, text="Dikerjakan", agency=body.agency, area_path=body.area_path,
            due_date=(at + timedelta(days=10)).date(), status=ActionStatus.CLOSED, opened_at=at, reported_at=at + timedelta(days=n * 2),
            evidence="foto", ended_at=at,
        )
        for n in range(ACTIONS)
    )  # fmt: skip
