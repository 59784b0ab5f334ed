"""What is kept of an upload, how it comes back, and how it goes."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from PIL import Image

from tests.cast import NOW, Cast
from tuntas.audit.models import Event
from tuntas.core import vault, vault_keys
from tuntas.core.errors import Denied
from tuntas.core.models import DossierKey
from tuntas.files.actions import files
from tuntas.files.forms import UploadField
from tuntas.files.jobs import sweep
from tuntas.files.models import File, FileChunk
from tuntas.files.policies import files as policies
from tuntas.files.states import Purpose, RemovalReason
from tuntas.files.tests.make import SECRET, dossier, make_file, paper, picture, telling_picture, upload
from tuntas.obligations.actions import walls

pytestmark = pytest.mark.django_db
ROOT = Path(settings.BASE_DIR)
LONG = paper(b"/Title (" + SECRET.encode() + b")", filling=2500)  # three pieces


def test_a_document_comes_back_byte_for_byte_and_lies_sealed(cast: Cast) -> None:
    row = make_file(cast, LONG, name="C:\\Surat\\putusan Zulaikha\x00\u202e.pdf")
    assert (row.kind, row.media_type, row.size, row.pages) == ("document", "application/pdf", len(LONG), 2)
    assert row.original_name() == "putusan Zulaikha.pdf"
    assert FileChunk.objects.filter(file=row).count() == 3
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM files_filechunk UNION SELECT name FROM files_file")
        assert not any(b"Zulaikha" in bytes(found[0]) for found in cursor.fetchall())
    assert files.read(File.objects.get(), by=cast.head, at=NOW) == LONG
    events = [
        (event.kind, event.actor_id, event.dossier_id) for event in Event.objects.filter(kind__startswith="file.")
    ]
    assert set(events) == {
        ("file.stored", cast.manager.pk, row.dossier_id), ("file.read", cast.head.pk, row.dossier_id),
    }  # fmt: skip
    assert "Zulaikha" not in str(list(Event.objects.values_list("data", flat=True)))


def test_a_picture_is_drawn_anew_and_tells_nothing_but_itself(cast: Cast) -> None:
    row = make_file(cast, telling_picture(), name="IMG_1.jpg", purpose=Purpose.MEETING_PHOTO)
    content = files.read(row, by=cast.manager, at=NOW)
    with Image.open(BytesIO(content)) as drawn:
        assert (drawn.format, drawn.size, dict(drawn.getexif())) == ("JPEG", (40, 60), {})  # upright
    assert (row.kind, row.media_type, row.width, row.height) == ("photo", "image/jpeg", 40, 60)
    assert SECRET.encode() not in content
    assert b"PK\x03\x04" not in content


@pytest.mark.parametrize(("form", "mode"), [("PNG", "RGBA"), ("WEBP", "RGB")])
def test_other_pictures_become_jpeg_and_what_was_clear_is_white(cast: Cast, form: str, mode: str) -> None:
    content = files.read(make_file(cast, picture(form, mode=mode)), by=cast.manager, at=NOW)
    with Image.open(BytesIO(content)) as drawn:
        assert drawn.format == "JPEG"
        assert drawn.convert("RGB").getpixel((5, 5)) == ((255, 255, 255) if mode == "RGBA" else (0, 0, 0))


def test_what_a_form_has_checked_is_not_drawn_twice(cast: Cast) -> None:
    checked = UploadField(Purpose.DECREE).clean(upload(picture()))
    assert checked is not None
    row = files.store(upload=checked, dossier_id=dossier(), purpose=Purpose.DECREE, by=cast.manager, at=NOW)
    checked.seek(0)
    assert files.read(row, by=cast.manager, at=NOW) == checked.read()


def test_nothing_is_left_of_a_change_that_was_given_up(cast: Cast) -> None:
    with transaction.atomic():
        make_file(cast, LONG)
        transaction.set_rollback(True)
    assert (File.objects.count(), FileChunk.objects.count()) == (0, 0)


def test_a_full_installation_and_a_full_dossier_refuse(cast: Cast, settings: Any, monkeypatch: Any) -> None:
    settings.TUNTAS_UPLOADS = 1
    with pytest.raises(Denied, match="tanpa berkas"):
        make_file(cast)
    settings.TUNTAS_UPLOADS = 10**12
    about = dossier()
    monkeypatch.setattr(policies, "MOST_FILES", 1)
    make_file(cast, about=about)
    with pytest.raises(Denied, match="batas"):
        make_file(cast, about=about)
    assert File.objects.count() == 1


def test_a_file_that_was_taken_away_leaves_only_that_it_was_there(cast: Cast) -> None:
    row = files.remove(make_file(cast), reason=RemovalReason.NO_CONSENT, by=cast.manager, at=NOW)
    assert (FileChunk.objects.count(), row.original_name(), row.removed_by) == (0, "", cast.manager)
    with pytest.raises(Denied, match="sudah dihapus"):
        files.read(row, by=cast.manager, at=NOW)
    with pytest.raises(Denied, match="sudah dihapus"):
        files.remove(row, reason=RemovalReason.REPLACED, by=cast.manager, at=NOW)
    assert Event.objects.get(kind="file.removed").data == {"purpose": "service_proof", "reason": "no_consent"}


def test_behind_a_wall_there_is_no_file(cast: Cast) -> None:
    row = make_file(cast)
    walls.add(row.dossier_id, users=[cast.head], by=cast.manager, at=NOW)
    with pytest.raises(Denied, match="jangkauan"):
        files.read(row, by=cast.head, at=NOW)
    with pytest.raises(Denied, match="jangkauan"):
        files.remove(row, reason=RemovalReason.REPLACED, by=cast.head, at=NOW)


@pytest.mark.parametrize("harm", ["swapped", "missing", "moved"])
def test_a_changed_content_is_found_when_it_is_read(cast: Cast, harm: str) -> None:
    row = make_file(cast, LONG)
    first, second, last = FileChunk.objects.order_by("position")
    if harm == "missing":
        last.delete()
    elif harm == "moved":  # the bytes of one piece in the place of another
        FileChunk.objects.filter(pk=first.pk).update(content=second.content)
    else:
        FileChunk.objects.filter(pk=first.pk).update(position=9)
    with pytest.raises(vault.Tampered):
        files.read(row, by=cast.manager, at=NOW)


def test_a_dossier_that_is_encrypted_anew_keeps_its_files(cast: Cast) -> None:
    row = make_file(cast, LONG)
    before = bytes(FileChunk.objects.order_by("position")[0].content)
    assert vault_keys.reencrypt(row.dossier_id) == 4
    assert bytes(FileChunk.objects.order_by("position")[0].content) != before
    row.refresh_from_db()
    assert files.read(row, by=cast.manager, at=NOW) == LONG


def test_erasing_a_dossier_deletes_the_content_of_its_files_and_of_no_others(cast: Cast) -> None:
    row, other = make_file(cast, LONG), make_file(cast)
    vault_keys.erase(row.dossier_id, at=NOW)
    assert set(FileChunk.objects.values_list("file", flat=True)) == {other.pk}
    row.refresh_from_db()
    assert (row.sha256, row.original_name()) == (None, "")
    with pytest.raises(vault.Erased):
        files.read(row, by=cast.manager, at=NOW)


def test_pieces_that_a_backup_brought_back_without_their_key_are_swept(cast: Cast) -> None:
    row, other = make_file(cast), make_file(cast)
    DossierKey.objects.filter(pk=row.dossier_id).delete()
    sweep()
    assert set(FileChunk.objects.values_list("file", flat=True)) == {other.pk}


def test_only_the_process_that_draws_knows_the_decoder() -> None:
    named = [
        path for path in ROOT.glob("tuntas/**/*.py") if "from PIL" in path.read_text() and "tests" not in path.parts
    ]
    assert named == [ROOT / "tuntas/files/picture/run.py"]  # that the web never loads it: see letters, test_print
