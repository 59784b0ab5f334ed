"""The words for codes that stand in events: each app has its own, the log keeps the code."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.db.models import Choices

from tuntas.access.roles import Role
from tuntas.accounts.states import Restored
from tuntas.agencies.states import AgencyKind, ContactChannel
from tuntas.areas.states import Differing
from tuntas.bodies import states as bodies
from tuntas.bodies.states import PathKind, SeatRole
from tuntas.cadres import states as cadres
from tuntas.cases import states as cases
from tuntas.cases import trafficking
from tuntas.desk.audit_names import FIELDS, NAMES, OF_BODIES, OF_CADRES, OF_LETTERS, RECORDS
from tuntas.files import states as files
from tuntas.intake import checklist
from tuntas.intake import states as intake
from tuntas.letters import states as letters
from tuntas.letters.states import LetterKind, VoidReason
from tuntas.meetings import states as meetings
from tuntas.obligations import kinds
from tuntas.obligations.states import HandOverReason, Outcome, PostponeReason, RingOutcome
from tuntas.people.states import MergeStatus
from tuntas.referrals import states as referrals
from tuntas.statistics.states import FileFormat, Finding

# By the name of the datum, or by what the event is about and the name: "case.status" is not "report.status".
# Where one name is used for several lists, the first that knows the code answers.
_LISTS: dict[str, tuple[type[Choices], ...]] = {
    "activity_kind": (cadres.ActivityKind,),
    "actor": (cases.LegalActor,),
    "cadre.source": (cadres.Source,),
    "after": (intake.Status, intake.Risk),
    "agency.kind": (AgencyKind,),
    "area": (cases.AssessmentArea,),
    "attendance.via": (meetings.Via,),
    "basis": (cases.LegalBasis,),
    "before": (intake.Status, intake.Risk, intake.ViolenceType, cases.Status),
    "case.before": (cases.Status, intake.Risk, intake.ViolenceType),
    "case.reason": (cases.ClosingReason,),
    "case.status": (cases.Status,),
    "decided": (Differing,),
    "found": (Finding,),
    "case_proposal.status": (cases.ProposalStatus,),
    "channel": (intake.Channel, ContactChannel),
    "closing_reason": (cases.ClosingReason,),
    "contexts": (cases.Context,),
    "decision": (intake.SafetyDecision,),
    "entry.kind": (intake.EntryKind,),
    "export.status": (intake.ExportStatus,),
    "figures.format": (FileFormat,),
    "file.purpose": (files.Purpose,),
    "file.reason": (files.RemovalReason,),
    "follow_up.status": (meetings.ActionStatus,),
    "decision.status": (meetings.MeetingStatus,),
    "forwarding.status": (intake.ForwardingStatus,),
    "giver": (cases.ConsentGiver,),
    "help_kind": (cadres.HelpKind,),
    "kind": (intake.ProposalKind, intake.EntryKind, AgencyKind),
    "letter.reason": (VoidReason,),
    "letter.way": (letters.SigningWay,),
    "letter_batch.act": (letters.SigningAct,),
    "letter_batch.status": (letters.BatchStatus,),
    "letter_receipt.via": (letters.ReceiptVia,),
    "letter_kind": (LetterKind,),
    "level": (intake.Risk,),
    "media_type": (files.MediaType,),
    "meeting.paper": (meetings.Paper,),
    "meeting.status": (meetings.MeetingStatus,),
    "meeting_kind": (meetings.MeetingKind,),
    "merge.status": (MergeStatus,),
    "need": (referrals.Need,),
    "note_kind": (cases.NoteKind,),
    "outcome": (Outcome, RingOutcome),
    "party.role": (cases.PartyRole,),
    "path_kind": (PathKind,),
    "plan_item.status": (cases.PlanItemStatus,),
    "pressure.of": (cases.PressureKind,),
    "proposal.status": (intake.ProposalStatus,),
    "proposal_kind": (cases.ProposalKind,),
    "protection.of": (cases.ProtectionKind,),
    "protection.status": (cases.ProtectionStatus,),
    "purpose": (intake.ExportPurpose,),
    "reason": (HandOverReason, PostponeReason),
    "referral.items": (referrals.Item,),
    "referral.status": (referrals.Status,),
    "relationship.kind": (cases.Relation,),
    "restitution": (cases.Restitution,),
    "result": (cases.AttemptResult,),
    "risk": (intake.Risk,),
    "role": (Role,),
    "scopes": (cases.ConsentScope,),
    "seat.role": (SeatRole,),
    "screening.status": (cases.ScreeningStatus,),
    "service.status": (cases.ServiceStatus,),
    "service_kind": (cases.ServiceKind,),
    "status": (intake.Status, intake.ForwardingStatus, intake.ProposalStatus),
    "step": (cases.LegalStep,),
    "team.role": (cases.TeamRole,),
    "types": (intake.ViolenceType,),
    "victim_age": (intake.VictimAge,),
    "way": (referrals.AnsweredBy,),
    "office": (bodies.Office,),
    "method": (bodies.ElectionMethod,),
    "task.profile": (bodies.Profile,),
    "task.step": (bodies.Step,),
    "task_status": (cadres.TaskStatus,),
    "what": (Restored,),
}
# Codes that are in no list of states.
_OWN: dict[str, Mapping[str, str]] = {
    "case.step": {
        "end_break_glass": "mengakhiri akses darurat", "end_protection": "mengakhiri pelindungan", "replace_manager": "mengganti manajer",
    },
    "duty.step": {"next_escalation_at": "menaikkan tenggat", "rings_at": "memanggil piket"},
    "fields": FIELDS,
    **{f"{about}.fields": words for about, words in (OF_BODIES | OF_CADRES).items()},
    "letter.fields": OF_LETTERS,
    "items": {item.code: item.text for item in checklist.ITEMS},
    "mediation.step": {
        "requested": "diajukan", "completed": "berkas dilengkapi", "mediator_named": "mediator ditunjuk", "agreed": "kesepakatan dicatat",
        "given_up": "dihentikan", "assessed_companion": "asesmen pendamping", "assessed_psychologist": "asesmen psikolog",
    },
    "notice_kind": {"duty": "kewajiban"},
    "reasons": trafficking.REASONS,
    "report.reason": {"retention": "masa simpan berakhir", "request": "permintaan penghapusan"},
    "sign_in.reason": {"self": "keluar sendiri"},
    "sign_in.step": {"password": "kata sandi", "code": "kode verifikasi"},
}  # fmt: skip
# Where something was refused: the app of the page.
_PAGES = {
    "accounts": "pengguna", "agencies": "lembaga", "areas": "wilayah", "bodies": "kelompok", "cadres": "kader", "cases": "kasus",
    "desk": "meja kerja", "files": "berkas", "intake": "laporan", "letters": "surat", "meetings": "rapat",
    "obligations": "kewajiban", "oversight": "pengawasan",
    "people": "data orang", "portal": "layanan publik", "referrals": "rujukan",
}  # fmt: skip


def word(name: str, value: Any, about: str = "") -> str:
    """The word for a code; what is no code stays as it is. `about`: what the event is about ("case", "referral")."""
    if name == "duty_kind":
        return next((kind.sentence for kind in kinds.all_kinds() if kind.code == value), str(value))
    if name == "page":
        return f"halaman {_PAGES.get(str(value).partition(':')[0], 'lain')}"
    if name == "filters":
        left, _, right = str(value).partition("=")
        return f"{NAMES.get(left, FIELDS.get(left, left))}: {word(left, right)}"
    for key in (f"{about}.{name}", name):
        if found := _OWN.get(key, {}).get(str(value)):
            return found
        for choices in _LISTS.get(key, ()):
            if value in choices.values:
                return str(choices(value).label)
    return str(value)


def words_of(kind: str) -> Callable[[str, Any], str]:
    """The same, for the events of one kind."""
    return partial(word, about=kind.partition(".")[0])


def is_coded(name: str, about: str) -> bool:
    """Whether the values of a datum are codes that have words."""
    own = {"duty_kind", "page", "filters"}
    return name in own or any(key in _LISTS or key in _OWN for key in (f"{about}.{name}", name))


def name_of(name: str) -> str:
    """What a datum is called."""
    return NAMES.get(name, name)


def record_word(subject_type: str) -> str:
    """What kind of record an event is about."""
    return RECORDS.get(subject_type, "")
