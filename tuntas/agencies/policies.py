"""What may not be done to agencies, each with the sentence that people read."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.agencies.models import Agency, DutyContact, OnCallShift, ReceivingUnit
from tuntas.areas.models import Area, HomeArea
from tuntas.core.errors import Denied

LONGEST_SHIFT = timedelta(days=7)

# Higher apps add what they know, in ready(): each is silent or raises Denied.
closing_checks: list[Callable[[Agency, datetime], None]] = []  # open duties, people posted there …
receiving_checks: list[Callable[[Agency, datetime], None]] = []  # somebody works there who can take a report
# Who is posted at an agency at a moment, as (user id, name): told by the app that knows accounts.
account_sources: list[Callable[[Agency, datetime], list[tuple[UUID, str]]]] = []


def accounts_of(agency: Agency, at: datetime) -> list[tuple[UUID, str]]:
    """Everyone with an account who works there now, by name: a duty contact may be tied to one.

    With it a wall that names a person also keeps that person from being rung.
    """
    return sorted((person for source in account_sources for person in source(agency, at)), key=lambda person: person[1])


def _reaches(actor: Actor, permission: Permission, agency: Agency) -> bool:
    return reaches(actor, permission, agency_id=agency.pk, area_path=agency.area_path)


def check_create(actor: Actor, area: Area) -> None:
    """Agencies are made by those who look after the area."""
    if not reaches(actor, Permission.AGENCY_EDIT, agency_id=None, area_path=area.path):
        raise Denied("Mencatat lembaga di wilayah ini adalah tugas admin sistem wilayah ini.")


def check_found_first() -> None:
    """Without an administrator, only the first agency can be made."""
    if Agency.objects.exists():
        raise Denied("Sudah ada lembaga. Yang berikutnya dicatat oleh admin sistem.")


def check_edit(actor: Actor, agency: Agency) -> None:
    """An agency is changed by those who look after its area, while it is open."""
    if not _reaches(actor, Permission.AGENCY_EDIT, agency):
        raise Denied("Mengubah data lembaga ini adalah tugas admin sistem wilayahnya.")
    check_not_closed(agency)


def check_not_closed(agency: Agency) -> None:
    """What has been closed stays as it was."""
    if agency.closed_date is not None:
        raise Denied(
            f"{agency.short_name} sudah ditutup pada {agency.closed_date:%d-%m-%Y}; datanya tidak diubah lagi."
        )


def check_parent(agency: Agency, parent: Agency | None) -> None:
    """The tree of agencies has no circle and no closed branch above an open one."""
    if parent is None or parent.pk == agency.parent_id:
        return
    check_not_closed(parent)
    below, _ = Agency.objects.families([agency.pk])
    if parent.pk in below[agency.pk]:
        raise Denied("Lembaga induk tidak boleh lembaga ini sendiri atau unit di bawahnya.")


def check_keeps_receiving(agency: Agency, *, receives: bool, on: date) -> None:
    """Who receives for an area goes on receiving until another unit does."""
    if not receives and (row := _receives(agency, on)):
        raise Denied(
            f"{agency.short_name} masih menerima laporan untuk {row.area.full_name}. Tunjuk unit lain lebih dahulu."
        )


def check_close(actor: Actor, agency: Agency, *, at: datetime) -> None:
    """An agency closes when nothing rests on it: no area, no open unit, nothing that higher apps know of."""
    check_edit(actor, agency)
    on = agency.today(at)
    check_keeps_receiving(agency, receives=False, on=on)
    unit = agency.units.open_on(on).order_by("name").first()
    if unit is not None:
        raise Denied(f"Unit di bawahnya masih ada: {unit.name}. Tutup atau pindahkan lebih dahulu.")
    for check in closing_checks:
        check(agency, at)


def check_verify(actor: Actor, agency: Agency) -> None:
    """A number is shown to the public on the word of a person who tried it."""
    if not _reaches(actor, Permission.AGENCY_VERIFY_CONTACT, agency):
        raise Denied("Memeriksa kontak untuk umum adalah tugas admin sistem wilayah ini.")
    check_not_closed(agency)


def check_rota(actor: Actor, agency: Agency) -> None:
    """Contacts for duty and the rota are kept by the unit itself, or by those who look after its area."""
    if not _reaches(actor, Permission.ROTA_EDIT, agency):
        raise Denied("Jadwal piket diatur oleh manajer, supervisor, atau kepala unit ini.")
    check_not_closed(agency)


def check_account(agency: Agency, user_id: UUID | None, *, at: datetime) -> None:
    """A contact is tied to somebody who works there."""
    if user_id and user_id not in dict(accounts_of(agency, at)):
        raise Denied("Akun itu bukan milik petugas lembaga ini.")


def check_end_contact(actor: Actor, contact: DutyContact, *, at: datetime) -> None:
    """Nobody leaves the list while still on the rota."""
    check_rota(actor, contact.agency)
    if contact.ended_date is not None:
        raise Denied(f"{contact.name} sudah tidak menjadi kontak piket.")
    ahead = contact.shifts.filter(ends_at__gt=at).count()
    if ahead:
        raise Denied(
            f"{contact.name} masih tercatat pada {ahead} giliran piket. Ganti atau hapus giliran itu lebih dahulu."
        )


def check_shifts(agency: Agency, contact: DutyContact, wanted: Sequence[OnCallShift], *, at: datetime) -> None:
    """Shifts to be written: of a colleague of this agency, not over already, not too long, one per place in the order."""
    if contact.agency_id != agency.pk or (contact.ended_date is not None and contact.ended_date <= agency.today(at)):
        raise Denied("Petugas itu bukan kontak piket lembaga ini.")
    for shift in wanted:
        if shift.ends_at <= shift.starts_at:
            raise Denied("Giliran harus selesai sesudah mulai.")
        if shift.ends_at - shift.starts_at > LONGEST_SHIFT:
            raise Denied("Satu giliran paling lama tujuh hari.")
        if shift.ends_at <= at:
            raise Denied("Giliran itu sudah lewat.")
    starts = {(shift.starts_at, shift.ring_order) for shift in wanted}
    others = OnCallShift.objects.filter(agency=agency, starts_at__in=[start for start, _ in starts])
    others = others.exclude(pk__in=[shift.pk for shift in wanted])
    for starts_at, order in others.values_list("starts_at", "ring_order"):
        if (starts_at, order) in starts:
            local = starts_at.astimezone(agency.zone)
            raise Denied(f"Sudah ada giliran urutan {order} yang mulai {local:%d-%m-%Y %H.%M}.")


def check_shift_ahead(shift: OnCallShift, *, at: datetime) -> None:
    """A shift that is over is a record of who was on call."""
    if shift.ends_at <= at:
        raise Denied("Giliran yang sudah lewat menjadi catatan dan tidak diubah lagi.")


def check_set_receiver(actor: Actor, area: Area, agency: Agency, *, at: datetime) -> None:
    """Who receives: an open agency that receives reports and works here; for areas inside the home areas only."""
    if not reaches(actor, Permission.AGENCY_EDIT, agency_id=None, area_path=area.path):
        raise Denied("Menetapkan unit penerima adalah tugas admin sistem wilayah ini.")
    if area.valid_to is not None:
        raise Denied(f"{area.full_name} sudah berakhir. Pilih wilayah penerusnya.")
    if not HomeArea.objects.contain(area.path):
        raise Denied(f"{area.full_name} bukan bagian dari wilayah kerja instalasi ini.")
    check_not_closed(agency)
    if not agency.receives_reports or not agency.uses_tuntas:
        raise Denied(f"{agency.name} tidak dicatat sebagai lembaga yang menerima laporan dengan Tuntas.")
    for check in receiving_checks:
        check(agency, at)


def check_end_receiver(actor: Actor, row: ReceivingUnit) -> None:
    """For a home area somebody always receives: its receiver is replaced, never just ended."""
    if not reaches(actor, Permission.AGENCY_EDIT, agency_id=None, area_path=row.area_path):
        raise Denied("Menetapkan unit penerima adalah tugas admin sistem wilayah ini.")
    if row.to_date is not None:
        raise Denied("Penetapan ini sudah berakhir.")
    if getattr(row.area, "home", None) is not None:  # lists load it with the row
        raise Denied(f"{row.area.full_name} adalah wilayah kerja: selalu ada unit yang menerima. Tunjuk penggantinya.")


def _receives(agency: Agency, on: date) -> ReceivingUnit | None:
    return ReceivingUnit.objects.in_force(on).filter(agency=agency).select_related("area").order_by("area_path").first()
