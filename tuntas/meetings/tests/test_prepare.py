"""Agenda, invitations, letters, pictures and papers of a meeting."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.agencies.models import Agency
from tuntas.bodies.models import Body, Holder, Seat
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.files.models import FileChunk
from tuntas.files.states import RemovalReason
from tuntas.files.tests.make import picture, upload
from tuntas.letters.actions import printing as letter_printing
from tuntas.letters.models import Letter
from tuntas.meetings import carrying, kinds, papers
from tuntas.meetings.actions import agenda, attendance, invitations, meetings, photos
from tuntas.meetings.actions.attendance import Person
from tuntas.meetings.models import AgendaItem, Decision, FollowUpAction, Invitation, Meeting
from tuntas.meetings.states import MeetingKind, Sex, Topic, Via
from tuntas.meetings.tests.make import make_group, make_meeting
from tuntas.notices.models import Notice
from tuntas.obligations.actions import duties

pytestmark = pytest.mark.django_db


def doing(cast: Cast) -> dict[str, Any]:
    """By the secretariat, now."""
    return {"by": cast.secretariat, "at": NOW}


def seat(body: Body, institution: str, agency: Agency | None = None, **given: Any) -> Seat:
    """A place in the group."""
    return Seat.objects.create(
        body=body, institution=institution, agency=agency, position=given.pop("position", "Ketua"),
        from_date=NOW.date() - timedelta(days=90), **given,
    )  # fmt: skip


def owed(cast: Cast, meeting: Meeting, text: str, days: int) -> FollowUpAction:
    """A follow-up action that nobody has closed, of Dinas Sosial."""
    decision, _ = Decision.objects.get_or_create(meeting=meeting, number=1, defaults={"text": "Bersama", **doing(cast)})
    row = FollowUpAction(
        decision=decision, meeting=meeting, text=text, agency=cast.agencies["social"], area_path=cast.city.path,
        due_date=NOW.date() + timedelta(days=days), opened_at=NOW,
    )  # fmt: skip
    row.duty = duties.open_duty(
        kind=kinds.DO_ACTION, subject=row, dossier_id=meeting.pk, label="Uji", agency=row.agency, area_path=row.area_path, **doing(cast)
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def points(meeting: Meeting) -> list[str]:
    """The agenda as it stands in the database."""
    return list(AgendaItem.objects.filter(meeting=meeting).order_by("position").values_list("text", flat=True))


def test_what_is_still_owed_comes_first_by_itself_and_is_kept_when_it_was_held(cast: Cast) -> None:
    body = make_group(cast)
    first = make_meeting(cast, body, at=NOW - timedelta(days=30))
    late, later = owed(cast, first, "Pasang papan aduan", 5), owed(cast, first, "Latih kader", 20)
    owed(cast, make_meeting(cast, make_group(cast, name="Pokja lain"), at=NOW - timedelta(days=30)), "Lain", 1)
    meeting = make_meeting(cast, body, held=False)
    for text in ("Pembukaan", "Laporan", "Penutup", "Laporan"):
        agenda.add(meeting, text=text, **doing(cast))
    middle = AgendaItem.objects.get(text="Laporan")
    agenda.move(middle, up=False, **doing(cast))
    agenda.move(AgendaItem.objects.get(text="Penutup"), up=True, **doing(cast))
    agenda.remove(AgendaItem.objects.get(text="Pembukaan"), **doing(cast))
    assert points(meeting) == ["Penutup", "Laporan"]
    assert [row.text for row in carrying.open_before(meeting)] == [late.text, later.text]
    assert papers.agenda(meeting) == [late.text, later.text, "Penutup", "Laporan"]
    meeting = meetings.hold(meeting, **doing(cast))
    assert points(meeting) == papers.agenda(meeting) == [late.text, later.text, "Penutup", "Laporan"]
    assert [row.carried for row in AgendaItem.objects.filter(meeting=meeting).order_by("position")][:2] == [late, later]
    with pytest.raises(InvalidTransition):
        agenda.add(meeting, text="Lagi", **doing(cast))
    # The next one takes them over again, as long as nobody closed them.
    again = make_meeting(cast, body, at=NOW + timedelta(days=30), held=False)
    assert list(carrying.open_before(again)) == [late, later]


def test_seats_are_invited_in_one_press_and_told_without_content(cast: Cast) -> None:
    body = make_group(cast)
    seat(body, "PKK Kecamatan")
    seat(body, "Dinas Sosial", cast.agencies["social"])
    seat(body, "Sudah keluar", to_date=NOW.date())
    health = seat(body, "Puskesmas", cast.agencies["health"])
    Holder.objects.create(seat=health, name="Dokter Uji", user=cast.satpol, from_date=NOW.date())
    meeting = make_meeting(cast, body, held=False)
    invitations.add(meeting, institution="Forum Anak", addressee="Ketua", **doing(cast))
    assert invitations.from_seats(meeting, **doing(cast)) == 3
    assert invitations.from_seats(meeting, **doing(cast)) == 0
    assert list(Invitation.objects.order_by("institution").values_list("institution", "addressee")) == [
        ("Dinas Sosial", "Ketua"), ("Forum Anak", "Ketua"), ("PKK Kecamatan", "Ketua"), ("Puskesmas", "Ketua"),
    ]  # fmt: skip
    assert invitations.mark_sent(meeting, **doing(cast)) == 4
    assert invitations.mark_sent(meeting, **doing(cast)) == 0
    told = set(Notice.objects.filter(kind="meeting").values_list("user", flat=True))
    # Who holds the seat; where nobody with an account does, those of the institution who answer. Each may open the page.
    assert told == {cast.satpol.pk, cast.by_role[Role.AGENCY_MEMBER].pk}
    member = cast.by_role[Role.AGENCY_MEMBER]
    assert Meeting.objects.visible_to(member).filter(pk=meeting.pk).exists()
    with pytest.raises(Denied):
        invitations.remove(Invitation.objects.get(institution="Forum Anak"), **doing(cast))


def test_the_letter_takes_one_number_and_says_what_was_planned_then(cast: Cast) -> None:
    body = make_group(cast)
    meeting = make_meeting(cast, body, held=False)
    with pytest.raises(Denied):
        invitations.letter(meeting, **doing(cast))
    for name in ("Forum Anak", "LPM"):
        invitations.add(meeting, institution=name, **doing(cast))
    agenda.add(meeting, text="Laporan triwulan", **doing(cast))
    letter = invitations.letter(meeting, **doing(cast))
    assert (letter.kind, letter.recipient, letter.dossier_id) == ("invitation", "Daftar undangan terlampir", None)
    assert letter.open_fields is not None
    assert letter.open_fields["recipients"] == [["Forum Anak", ""], ["LPM", ""]]
    assert letter.open_fields["agenda"] == ["Laporan triwulan"]
    assert "Senin, 23 November 2026" in str(letter.open_fields["sections"])
    assert "09.00 sampai 11.00 WIB" in str(letter.open_fields["sections"])
    with pytest.raises(Denied):
        invitations.remove(Invitation.objects.get(institution="LPM"), **doing(cast))
    before = letter_printing.pdf(letter, **doing(cast))
    agenda.add(meeting, text="Baru", **doing(cast))
    assert letter_printing.pdf(letter, **doing(cast)) == before
    later = invitations.add(meeting, institution="PKK", **doing(cast))
    assert invitations.letter(meeting, **doing(cast)).recipient == "PKK"
    later.refresh_from_db()
    assert later.letter != letter
    assert Letter.objects.count() == 2


def test_pictures_are_sealed_with_the_meetings_own_key_and_go_at_once(cast: Cast) -> None:
    meeting = make_meeting(cast, make_group(cast), held=False)
    with pytest.raises(InvalidTransition):
        photos.add(meeting, upload=upload(picture(), name="a.jpg"), **doing(cast))
    meeting = meetings.hold(meeting, **doing(cast))
    photo = photos.add(meeting, upload=upload(picture(), name="a.jpg"), caption="Pembukaan", **doing(cast))
    meeting.refresh_from_db()
    assert meeting.dossier_id == photo.file.dossier_id == meeting.pk
    photos.add(meeting, upload=upload(picture(size=(30, 30)), name="b.jpg"), **doing(cast))
    with pytest.raises(Denied):
        photos.remove(photo, reason=RemovalReason.NO_CONSENT, by=cast.head, at=NOW)
    photos.remove(photo, reason=RemovalReason.NO_CONSENT, **doing(cast))
    assert FileChunk.objects.filter(file=photo.file).count() == 0


def test_the_papers_hold_what_was_written_down(cast: Cast, client: Client) -> None:
    body = make_group(cast)
    meeting = make_meeting(cast, body, kind=MeetingKind.OUTREACH_EDUCATION, topics=(Topic.CHILD_RIGHTS,), held=False)
    invitations.add(meeting, institution="Forum Anak", addressee="Ketua", **doing(cast))
    for name, sex in (("Bu Satu", Sex.FEMALE), ("Pak Dua", Sex.MALE), ("Tiga 😀", Sex.NOT_SAID)):
        person = Person(name, "LPM", "Kader", sex)
        attendance.record(meeting, person=person, form_id=uuid4(), via=Via.LIST, **doing(cast))
    meeting = meetings.hold(meeting, **doing(cast))
    owed(cast, meeting, "Pasang papan aduan", 5)
    filled, empty = papers.attendance(meeting, empty=False), papers.attendance(meeting, empty=True)
    assert filled["people"][0] == ["Bu Satu", "LPM", "Kader", "P", "Ditulis sekretariat dari kertas"]
    assert filled["counts"] == "3 orang (1 perempuan, 1 laki-laki, 1 tidak disebutkan)"
    assert (empty["people"][0], len(empty["people"])) == (["", "Forum Anak", "Ketua", "", ""], 11)
    assert papers.minutes(meeting)["decisions"][0]["actions"][0][:2] == ["Pasang papan aduan", "Dinas Sosial"]
    record = papers.official_record(meeting)
    assert ["Topik", "Hak anak"] in record["facts"]
    assert (record["decisions"], record["election"]) == (["Bersama"], [])
    client.force_login(cast.secretariat)
    for paper in ("notulen", "daftar-hadir", "daftar-hadir-kosong", "berita-acara"):
        answer = client.post(reverse("meetings:paper", args=[meeting.pk, paper]))
        assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert client.post(reverse("meetings:paper", args=[meeting.pk, "lain"])).status_code == 404
    # A member of the group sees the meeting; the names of those who came are asked for at the secretariat.
    seat(body, "Dinas Sosial", cast.agencies["social"])
    member = Client()
    member.force_login(cast.by_role[Role.AGENCY_MEMBER])
    text = member.get(reverse("meetings:detail", args=[meeting.pk])).content.decode()
    assert "3 orang hadir" in text
    assert "Bu Satu" not in text
    assert member.post(reverse("meetings:paper", args=[meeting.pk, "notulen"])).status_code == 403
    assert member.get(reverse("meetings:attendance", args=[meeting.pk])).status_code == 403


def test_a_plan_goes_through_its_pages_to_the_meeting(cast: Cast, client: Client) -> None:
    body = make_group(cast)
    seat(body, "PKK Kecamatan")
    make_meeting(cast, make_group(cast, name="Lain"), held=False)  # brings the chair
    client.force_login(cast.secretariat)
    new = reverse("meetings:new", args=[body.pk])
    chair = Meeting.objects.get().chair
    today = timezone.now().astimezone(body.agency.zone)
    begins = today - timedelta(hours=1)
    sent = {
        "form_id": str(uuid4()), "kind": "training", "title": "Pelatihan kader", "place": "Aula", "chair": str(chair.pk),
        "day": f"{begins:%Y-%m-%d}", "starts": f"{begins:%H:%M}", "ends": "00:00", "last_day": "", "areas": str(cast.south_village.pk),
    }  # fmt: skip
    assert client.post(new, sent).status_code == 422  # ends before it begins
    sent["last_day"] = f"{begins + timedelta(days=1):%Y-%m-%d}"
    answer = client.post(new, sent)
    meeting = Meeting.objects.get(title="Pelatihan kader")
    page = reverse("meetings:detail", args=[meeting.pk])
    assert answer.headers["Location"] == page
    assert meeting.starts_at == begins.replace(second=0, microsecond=0)
    client.post(reverse("meetings:invite", args=[meeting.pk, "anggota"]))
    client.post(reverse("meetings:invite", args=[meeting.pk, "surat"]))
    client.post(reverse("meetings:invite", args=[meeting.pk, "terkirim"]))
    client.post(reverse("meetings:agenda", args=[meeting.pk]), {"text": "Pembukaan"})
    old = {"version": "planned.lama", "areas": str(cast.south_village.pk)}
    assert client.post(reverse("meetings:hold", args=[meeting.pk]), old).status_code == 422
    client.post(reverse("meetings:hold", args=[meeting.pk]), {"areas": str(cast.south_village.pk)})
    meeting.refresh_from_db()
    text = client.get(page).content.decode()
    assert (meeting.status, meeting.covered.get().area) == ("held", cast.south_village)
    assert "1 undangan, semua terkirim" in text
    assert "Pembukaan" in text
    assert "Pelatihan kader" in client.get(reverse("meetings:list")).content.decode()
    assert "Pelatihan kader" in client.get(reverse("meetings:of_body", args=[body.pk])).content.decode()
    code = client.get(reverse("meetings:qr", args=[meeting.pk])).content.decode()
    assert f"/hadir/{meeting.code}/" in code
