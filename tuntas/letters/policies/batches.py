"""Refusals about letters to many areas, and about receipts."""

from collections.abc import Collection
from uuid import UUID

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.letters.models import Batch, Delivery
from tuntas.letters.states import BatchStatus, LetterStatus, check_batch_transition

LEVELS = (Level.VILLAGE, Level.RW, Level.RT)
MOST = 3000  # letters of one batch


def check_send(actor: Actor, agency: Agency) -> None:
    """Who writes and sends letters of an agency to its area: its secretariat, its head, its leadership."""
    if not reaches(actor, Permission.LETTER_SEND, agency_id=agency.pk, area_path=agency.area_path):
        raise Denied("Surat ke wilayah disusun dan dikirim oleh sekretariat, kepala unit, atau pimpinan lembaga ini.")


def check_scope(agency: Agency, scope: Area, levels: list[int]) -> None:
    """An agency writes to its own area only, and to kelurahan, RW and RT."""
    if not scope.path.startswith(agency.area_path):
        raise Denied("Surat hanya dikirim ke wilayah lembaga Anda sendiri.")
    if not levels or set(levels) - set(LEVELS):
        raise Denied("Pilih kepada siapa: kelurahan atau desa, RW, RT.")


def check_still(batch: Batch, areas: Collection[UUID]) -> None:
    """The areas are those of today: none has ended, and none come, since the list was made. Raises Denied."""
    if set(batch.deliveries.values_list("area_id", flat=True)) != set(areas):
        raise Denied(
            "Kelurahan, RW atau RT berubah sejak daftar penerima dibuat. Kembalikan ke draf, simpan lagi, lalu periksa daftarnya."
        )


def check_count(count: int) -> None:
    """There is somebody to write to, and not more than one run prints."""
    if not count:
        raise Denied("Di wilayah ini belum ada kelurahan, RW atau RT yang tercatat pada tingkat yang dipilih.")
    if count > MOST:
        raise Denied(f"Paling banyak {MOST} surat sekali jalan. Pilih wilayah atau tingkat yang lebih sempit.")


def check_step(actor: Actor, batch: Batch, new: BatchStatus) -> None:
    """Any step of a batch."""
    check_send(actor, batch.agency)
    check_batch_transition(batch.status, new)


def check_revise(actor: Actor, batch: Batch) -> None:
    """The text and the list of recipients change only while it is a draft."""
    check_send(actor, batch.agency)
    if batch.status != BatchStatus.DRAFT:
        raise Denied("Hanya rancangan yang dapat diubah. Kembalikan dulu menjadi rancangan.")


def check_same(batch: Batch, seen: object) -> None:
    """What was looked through is what is kept."""
    if batch.content != seen:
        raise InvalidTransition("Sementara itu surat ini diubah petugas lain. Muat ulang halaman, lalu periksa lagi.")


def check_remind(actor: Actor, batch: Batch) -> None:
    """Reminders go to those who have had the first letter and said nothing."""
    check_send(actor, batch.agency)
    if batch.status != BatchStatus.SENT:
        raise Denied("Pengingat dibuat selama tanda terima masih ditunggu.")
    if batch.reminders.filter(is_open=True).exists():
        raise Denied("Surat pengingat yang lama belum dikirim. Kirim atau batalkan dulu.")


def check_silent(count: int) -> None:
    """There is somebody to remind."""
    if not count:
        raise Denied("Semua penerima sudah mengonfirmasi; tidak ada yang perlu diingatkan.")


def check_receipt(delivery: Delivery) -> None:
    """A receipt is of a letter that went out and still counts."""
    letter = delivery.letter
    if letter is None or delivery.sent_at is None:
        raise Denied("Surat ini belum dikirim.")
    if letter.status == LetterStatus.VOIDED:
        raise Denied("Surat ini sudah dibatalkan; tanda terimanya tidak diperlukan lagi.")


def check_take_back(actor: Actor, delivery: Delivery) -> None:
    """A receipt that was a mistake is taken back while others are still waited for."""
    check_send(actor, delivery.batch.agency)
    if delivery.receipt_at is None or delivery.batch.status != BatchStatus.SENT:
        raise Denied("Tidak ada tanda terima yang dapat ditarik.")


def check_address(actor: Actor, delivery: Delivery) -> None:
    """Addresses change until the letters go out."""
    check_send(actor, delivery.batch.agency)
    if delivery.sent_at is not None or not delivery.batch.is_open:
        raise Denied("Surat ini sudah dikirim; alamatnya tidak diubah lagi.")


def check_print_batch(actor: Actor, batch: Batch) -> None:
    """The file for the printer is for those who send."""
    check_send(actor, batch.agency)
    if batch.made_at is None:
        raise Denied("Berkas cetak baru ada setelah semua surat dibuat.")
