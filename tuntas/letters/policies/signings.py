"""Refusals about signing all letters of a batch in one act."""

from tuntas.access.actors import Actor
from tuntas.core.errors import Denied
from tuntas.letters.models import Batch, BatchSigning, Letter
from tuntas.letters.policies.batches import check_send
from tuntas.letters.signing import SigningRefused
from tuntas.letters.states import BatchStatus, SigningAct

RUNNING = "Semua surat ini sedang ditandatangani secara elektronik. Tunggu sampai selesai, atau hentikan dulu."
SIGNED = "Semua surat ini sudah ditandatangani."
NOBODY = "Tanda tangan elektronik belum dipasang di sistem ini. Unggah pindaian surat yang sudah ditandatangani."
FAILED = "Tanda tangan elektronik tidak berhasil dibuat. Coba lagi, atau beri tahu admin sistem."
NOT_GOOD = "Tanda tangan yang dibuat tidak dapat diperiksa sah di sistem ini. Beri tahu admin sistem; belum ada surat yang ditandatangani."


def why(error: Exception) -> Denied:
    """What is told to whoever signs: the sentence of the service where there is one."""
    return Denied(error.sentence if isinstance(error, SigningRefused) else FAILED)


def live(batch: Batch) -> BatchSigning | None:
    """The signing of a batch that holds, done or still running."""
    return batch.signings.filter(withdrawn_at=None).select_related("ordered_by").first()


def by_hand_of(letter: Letter) -> BatchSigning | None:
    """That a letter was signed by hand with all others of its batch."""
    rows = BatchSigning.objects.filter(act=SigningAct.HAND, withdrawn_at=None, batch__deliveries__letter=letter)
    return rows.select_related("ordered_by").first()


def check_not_running(batch: Batch) -> None:
    """While the worker signs, nothing goes out: half of the letters would go unsigned."""
    act = live(batch)
    if act is not None and act.done_at is None:
        raise Denied(RUNNING)


def check_sign(actor: Actor, batch: Batch, act: SigningAct) -> None:
    """Signed once all letters are made: by certificate before they go out, by hand also later, when the paper came back."""
    check_send(actor, batch.agency)
    if batch.made_at is None:
        raise Denied("Tanda tangan menunggu sampai semua surat dibuat.")
    if act == SigningAct.CERTIFICATE and batch.status != BatchStatus.MADE:
        raise Denied("Surat ini sudah dikirim; tanda tangan elektronik dibuat sebelum surat dikirim.")
    found = live(batch)
    if found is not None:
        raise Denied(RUNNING if found.done_at is None else SIGNED)


def check_resume(actor: Actor, batch: Batch) -> None:
    """Only what still runs goes on."""
    check_send(actor, batch.agency)
    act = live(batch)
    if act is None or act.done_at is not None:
        raise Denied("Tidak ada penandatanganan yang sedang berjalan.")


def check_go_on(actor: Actor, batch: Batch) -> None:
    """What somebody signs with their own passphrase nobody else goes on with: the copies say whose signature they carry."""
    check_send(actor, batch.agency)
    act = live(batch)
    if act is not None and act.done_at is None and act.ordered_by_id != actor.id:
        raise Denied(
            f"Dimulai oleh {act.ordered_by.name}, yang juga meneruskannya. Untuk menandatangani sendiri, hentikan dulu."
        )


def check_scan(actor: Actor, batch: Batch) -> None:
    """A scan belongs to letters that were signed by hand."""
    check_send(actor, batch.agency)
    act = live(batch)
    if act is None or act.act != SigningAct.HAND:
        raise Denied("Catat dulu bahwa semua surat ditandatangani basah.")


def check_take_signed(actor: Actor, batch: Batch) -> None:
    """All together once all are signed with a certificate."""
    check_send(actor, batch.agency)
    act = live(batch)
    if act is None or act.act != SigningAct.CERTIFICATE or act.done_at is None:
        raise Denied("Surat bertanda tangan elektronik baru ada setelah semua surat ditandatangani.")


def check_withdraw(actor: Actor, batch: Batch) -> None:
    """A run is stopped, a mistaken note taken back; electronic signatures that all letters carry are there for good."""
    check_send(actor, batch.agency)
    act = live(batch)
    if act is None:
        raise Denied("Tidak ada catatan tanda tangan yang dapat ditarik.")
    if act.act == SigningAct.CERTIFICATE and act.done_at is not None:
        raise Denied("Semua surat ini sudah ditandatangani secara elektronik; tanda tangannya tidak dapat ditarik.")
