"""The code of the room: whoever has the address alone writes nothing; who sees the screen types nothing."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import clock
from tests.cast import Cast
from tuntas.audit.models import Event
from tuntas.core.errors import Denied
from tuntas.meetings import attendees, papers, room, throttle
from tuntas.meetings.actions import attendance
from tuntas.meetings.actions import room as actions
from tuntas.meetings.actions.attendance import Person
from tuntas.meetings.models import Attendance, Meeting
from tuntas.meetings.policies.attendance import WrongCode
from tuntas.meetings.states import Via
from tuntas.meetings.tests.make import make_group, make_meeting
from tuntas.meetings.tests.test_present import THANKS, door, fields
from tuntas.meetings.views.present import PARTICIPANT

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """One that has begun by the clock on the wall."""
    return make_meeting(cast, make_group(cast), at=timezone.now(), held=False)


def test_who_has_the_address_alone_writes_no_name(meeting: Meeting) -> None:
    home = Client()
    page = home.get(door(meeting)).content.decode()
    assert "Kode ruangan" in page
    answer = home.post(door(meeting), fields(meeting, room="", name="Pak Jauh"))
    assert (answer.status_code, Attendance.objects.count()) == (422, 0)
    assert "Tulis kode ruangan" in answer.content.decode()
    assert 'value="Pak Jauh"' in answer.content.decode()  # what was typed is still there
    other = make_code_of_another(meeting)
    for wrong in ("000000", other.scanned, "x" * 12):
        assert home.post(door(meeting), fields(meeting, room=wrong)).status_code == 422
    with pytest.raises(WrongCode):  # not only the page asks
        attendance.present(
            meeting, person=Person("A", "B"), form_id=meeting.pk, code="", by=PARTICIPANT, at=timezone.now()
        )
    assert not Attendance.objects.exists()


def make_code_of_another(meeting: Meeting) -> room.RoomCode:
    """The code of a meeting in another room, now."""
    return room.shown(Meeting(pk=meeting.body_id), at=timezone.now())


def test_who_scans_the_screen_types_no_code_and_who_sees_it_may(
    cast: Cast, meeting: Meeting, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.stop(monkeypatch)
    client.force_login(cast.secretariat)
    screen = client.get(reverse("meetings:qr", args=[meeting.pk])).content.decode()
    code = room.shown(meeting, at=timezone.now())
    assert f"{code.spoken[:3]} {code.spoken[3:]}" in screen
    assert re.search(r"<noscript>\s*<meta http-equiv=.refresh.", screen)
    assert "every 20s" in screen
    assert "0 orang" in screen
    page = Client().get(door(meeting), {room.FIELD: code.scanned}).content.decode()
    assert "Kode ruangan" not in page
    assert f'name="room" value="{code.scanned}"' in page
    spaced = f" {code.spoken[:3]} {code.spoken[3:]} "
    for name, given in (("Ibu Satu", code.scanned), ("Ibu Dua", spaced)):
        answer = Client().post(door(meeting), fields(meeting, name=name, room=given))
        assert THANKS in answer.content.decode()
    assert set(Attendance.objects.values_list("via", flat=True)) == {Via.ROOM}
    assert "2 orang" in client.get(reverse("meetings:qr", args=[meeting.pk])).content.decode()


def test_a_code_holds_until_the_one_after_the_next_is_shown(meeting: Meeting) -> None:
    begins = datetime.fromtimestamp(1_800_000_000, tz=timezone.get_current_timezone())  # a turn of five minutes begins
    code = room.shown(meeting, at=begins)
    assert (len(code.spoken), code.until) == (6, begins + room.SPAN)
    for later, holds in ((0, True), (299, True), (301, True), (599, True), (601, False), (-1, False)):
        at = begins + timedelta(seconds=later)
        assert room.accepts(meeting, code.spoken, at=at) is holds
        assert room.accepts(meeting, code.scanned, at=at) is holds
    assert not room.accepts(meeting, "", at=begins)


def test_a_reload_is_thanked_though_the_code_has_changed(meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = fields(meeting)
    assert THANKS in Client().post(door(meeting), sent).content.decode()
    monkeypatch.setattr(room, "SPAN", timedelta(seconds=1))  # other turns, so another code
    assert THANKS in Client().post(door(meeting), sent).content.decode()
    late = Client().post(door(meeting), sent | {"name": "Orang lain"})
    assert (late.status_code, Attendance.objects.count()) == (422, 1)
    assert "sudah berganti" in late.content.decode()
    assert 'name="room" value=' not in late.content.decode()  # the old one does not come back


def test_guessing_is_slowed_down_and_who_scans_never_waits(meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch)
    monkeypatch.setattr(throttle, "FREE_TRIES", 3)
    code = room.shown(meeting, at=timezone.now())
    wrong = f"{(int(code.spoken) + 1) % 10**6:06}"
    for status in (422, 422, 422, 429):
        assert Client().post(door(meeting), fields(meeting, room=wrong)).status_code == status
    waiting = Client().post(door(meeting), fields(meeting, room=code.spoken))  # the right one tells nothing meanwhile
    assert (waiting.status_code, Attendance.objects.count()) == (429, 0)
    assert THANKS in Client().post(door(meeting), fields(meeting)).content.decode()
    elsewhere = Client(REMOTE_ADDR="192.0.2.9").post(door(meeting), fields(meeting, room=code.spoken, name="Lain"))
    assert THANKS in elsewhere.content.decode()
    for host in ("2001:db8::1", "2001:db8::2", "2001:db8::3"):
        assert Client(REMOTE_ADDR=host).post(door(meeting), fields(meeting, room=wrong)).status_code == 422
    assert Client(REMOTE_ADDR="2001:db8::4").post(door(meeting), fields(meeting, room=wrong)).status_code == 429


def test_a_code_that_stands_still_is_called_so_and_ends_when_it_changes_again(
    cast: Cast, meeting: Meeting, client: Client
) -> None:
    client.force_login(cast.secretariat)
    poster = reverse("meetings:poster", args=[meeting.pk])
    assert "Ponsel akan meminta" in client.get(poster).content.decode()
    switch = reverse("meetings:room_code", args=[meeting.pk])
    assert client.post(switch, {"kode": "tetap"}).status_code == 302
    meeting.refresh_from_db()
    code = room.shown(meeting, at=timezone.now())
    assert code == room.shown(meeting, at=timezone.now() + timedelta(hours=3))
    assert code.spoken[:3] in client.get(poster).content.decode()
    assert "tidak berganti" in client.get(reverse("meetings:qr", args=[meeting.pk])).content.decode()
    assert THANKS in Client().post(door(meeting), fields(meeting, room=code.spoken)).content.decode()
    attendance.record(
        meeting, person=Person("Bu Dua", "LPM"), form_id=meeting.body_id, via=Via.HAND, by=cast.secretariat, at=timezone.now()
    )  # fmt: skip
    said = "1 lewat QR, kode tetap, 1 ditulis sekretariat"
    assert said in client.get(reverse("meetings:attendance", args=[meeting.pk])).content.decode()
    assert papers.attendance(meeting, empty=False)["ways"] == said
    assert client.post(switch).status_code == 302
    meeting.refresh_from_db()
    assert not room.accepts(meeting, code.spoken, at=timezone.now())
    kinds = Event.objects.filter(kind__startswith="meeting.room_code").order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["meeting.room_code_fixed", "meeting.room_code_changes"]
    with pytest.raises(Denied):
        actions.stand_still(meeting, by=cast.head, at=timezone.now())


def test_each_way_has_its_word() -> None:
    rows = [Attendance(via=via) for via in (Via.LIST, Via.ROOM, Via.ROOM, Via.QR)]
    assert attendees.by_way(rows) == (
        "2 lewat QR di ruangan, 1 ditulis sekretariat dari kertas, 1 lewat QR, tanpa kode ruangan"
    )


def test_what_the_secretariat_changes_is_no_longer_only_of_the_room(
    cast: Cast, meeting: Meeting, client: Client
) -> None:
    """A telephone in the room, and the name of an institution that never came: the list says who wrote it."""
    Client().post(door(meeting), fields(meeting))
    row = Attendance.objects.get()
    attendance.correct(row, person=Person("Ibu Contoh", "PKK"), by=cast.secretariat, at=timezone.now())
    assert not Attendance.objects.get().corrected  # nothing was changed
    attendance.correct(row, person=Person("Ibu Contoh", "Polsek"), by=cast.secretariat, at=timezone.now())
    assert Attendance.objects.get().via == Via.ROOM
    client.force_login(cast.secretariat)
    text = client.get(reverse("meetings:attendance", args=[meeting.pk])).content.decode()
    assert "Lewat QR di ruangan, diperbaiki sekretariat" in text
    assert papers.attendance(meeting, empty=False)["ways"] == "1 lewat QR di ruangan (1 diperbaiki sekretariat)"
