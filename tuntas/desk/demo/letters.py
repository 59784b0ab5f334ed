"""A notification to every kelurahan, RW and RT of Pontianak Kota: some have confirmed it, the others are being chased."""

from datetime import datetime

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.actions import neighbourhoods
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.desk.demo.build import SYSTEM, World
from tuntas.desk.demo.lives import DAY, HOUR
from tuntas.letters import papers
from tuntas.letters.actions import batches, letterheads, making, receipts
from tuntas.letters.actions.batches import BatchData
from tuntas.letters.actions.letterheads import HeadData
from tuntas.letters.models import Batch
from tuntas.letters.states import ReceiptVia, Way

DISTRICT = "61.71.05"  # Pontianak Kota
LEVELS = (int(Level.VILLAGE), int(Level.RW), int(Level.RT))
SENT = 14 * DAY  # before now: more than seven working days
RW, RT = 3, 2  # of each kelurahan, and of each RW
PAPER = papers.Notification(
    subject="Pemberitahuan layanan pengaduan",
    secretariat="Sekretariat Pokja PPA Kecamatan Pontianak Kota",
    address="Jalan Contoh 5, Pontianak",
    hours="Senin sampai Jumat, 08.00 sampai 16.00",
    contacts=("Telepon 0561-000005", "WhatsApp 0800-0000-0005"),
    group="Kelompok Kerja Pelindungan Perempuan dan Anak",
    note="Poster terlampir mohon ditempel di papan pengumuman.",
    enclosure="1 (satu) poster",
)


def make(world: World, *, now: datetime) -> None:
    """The camat's office writes, its letters go out, most kelurahan and some RW and RT answer."""
    keeper = world.users["sekretariat05"]
    agency = Agency.objects.select_related("area", "parent").get(pk=world.agencies["secretariat-05"].pk)
    at = now - SENT - 2 * DAY
    _neighbourhoods(world.users["admin"], at=at)
    head = HeadData(
        name="Kecamatan Pontianak Kota", above="Pemerintah Kota Pontianak", address="Jalan Contoh 5, Pontianak",
        signatory_name="Camat Contoh", signatory_rank="Pembina",
    )  # fmt: skip
    letterheads.change(agency, head, by=keeper, at=at)
    batch = _sent(agency, keeper, at=at, now=now)
    _answers(batch, keeper, now=now)
    receipts.chase(batch, by=SYSTEM, at=now - HOUR)


def _neighbourhoods(admin: User, *, at: datetime) -> None:
    for village in Area.objects.current().filter(path__startswith=f"{DISTRICT}.", level=Level.VILLAGE).order_by("code"):
        for number in range(1, RW + 1):
            rw = neighbourhoods.add(village, level=Level.RW, number=number, by=admin, at=at)
            for each in range(1, RT + 1):
                neighbourhoods.add(rw, level=Level.RT, number=each, by=admin, at=at)


def _sent(agency: Agency, keeper: User, *, at: datetime, now: datetime) -> Batch:
    batch = batches.draft(BatchData(PAPER, agency.area, LEVELS), agency=agency, by=keeper, at=at)
    batches.check(batch, by=keeper, at=at + HOUR)
    batch = batches.order(batch, by=keeper, at=at + HOUR)
    while making.number_next(batch, by=SYSTEM, at=at + HOUR):
        pass
    making.print_all(batch, by=SYSTEM, at=at + HOUR)
    return batches.send(batch, way=Way.HAND, by_mail=False, by=keeper, at=now - SENT)


def _answers(batch: Batch, keeper: User, *, now: datetime) -> None:
    """All kelurahan but one by messenger's book, every third of the others by the code on the letter."""
    rows = list(batch.deliveries.select_related("batch").order_by("position"))
    villages = [row for row in rows if row.level == Level.VILLAGE]
    others = [row for row in rows if row.level != Level.VILLAGE][::3]
    for number, row in enumerate(villages[:-1]):
        receipts.confirm(
            row, via=ReceiptVia.HAND, name=f"Staf {row.area.name} Contoh", position="Staf kelurahan", by=keeper,
            at=now - SENT + (number + 1) * DAY,
        )  # fmt: skip
    for number, row in enumerate(others):
        receipts.confirm(
            row, via=ReceiptVia.QR, name=f"Ketua Contoh {number + 1}", position=row.addressee.split(" ")[1], by=SYSTEM,
            at=now - SENT + DAY + number * HOUR,
        )  # fmt: skip
