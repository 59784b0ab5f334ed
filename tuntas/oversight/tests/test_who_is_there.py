"""Who is there, and what few reports must not tell: facts that decide whether a body runs."""

from datetime import timedelta

import pytest

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting
from tuntas.bodies.actions import members
from tuntas.bodies.models import Body, Holder, Officer, Seat
from tuntas.bodies.tests.make import make_seat
from tuntas.core.ids import uuid7
from tuntas.intake.models import Report
from tuntas.intake.tests.make import make_report
from tuntas.meetings.models import Attendance, Meeting
from tuntas.meetings.names import name_key
from tuntas.meetings.states import Via
from tuntas.oversight import reports
from tuntas.oversight.states import Health, Quarter, Span
from tuntas.oversight.tests.make import ZONE, make_group, met
from tuntas.oversight.tests.test_running import codes, current

pytestmark = pytest.mark.django_db


def test_a_chair_who_was_elected_is_a_chair(cast: Cast) -> None:
    body = make_group(cast)
    met(body, by=cast.leadership)
    Seat.objects.filter(body=body).update(role="member")
    assert "no_chair" in codes(current(cast, body).verdict)
    row = Officer.objects.create(
        body=body, office="chair", name="Ketua Contoh", institution="PKK", from_date=body.founded_date
    )
    assert current(cast, body).verdict.health is Health.RUNNING
    Officer.objects.filter(pk=row.pk).update(to_date=NOW.date())
    assert "no_chair" in codes(current(cast, body).verdict)


def test_whoever_left_the_institution_holds_no_seat(cast: Cast) -> None:
    body = make_group(cast)
    met(body, by=cast.leadership)
    user, agency = cast.by_role[Role.AGENCY_MEMBER], cast.agencies["social"]
    Seat.objects.filter(body=body, role="chair").update(agency=agency)
    Holder.objects.filter(seat__body=body, seat__role="chair").update(user=user)
    assert current(cast, body).facts.chair
    Posting.objects.filter(user=user).update(ends_at=NOW - timedelta(days=1))
    assert "no_chair" in codes(current(cast, body).verdict)
    before = reports.one(body, Span(Quarter(2026, 3), ZONE, NOW.date()), by=cast.leadership)
    assert before is not None
    assert before.facts.chair, "in the quarter before it was held"


def test_the_middle_of_few_reports_is_not_told(cast: Cast) -> None:
    """Of one report it would say to the minute when that one came."""
    body = make_group(cast)
    for number in range(5):
        report = make_report(cast, area=cast.south_village, at=NOW - timedelta(hours=30 + number))
        assert report.agency == body.agency
        Report.objects.filter(pk=report.pk).update(followed_up_at=report.received_at + timedelta(hours=2))
        intake = current(cast, body, NOW).facts.intake
        assert intake is not None
        assert intake.median == (timedelta(hours=2) if number == 4 else None)


def test_a_body_that_ended_is_looked_at_until_it_did(cast: Cast) -> None:
    body = make_group(cast)
    met(body, NOW - timedelta(days=100), by=cast.leadership)
    assert current(cast, body).verdict.health is Health.NOT_RUNNING
    Body.objects.filter(pk=body.pk).update(dissolved_date=NOW.date() - timedelta(days=40))
    body.refresh_from_db()
    verdict = current(cast, body).verdict
    assert verdict.health is not Health.NOT_RUNNING
    assert "dissolved" in codes(verdict)


def test_an_institution_with_three_seats_is_one_institution(cast: Cast) -> None:
    body = make_group(cast)
    met(body, institutions=2, by=cast.leadership)
    assert "attended" in codes(current(cast, body).verdict)
    for position in ("Sekretaris", "Bendahara"):
        make_seat(body, "Muspika", holder="Wakil Contoh", position=position, by=cast.secretariat)
    line = current(cast, body)
    assert line.facts.came is not None
    assert (line.facts.seats, line.facts.came.of) == (6, 4)
    assert "attended" in codes(line.verdict)


def test_guests_do_not_make_the_members_present(cast: Cast) -> None:
    """Ten institutions that have no seat fill a hall; one of four members came."""
    body = make_group(cast)
    meeting = met(body, institutions=1, by=cast.leadership)
    for number in range(10):
        come(meeting, f"Hotel {number}")
    line = current(cast, body)
    assert line.verdict.health is Health.WEAK
    assert any(
        "1 dari 4 lembaga anggota" in each.text and "10 lembaga tamu" in each.text for each in line.verdict.reasons
    )
    come(meeting, "pkk")
    assert "attended" in codes(current(cast, body).verdict)


def test_members_are_those_of_the_day_of_the_meeting(cast: Cast) -> None:
    """Taking away the seats of those who never come makes no past meeting full; a seat given later makes none empty."""
    body = make_group(cast)
    meeting = met(body, institutions=1, by=cast.leadership)
    come(meeting, "Muspika")
    Seat.objects.filter(body=body).exclude(institution="Muspika").update(to_date=NOW.date())
    assert "few_came" in codes(current(cast, body).verdict)
    Seat.objects.filter(body=body, institution="PKK").update(to_date=None)
    Seat.objects.filter(body=body, institution__in=("Puskesmas", "LPM")).update(from_date=NOW.date(), to_date=None)
    come(meeting, "PKK")
    assert "attended" in codes(current(cast, body).verdict)
    Seat.objects.filter(body=body).update(from_date=NOW.date())
    assert "few_came" in codes(current(cast, body).verdict)


def test_seats_that_are_ended_back_in_time_make_no_past_meeting_full(cast: Cast) -> None:
    """An end counts from the day on which it was written down, if that is later."""
    body = make_group(cast)
    come(met(body, institutions=1, by=cast.leadership), "PKK")
    come(met(body, institutions=1, by=cast.leadership), "Hotel")
    for seat in Seat.objects.filter(body=body, institution__in=("Puskesmas", "LPM")):
        make_seat(body, seat.institution, holder="Wakil Contoh", position="Sekretaris", by=cast.secretariat)
    make_seat(body, "Koramil", holder="Wakil Contoh", by=cast.secretariat)
    assert "few_came" in codes(current(cast, body).verdict)
    for seat in Seat.objects.filter(body=body).exclude(institution__in=("Muspika", "PKK")):
        members.end(seat, to_date=seat.from_date + timedelta(days=1), by=cast.secretariat, at=NOW)
    assert "few_came" in codes(current(cast, body).verdict)
    assert current(cast, body).facts.seats == 2  # from today on they are no members


def test_one_of_two_members_coordinates_with_nobody(cast: Cast) -> None:
    body = make_group(cast)
    Seat.objects.filter(body=body, institution__in=("Puskesmas", "LPM")).update(institution="PKK")
    meeting = met(body, institutions=1, by=cast.leadership)
    come(meeting, "Muspika")
    line = current(cast, body)
    assert line.facts.came is not None
    assert (line.facts.came.members, line.facts.came.of) == (1, 2)
    assert "few_came" in codes(line.verdict)
    come(meeting, "PKK")
    assert "attended" in codes(current(cast, body).verdict)


def test_a_registered_institution_is_known_by_each_of_its_names(cast: Cast) -> None:
    body, agency = make_group(cast), cast.agencies["social"]
    meeting = met(body, institutions=0, by=cast.leadership)
    Seat.objects.filter(body=body, institution="PKK").update(institution=agency.name, agency=agency)
    Seat.objects.filter(body=body, institution="LPM").update(institution=agency.name.upper())  # the same, as text
    come(meeting, agency.short_name.lower())
    come(meeting, agency.name, person="Bu Dua")
    came = current(cast, body).facts.came
    assert came is not None
    assert (came.members, came.of, came.guests) == (1, 3, ())


def come(meeting: Meeting, institution: str, *, person: str = "Bu Satu") -> None:
    """One more on the list."""
    Attendance.objects.create(
        meeting=meeting, form_id=uuid7(), name=person, institution=institution, name_key=name_key(person, institution),
        via=Via.HAND, at=meeting.starts_at,
    )  # fmt: skip


def test_dissolving_and_founding_anew_makes_no_new_body(cast: Cast) -> None:
    """What did not run is not "new" under another name."""
    old = make_group(cast)
    today = NOW.date()
    Body.objects.filter(pk=old.pk).update(dissolved_date=today - timedelta(days=3))
    fresh = make_group(cast, name="Pokja Baru", founded_date=today - timedelta(days=2))
    verdict = current(cast, fresh).verdict
    assert verdict.health is Health.NOT_RUNNING
    assert any("Menggantikan Pokja PPA Pontianak Selatan" in each.text for each in verdict.reasons)
    Body.objects.filter(pk=old.pk).update(dissolved_date=today - timedelta(days=200))
    assert current(cast, fresh).verdict.health is Health.NEW
