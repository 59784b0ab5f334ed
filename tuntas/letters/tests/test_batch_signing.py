"""All letters of a batch are signed in one act: once each, whatever breaks off, with no key where a key has no place."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.core.errors import Denied
from tuntas.files.models import File
from tuntas.files.tests.make import paper, upload
from tuntas.letters import jobs, signing
from tuntas.letters.actions import batch_signing, batches, letters, recipients
from tuntas.letters.actions._text import Refused
from tuntas.letters.models import Batch, BatchScan, BatchSigning, Delivery, Letter, SignedCopy
from tuntas.letters.signing import SigningFailed
from tuntas.letters.states import SigningAct, VoidReason, Way
from tuntas.letters.tests.make_batches import make_made, make_ordered, make_sent
from tuntas.letters.tests.make_certificate import PASSPHRASE, install

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(tmp_path: Path, settings: Any) -> Path:
    return install(tmp_path, settings)


def signed(batch: Batch) -> list[SignedCopy]:
    return list(SignedCopy.objects.filter(letter__delivery__batch=batch).order_by("letter__delivery__position"))


def test_one_order_signs_every_letter_once_and_the_mail_carries_what_was_signed(
    client: Client, cast: Cast, certificate: Path
) -> None:
    batch = make_made(cast)
    first = Delivery.objects.filter(batch=batch).order_by("position")[0]
    recipients.address(first, email="kelurahan@contoh.test", by=cast.secretariat, at=NOW)
    sign_in(client, cast.secretariat)
    assert client.post(reverse("letters:batch_sign_certificate", args=[batch.pk])).status_code == 302
    assert len(signed(batch)) == 1, "the first at once: whoever asks hears whether the certificate works"
    with pytest.raises(Denied, match="sedang ditandatangani"):
        batches.send(batch, way=Way.HAND, by_mail=True, by=cast.secretariat, at=NOW)
    assert "1 dari" in client.get(reverse("letters:batch", args=[batch.pk])).content.decode()
    total = batch.deliveries.count()
    assert [jobs.sign(batch_id=str(batch.pk)), jobs.sign(batch_id=str(batch.pk))] == [total - 1, 0]
    rows = signed(batch)
    assert len(rows) == total == len({row.letter_id for row in rows})
    assert {(row.good, row.signer, row.by) for row in rows} == {(True, "Kepala Uji Contoh", cast.secretariat)}
    with pytest.raises(Denied, match="sudah ditandatangani"):
        batch_signing.order(batch, by=cast.secretariat, at=NOW)
    page = client.get(reverse("letters:batch_sign", args=[batch.pk])).content.decode()
    assert f"{total} dari {total}" in page
    got = client.post(reverse("letters:batch_signed", args=[batch.pk]))
    with zipfile.ZipFile(io.BytesIO(b"".join(got.streaming_content))) as packed:  # type: ignore[attr-defined]
        assert len(packed.namelist()) == total
        assert all(found and found.good for found in signing.look([packed.read(name) for name in packed.namelist()]))
    batches.send(batch, way=Way.HAND, by_mail=True, by=cast.secretariat, at=NOW)
    jobs.mail(batch_id=str(batch.pk))
    (message,) = mail.outbox
    assert signing.look([message.attachments[0][1]])[0] == signing.Signature(True, True, "Kepala Uji Contoh")


def test_broken_off_it_goes_on_with_those_that_are_not_signed(
    cast: Cast, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_signing, "AT_ONCE", 2)
    batch = make_made(cast)
    act = batch_signing.order(batch, by=cast.secretariat, at=NOW)
    with transaction.atomic():  # the worker is killed before it commits
        batch_signing.sign_next(batch, by=jobs.SIGNER, at=NOW)
        transaction.set_rollback(True)
    with monkeypatch.context() as broken:
        broken.setattr(signing, "PATIENCE", 0)
        with pytest.raises(SigningFailed):
            jobs.sign(batch_id=str(batch.pk))
    assert len(signed(batch)) == 1
    last = batch.deliveries.order_by("-position")[0].letter
    assert last
    Letter.objects.filter(pk=last.pk).update(agency=cast.unit)  # a supervisor voids; the secretariat has none
    letters.void(last, reason=VoidReason.WRONG_CONTENT, by=cast.supervisor, at=NOW)
    batch_signing.resume(batch, by=cast.secretariat, at=NOW)
    jobs.sign(batch_id=str(batch.pk))
    rows = signed(batch)
    assert len(rows) == len({row.letter_id for row in rows}) == batch.deliveries.count() - 1
    assert last.pk not in {row.letter_id for row in rows}, "what was voided meanwhile is not signed"
    act.refresh_from_db()
    assert act.done_at is not None
    with pytest.raises(IntegrityError, match="letters_signed_once_by_batch"), transaction.atomic():
        SignedCopy.objects.create(
            letter=rows[0].letter, way=rows[0].way, file=rows[0].file, act=act, good=True, at=NOW, by=cast.secretariat
        )


def test_neither_key_nor_passphrase_is_in_the_job_or_in_what_fails(
    cast: Cast, certificate: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    batch = make_made(cast)
    batch_signing.order(batch, by=cast.secretariat, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE task_name = %s", [batch_signing.SIGN_JOB])
        assert [row[0] for row in cursor.fetchall()] == [f'{{"batch_id": "{batch.pk}"}}']
    (certificate / "sandi").write_text(f"{PASSPHRASE}-keliru")
    with pytest.raises(SigningFailed) as caught:
        jobs.sign(batch_id=str(batch.pk))
    assert PASSPHRASE not in f"{caught.value}{capfd.readouterr()}{caplog.text}"


def test_a_certificate_that_does_not_work_or_is_not_trusted_signs_nothing(
    cast: Cast, certificate: Path, settings: Any
) -> None:
    batch = make_made(cast)
    settings.TUNTAS_SIGNING_ROOTS = ""
    with pytest.raises(Denied, match="tidak dapat diperiksa sah"):
        batch_signing.order(batch, by=cast.secretariat, at=NOW)
    (certificate / "uji.p12").write_bytes(b"rusak")
    with pytest.raises(Denied, match="tidak berhasil"):
        batch_signing.order(batch, by=cast.secretariat, at=NOW)
    settings.TUNTAS_SIGNING_CERTIFICATE = ""
    with pytest.raises(Denied, match="belum dipasang"):
        batch_signing.order(batch, by=cast.secretariat, at=NOW)
    assert [rows.objects.count() for rows in (SignedCopy, BatchSigning, File)] == [0, 0, 0]


def test_stopped_it_stays_stopped_and_keeps_what_was_signed(cast: Cast, certificate: Path) -> None:
    batch = make_made(cast)
    batch_signing.order(batch, by=cast.secretariat, at=NOW)
    batch_signing.withdraw(batch, by=cast.secretariat, at=NOW)
    assert jobs.sign(batch_id=str(batch.pk)) == 0
    assert len(signed(batch)) == 1
    batch_signing.order(batch, by=cast.secretariat, at=NOW)
    jobs.sign(batch_id=str(batch.pk))
    assert len(signed(batch)) == batch.deliveries.count()
    with pytest.raises(Denied, match="tidak dapat ditarik"):
        batch_signing.withdraw(batch, by=cast.secretariat, at=NOW)


def test_signed_by_hand_is_one_note_for_all_with_scans_as_they_come(client: Client, cast: Cast) -> None:
    batch = make_sent(cast)
    sign_in(client, cast.secretariat)
    url = reverse("letters:batch_sign", args=[batch.pk])
    assert client.post(url, {"file": upload(paper(), "semua.pdf")}).status_code == 302
    assert client.post(url, {}).status_code == 422, "noted already: only one more scan"
    assert client.post(url, {"file": upload(paper(), "sisa.pdf")}).status_code == 302
    act = BatchSigning.objects.get()
    assert (act.act, act.ordered_by, act.scans.count()) == (SigningAct.HAND, cast.secretariat, 2)
    scan = act.scans.order_by("at")[0]
    assert client.get(reverse("letters:batch_scan", args=[scan.pk])).content == paper()
    row = batch.deliveries.order_by("position")[3]
    text = client.get(reverse("letters:signed", args=[row.letter_id])).content.decode()
    assert "Ditandatangani basah bersama semua surat massalnya" in text
    assert client.post(reverse("letters:batch_sign_withdraw", args=[batch.pk])).status_code == 302
    assert client.get(reverse("letters:batch_scan", args=[scan.pk])).status_code == 403, "taken away with the note"
    assert "basah bersama" not in client.get(reverse("letters:signed", args=[row.letter_id])).content.decode()
    assert client.post(url, {}).status_code == 302
    assert BatchSigning.objects.filter(withdrawn_at=None).count() == 1


def test_the_name_of_a_scan_does_not_smuggle(cast: Cast) -> None:
    batch = make_made(cast)
    with pytest.raises(Refused):
        batch_signing.by_hand(batch, upload(paper(), "NIK 6171015203110001.pdf"), by=cast.secretariat, at=NOW)
    assert [rows.objects.count() for rows in (BatchScan, BatchSigning)] == [0, 0]


def test_before_all_are_made_nothing_is_signed(cast: Cast) -> None:
    batch = make_ordered(cast)
    for action in (batch_signing.order, batch_signing.by_hand):
        with pytest.raises(Denied, match="menunggu"):
            action(batch, by=cast.secretariat, at=NOW)


@pytest.mark.parametrize("who", ["manager", "leadership", "sysadmin", "auditor"])
def test_only_those_of_the_office_sign_for_it(cast: Cast, who: str) -> None:
    batch = make_ordered(cast)
    for action in (batch_signing.order, batch_signing.by_hand):
        with pytest.raises(Denied, match="sekretariat"):
            action(batch, by=getattr(cast, who), at=NOW)
