"""The printed list that those who came signed: sealed, opened on record, replaced, taken away; told beside the meeting."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.cast import NOW, Cast, sign_in
from tuntas.audit.models import Event
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.files.models import File, FileChunk
from tuntas.files.states import RemovalReason
from tuntas.files.tests.make import paper, upload
from tuntas.meetings.actions import attendance, signed_lists
from tuntas.meetings.actions.attendance import Person
from tuntas.meetings.states import Via
from tuntas.meetings.tests.make import make_group, make_meeting
from tuntas.meetings.tests.make_actions import settled

pytestmark = pytest.mark.django_db


def test_it_is_kept_sealed_replaced_and_taken_away(cast: Cast) -> None:
    planned = make_meeting(cast, make_group(cast), held=False)
    with pytest.raises(InvalidTransition):
        signed_lists.attach(planned, upload=upload(paper(), name="a.pdf"), by=cast.secretariat, at=NOW)
    meeting = settled(make_meeting(cast, planned.body))
    with pytest.raises(Denied):
        signed_lists.attach(meeting, upload=upload(paper(), name="a.pdf"), by=meeting.chair, at=NOW)
    meeting = signed_lists.attach(meeting, upload=upload(paper(), name="a.pdf"), by=cast.secretariat, at=NOW)
    first = meeting.signed_list
    assert first is not None
    assert first.dossier_id == meeting.pk
    meeting = signed_lists.attach(meeting, upload=upload(paper(), name="b.pdf"), by=cast.secretariat, at=NOW)
    assert File.objects.get(pk=first.pk).removal_reason == RemovalReason.REPLACED
    meeting = signed_lists.remove(meeting, reason=RemovalReason.WRONG_FILE, by=cast.secretariat, at=NOW)
    assert meeting.signed_list is None
    assert not FileChunk.objects.filter(file__dossier_id=meeting.pk).exists()
    with pytest.raises(Denied):
        signed_lists.remove(meeting, reason=RemovalReason.WRONG_FILE, by=cast.secretariat, at=NOW)


def test_the_secretariat_uploads_and_leadership_opens_it_on_record(cast: Cast, client: Client) -> None:
    meeting = make_meeting(cast, make_group(cast))
    attendance.record(
        meeting, person=Person("Tamu Uji", "PKK"), form_id=uuid4(), via=Via.HAND, by=cast.secretariat, at=NOW
    )
    page = f"/meja/pertemuan/{meeting.pk}/"
    sign_in(client, cast.secretariat)
    shown = client.get(page).content.decode()
    assert "Cara: 1 ditulis sekretariat." in shown
    assert "Unggah daftar bertanda tangan" in shown
    assert client.post(f"{page}hadir/bertanda-tangan/", {}).status_code == 422
    answer = client.post(f"{page}hadir/bertanda-tangan/", {"scan": upload(paper(), name="daftar.pdf")})
    assert answer.status_code == 302
    assert "Daftar bertanda tangan diunggah" in client.get(f"{page}hadir/").content.decode()
    sign_in(client, cast.leadership)
    shown = client.get(page).content.decode()
    assert "Buka (dicatat)" in shown
    assert "bertanda-tangan/hapus/" not in shown
    assert client.get(f"{page}hadir/bertanda-tangan/berkas/").content.startswith(b"%PDF")
    assert Event.objects.filter(kind="file.read", actor_id=cast.leadership.pk).count() == 1
    sign_in(client, cast.secretariat)
    answer = client.post(f"{page}hadir/bertanda-tangan/hapus/", {"reason": "wrong_file"})
    assert answer.status_code == 302
    assert client.get(f"{page}hadir/bertanda-tangan/berkas/").status_code == 404
