"""A case in the vocabulary of SIMFONI PPA, field by field, to be copied by hand: there is no other way into it.

Source: code lists and intake forms of the domain reference §6.1 and §7.1. What is missing is said and stops nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tuntas.agencies.states import AgencyKind
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.cases import masking
from tuntas.cases.models import Case, CaseReport, Incident, LegalEvent, Party, Relationship, Service
from tuntas.cases.states import LegalStep, PartyRole, PlaceType, Relation, ServiceKind
from tuntas.intake.states import ViolenceType
from tuntas.people.actions.people import PersonData
from tuntas.people.states import Disability

NOT_KEPT = "agama, kewarganegaraan, jumlah anak, jumlah saudara, pekerjaan orang tua"
VIOLENCE = {
    ViolenceType.PHYSICAL: "Fisik",
    ViolenceType.PSYCHOLOGICAL: "Psikis",
    ViolenceType.SEXUAL: "Seksual",
    ViolenceType.EXPLOITATION: "Eksploitasi",
    ViolenceType.TRAFFICKING: "Trafficking",
    ViolenceType.NEGLECT: "Penelantaran",
    ViolenceType.ELECTRONIC_SEXUAL: "Seksual",  # SIMFONI has no kind of its own; the place says "Daring"
    ViolenceType.OTHER: "Lainnya",
}
# SIMFONI's list of the legal process; what it does not have is left out.
LEGAL = {
    LegalStep.REPORTED: "Pelaporan",
    LegalStep.EXAMINATION: "Pemeriksaan",
    LegalStep.INVESTIGATION: "Penyidikan",
    LegalStep.ARREST: "Penangkapan",
    LegalStep.DETENTION: "Penahanan",
    LegalStep.SEARCH: "Penggeledahan",
    LegalStep.SEIZURE: "Penyitaan",
    LegalStep.PRE_PROSECUTION: "Pra penuntutan",
    LegalStep.PROSECUTION: "Penuntutan",
    LegalStep.FIRST_COURT: "Pengadilan I",
    LegalStep.APPEAL: "Banding",
    LegalStep.CASSATION: "Kasasi",
    LegalStep.DIVERSION: "Diversi",
}
AGENCY = {
    AgencyKind.AGENCY_WOMEN_CHILD: "DPPPA",
    AgencyKind.UPTD_PPA: "P2TP2A / UPTD PPA",
    AgencyKind.P2TP2A: "P2TP2A / UPTD PPA",
}
GROUPS = ((5, "0–5"), (12, "6–12"), (17, "13–17"), (24, "18–24"), (44, "25–44"), (59, "45–59"))


@dataclass(frozen=True)
class Field:
    """One field of the form. An empty value is still to be asked."""

    label: str
    value: str


@dataclass(frozen=True)
class Block:
    """Fields under a heading; `key` tells blocks of a page apart."""

    key: str
    title: str
    fields: tuple[Field, ...]


def blocks(case: Case, sheets: Mapping[Party, PersonData], *, named: bool, on: date) -> list[Block]:
    """The sheet. Without `named` everybody is masked; with it only those whom R12 does not hide are named."""
    children = [data for party, data in sheets.items() if masking.is_child(party)]
    hidden = masking.always(case) | {party.pk for party, data in sheets.items() if masking.leads_to(data, children)}
    found = [_case(case)]
    for party, data in sheets.items():
        if party.role in {PartyRole.VICTIM, PartyRole.REPORTED_PERSON}:
            shown = data if named and party.pk not in hidden else masking.masked(data)
            masked = shown is not data
            fields = (*_who(shown, data, masked=masked, on=on), *_in_case(case, party))
            found.append(Block(str(party.pk), party.label, fields))
    return [*found, _services(case), _legal(case)]


def missing(sheet: list[Block]) -> int:
    """How many fields are still empty."""
    return sum(not field.value for block in sheet for field in block.fields)


def group_of(years: int | None) -> str:
    """SIMFONI's age groups."""
    if years is None:
        return ""
    return next((words for most, words in GROUPS if years <= most), "60+")


def years_of(data: PersonData, on: date) -> int | None:
    """Full years on a day; with only a year of birth, the years between."""
    if data.birth_date:
        born = data.birth_date
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return on.year - data.birth_year if data.birth_year else None


def _case(case: Case) -> Block:
    incidents = list(Incident.objects.filter(case=case).select_related("area").order_by("on_date", "id"))
    first = incidents[0] if incidents else None
    places = sorted({PlaceType(row.place_type).label for row in incidents if row.place_type})
    place = masking.coarse(first.area) if first and masking.always(case) else first.area if first else None
    fields = (
        Field("Nomor registrasi", case.number),
        Field("Kategori instansi", AGENCY.get(AgencyKind(case.agency.kind), "Lainnya")),
        Field("Tanggal lapor", _day(_reported_at(case), case)),
        Field("Tanggal input", _day(case.opened_at, case)),
        Field("Tanggal kejadian", _day(first.on_date, case) if first else ""),
        Field("Tempat kejadian", ", ".join(places)),
        *_areas("kejadian", place, coarse=bool(masking.always(case))),
        Field("Jenis kekerasan", ", ".join(dict.fromkeys(VIOLENCE[ViolenceType(value)] for value in case.types))),
    )
    return Block("kasus", "Kasus", fields)


def _reported_at(case: Case) -> datetime:
    if case.victim_reported_at:
        return case.victim_reported_at
    found = (
        CaseReport.objects.filter(case=case)
        .order_by("report__received_at")
        .values_list("report__received_at", flat=True)
    )
    return found.first() or case.opened_at


def _who(shown: PersonData, data: PersonData, *, masked: bool, on: date) -> tuple[Field, ...]:
    """Who it is; counted values come from what is known, what identifies from what may be shown."""
    years = years_of(data, on)
    certain = (
        Field("Inisial" if masked else "Nama", shown.name),
        Field("Jenis kelamin", data.sex.label if data.sex else ""),
        Field("Umur", f"{years}" if years is not None else ""),
        Field("Kelompok usia", group_of(years)),
        Field("Pendidikan", data.education.label if data.education else ""),
        Field("Pekerjaan", data.work.label if data.work else ""),
        Field("Status perkawinan", data.marital.label if data.marital else ""),
        Field("Disabilitas", ", ".join(Disability(each).label for each in data.disabilities) or "Tidak"),
        *_areas("tempat tinggal", shown.area, coarse=masked),
    )
    if masked:
        return certain
    return (
        *certain,
        Field("NIK", shown.nik),
        Field("Tempat lahir", shown.birth_place),
        Field("Tanggal lahir", f"{shown.birth_date:%d-%m-%Y}" if shown.birth_date else ""),
        Field("Alamat", shown.address),
        Field("Nomor telepon", shown.phone),
    )


def _areas(what: str, area: Area | None, *, coarse: bool) -> tuple[Field, ...]:
    """Regency, kecamatan and, where it may be told, the village."""
    found: dict[int, str] = {}
    while area is not None:
        found[area.level] = area.name
        area = area.parent
    wanted = [(Level.REGENCY, "Kabupaten/kota"), (Level.DISTRICT, "Kecamatan")]
    if not coarse:
        wanted.append((Level.VILLAGE, "Kelurahan/desa"))
    return tuple(Field(f"{label} {what}", found.get(level, "")) for level, label in wanted)


def _in_case(case: Case, party: Party) -> tuple[Field, ...]:
    """For a reported person, what they are to each victim: SIMFONI's "hubungan pelaku"."""
    if party.role != PartyRole.REPORTED_PERSON:
        return ()
    rows = list(Relationship.objects.filter(case=case, reported_person=party).select_related("victim").order_by("id"))
    words = [Relation(row.kind).label if row.kind else "NA" for row in rows]
    if len(set(words)) > 1:
        words = [f"{word} ({row.victim.label})" for word, row in zip(words, rows, strict=True)]
    return (Field("Hubungan dengan korban", ", ".join(dict.fromkeys(words))),)


def _services(case: Case) -> Block:
    rows = Service.objects.filter(case=case).select_related("victim", "provider").order_by("requested_at", "id")
    fields = tuple(
        Field(
            f"{row.kind}. {ServiceKind(row.kind).label}, {row.victim.label}",
            " · ".join(
                filter(None, (_day(row.started_at or row.ended_at, case), row.provider.name if row.started_at else ""))
            ),
        )
        for row in rows
    )
    return Block("layanan", "Layanan yang diberikan", fields or (Field("Layanan", ""),))


def _legal(case: Case) -> Block:
    rows = LegalEvent.objects.filter(case=case, step__in=LEGAL).order_by("on_date", "id")
    fields = tuple(
        Field(LEGAL[LegalStep(row.step)], " · ".join(filter(None, (_day(row.on_date, case), row.number))))
        for row in rows
    )
    return Block("hukum", "Proses hukum terlapor", fields or (Field("Proses hukum", ""),))


def _day(value: date | datetime | None, case: Case) -> str:
    if isinstance(value, datetime):
        value = value.astimezone(case.agency.zone)
    return f"{value:%d-%m-%Y}" if value else ""
