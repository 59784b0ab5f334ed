"""The minutes: two secretaries lose nothing, names do not stand in them, somebody can always settle them."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, make, make_user, post, sign_in
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.meetings.actions import meetings, minutes
from tuntas.meetings.models import Meeting, MinutesRevision
from tuntas.meetings.policies.minutes import Newer
from tuntas.meetings.states import MeetingStatus
from tuntas.meetings.tests.make import data, make_group, make_meeting
from tuntas.people.actions.mentions import Mentioned
from tuntas.people.tests.make import make_person


def held(cast: Cast, **given: Any) -> Meeting:
    return make_meeting(cast, make_group(cast), **given)


def second_secretary(cast: Cast) -> User:
    user = make_user("Uji Sekretaris Dua", "sekretaris.dua@contoh.test")
    post(user, Role.SECRETARIAT_ADMIN, cast.agencies["secretariat"], cast.district)
    return user


def test_each_saving_is_a_revision_and_sent_twice_it_is_one(cast: Cast) -> None:
    meeting = held(cast)
    one = minutes.save(meeting, text="Pembukaan\r\nLaporan", base=0, by=cast.secretariat, at=NOW)
    again = minutes.save(meeting, text="Pembukaan\nLaporan ", base=0, by=cast.secretariat, at=NOW)
    two = minutes.save(meeting, text="Pembukaan", base=1, by=meeting.chair, at=NOW)
    assert (one.pk, one.number, two.number) == (again.pk, 1, 2)


def test_whoever_is_late_gets_both_texts_and_saves_what_they_merge(cast: Cast, client: Client) -> None:
    meeting = held(cast)
    url = reverse("meetings:minutes", args=[meeting.pk])
    minutes.save(meeting, text="Dibuka oleh camat.", base=0, by=second_secretary(cast), at=NOW)
    sign_in(client, cast.secretariat)
    page = client.post(url, {"base": "0", "text": "Ditutup <b>oleh</b> lurah."})
    body = page.content.decode()
    assert page.status_code == 409
    assert "Dibuka oleh camat." in body, "what is saved"
    assert "Ditutup &lt;b&gt;oleh&lt;/b&gt; lurah.</textarea>" in body, "what was typed, still in its field"
    assert "Uji Sekretaris Dua" in body
    assert 'name="base" value="1"' in body
    done = client.post(url, {"base": "1", "text": "Dibuka oleh camat. Ditutup oleh lurah."})
    assert done.status_code == 302
    assert [row.text for row in MinutesRevision.objects.order_by("number")] == [
        "Dibuka oleh camat.", "Dibuka oleh camat. Ditutup oleh lurah.",
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_make_one_revision_and_one_conflict() -> None:
    cast = make()
    meeting, other, results = held(cast), second_secretary(cast), []
    start = Barrier(2)

    def write(user: User, text: str) -> None:
        start.wait()
        try:
            minutes.save(meeting, text=text, base=0, by=user, at=NOW)
            results.append("saved")
        except Newer:
            results.append("newer")
        finally:
            connection.close()

    threads = [Thread(target=write, args=pair) for pair in ((cast.secretariat, "Satu"), (other, "Dua"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["newer", "saved"]
    assert MinutesRevision.objects.get().number == 1


def test_names_and_nik_are_refused_with_their_place_and_what_was_typed_stays(cast: Cast, client: Client) -> None:
    unit = make_group(cast, agency=cast.unit, name="Forum UPTD")
    meeting = make_meeting(cast, unit, by=cast.head, chair=cast.head)
    make_person(cast, name="Melati Kusuma")
    post(cast.manager, Role.UNIT_HEAD, cast.unit, cast.city)  # writes minutes and opens names
    sign_in(client, cast.manager)
    text = "Dibahas kasus 26-0007 dan Melati Kusuma, NIK 6171015203110001."
    page = client.post(reverse("meetings:minutes", args=[meeting.pk]), {"base": "0", "text": text})
    body = page.content.decode()
    assert page.status_code == 422
    assert "Kata ke-5" in body
    assert "Kata ke-8" in body
    assert f"{text}</textarea>" in body
    assert not MinutesRevision.objects.exists()
    page = client.post(reverse("meetings:minutes", args=[meeting.pk]), {"base": "0", "text": "Dibahas kasus 26-0007."})
    assert page.status_code == 302


def test_notes_can_be_written_before_the_meeting_and_nothing_after_settling(cast: Cast) -> None:
    meeting = held(cast, held=False)
    row = minutes.save(meeting, text="Catatan awal", base=0, by=cast.secretariat, at=NOW)
    with pytest.raises(InvalidTransition):
        minutes.settle(meeting, number=row.number, by=meeting.chair, at=NOW)
    meeting = make_meeting(cast, meeting.body)
    row = minutes.save(meeting, text="Notulen", base=0, by=cast.secretariat, at=NOW)
    minutes.settle(meeting, number=row.number, by=meeting.chair, at=NOW)
    with pytest.raises(InvalidTransition):
        minutes.save(meeting, text="Lain", base=1, by=cast.secretariat, at=NOW)


def test_the_chair_settles_what_was_read_and_the_duty_goes_to_the_chair(cast: Cast) -> None:
    meeting = held(cast)
    with pytest.raises(InvalidTransition, match="belum ditulis"):
        minutes.propose(meeting, by=cast.secretariat, at=NOW)
    minutes.save(meeting, text="Satu", base=0, by=cast.secretariat, at=NOW)
    meeting = minutes.propose(meeting, by=cast.secretariat, at=NOW)
    assert meeting.duty is not None
    assert (meeting.duty.kind, meeting.duty.assignee) == ("meeting.minutes", meeting.chair)
    later = minutes.propose(meeting, by=cast.secretariat, at=NOW + timedelta(days=3))
    assert later.duty == meeting.duty  # sent again: the chair's time does not begin anew
    minutes.save(meeting, text="Dua", base=1, by=cast.secretariat, at=NOW)
    with pytest.raises(Denied):
        minutes.settle(meeting, number=2, by=cast.secretariat, at=NOW)
    with pytest.raises(InvalidTransition, match="revisi 2"):
        minutes.settle(meeting, number=1, by=meeting.chair, at=NOW)
    duty = meeting.duty
    meeting = minutes.settle(meeting, number=2, by=meeting.chair, at=NOW)
    duty.refresh_from_db()
    assert (meeting.status, meeting.duty, duty.outcome) == (MeetingStatus.CLOSED, None, "done")


def test_where_no_head_is_left_the_secretariat_can_settle(cast: Cast) -> None:
    meeting = held(cast)
    minutes.save(meeting, text="Satu", base=0, by=cast.secretariat, at=NOW)
    User.objects.filter(pk=meeting.chair_id).update(is_active=False)
    meeting = minutes.propose(Meeting.objects.get(pk=meeting.pk), by=cast.secretariat, at=NOW)
    assert meeting.duty is not None
    assert (meeting.duty.agency_id, meeting.duty.assignee) == (meeting.agency_id, None)
    assert minutes.settle(meeting, number=1, by=cast.secretariat, at=NOW).status == MeetingStatus.CLOSED


def test_the_history_says_who_and_when_and_compares_two(cast: Cast, client: Client) -> None:
    meeting = held(cast)
    for number, text in enumerate(("Sama\nLama <script>", "Sama\nBaru")):
        minutes.save(meeting, text=text, base=number, by=cast.secretariat, at=NOW)
    sign_in(client, cast.secretariat)
    url = reverse("meetings:minutes_history", args=[meeting.pk])
    page = client.get(url, {"dari": "1", "ke": "2"}).content.decode()
    assert "Revisi 2" in page
    assert cast.secretariat.name in page
    assert "Lama &lt;script&gt;" in page
    assert "<script>Lama" not in page
    assert client.get(url, {"dari": "x", "ke": "99"}).status_code == 200
    sign_in(client, cast.elsewhere[Role.SECRETARIAT_ADMIN])
    assert client.get(url).status_code == 404


def test_titles_agenda_and_reasons_name_nobody_either(cast: Cast, client: Client) -> None:
    body = make_group(cast)
    meeting = make_meeting(cast, body, held=False)
    sign_in(client, cast.secretariat)
    nik = "Kasus 6171015203110001"
    page = client.post(reverse("meetings:agenda", args=[meeting.pk]), {"text": nik})
    assert page.status_code == 422
    assert "Kata ke-2" in page.content.decode()
    page = client.post(reverse("meetings:cancel", args=[meeting.pk]), {"reason": nik})
    assert (page.status_code, Meeting.objects.get(pk=meeting.pk).status) == (422, "planned")
    with pytest.raises(Mentioned):
        meetings.plan(body, data=data(body, title=nik), by=cast.secretariat, at=NOW)
    with pytest.raises(Mentioned):
        meetings.change(meeting, data=data(body, place=nik), by=cast.secretariat, at=NOW)
