"""A letter as it was signed: the scan of the paper, a PDF signed elsewhere, or one signed here with a certificate."""

from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.core import vault
from tuntas.core.errors import Denied
from tuntas.core.models import DossierKey
from tuntas.files import checking
from tuntas.files.actions import files
from tuntas.files.states import Kind, Purpose
from tuntas.letters import signing
from tuntas.letters.actions import _text, printing
from tuntas.letters.models import BatchSigning, Letter, SignedCopy
from tuntas.letters.policies import letters as policies
from tuntas.letters.policies import signings
from tuntas.letters.states import SigningWay


def keep(letter: Letter, upload: UploadedFile, *, by: User, at: datetime) -> SignedCopy:
    """A scan, or a PDF that carries a signature: which of the two it is, its content says. Raises Denied, _text.Refused."""
    policies.check_sign(by, letter)
    checked = checking.checked(upload, Purpose.LETTER_SCAN)
    if letter.dossier_id is None:
        name = [("file_name", checked.name or "")]
        _text.look(name, agency=letter.agency, label=f"Surat {letter.number}"[:80], by=by, at=at)
    found = _looked_at(checked) if checked.kind is Kind.DOCUMENT else None
    return _keep(letter, checked, found, by=by, at=at)


def sign(letter: Letter, *, person: signing.Signer | None = None, by: User, at: datetime) -> SignedCopy:
    """With the certificate of this installation, or of a `person` who gave their passphrase; the signed PDF is what is kept.

    Raises Denied, press.PressFailed: then the letter is as unsigned as before.
    """
    policies.check_sign(by, letter)
    signer = person or signing.signer()
    if signer is None:
        raise Denied(signings.NOBODY)
    try:
        (signed,) = signer.sign([printing.pdf(letter, by=by, at=at)])
        (found,) = signing.look([signed])
    except signing.SigningFailed as error:
        raise signings.why(error) from None
    if person is not None and (found is None or not found.good):
        raise Denied(signings.NOT_GOOD)
    upload = SimpleUploadedFile("surat.pdf", signed, content_type="application/pdf")
    return _keep(letter, upload, found, by=by, at=at)


def _keep(
    letter: Letter, upload: UploadedFile, found: signing.Signature | None, *, by: User, at: datetime
) -> SignedCopy:
    with transaction.atomic():
        letter = Letter.objects.select_for_update(of=("self",)).select_related("agency").get(pk=letter.pk)
        policies.check_sign(by, letter)
        return write(letter, upload, found, by=by, at=at)


def write(
    letter: Letter,
    upload: UploadedFile,
    found: signing.Signature | None,
    *,
    act: BatchSigning | None = None,
    by: User,
    at: datetime,
) -> SignedCopy:
    """Keep the copy of a letter that is locked; `act`: the signing of its whole batch."""
    file = files.store(
        upload=upload, dossier_id=_dossier(letter, at=at), purpose=Purpose.LETTER_SCAN, agency=letter.agency,
        area_path=letter.area_path, by=by, at=at,
    )  # fmt: skip
    way = SigningWay.CERTIFICATE if found else SigningWay.SCAN
    row = SignedCopy(letter=letter, way=way, file=file, act=act, at=at, by=by)
    if found:
        row.good, row.signer = found.good, found.signer
    row.save(force_insert=True)
    log.record("letter.copy_kept", letter, by=by, at=at, way=str(row.way))
    if found:
        log.record("letter.copy_checked", letter, by=by, at=at, good=found.good)
    return row


def _looked_at(checked: checking.Checked) -> signing.Signature | None:
    """What cannot be read as signed, although it says that it is, is not good."""
    checked.seek(0)
    content = checked.read()
    checked.seek(0)
    if b"/ByteRange" not in content:
        return None
    try:
        return signing.look([content])[0]
    except signing.SigningFailed:
        return signing.Signature(whole=False, trusted=False, signer="")


def _dossier(letter: Letter, *, at: datetime) -> UUID:
    """Under the key of what it is about; of nobody, under one of its own."""
    if letter.dossier_id is not None:
        return letter.dossier_id
    if not DossierKey.objects.filter(pk=letter.pk).exists():
        vault.create(letter.pk, "letter", at=at)
    return letter.pk
