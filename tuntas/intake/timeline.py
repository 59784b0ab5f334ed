"""What happened to a report, in sentences for those who work with it. Kinds that are not named here are not shown."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from tuntas.agencies.models import Agency
from tuntas.audit.models import Event
from tuntas.intake import checklist
from tuntas.intake.states import (
    Channel,
    ForwardingStatus,
    ProposalKind,
    ProposalStatus,
    Risk,
    SafetyDecision,
    Status,
    VictimAge,
    ViolenceType,
)

SENTENCES = {
    "duty.postponed": "Tenggat ditunda",
    "forwarding.acknowledged": "{receiver} mengonfirmasi terima terusan",
    "forwarding.ended": "Terusan ke {receiver}: {forwarding}",
    "forwarding.sent": "Diteruskan ke {receiver}",
    "message.received": "Pesan dari pelapor",
    "message.sent": "Pesan untuk pelapor",
    "outreach.accepted": "Usulan penjangkauan KPAD diterima",
    "outreach.declined": "Usulan penjangkauan KPAD tidak diterima",
    "outreach.proposed": "KPAD mengusulkan penjangkauan",
    "proposal.decided": "{proposal}: {decision}",
    "proposal.made": "Diusulkan: {proposal}",
    "report.accepted": "Diterima untuk kasus",
    "report.answered": "Diakhiri dengan jawaban",
    "report.class_lowered": "Golongan diubah menjadi {types}",
    "report.classified": "Digolongkan: {types}; usia korban {age}",
    "report.code_declined": "Pelapor tidak menginginkan kode",
    "report.compared": "Dibandingkan dengan laporan yang mungkin serupa",
    "report.contact_withdrawn": "Pelapor menarik persetujuan dihubungi",
    "report.ended": "Diakhiri: {status}",
    "report.ended_as_non_case": "Diakhiri: bukan pengaduan",
    "report.erased": "Isi laporan dihapus",
    "report.handed_to_case": "Menjadi kasus",
    "report.moved": "Berpindah lembaga",
    "report.opened_by_reporter": "Pelapor membuka halaman status",
    "report.passed_on": "Dilimpahkan ke {receiver}",
    "report.placed": "Penerima ditunjuk",
    "report.received": "Diterima · {channel}",
    "report.reopened": "Dibuka kembali",
    "report.risk_assessed": "Risiko dinilai {level}: {items}",
    "report.risk_carried": "Risiko menjadi {level}, dari laporan ganda",
    "report.risk_lowered": "Risiko diturunkan menjadi {level}",
    "report.safety_decided": "Keputusan keselamatan: {safety}",
    "report.triage_started": "Mulai ditelaah",
    "report.wall_not_needed": "Pembatas akses tidak diperlukan",
    "report.walled": "Pembatas akses dipasang",
}
LOOKS = {
    "report.read": "isi laporan",
    "report.identity_shown": "identitas",
    "messages.opened": "pesan",
    "forwarding.names_shown": "nama-nama pada terusan",
    "forwarding.read": "isi terusan",
    "proposals.read": "alasan usulan",
}


@dataclass(frozen=True)
class Line:
    """One line of the timeline."""

    at: datetime
    text: str
    by: str


@dataclass(frozen=True)
class Look:
    """Who saw what of a report, and when last."""

    name: str
    what: str
    at: datetime


def lines(events: Collection[Event]) -> list[Line]:
    """Events as sentences, in the order given. One query for the names of agencies."""
    wanted = {UUID(event.data["receiver"]) for event in events if event.data.get("receiver")}
    agencies = dict(Agency.objects.filter(pk__in=wanted).values_list("pk", "short_name"))
    return [Line(event.at, _sentence(event, agencies), event.actor_name) for event in events]


def looks(dossier_id: UUID) -> list[Look]:
    """Who has seen personal data of a report: each person and thing once, the latest first."""
    rows = (
        Event.objects.filter(dossier_id=dossier_id, kind__in=LOOKS)
        .values("actor_name", "kind")
        .annotate(last=Max("at"))
    )
    return [
        Look(row["actor_name"], LOOKS[row["kind"]], row["last"]) for row in rows.order_by("-last", "actor_name", "kind")
    ]


def _sentence(event: Event, agencies: dict[UUID, str]) -> str:
    data = event.data
    receiver = data.get("receiver")
    types = [ViolenceType(value).label for value in data.get("types", [])]
    items = [checklist.BY_CODE[code].text for code in data.get("items", []) if code in checklist.BY_CODE]
    status = data.get("status", "")
    return SENTENCES[event.kind].format(
        receiver=agencies.get(UUID(receiver), "lembaga lain") if receiver else "lembaga lain",
        forwarding=ForwardingStatus(status).label.lower() if status in ForwardingStatus.values else "",
        decision=ProposalStatus(status).label.lower() if status in ProposalStatus.values else "",
        status=Status(status).label.lower() if status in Status.values else "",
        proposal=ProposalKind(data["kind"]).label if data.get("kind") in ProposalKind.values else "",
        types=", ".join(types) or "belum digolongkan",
        age=VictimAge(data.get("victim_age", "")).label,
        channel=Channel(data["channel"]).label if data.get("channel") else "",
        level=Risk(data.get("level", 0)).label,
        items="; ".join(items) or "tidak ada butir yang tercentang",
        safety=SafetyDecision(data["decision"]).label if data.get("decision") else "",
    )
