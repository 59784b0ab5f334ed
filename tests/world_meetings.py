"""Meetings of the secretariat of Pontianak Selatan, for tests that go to every address."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from tests.cast import NOW, Cast
from tests.world_meeting_writing import writing
from tuntas.files.tests.make import picture, upload
from tuntas.meetings.actions import agenda, attendance, invitations, photos, signed_lists
from tuntas.meetings.actions.attendance import Person
from tuntas.meetings.states import Via
from tuntas.meetings.tests.make import make_group, make_meeting


def meetings(cast: Cast) -> dict[str, dict[str, Any]]:
    """Arguments by name: one meeting that is planned and has begun by the clock on the wall, one that was held."""
    body = make_group(cast, name="Pokja untuk semua alamat pertemuan")
    held = make_meeting(cast, body, at=NOW - timedelta(days=7))
    planned = make_meeting(cast, body, at=timezone.now(), held=False)
    doing: dict[str, Any] = {"by": cast.secretariat, "at": NOW}
    point = agenda.add(planned, text="Jadwal sosialisasi", **doing)
    invited = invitations.add(planned, institution="PKK", **doing)
    letter = invitations.letter(planned, **doing)
    guest = invitations.add(planned, institution="Karang Taruna", **doing)
    person = Person("Tamu Uji", "PKK")
    row = attendance.record(planned, person=person, form_id=uuid4(), via=Via.HAND, **doing)
    photo = photos.add(held, upload=upload(picture(), name="foto.jpg"), **doing)
    signed_lists.attach(held, upload=upload(picture(), name="daftar.jpg"), **doing)
    assert invited.pk != guest.pk
    return {
        "meeting": {"pk": planned.pk},
        "held_meeting": {"pk": held.pk},
        "meeting_body": {"pk": body.pk},
        "agenda_item": {"pk": point.pk},
        "meeting_step": {"pk": planned.pk, "step": "anggota"},
        "meeting_letter": {"pk": planned.pk, "letter_id": letter.pk},
        "meeting_invitation": {"pk": guest.pk},
        "attendee": {"pk": row.pk},
        "meeting_paper": {"pk": held.pk, "paper": "daftar-hadir"},
        "photo": {"pk": photo.pk},
        "scan": {"code": planned.code},
        **writing(cast, held),
    }
