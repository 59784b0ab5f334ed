"""What the page of a body says of its meetings; whom a list may name twice; where the minutes begin."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.meetings import papers
from tuntas.meetings.actions import agenda, attendance, meetings
from tuntas.meetings.actions.attendance import Person
from tuntas.meetings.models import FollowUpAction, MinutesRevision
from tuntas.meetings.states import MeetingKind, Via
from tuntas.meetings.tests.make import make_group, make_meeting
from tuntas.meetings.tests.make_actions import make_action

pytestmark = pytest.mark.django_db


def test_the_next_meeting_what_is_owed_and_the_button_to_plan(cast: Cast, client: Client) -> None:
    body = make_group(cast)
    page = reverse("bodies:detail", args=[body.pk])
    sign_in(client, cast.secretariat)
    shown = client.get(page).content.decode()
    assert "Belum ada pertemuan yang direncanakan." in shown
    assert "Rencanakan pertemuan" in shown
    held = make_meeting(cast, body, title="Rapat yang lalu")
    action = make_action(cast, meeting=held)
    make_meeting(cast, body, held=False, at=NOW + timedelta(days=20), title="Rapat Desember")
    assert "Belum dicatat berlangsung" not in client.get(page).content.decode()
    make_meeting(cast, body, held=False, at=NOW - timedelta(days=2), title="Rapat yang terlupa")
    shown = client.get(page).content.decode()
    assert "Belum dicatat berlangsung atau batal: " in shown
    assert "Rapat yang terlupa" in shown
    assert "Rapat Desember" in shown
    assert "Rapat yang lalu" in shown
    assert "1 tindak lanjut sedang dikerjakan" in shown
    assert "lewat tenggat" not in shown
    FollowUpAction.objects.filter(pk=action.pk).update(due_date=NOW.date() - timedelta(days=1))
    assert "1 lewat tenggat" in client.get(page).content.decode()
    sign_in(client, cast.leadership)
    assert "Rencanakan pertemuan" not in client.get(page).content.decode()


def test_one_name_with_two_institutions_is_pointed_out_to_the_secretariat(cast: Cast, client: Client) -> None:
    meeting = make_meeting(cast, make_group(cast))
    for name, house in (("Budi Contoh", "LPM"), ("budi contoh", "Lembaga Pemberdayaan"), ("Rina Contoh", "PKK")):
        person = Person(name, house)
        attendance.record(meeting, person=person, form_id=uuid4(), via=Via.HAND, by=cast.secretariat, at=NOW)
    sign_in(client, cast.secretariat)
    page = client.get(reverse("meetings:attendance", args=[meeting.pk])).content.decode()
    assert "Nama yang sama lebih dari sekali: Budi Contoh (LPM, Lembaga Pemberdayaan)." in page
    assert "Rina Contoh (" not in page
    sign_in(client, cast.leadership)
    page = client.get(reverse("meetings:attendance", args=[meeting.pk])).content.decode()
    assert "lebih dari sekali" not in page


def test_minutes_begin_with_the_points_of_the_agenda_and_nothing_is_kept_until_saved(
    cast: Cast, client: Client
) -> None:
    body = make_group(cast)
    make_action(cast, meeting=make_meeting(cast, body, at=NOW - timedelta(days=3)), at=NOW - timedelta(days=3))
    meeting = make_meeting(cast, body, held=False)
    agenda.add(meeting, text="Jadwal sosialisasi", by=cast.secretariat, at=NOW)
    meetings.hold(meeting, by=cast.secretariat, at=NOW)
    sign_in(client, cast.secretariat)
    page = reverse("meetings:minutes", args=[meeting.pk])
    assert "1. Susun daftar petugas piket\n\n2. Jadwal sosialisasi" in client.get(page).content.decode()
    assert not MinutesRevision.objects.exists()
    client.post(page, {"base": "0", "text": "Rapat dibuka."})
    assert "Jadwal sosialisasi" not in client.get(page).content.decode()


def test_an_abbreviation_stays_one_on_paper(cast: Cast) -> None:
    fgd = papers.official_record(make_meeting(cast, make_group(cast), kind=MeetingKind.FGD))
    assert fgd["title"] == "Berita acara FGD"
    assert "telah dilaksanakan FGD " in fgd["opening"]
