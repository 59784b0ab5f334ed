"""The duties of this app: what is owed on a case, until when, who is told when it is not done."""

from datetime import timedelta

from tuntas.access.permissions import Permission
from tuntas.intake.kinds import FAST
from tuntas.intake.states import Risk
from tuntas.obligations.kinds import Clock, Kind, Step, opens, register
from tuntas.obligations.states import Rung, Side

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def _step(after: timedelta, rung: Rung) -> Step:
    return Step(after=after, side=Side.RECEIVER, rung=rung)


# R04: told at 24, 48 and 72 hours to manager, head, dinas. The deadline is the 72nd hour.
POLICE_LADDER = (
    _step(-48 * _HOUR, Rung.WORKER),
    _step(-48 * _HOUR, Rung.MANAGER),
    _step(-24 * _HOUR, Rung.UNIT_HEAD),
    _step(0 * _HOUR, Rung.AGENCY_HEAD),
    _step(3 * _DAY, Rung.TASK_FORCE),
)
# R07: 48 and 24 hours before a protection ends.
EXPIRY_LADDER = (
    _step(-48 * _HOUR, Rung.WORKER),
    _step(-24 * _HOUR, Rung.MANAGER),
    _step(0 * _HOUR, Rung.UNIT_HEAD),
    _step(_DAY, Rung.AGENCY_HEAD),
)
# R19: companion, manager, head, dinas.
STALLED_LADDER = (
    _step(0 * _DAY, Rung.WORKER),
    _step(_DAY, Rung.MANAGER),
    _step(3 * _DAY, Rung.UNIT_HEAD),
    _step(7 * _DAY, Rung.AGENCY_HEAD),
    _step(14 * _DAY, Rung.TASK_FORCE),
)
# R08: day 10 of 14.
SHELTER_LADDER = (
    _step(-4 * _DAY, Rung.WORKER),
    _step(-4 * _DAY, Rung.MANAGER),
    _step(0 * _DAY, Rung.UNIT_HEAD),
    _step(_DAY, Rung.AGENCY_HEAD),
)

_TWICE, _WEEK = 2, 7 * _DAY
_PAGE = "cases:detail"

# Keeping duties of the case itself, by state.
ASSESS = Kind(
    "case.assess", "Lakukan asesmen kasus", Clock(working_days=3), _PAGE, postpone_times=_TWICE, postpone_by=_WEEK
)
ASSESS_HIGH = Kind(
    "case.assess_high", "Layani kasus berisiko TINGGI sekarang", Clock(_DAY), _PAGE, rule="R16", ladder=FAST
)
PLAN = Kind(
    "case.plan", "Susun rencana bersama korban", Clock(working_days=5), _PAGE, postpone_times=_TWICE, postpone_by=_WEEK
)
# R19: the clock starts again with every entry; see `progress_due`.
PROGRESS = Kind(
    "case.progress", "Catat perkembangan kasus", Clock(14 * _DAY), _PAGE, rule="R19", ladder=STALLED_LADDER, quiet=True
)
CONSIDER = Kind(
    "case.consider", "Periksa kasus yang dibuka kembali", Clock(working_days=1), _PAGE, rule="R23", ladder=FAST
)
FOLLOW_UP = Kind(
    "case.follow_up",
    "Tanyakan keadaan korban sesudah terminasi",
    Clock(90 * _DAY),
    "cases:follow_up",
    rule="R21",
    quiet=True,
)
CLOSURE_WAITS = Kind("case.closure_waits", "Ikuti usul terminasi kasus", Clock(working_days=5), _PAGE, rule="R21")

# Beside it.
DECIDE = Kind("case_proposal.decide", "Putuskan usulan tentang kasus", Clock(working_days=2), "cases:proposal")
REVIEW_SCREENING = Kind(
    "screening.review",
    "Telaah WASPADA TPPO",
    Clock(_DAY),
    "cases:screening_review",
    rule="R09",
    locked=True,
    ladder=FAST,
)
REASSESS_RISK = Kind("case.reassess_risk", "Nilai ulang risiko", Clock(14 * _DAY), "cases:risk", rule="R16", quiet=True)
POLICE_REPORT = Kind(
    "case.police_report", "Laporkan kekerasan seksual ke kepolisian (3×24 jam)", Clock(3 * _DAY), "cases:legal", rule="R04",
    locked=True, ladder=POLICE_LADDER,
)  # fmt: skip
POLICE_REPORT_LOCAL = Kind(
    "case.police_report_local", "Putuskan bersama korban tentang laporan polisi", Clock(3 * _DAY), "cases:legal", rule="R04",
    ladder=POLICE_LADDER,
)  # fmt: skip
PROTECT = Kind(
    "protection.request", "Mintakan pelindungan", Clock(_DAY), "cases:protection", rule="R05", locked=True, ladder=FAST
)
PROTECT_SEXUAL = Kind(
    "protection.request_sexual", "Mintakan pelindungan (dapat diberikan kepolisian)", Clock(_DAY), "cases:protection", rule="R06",
    ladder=FAST,
)  # fmt: skip
PROTECTION_ANSWER = Kind(
    "protection.answer", "Tanyakan keputusan pelindungan", Clock(_DAY), "cases:protection", rule="R05", ladder=FAST
)
PROTECTION_WEEK = Kind(
    "protection.answer_week", "Tanyakan keputusan pelindungan (7 hari)", Clock(7 * _DAY), "cases:protection", rule="R38",
    locked=True,
)  # fmt: skip
PROTECTION_EXPIRES = Kind(
    "protection.expires", "Pelindungan hampir berakhir: mintakan lanjutan", Clock(7 * _DAY), "cases:protection", rule="R07",
    ladder=EXPIRY_LADDER,
)  # fmt: skip
PROTECT_NEXT = Kind(
    "protection.request_next", "Mintakan pelindungan lanjutan (LPSK atau pengadilan)", Clock(_DAY), "cases:protection", rule="R06",
    ladder=FAST,
)  # fmt: skip
PROTECTION_ANSWER_SEXUAL = Kind(
    "protection.answer_sexual", "Tanyakan keputusan pelindungan (dapat diberikan kepolisian)", Clock(_DAY), "cases:protection",
    rule="R06", ladder=FAST,
)  # fmt: skip
PROTECTION_COURT = Kind(
    "protection.answer_court", "Tanyakan penetapan pengadilan (7 hari)", Clock(7 * _DAY), "cases:protection", rule="R05", locked=True
)  # fmt: skip
PROTECTION_RESTRICTION = Kind(
    "protection.answer_restriction", "Tanyakan penetapan pembatasan gerak pelaku", Clock(7 * _DAY), "cases:protection", rule="R07"
)  # fmt: skip
PROTECTION_RENEW = Kind(
    "protection.renew", "Mintakan perpanjangan pembatasan gerak pelaku", Clock(7 * _DAY), "cases:protection", rule="R07",
    ladder=EXPIRY_LADDER,
)  # fmt: skip
POLICE_OBSTACLE = Kind(
    "case.police_obstacle", "Tindak lanjuti hambatan di kepolisian", Clock(_DAY), "cases:legal", rule="R04", ladder=FAST
)
STEERED_TO_PEACE = Kind(
    "case.steered_to_peace",
    "Tindak lanjuti: perkara diarahkan damai",
    Clock(_DAY),
    "cases:legal",
    rule="R01",
    ladder=FAST,
)
SHELTER_EXIT = Kind(
    "shelter.exit", "Putuskan tempat aman berikutnya (14 hari)", Clock(14 * _DAY), "cases:shelter", rule="R08", locked=True,
    ladder=SHELTER_LADDER,
)  # fmt: skip
URGENT_HEALTH = Kind(
    "service.urgent_health", "Antar korban ke layanan kesehatan sekarang", Clock(2 * _HOUR), "cases:service", rule="R39",
    ladder=FAST,
)  # fmt: skip
SERVICE = Kind(
    "service.give", "Berikan layanan", Clock(working_days=5), "cases:service", postpone_times=_TWICE, postpone_by=_WEEK
)
MEDIATE = Kind("mediation.lead", "Pimpin mediasi", Clock(working_days=10), "cases:mediation", rule="R03")
PLAN_ITEM = Kind(
    "plan_item.do",
    "Kerjakan butir rencana",
    Clock(14 * _DAY),
    "cases:plan_item",
    postpone_times=_TWICE,
    postpone_by=_WEEK,
)
HEARING = Kind("case.hearing", "Dampingi sidang", Clock(_DAY), "cases:legal")
CONSENT_ENDS = Kind("case.consent_ends", "Persetujuan korban akan berakhir", Clock(_DAY), "cases:consents")
CONTENT_REMOVAL = Kind(
    "case.content_removal", "Simpan bukti, lalu mintakan penghapusan konten", Clock(working_days=1), _PAGE, rule="R14"
)
REVIEW_BREAK_GLASS = Kind(
    "case.review_break_glass", "Periksa akses darurat ke kasus", Clock(working_days=1), "cases:break_glass", rule="R25"
)
CHECK_NUMBER = Kind(
    "case.check_number", "Periksa: nomor laporan polisi tercatat juga pada kasus lain", Clock(working_days=2), "cases:legal",
    rule="R24",
)  # fmt: skip
DECIDE_OUTREACH = Kind(
    "outreach.decide", "Putuskan usulan penjangkauan KPAD", Clock(working_days=1), "cases:outreach_proposal"
)
READ_CLINICAL = Kind(
    "clinical.decide", "Putuskan permintaan membaca catatan psikolog", Clock(working_days=2), "cases:clinical_request"
)
SET_WALL = Kind("case.set_wall", "Tentukan pembatas akses kasus", Clock(6 * _HOUR), "cases:wall", ladder=FAST)

ALL = (
    ASSESS, ASSESS_HIGH, PLAN, PROGRESS, CONSIDER, FOLLOW_UP, CLOSURE_WAITS, DECIDE, REVIEW_SCREENING, REASSESS_RISK, POLICE_REPORT,
    POLICE_REPORT_LOCAL, PROTECT, PROTECT_SEXUAL, PROTECTION_ANSWER, PROTECTION_WEEK, PROTECTION_EXPIRES,
    PROTECT_NEXT, PROTECTION_ANSWER_SEXUAL, PROTECTION_COURT, PROTECTION_RESTRICTION, PROTECTION_RENEW, POLICE_OBSTACLE,
    STEERED_TO_PEACE, SHELTER_EXIT, URGENT_HEALTH,
    SERVICE, MEDIATE, PLAN_ITEM, HEARING, CONSENT_ENDS, CONTENT_REMOVAL, REVIEW_BREAK_GLASS, CHECK_NUMBER,
    DECIDE_OUTREACH, READ_CLINICAL, SET_WALL,
)  # fmt: skip

# R19: days without an entry before a case counts as stalled.
STALLED_AFTER = {Risk.HIGH: 3 * _DAY, Risk.MEDIUM: 7 * _DAY, Risk.LOW: 14 * _DAY, Risk.UNKNOWN: 7 * _DAY}
# How often the danger is looked at again.
REASSESS_AFTER = {Risk.HIGH: 7 * _DAY, Risk.MEDIUM: 14 * _DAY, Risk.LOW: 30 * _DAY, Risk.UNKNOWN: _DAY}


def register_all() -> None:
    """Make them known, and who may open their pages; called when the app is ready."""
    register(*ALL)
    opens(_PAGE, Permission.CASE_VIEW)
    for page in ("follow_up", "risk", "service", "plan_item"):
        opens(f"cases:{page}", Permission.CASE_VIEW)
    for page in ("legal", "protection", "consents", "screening_review"):
        opens(f"cases:{page}", Permission.CASE_READ)
    opens("cases:shelter", Permission.CASE_READ, Permission.SHELTER_VIEW)
    opens("cases:proposal", Permission.CASE_APPROVE, waiting=(Permission.CASE_VIEW,))
    opens("cases:mediation", Permission.MEDIATION_LEAD, Permission.CASE_READ)
    opens("cases:break_glass", Permission.CASE_REVIEW)
    opens("cases:wall", Permission.CASE_WALL)
    decide = (Permission.REPORT_TRIAGE, Permission.CASE_WORK)
    opens("cases:outreach_proposal", *decide, waiting=(Permission.OUTREACH_PROPOSE,))
    opens("cases:clinical_request", Permission.CASE_CLINICAL)
