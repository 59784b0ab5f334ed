"""All letters of a batch signed in one act of one person (docs/adr/0015-a-batch-is-signed-once.md).

By certificate: the first letter at once, so that a certificate that does not work is told to whoever asks; the others by
the worker, some at a time. It may be killed anywhere and goes on with those that are not signed. By hand: one note, and
scans as they come.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from time import monotonic

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from procrastinate.contrib.django import app

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.core.errors import Denied
from tuntas.core.ids import uuid7
from tuntas.files import checking
from tuntas.files.actions import files
from tuntas.files.states import Purpose, RemovalReason
from tuntas.letters import press, signing, typeset
from tuntas.letters.actions import _batch, _text
from tuntas.letters.actions import signing as single
from tuntas.letters.models import Batch, BatchScan, BatchSigning, Letter
from tuntas.letters.policies import signings as policies
from tuntas.letters.signing import Signature, Signer, SigningFailed
from tuntas.letters.states import SigningAct

SIGN_JOB = "tuntas.letters.jobs.sign"
AT_ONCE = 20  # letters of one transaction and of one run of the signing process
FOREGROUND = 20  # seconds that somebody who signs with their own passphrase waits; then it goes on with the passphrase given again
Signed = tuple[Letter, bytes, Signature]


def order(batch: Batch, *, by: User, at: datetime) -> BatchSigning:
    """With the certificate of this installation: the first letter now, the others by the worker. Raises Denied."""
    policies.check_sign(by, batch, SigningAct.CERTIFICATE)
    signer = signing.signer()
    if signer is None:
        raise Denied(policies.NOBODY)
    first = _first(batch, 1, signer, by=by, at=at)
    with transaction.atomic():
        act = _order(batch, first, by=by, at=at)
        _defer(batch)
    return act


def sign_here(batch: Batch, *, person: Signer, by: User, at: datetime) -> int:
    """By somebody who gave NIK and passphrase just now, while they wait: some at a time, for a while; returns how many are left.

    Begun here it is gone on with here, by the same person. Raises Denied: what was signed before stays, nothing else is.
    """
    ends, stepped = monotonic() + FOREGROUND, policies.live(batch) is None
    if stepped:
        policies.check_sign(by, batch, SigningAct.CERTIFICATE)
        _order(batch, _first(batch, AT_ONCE, person, by=by, at=at), by=by, at=at)
    policies.check_go_on(by, batch)
    while (act := policies.live(batch)) and act.done_at is None:
        left = Letter.objects.filter(delivery__batch=batch).unsigned().count()
        if left and stepped and monotonic() > ends:
            return left
        try:
            sign_next(batch, person=person, by=by, at=at)
        except (SigningFailed, press.PressFailed) as error:
            raise policies.why(error) from None
        stepped = True
    return 0


def _first(batch: Batch, most: int, signer: Signer, *, by: User, at: datetime) -> list[Signed]:
    """So that what does not work is told at once and nothing is ordered. Raises Denied."""
    try:
        first = _signed(_unsigned(batch, most), signer, by=by, at=at)
    except (SigningFailed, press.PressFailed) as error:
        raise policies.why(error) from None
    if not all(found.good for _letter, _pdf, found in first):
        raise Denied(policies.NOT_GOOD)
    return first


@transaction.atomic
def resume(batch: Batch, *, by: User, at: datetime) -> None:
    """The worker stood still: it goes on with those that are not signed."""
    batch = _batch.locked(batch)
    policies.check_resume(by, batch)
    log.record("letter_batch.signing_resumed", batch, by=by, at=at, dossier_id=batch.pk)
    _defer(batch)


def sign_next(batch: Batch, *, person: Signer | None = None, by: Actor, at: datetime) -> int:
    """The worker's step, or a person's: the next letters that are not signed; returns how many. With none left it is done.

    Nothing is locked while they are signed. Raises SigningFailed, press.PressFailed: what was signed before stays.
    """
    act = policies.live(batch)
    if act is None or act.done_at is not None:
        return 0
    signer = person or signing.signer()
    if signer is None:
        raise SigningFailed("no certificate is installed")
    signed = _signed(_unsigned(batch, AT_ONCE), signer, by=act.ordered_by, at=at)
    if not all(found.good for _letter, _pdf, found in signed):
        raise SigningFailed("a signature is not good")
    return _keep_all(batch, signed, by=by, at=at)


def by_hand(batch: Batch, upload: UploadedFile | None = None, *, by: User, at: datetime) -> BatchSigning:
    """All were signed on paper: one note of it, with a scan if there is one. Raises Denied, _text.Refused."""
    policies.check_sign(by, batch, SigningAct.HAND)
    checked = _checked(batch, upload, by=by, at=at) if upload else None
    return _by_hand(batch, checked, by=by, at=at)


def scan(batch: Batch, upload: UploadedFile, *, by: User, at: datetime) -> BatchScan:
    """One more scan of what was signed by hand: all, or a part. Raises Denied, _text.Refused."""
    policies.check_scan(by, batch)
    checked = _checked(batch, upload, by=by, at=at)
    with transaction.atomic():
        batch = _batch.locked(batch)
        policies.check_scan(by, batch)
        return _scan(batch, checked, by=by, at=at)


@transaction.atomic
def withdraw(batch: Batch, *, by: User, at: datetime) -> None:
    """Stop the worker, or take back a note made by mistake, with its scans. Letters that are signed stay signed."""
    batch = _batch.locked(batch)
    policies.check_withdraw(by, batch)
    act = policies.live(batch)
    assert act
    for row in act.scans.select_related("file"):
        files.remove(row.file, reason=RemovalReason.WRONG_FILE, by=by, at=at)
    act.withdrawn_at, act.withdrawn_by = at, by
    act.save()
    log.record("letter_batch.signing_withdrawn", batch, by=by, at=at, dossier_id=batch.pk, act=act.act)


@transaction.atomic
def _order(batch: Batch, first: list[Signed], *, by: User, at: datetime) -> BatchSigning:
    batch = _batch.locked(batch)
    policies.check_sign(by, batch, SigningAct.CERTIFICATE)
    act = BatchSigning(id=uuid7(), batch=batch, act=SigningAct.CERTIFICATE, ordered_by=by, ordered_at=at)
    act.save(force_insert=True)
    log.record("letter_batch.signing_ordered", batch, by=by, at=at, dossier_id=batch.pk, count=_count(batch))
    _keep(act, first, at=at)
    return act


@transaction.atomic
def _keep_all(batch: Batch, signed: list[Signed], *, by: Actor, at: datetime) -> int:
    """What the worker signed; nothing if the signing was stopped meanwhile."""
    batch = _batch.locked(batch)
    act = policies.live(batch)
    if act is None or act.done_at is not None:
        return 0
    kept = _keep(act, signed, at=at)
    if not _unsigned(batch, 1):
        act.done_at = at
        act.save()
        log.record(
            "letter_batch.signed", batch, by=by, at=at, dossier_id=batch.pk, act=act.act, count=act.copies.count(),
        )  # fmt: skip
    return kept


def _keep(act: BatchSigning, signed: list[Signed], *, at: datetime) -> int:
    """Those that are still neither voided nor signed; `letters_signed_once_by_batch` is the last word."""
    ids = [letter.pk for letter, _pdf, _found in signed]
    open_ones = Letter.objects.filter(pk__in=ids).unsigned().select_for_update(of=("self",))
    letters = {letter.pk: letter for letter in open_ones.select_related("agency").order_by("pk")}
    for letter, pdf, found in signed:
        if letter.pk in letters:
            upload = SimpleUploadedFile("surat.pdf", pdf, content_type="application/pdf")
            single.write(letters[letter.pk], upload, found, act=act, by=act.ordered_by, at=at)
    return len(letters)


def _unsigned(batch: Batch, most: int) -> list[Letter]:
    letters = Letter.objects.filter(delivery__batch=batch).unsigned()
    return list(letters.order_by("delivery__position")[:most])


def _signed(letters: Sequence[Letter], signer: Signer, *, by: User, at: datetime) -> list[Signed]:
    """Typeset, signed, and looked at: what is not signed has no place here."""
    if not letters:
        return []
    pdfs = signer.sign(list(press.many(_orders(letters, by=by, at=at), presses=1)))
    found = [each or Signature(whole=False, trusted=False, signer="") for each in signing.look(pdfs)]
    return list(zip(letters, pdfs, found, strict=True))


def _orders(letters: Sequence[Letter], *, by: User, at: datetime) -> Iterator[press.Order]:
    logo = None
    for letter in letters:
        stored = dict(letter.open_fields or {})
        logo = typeset.logo(stored, by=by, at=at) if logo is None else logo
        yield str(letter.kind), typeset.data(letter, stored, logo=logo)


@transaction.atomic
def _by_hand(batch: Batch, checked: checking.Checked | None, *, by: User, at: datetime) -> BatchSigning:
    batch = _batch.locked(batch)
    policies.check_sign(by, batch, SigningAct.HAND)
    act = BatchSigning(id=uuid7(), batch=batch, act=SigningAct.HAND, ordered_by=by, ordered_at=at, done_at=at)
    act.save(force_insert=True)
    log.record("letter_batch.signed", batch, by=by, at=at, dossier_id=batch.pk, act=str(act.act), count=_count(batch))
    if checked is not None:
        _scan(batch, checked, by=by, at=at)
    return act


def _checked(batch: Batch, upload: UploadedFile, *, by: User, at: datetime) -> checking.Checked:
    """By its content; and its name tells of nobody either."""
    checked = checking.checked(upload, Purpose.LETTER_SCAN)
    name = [("file_name", checked.name or "")]
    _text.look(name, agency=batch.agency, label=_batch.label(batch), by=by, at=at)
    return checked


def _scan(batch: Batch, checked: checking.Checked, *, by: User, at: datetime) -> BatchScan:
    """Of a batch that is locked."""
    file = files.store(
        upload=checked, dossier_id=batch.pk, purpose=Purpose.LETTER_SCAN, agency=batch.agency, area_path=batch.area_path,
        by=by, at=at,
    )  # fmt: skip
    row = BatchScan(id=uuid7(), signing=policies.live(batch), file=file, at=at, by=by)
    row.save(force_insert=True)
    log.record("letter_batch.scan_kept", batch, by=by, at=at, dossier_id=batch.pk)
    return row


def _count(batch: Batch) -> int:
    """Letters that count."""
    return batch.deliveries.filter(letter__voided_at__isnull=True).count()


def _defer(batch: Batch) -> None:
    """The job is told which batch, and nothing else."""
    app.configure_task(SIGN_JOB, lock=f"letters:{batch.pk}").defer(batch_id=str(batch.pk))
