"""What an overseer reads each morning: who never comes, what became better, what is next."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, Cast, sign_in
from tuntas.bodies.models import Seat
from tuntas.meetings.actions import followups
from tuntas.meetings.actions.followups import ActionData
from tuntas.meetings.models import Meeting
from tuntas.meetings.states import MeetingKind
from tuntas.meetings.tests import make as meetings
from tuntas.meetings.tests.make_actions import make_action
from tuntas.oversight import presence, reports
from tuntas.oversight.acted import Actions
from tuntas.oversight.states import Quarter, Span
from tuntas.oversight.tests.make import MET, ZONE, make_group, met

pytestmark = pytest.mark.django_db
SPAN = Span(Quarter(2026, 4), ZONE, NOW.date())


def test_an_institution_that_never_comes_stands_first(cast: Cast, client: Client) -> None:
    body = make_group(cast)
    met(body, MET - timedelta(days=30), institutions=3, by=cast.leadership)
    met(body, institutions=2, by=cast.leadership)
    taught = met(body, institutions=4, by=cast.leadership)
    Meeting.objects.filter(pk=taught.pk).update(kind=MeetingKind.TRAINING)
    found = [(row.name, row.came, row.of, row.never) for row in presence.rows(body, SPAN)]
    assert found == [
        ("LPM", 0, 2, True), ("Puskesmas", 1, 2, False), ("Muspika", 2, 2, False), ("PKK", 2, 2, False),
    ]  # fmt: skip
    # Before it had a seat nobody missed it; once it has none nobody waits for it.
    Seat.objects.filter(body=body, institution="LPM").update(from_date=MET.date())
    Seat.objects.filter(body=body, institution="PKK").update(to_date=NOW.date())
    assert [(row.name, row.came, row.of) for row in presence.rows(body, SPAN)] == [
        ("LPM", 0, 1), ("Puskesmas", 1, 2), ("Muspika", 2, 2),
    ]  # fmt: skip
    Seat.objects.filter(body=body).update(from_date=body.founded_date, to_date=None)
    sign_in(client, cast.leadership)
    text = client.get(reverse("oversight:body", args=[body.pk])).content.decode()
    assert "0 dari 2 rapat" in text
    assert text.count("belum pernah hadir") == 1


def test_what_became_better_or_worse_is_said(cast: Cast) -> None:
    body = make_group(cast)
    met(body, by=cast.leadership)

    def since(quarter: Quarter) -> str:
        span = Span(quarter, ZONE, NOW.date())
        line = reports.one(body, span, by=cast.leadership)
        assert line is not None
        ((_, words),) = reports.with_change([line], span, by=cast.leadership)
        return words

    assert since(Quarter(2026, 4)) == "Membaik; triwulan lalu tidak berjalan."
    assert since(Quarter(2026, 3)) == ""
    summer = MET - timedelta(days=60)
    Meeting.objects.filter(body=body).update(starts_at=summer, ends_at=summer + timedelta(hours=2), held_at=summer)
    Seat.objects.filter(body=body).update(role="member")
    Seat.objects.filter(body=body, institution="Muspika").update(role="chair", to_date=NOW.date())
    assert since(Quarter(2026, 4)) == "Menurun; triwulan lalu berjalan."


def test_the_next_meetings_stand_on_the_page(cast: Cast, client: Client) -> None:
    body, at = make_group(cast), timezone.now()
    for title, days in (("Rapat besok", 1), ("Rapat jauh", 40)):
        meetings.make_meeting(cast, body, at=at + timedelta(days=days), held=False, title=title)
    sign_in(client, cast.leadership)
    text = client.get(reverse("oversight:home")).content.decode()
    assert "Pertemuan berikutnya" in text
    assert "Rapat besok" in text
    assert "Rapat jauh" not in text
    assert "0 dari 1 kelompok berjalan" in text


def test_what_is_moved_out_of_a_quarter_before_its_day_is_counted(cast: Cast) -> None:
    body = make_group(cast)
    action = make_action(cast, meeting=meetings.make_meeting(cast, body, at=MET), at=MET, days=14)

    def move(to: date) -> Actions:
        given = ActionData(action.text, action.agency, to)
        followups.change(action, data=given, by=cast.secretariat, at=MET + timedelta(days=1))
        line = reports.one(body, SPAN, by=cast.leadership)
        assert line is not None
        return line.facts.actions

    assert move(date(2026, 12, 20)).put_off == 0  # later, and still in this quarter
    assert move(date(2027, 1, 4)).put_off == 1
