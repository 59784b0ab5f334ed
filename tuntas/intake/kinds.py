"""The duties of this app: what is owed, until when, who is told when it is not done."""

from datetime import timedelta

from tuntas.access.permissions import Permission
from tuntas.intake.states import Risk
from tuntas.obligations.kinds import Clock, Kind, Step, opens, register
from tuntas.obligations.states import Rung, Side

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_TWICE, _BY = 2, 3 * _DAY  # how often, and by how much at most, a deadline moves that danger does not set


def _step(after: timedelta, rung: Rung, side: Side = Side.RECEIVER) -> Step:
    return Step(after=after, side=side, rung=rung)


# TINGGI: no day's grace between the rungs.
FAST = (
    _step(0 * _HOUR, Rung.WORKER),
    _step(0 * _HOUR, Rung.MANAGER),
    _step(_HOUR, Rung.UNIT_HEAD),
    _step(4 * _HOUR, Rung.AGENCY_HEAD),
    _step(_DAY, Rung.TASK_FORCE),
)
# After 24 hours of silence it stands with the sender's manager and the receiver's head.
BOTH_SIDES = (
    _step(0 * _HOUR, Rung.WORKER),
    _step(0 * _HOUR, Rung.MANAGER),
    _step(0 * _HOUR, Rung.MANAGER, Side.SENDER),
    _step(0 * _HOUR, Rung.UNIT_HEAD),
    _step(_DAY, Rung.UNIT_HEAD, Side.SENDER),
    _step(_DAY, Rung.AGENCY_HEAD),
    _step(3 * _DAY, Rung.AGENCY_HEAD, Side.SENDER),
    _step(7 * _DAY, Rung.TASK_FORCE),
)
# The receiver's duty already tells the sender's manager; our own watch tells its worker first.
WATCH = (
    _step(0 * _HOUR, Rung.WORKER),
    _step(_DAY, Rung.MANAGER),
    _step(3 * _DAY, Rung.UNIT_HEAD),
    _step(7 * _DAY, Rung.AGENCY_HEAD),
)
# The manager hears of it at once, before the deadline.
MANAGER_AT_ONCE = (_step(-4 * _HOUR, Rung.MANAGER), _step(0 * _HOUR, Rung.UNIT_HEAD), _step(_DAY, Rung.AGENCY_HEAD))

# R18 is the outer limit of the first follow-up (its own duty below); that triage itself should take no longer than
# one working day is this program's default, which the local government may change.
TRIAGE = Kind(
    "report.triage",
    "Telaah laporan",
    Clock(working_days=1),
    "intake:triage",
    rule="R18",
    postpone_times=_TWICE,
    postpone_by=_BY,
)
TRIAGE_MEDIUM = Kind(
    "report.triage_medium", "Telaah laporan berisiko sedang", Clock(6 * _HOUR), "intake:triage", rule="R17"
)
TRIAGE_HIGH = Kind(
    "report.triage_high", "Tangani laporan berisiko TINGGI", Clock(timedelta(minutes=15)), "intake:triage", rule="R16",
    locked=True, ladder=FAST,
)  # fmt: skip
# Behind a wall that names every receiver: somebody above must find who may know of it. Nobody else is told.
PLACE = Kind(
    "report.place",
    "Tunjuk penerima untuk laporan",
    Clock(4 * _HOUR),
    "intake:place",
    ladder=(
        _step(0 * _HOUR, Rung.WORKER),
        _step(0 * _HOUR, Rung.UNIT_HEAD),
        _step(_HOUR, Rung.AGENCY_HEAD),
        _step(4 * _HOUR, Rung.TASK_FORCE),
    ),
)
PASS_ON = Kind(
    "report.pass_on", "Teruskan laporan dari luar wilayah", Clock(working_days=1), "intake:triage", rule="R18"
)
PASS_ON_HIGH = Kind(
    "report.pass_on_high", "Teruskan laporan berisiko TINGGI dari luar wilayah", Clock(timedelta(minutes=15)), "intake:triage",
    rule="R16", locked=True, ladder=FAST,
)  # fmt: skip
FIRST_FOLLOW_UP = Kind(
    "report.first_follow_up",
    "Beri tindak lanjut pertama pada laporan",
    Clock(working_days=3),
    "intake:detail",
    rule="R18",
    quiet=True,
)
OPEN_CASE = Kind(
    "report.open_case",
    "Buka kasus dari laporan",
    Clock(working_days=3),
    "intake:detail",
    postpone_times=_TWICE,
    postpone_by=_BY,
)
OPEN_CASE_HIGH = Kind(
    "report.open_case_high",
    "Buka kasus dari laporan berisiko TINGGI",
    Clock(_DAY),
    "intake:detail",
    rule="R16",
    ladder=FAST,
)
WATCH_FORWARDING = Kind(
    "report.watch_forwarding", "Pantau terusan laporan", Clock(_DAY), "intake:detail", rule="R20", ladder=WATCH
)
READ_MESSAGE = Kind("report.read_message", "Baca pesan pelapor pada laporan", Clock(working_days=1), "intake:messages")
READ_MESSAGE_HIGH = Kind(
    "report.read_message_high", "Baca pesan pelapor pada laporan berisiko TINGGI", Clock(_HOUR), "intake:messages",
    rule="R16", ladder=FAST,
)  # fmt: skip
SET_WALL = Kind("report.set_wall", "Tentukan pembatas akses laporan", Clock(6 * _HOUR), "intake:wall", ladder=FAST)
CHECK_SIMILAR = Kind(
    "report.check_similar", "Periksa laporan yang mungkin serupa", Clock(working_days=2), "intake:detail", rule="R24"
)

ACKNOWLEDGE = Kind(
    "forwarding.acknowledge",
    "Konfirmasi terima terusan",
    Clock(_DAY),
    "intake:forwarding",
    rule="R20",
    ladder=BOTH_SIDES,
)
RECORD_ANSWER = Kind(
    "forwarding.record_answer",
    "Hubungi penerima terusan dan catat jawabannya",
    Clock(_DAY),
    "intake:forwarding",
    rule="R20",
)
ANSWER = Kind(
    "forwarding.answer", "Jawab terusan", Clock(working_days=3), "intake:forwarding", rule="R20", ladder=BOTH_SIDES
)
ANSWER_HIGH = Kind(
    "forwarding.answer_high",
    "Jawab terusan berisiko TINGGI",
    Clock(_DAY),
    "intake:forwarding",
    rule="R20",
    ladder=BOTH_SIDES,
)

DECIDE = Kind(
    "proposal.decide",
    "Putuskan usulan",
    Clock(working_days=2),
    "intake:proposal",
    postpone_times=_TWICE,
    postpone_by=_BY,
)

DECIDE_EXPORT = Kind(
    "export.decide",
    "Putuskan permintaan ekspor",
    Clock(working_days=2),
    "intake:export_request",
    postpone_times=_TWICE,
    postpone_by=_BY,
)

SAFETY_REVIEW = Kind(
    "entry.safety_review",
    "Tinjau keselamatan: panggilan diam berulang",
    Clock(4 * _HOUR),
    "intake:entry",
    ladder=MANAGER_AT_ONCE,
)
WHEREABOUTS = Kind(
    "entry.whereabouts",
    "Ada yang menanyakan keberadaan seseorang",
    Clock(4 * _HOUR),
    "intake:entry",
    ladder=MANAGER_AT_ONCE,
)

ALL = (
    TRIAGE, TRIAGE_MEDIUM, TRIAGE_HIGH, PLACE, PASS_ON, PASS_ON_HIGH, FIRST_FOLLOW_UP, OPEN_CASE, OPEN_CASE_HIGH, WATCH_FORWARDING,
    READ_MESSAGE, READ_MESSAGE_HIGH, SET_WALL, CHECK_SIMILAR, ACKNOWLEDGE, RECORD_ANSWER, ANSWER, ANSWER_HIGH, DECIDE,
    DECIDE_EXPORT, SAFETY_REVIEW, WHEREABOUTS,
)  # fmt: skip


def register_all() -> None:
    """Make them known, and who may open their pages; called when the app is ready."""
    register(*ALL)
    opens("intake:triage", Permission.REPORT_TRIAGE)
    opens("intake:place", Permission.REPORT_PLACE)
    opens("intake:detail", Permission.REPORT_VIEW)
    opens("intake:messages", Permission.REPORT_READ)
    opens("intake:wall", Permission.REPORT_WALL)
    opens("intake:forwarding", Permission.FORWARDING_VIEW, Permission.REPORT_VIEW, waiting=(Permission.REPORT_VIEW,))
    opens("intake:proposal", Permission.REPORT_APPROVE, waiting=(Permission.REPORT_VIEW,))
    opens("intake:export_request", Permission.REPORT_APPROVE)
    opens("intake:entry", Permission.CONTACT_ENTRY_ADD, Permission.REPORT_READ)


def triage_for(risk: int) -> Kind:
    """The triage clock of a level of danger."""
    return {Risk.HIGH: TRIAGE_HIGH, Risk.MEDIUM: TRIAGE_MEDIUM}.get(Risk(risk), TRIAGE)


def pass_on_for(risk: int) -> Kind:
    """The same for a report from outside the home areas."""
    return PASS_ON_HIGH if risk == Risk.HIGH else PASS_ON


def open_case_for(risk: int) -> Kind:
    """The clock for opening a case."""
    return OPEN_CASE_HIGH if risk == Risk.HIGH else OPEN_CASE


def answer_for(risk: int) -> Kind:
    """How long a receiver may take to accept or decline."""
    return ANSWER_HIGH if risk == Risk.HIGH else ANSWER


def read_message_for(risk: int) -> Kind:
    """The clock for reading what a reporter wrote."""
    return READ_MESSAGE_HIGH if risk == Risk.HIGH else READ_MESSAGE
