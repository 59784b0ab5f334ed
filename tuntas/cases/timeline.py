"""The lines of a case's timeline in words, and the groups by which they are filtered. Nothing here is decrypted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import TextChoices
from django.urls import NoReverseMatch, reverse

from tuntas.cases.models import Case, Entry
from tuntas.cases.states import (
    AttemptResult,
    ConsentScope,
    EntryKind,
    LegalStep,
    NoteKind,
    PartyRole,
    PressureKind,
    ProposalKind,
    ProposalStatus,
    ProtectionKind,
    ProtectionStatus,
    ScreeningStatus,
    ServiceKind,
    ServiceStatus,
    ShelterStatus,
    Status,
    TeamRole,
)
from tuntas.intake.states import Risk, ViolenceType

K = EntryKind
# What can be chosen above the timeline: code in the address, words, kinds.
GROUPS: dict[str, tuple[str, frozenset[EntryKind]]] = {
    "catatan": ("Catatan", frozenset({K.NOTE, K.CLINICAL, K.CONTACT_ATTEMPT, K.PRESSURE})),
    "risiko": ("Risiko dan keselamatan", frozenset({K.RISK, K.SAFETY_PLAN, K.SCREENING, K.PROTECTION, K.SHELTER})),
    "layanan": (
        "Rencana dan layanan",
        frozenset({K.ASSESSMENT, K.PLAN, K.SERVICE, K.OUTREACH, K.REFERRAL, K.TRANSFER, K.CONSENT, K.FOLLOW_UP}),
    ),
    "hukum": ("Proses hukum", frozenset({K.LEGAL})),
    "pokok": ("Pihak dan kejadian", frozenset({K.PARTY, K.INCIDENT, K.CLASSIFIED, K.REPORT_LINKED})),
    "alur": (
        "Status dan tim",
        frozenset({K.OPENED, K.STATUS, K.TEAM, K.PROPOSAL, K.CLOSURE, K.REOPENED, K.ACCESS, K.LETTER, K.SIMFONI}),
    ),
}
_OWN = {
    "report": "dari laporan", "direct": "langsung", "transfer": "dari pelimpahan", "left": "keluar", "opened": "akses darurat dibuka",
    "ended": "akses darurat berakhir", "reviewed": "akses darurat diperiksa", "walled": "pembatas akses dipasang",
    "walls_lifted": "pembatas akses dicabut", "recurrence": "keberulangan (R23)", "removed": "dihapus dari kasus",
    "content_removed": "bukti disimpan, penghapusan konten diminta", "summary": "ringkasan untuk pihak lain", "named": "pembaca disebut",
    "given": "diberikan", "withdrawn": "ditarik", "let_end": "dibiarkan berakhir", "no_complaint": "korban memilih tidak mengadu",
    "report_again": "ada hal baru yang belum dilaporkan ke kepolisian",
    "obstacle_followed": "hambatan ditindaklanjuti", "hearing_attended": "sidang didampingi",
    "number_checked": "nomor laporan polisi diperiksa",
    "prepared": "disiapkan",
    "made": "disusun", "item": "butir baru", "approved": "disetujui", "reclassified": "diubah dengan dua orang",
    "adult": "menjadi dewasa, diputuskan dua orang", "wall_lifted": "pembatas akses dicabut",
    "changed": "data diubah", "relationship": "hubungan dicatat", "recovered": "dipulihkan dua psikolog",
    "file_removed": "berkas bukti dihapus", "cadre_task": "tugas diberikan kepada kader",
    # States of referrals and transfers, which stand above: a test there compares them.
    "waiting": "menunggu syarat", "sent": "dikirim", "acknowledged": "dikonfirmasi terima", "accepted": "diterima, dikerjakan",
    "answered": "dijawab", "declined": "ditolak penerima",
}  # fmt: skip
_LISTS: dict[EntryKind, type[TextChoices]] = {
    K.STATUS: Status,
    K.CLOSURE: Status,
    K.TEAM: TeamRole,
    K.PARTY: PartyRole,
    K.NOTE: NoteKind,
    K.SCREENING: ScreeningStatus,
    K.SERVICE: ServiceStatus,
    K.CONTACT_ATTEMPT: AttemptResult,
    K.LEGAL: LegalStep,
    K.CONSENT: ConsentScope,
    K.PRESSURE: PressureKind,
    K.CLASSIFIED: ViolenceType,
    K.SHELTER: ShelterStatus,
}


@dataclass(frozen=True)
class Line:
    """One line as it stands on the page. `url` is empty where there is nothing more to see for this person."""

    at: datetime
    text: str
    detail: str
    by: str
    url: str


def lines(
    case: Case, entries: Collection[Entry], *, opens: Mapping[str, bool], reports: Collection[UUID]
) -> list[Line]:
    """Entries as lines. `opens`: which pages this person may open; `reports`: which linked reports they see."""
    found = []
    for row in entries:
        may = row.object_id in reports if row.url_name == "intake:detail" else opens.get(row.url_name, False)
        found.append(
            Line(
                at=row.at,
                text=EntryKind(row.kind).label,
                detail=words(EntryKind(row.kind), row.detail),
                by=row.by.name if row.by else "Tuntas",
                url=_url(row, case) if may else "",
            )
        )
    return found


def words(kind: EntryKind, detail: str) -> str:
    """A code of the kind's own list in words; a code that says nothing to people is left out."""
    if kind is K.RISK:
        return Risk(int(detail)).label if detail.isdecimal() and int(detail) in Risk.values else _OWN.get(detail, "")
    if kind in {K.SERVICE, K.OUTREACH} and detail.isdecimal() and int(detail) in ServiceKind.values:
        return str(ServiceKind(int(detail)).label)
    parts = [_word(kind, part) for part in detail.split(".") if part]
    return ", ".join(part for part in parts if part)


def _word(kind: EntryKind, code: str) -> str:
    for choices in (_LISTS.get(kind), ProposalKind, ProposalStatus, ProtectionKind, ProtectionStatus):
        if choices is not None and code in choices.values:
            return str(choices(code).label)
    return _OWN.get(code, "")


def _url(row: Entry, case: Case) -> str:
    """Where a line leads: the page of what it is about, or the page of the case that lists it."""
    if not row.url_name:
        return ""
    try:
        url = reverse(row.url_name, args=[row.object_id or case.pk])
        listed = url.startswith(f"{reverse('cases:list')}{row.object_id}/")  # that place of an address is the case's
        return reverse(row.url_name, args=[case.pk]) if listed else url
    except NoReverseMatch:
        return ""
