"""The summary of a case as it stands on paper: what was done, for whom, by which rule masked. No narrative but the summary."""

from collections.abc import Mapping
from datetime import date, datetime

from tuntas.cases import masking
from tuntas.cases.models import Case, Incident, LegalEvent, Party, Protection, Relationship, Service
from tuntas.cases.states import Context, PlaceType, ProtectionKind, ProtectionStatus, ServiceKind, ServiceStatus
from tuntas.intake.states import Risk, ViolenceType
from tuntas.letters.contents import Content, Section
from tuntas.people.actions.people import PersonData
from tuntas.people.states import Sex

CLOSING = "Dokumen ini rahasia. Tidak disalin, tidak difoto, dan tidak diserahkan kepada pihak yang tidak menangani."
Sheets = Mapping[Party, tuple[PersonData, bool]]  # what is on a sheet, and whether it is named
Rows = tuple[tuple[str, str], ...]


def content(case: Case, sheets: Sheets, *, summary: str, on: date) -> Content:
    """Everything on the paper. Of who is not named nothing is left, also in the summary."""
    hidden = [data for data, named in sheets.values() if not named]
    sections = [
        Section("", _case(case)),
        *(Section(party.label, _party(party, data, named=named, on=on)) for party, (data, named) in sheets.items()),
        Section("Hubungan", _relations(case)),
        Section("Kejadian", _incidents(case)),
        Section("Ringkasan", (("Uraian", masking.scrubbed(summary, hidden)),) if summary else ()),
        Section("Layanan", _services(case)),
        Section("Pelindungan", _protections(case)),
        Section("Proses hukum", _legal(case)),
    ]
    kept = tuple(section for section in sections if section.rows)
    return Content(sections=kept, closing=CLOSING, secrecy=case.ever_trafficking)


def _day(value: date | datetime | None, case: Case) -> str:
    if isinstance(value, datetime):
        value = value.astimezone(case.agency.zone)
    return f"{value:%d-%m-%Y}" if value else ""


def _words(choices: type[ViolenceType] | type[Context], values: list[str]) -> str:
    return ", ".join(str(choices(value).label) for value in values)


def _case(case: Case) -> Rows:
    area = masking.coarse(case.area) if masking.always(case) else case.area
    rows = [
        ("Nomor kasus", case.number),
        ("Keadaan", case.get_status_display()),
        ("Jenis", _words(ViolenceType, case.types)),
        ("Konteks", _words(Context, case.contexts)),
        ("Risiko", Risk(case.risk).label),
        ("Dibuka", _day(case.opened_at, case)),
        ("Berakhir", f"{_day(case.closed_at, case)} · {case.get_closing_reason_display()}" if case.closed_at else ""),
        ("Wilayah", area.full_name if area else ""),
        ("Manajer kasus", f"{case.manager.name}, {case.agency.name}"),
    ]
    return tuple(row for row in rows if row[1])


def _party(party: Party, data: PersonData, *, named: bool, on: date) -> Rows:
    shown = data if named else masking.masked(data)
    who = shown.name if named else f"{masking.MASK}{f' ({shown.name})' if shown.name else ''}"
    rows = [
        ("Nama", who if named or shown.name else masking.MASK),
        ("Anak", "ya, sekarang atau saat kejadian" if masking.is_child(party) else ""),
        ("Umur", age(shown, on)),
        ("Jenis kelamin", Sex(shown.sex).label if shown.sex else ""),
        ("NIK", shown.nik),
        ("Alamat", shown.address),
        ("Nomor telepon", shown.phone),
        ("Sekolah", shown.school),
        ("Akomodasi", shown.accommodation),
    ]
    return tuple(row for row in rows if row[1])


def age(data: PersonData, on: date) -> str:
    """In years; about, where only the year is known or may be told."""
    if data.birth_date:
        born = data.birth_date
        return f"{on.year - born.year - ((on.month, on.day) < (born.month, born.day))} tahun"
    return f"sekitar {on.year - data.birth_year} tahun" if data.birth_year else ""


def _relations(case: Case) -> Rows:
    rows = Relationship.objects.filter(case=case).select_related("victim", "reported_person").order_by("id")
    return tuple((f"{row.reported_person.label} bagi {row.victim.label}", row.get_kind_display()) for row in rows)


def _incidents(case: Case) -> Rows:
    rows = Incident.objects.filter(case=case).order_by("on_date", "id")
    return tuple(
        (
            _day(row.on_date, case) or "tanggal belum diketahui",
            " · ".join(filter(None, (_words(ViolenceType, row.types), PlaceType(row.place_type).label))),
        )
        for row in rows
    )


def _services(case: Case) -> Rows:
    rows = Service.objects.filter(case=case).select_related("victim", "provider").order_by("requested_at", "id")
    return tuple(
        (
            ServiceKind(row.kind).label,
            " · ".join(
                (
                    row.victim.label,
                    ServiceStatus(row.status).label,
                    row.provider.short_name,
                    _day(row.ended_at or row.started_at or row.requested_at, case),
                )
            ),
        )
        for row in rows
    )


def _protections(case: Case) -> Rows:
    rows = Protection.objects.filter(case=case).order_by("id")
    return tuple(
        (
            ProtectionKind(row.kind).label,
            " · ".join(filter(None, (ProtectionStatus(row.status).label, _day(row.ends_at, case) and f"sampai {_day(row.ends_at, case)}"))),
        )
        for row in rows
    )  # fmt: skip


def _legal(case: Case) -> Rows:
    rows = LegalEvent.objects.filter(case=case).order_by("on_date", "id")
    return tuple(
        (row.get_step_display(), " · ".join(filter(None, (_day(row.on_date, case), row.number)))) for row in rows
    )
