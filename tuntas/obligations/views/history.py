"""What happened to a duty, from the event log, in words."""

from dataclasses import dataclass
from datetime import datetime

from tuntas.audit.models import Event
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import HandOverReason, Outcome, PostponeReason, RingOutcome

SENTENCES = {
    "duty.opened": "Kewajiban dibuka",
    "duty.taken": "Diambil",
    "duty.assigned": "Diberikan kepada petugas",
    "duty.postponed": "Tenggat ditunda",
    "duty.recomputed": "Tenggat dihitung ulang karena hari libur berubah",
    "duty.climbed": "Naik ke atasan karena tenggat",
    "duty.put_off": "Belum dapat dinaikkan karena kesalahan program; dicoba lagi beberapa menit kemudian",
    "duty.call_list_made": "Daftar telepon disusun",
    "duty.rung": "Panggilan",
    "duty.handed_over": "Dialihkan",
    "duty.unassigned": "Dikembalikan ke unit",
    "duty.settled": "Selesai",
}
LONGEST = 100


@dataclass(frozen=True)
class Item:
    """One line of the history."""

    at: datetime
    text: str
    by: str
    late: bool


def history(duty: Obligation) -> list[Item]:
    """The newest hundred things, newest first."""
    events = Event.objects.filter(subject_id=str(duty.pk), kind__in=SENTENCES).order_by("-seq")[:LONGEST]
    return [Item(event.at, _text(event), event.actor_name, event.kind == "duty.climbed") for event in events]


def _text(event: Event) -> str:
    text, data = SENTENCES[event.kind], event.data
    if event.kind == "duty.postponed":
        return f"{text}: {PostponeReason(data['reason']).label.lower()}"
    if event.kind == "duty.handed_over":
        return f"{text}: {HandOverReason(data['reason']).label.lower()}"
    if event.kind == "duty.rung":
        return f"{text} ke-{data['position']}: {RingOutcome(data['outcome']).label.lower()}"
    if event.kind == "duty.settled":
        return str(Outcome(data["outcome"]).label)
    if event.kind == "duty.climbed" and data.get("unheard"):
        return f"{text}; tidak ada atasan yang dapat diberi tahu"
    return text
