"""The words for codes that stand in events: each app has its own, the log keeps the code."""

from typing import Any

from django.db.models import Choices

from tuntas.access.roles import Role
from tuntas.agencies.states import AgencyKind, ContactChannel
from tuntas.intake import states as intake
from tuntas.obligations import kinds
from tuntas.obligations.states import HandOverReason, Outcome, PostponeReason, RingOutcome

# By the name of the datum; where one name is used for several lists, the first that knows the code answers.
_LISTS: dict[str, tuple[type[Choices], ...]] = {
    "after": (intake.Status, intake.Risk),
    "before": (intake.Status, intake.Risk, intake.ViolenceType),
    "channel": (intake.Channel, ContactChannel),
    "decision": (intake.SafetyDecision,),
    "kind": (intake.ProposalKind, intake.EntryKind, AgencyKind),
    "level": (intake.Risk,),
    "outcome": (Outcome, RingOutcome),
    "reason": (HandOverReason, PostponeReason),
    "risk": (intake.Risk,),
    "role": (Role,),
    "status": (intake.Status, intake.ForwardingStatus, intake.ProposalStatus),
    "types": (intake.ViolenceType,),
    "victim_age": (intake.VictimAge,),
}

# What a record is called, by the model's label.
_RECORDS = {
    "accounts.invitation": "Undangan",
    "accounts.posting": "Penugasan",
    "accounts.restoration": "Pemulihan akun",
    "accounts.user": "Akun",
    "agencies.agency": "Lembaga",
    "agencies.dutycontact": "Kontak piket",
    "agencies.publiccontact": "Kontak publik",
    "agencies.receivingunit": "Unit penerima",
    "areas.area": "Wilayah",
    "areas.homearea": "Wilayah kerja",
    "backup": "Cadangan",
    "core.keys": "Kunci",
    "intake.contactentry": "Catatan kontak",
    "intake.forwarding": "Terusan",
    "intake.message": "Pesan",
    "intake.proposal": "Usulan",
    "intake.report": "Laporan",
    "notices.notice": "Pemberitahuan",
    "obligations.clockoverride": "Tenggat",
    "obligations.holiday": "Hari libur",
    "obligations.obligation": "Kewajiban",
    "obligations.wall": "Pembatas akses",
}


def word(name: str, value: Any) -> str:
    """The word for a code; what is no code stays as it is."""
    if name == "duty_kind":
        return next((kind.sentence for kind in kinds.all_kinds() if kind.code == value), str(value))
    for choices in _LISTS.get(name, ()):
        if value in choices.values:
            return str(choices(value).label)
    return str(value)


def record_word(subject_type: str) -> str:
    """What kind of record an event is about."""
    return _RECORDS.get(subject_type, "")
