"""The page of presence on one's own phone, and the list that the secretariat keeps."""

import gzip
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import clock
from tests.cast import Cast
from tuntas.audit.models import Event
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.meetings import room, throttle
from tuntas.meetings.actions import attendance, invitations, meetings
from tuntas.meetings.actions.attendance import Person
from tuntas.meetings.models import Attendance, Meeting, ScanBucket
from tuntas.meetings.states import Sex, Via
from tuntas.meetings.tests.make import HOUR, make_group, make_meeting

pytestmark = pytest.mark.django_db
THANKS = "Terima kasih, kehadiran Anda tercatat"


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """One that has begun by the clock on the wall, of which the page asks it."""
    return make_meeting(cast, make_group(cast), at=timezone.now(), held=False)


def door(meeting: Meeting) -> str:
    """What the code leads to."""
    return reverse("meetings:present", args=[meeting.code])


def fields(meeting: Meeting, **given: str) -> dict[str, str]:
    """What a phone sends that has scanned the screen."""
    code = room.shown(meeting, at=timezone.now()).scanned
    told = {
        "form_id": str(uuid4()),
        "name": "Ibu Contoh",
        "institution": "PKK",
        "position": "",
        "sex": "",
        "room": code,
    }
    return told | given


def test_a_fresh_phone_opens_a_small_page_and_is_written_down_once(cast: Cast, meeting: Meeting) -> None:
    invitations.add(meeting, institution="Forum Anak", addressee="Siti Rahasia", by=cast.secretariat, at=timezone.now())
    phone = Client(enforce_csrf_checks=True)
    page = phone.get(door(meeting))
    text = page.content.decode()
    style = finders.find("meetings/hadir.css")
    assert isinstance(style, str)
    assert len(gzip.compress(page.content)) + len(gzip.compress(Path(style).read_bytes())) < 6 * 1024
    assert (page.status_code, dict(page.cookies), "<script" in text) == (200, {}, False)
    assert '<option value="Forum Anak">' in text
    assert "Siti" not in text
    sent = fields(meeting, name="  Ibu  Contoh ")
    answers = [
        phone.post(door(meeting), sent),  # a tap,
        phone.post(door(meeting), sent),  # a second, or a reload,
        Client().post(door(meeting), fields(meeting, name="IBU CONTOH.", position="Ketua")),  # and another scan
    ]
    assert [(each.status_code, THANKS in each.content.decode()) for each in answers] == [(200, True)] * 3
    assert answers[0].content == answers[2].content
    row = Attendance.objects.get()
    assert (row.name, row.institution, row.sex, row.via) == ("Ibu Contoh", "PKK", Sex.NOT_SAID, Via.ROOM)
    (event,) = Event.objects.filter(kind="attendance.noted")
    assert (event.actor_name, event.data) == ("peserta", {"via": "room"})
    wrong = Client().post(door(meeting), fields(meeting, institution=" "))
    assert (wrong.status_code, Attendance.objects.count()) == (422, 1)
    # Names of those who came are never told to whoever has the code.
    assert "Ibu Contoh" not in Client().get(door(meeting)).content.decode()


@pytest.mark.parametrize(
    ("shift", "said"),
    [
        (-3.1 * HOUR, "Daftar hadir dibuka"),
        (-2.9 * HOUR, ""),
        (3.9 * HOUR, ""),
        (4.1 * HOUR, "Daftar hadir sudah ditutup"),
    ],
)
def test_the_door_is_open_from_two_hours_before_until_three_after(
    cast: Cast, meeting: Meeting, shift: timedelta, said: str
) -> None:
    """The meeting began an hour ago and ends in an hour; the phone comes so much later."""
    starts, ends = meeting.starts_at - shift, meeting.ends_at - shift
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=starts, ends_at=ends)
    opened, sent = Client().get(door(meeting)), Client().post(door(meeting), fields(meeting))
    assert (opened.status_code, sent.status_code) == (200, 409 if said else 200)
    assert said in opened.content.decode()
    assert Attendance.objects.count() == (0 if said else 1)


def test_an_address_that_leads_nowhere_and_a_meeting_called_off(cast: Cast, meeting: Meeting) -> None:
    assert Client().get(reverse("meetings:present", args=["tidakada"])).status_code == 404
    meetings.cancel(meeting, reason="Banjir", by=cast.secretariat, at=timezone.now())
    assert "dibatalkan" in Client().get(door(meeting)).content.decode()


def test_a_hall_behind_one_address_comes_in_and_a_flood_does_not(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert throttle.MOST > 2 * 55
    monkeypatch.setattr(throttle, "MOST", 3)
    clock.stop(monkeypatch)
    codes = [Client().post(door(meeting), fields(meeting, name=f"Orang {n}")).status_code for n in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    assert Client(REMOTE_ADDR="192.0.2.9").post(door(meeting), fields(meeting, name="Lain")).status_code == 200
    old = ScanBucket.objects.order_by("pk")[:1]
    ScanBucket.objects.filter(pk__in=[row.pk for row in old]).update(at=timezone.now() - timedelta(days=2))
    throttle.count("192.0.2.10", meeting.pk, at=timezone.now())
    assert ScanBucket.objects.count() == 2  # one of two was forgotten, one is new


def test_the_secretariat_writes_down_corrects_and_removes_until_the_minutes_are_settled(
    cast: Cast, meeting: Meeting, client: Client
) -> None:
    client.force_login(cast.secretariat)
    page = reverse("meetings:attendance", args=[meeting.pk])
    for name, sex, via in (("Pak Satu", "male", "hand"), ("Bu Dua", "female", "list")):
        answer = client.post(page, fields(meeting, name=name, sex=sex, via=via))
        assert answer.status_code == 302
    assert client.post(page, fields(meeting, name="pak satu", via="hand")).status_code == 422
    text = client.get(page).content.decode()
    assert "2 orang hadir" in text
    assert "PKK: 2" in text
    row = Attendance.objects.get(name="Pak Satu")
    assert (row.via, row.recorded_by) == (Via.HAND, cast.secretariat)
    one = reverse("meetings:attendee", args=[row.pk])
    assert client.post(one, fields(meeting, name="Pak Satu", institution="LPM")).status_code == 302
    assert client.post(one, fields(meeting, name="Bu Dua")).status_code == 422  # somebody else
    row.refresh_from_db()
    assert row.institution == "LPM"
    assert client.post(reverse("meetings:attendee_remove", args=[row.pk])).status_code == 302
    assert Attendance.objects.get().name == "Bu Dua"
    doing = {"by": cast.secretariat, "at": timezone.now()}
    with pytest.raises(Denied):
        attendance.remove(Attendance.objects.get(), by=cast.head, at=timezone.now())
    meetings.cancel(meeting, reason="Banjir", **doing)  # type: ignore[arg-type]  # one dict of two kinds
    with pytest.raises(InvalidTransition):
        attendance.record(meeting, person=Person("A", "B"), form_id=uuid4(), via=Via.HAND, **doing)  # type: ignore[arg-type]


def test_who_goes_back_and_hands_the_phone_on_is_written_down_too(meeting: Meeting) -> None:
    sent = fields(meeting, name="Ibu Satu")
    for name in ("Ibu Satu", "Ibu Dua", "Ibu Dua"):
        assert THANKS in Client().post(door(meeting), sent | {"name": name}).content.decode()
    assert set(Attendance.objects.values_list("name", flat=True)) == {"Ibu Satu", "Ibu Dua"}
    assert Attendance.objects.count() == 2


def test_an_address_that_is_no_code_is_not_known(meeting: Meeting) -> None:
    for path in ("/hadir/%00/", "/hadir/%ff%fe/", f"/hadir/{'a' * 3000}/"):
        assert Client().get(path).status_code == 404


def test_the_secretariat_is_told_that_a_meeting_without_a_list_does_not_count(
    cast: Cast, meeting: Meeting, client: Client
) -> None:
    client.force_login(cast.secretariat)
    page, hint = reverse("meetings:detail", args=[meeting.pk]), "tidak dihitung sebagai pertemuan"
    assert hint not in client.get(page).content.decode()
    meetings.hold(meeting, by=cast.secretariat, at=timezone.now())
    assert hint in client.get(page).content.decode()
    for name in ("Ibu Satu", "Ibu Dua"):
        Client().post(door(meeting), fields(meeting, name=name))
    assert hint not in client.get(page).content.decode()
