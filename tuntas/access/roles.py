"""The 22 roles of people who work, what each sees and may do. Stored by stable key.

Source: need-to-know table of the domain reference. Aggregates for leaders, identity only for those
who serve. A role that is not listed under a permission does not have it.
"""

from django.db.models import TextChoices

from tuntas.access.actors import Scope
from tuntas.access.permissions import Permission as P  # noqa: N817 - a table is read across, not down


class Role(TextChoices):
    """Stable key and the word people read."""

    HOTLINE_OFFICER = "hotline_officer", "Petugas pengaduan"
    SECRETARIAT_ADMIN = "secretariat_admin", "Admin sekretariat kecamatan"
    CADRE = "cadre", "Kader"
    RESPONSE_TEAM = "response_team", "Anggota Satgas PPA"
    COMPANION_WORKER = "companion_worker", "Pendamping"
    PSYCHOLOGIST = "psychologist", "Psikolog"
    LEGAL_COUNSELLOR = "legal_counsellor", "Konselor hukum"
    MEDIATOR = "mediator", "Mediator"
    CASE_MANAGER = "case_manager", "Manajer kasus"
    SUPERVISOR = "supervisor", "Supervisor"
    UNIT_HEAD = "unit_head", "Kepala unit"
    AGENCY_MEMBER = "agency_member", "Petugas OPD mitra"
    POLICE_PPA = "police_ppa", "Unit PPA Kepolisian"
    HEALTH_OFFICER = "health_officer", "Petugas kesehatan"
    SCHOOL_CONTACT = "school_contact", "Kontak pendidikan"
    SHELTER_OFFICER = "shelter_officer", "Petugas rumah aman"
    LEADERSHIP = "leadership", "Pimpinan"
    TASK_FORCE_SECRETARIAT = "task_force_secretariat", "Sekretariat Gugus Tugas"
    KPAD = "kpad", "Komisioner KPAD"
    DATA_OFFICER = "data_officer", "Petugas data"
    AUDITOR = "auditor", "Auditor / pejabat pelindungan data"
    SYSTEM_ADMIN = "system_admin", "Admin sistem"


_ANSWERS_FORWARDINGS = {P.DUTY_VIEW: Scope.UNIT, P.FORWARDING_ANSWER: Scope.UNIT, P.FORWARDING_VIEW: Scope.UNIT}
_OWN_DUTIES = {P.DUTY_VIEW: Scope.ASSIGNED}
_ANSWERS_REFERRALS = {P.REFERRAL_ANSWER: Scope.UNIT, P.REFERRAL_VIEW: Scope.UNIT}
# Cases to which somebody is assigned.
_SERVES = dict.fromkeys((P.CASE_PRINT, P.CASE_READ, P.CASE_VIEW, P.CASE_WORK), Scope.ASSIGNED)
_RUNS_CASES = {  # all cases of the unit
    P.CASE_IDENTITY: Scope.UNIT,
    P.CASE_LEGAL: Scope.UNIT,
    P.CASE_MANAGE: Scope.UNIT,
    P.CASE_OPEN: Scope.UNIT,
    P.CASE_PRINT: Scope.UNIT,
    P.CASE_READ: Scope.UNIT,
    P.CASE_VIEW: Scope.UNIT,
    P.CASE_WALL: Scope.UNIT,
    P.CASE_WORK: Scope.UNIT,
    P.LETTER_ISSUE: Scope.UNIT,
    P.LETTER_VIEW: Scope.UNIT,
    P.PERSON_EDIT: Scope.UNIT,
    P.PERSON_IDENTITY: Scope.UNIT,
    P.PERSON_VIEW: Scope.UNIT,
    P.REFERRAL_ANSWER: Scope.UNIT,  # of another unit's transfer
    P.REFERRAL_SEND: Scope.UNIT,
    P.REFERRAL_VIEW: Scope.UNIT,
    P.SIMFONI_VIEW: Scope.UNIT,
}

_MEMBER_OF_BODIES = {P.ACTION_ANSWER: Scope.UNIT}  # bodies and meetings themselves open through the seat
_SEES_CADRES = {P.CADRE_FIGURES: Scope.AREA, P.CADRE_VIEW: Scope.AREA}  # lines without names
_KEEPS_BODIES = {
    P.LETTER_SEND: Scope.UNIT,  # to every kelurahan, RW and RT; about no person concerned
    **_SEES_CADRES,
    P.LETTER_VIEW: Scope.UNIT,  # its own invitations
    P.ACTION_ANSWER: Scope.UNIT,
    P.BODY_EDIT: Scope.UNIT,
    P.BODY_VIEW: Scope.AREA,
    P.MEETING_EDIT: Scope.UNIT,
    P.MEETING_VIEW: Scope.AREA,
    P.RUNNING_VIEW: Scope.AREA,
}
_LEADS = {
    **_SEES_CADRES,
    P.ACTION_ANSWER: Scope.AGENCY,
    P.ACTION_CLOSE: Scope.AGENCY,
    P.BODY_VIEW: Scope.AREA,
    P.MEETING_VIEW: Scope.AREA,
    P.RUNNING_VIEW: Scope.AREA,
    P.TASK_ACCEPT: Scope.AGENCY,
}

_READS_FIGURES = {P.STATISTICS_VIEW: Scope.AREA}
_TAKES_FIGURES = {**_READS_FIGURES, P.STATISTICS_EXPORT: Scope.AREA}

GRANTS: dict[Role, dict[P, Scope]] = {
    Role.HOTLINE_OFFICER: {
        **_ANSWERS_FORWARDINGS,
        P.CASE_BREAK_GLASS: Scope.UNIT,
        P.CONTACT_ENTRY_ADD: Scope.UNIT,
        P.REPORT_CREATE: Scope.UNIT,
        P.REPORT_FORWARD: Scope.UNIT,
        P.REPORT_IDENTITY: Scope.UNIT,
        P.REPORT_READ: Scope.UNIT,
        P.REPORT_TRIAGE: Scope.UNIT,
        P.REPORT_VIEW: Scope.UNIT,
        P.REPORT_WALL: Scope.UNIT,
    },
    Role.SECRETARIAT_ADMIN: {
        **_KEEPS_BODIES,
        **_READS_FIGURES,
        P.CADRE_EDIT: Scope.UNIT,
        **_ANSWERS_FORWARDINGS,
        P.CONTACT_ENTRY_ADD: Scope.UNIT,
        P.REPORT_CREATE: Scope.UNIT,
        P.REPORT_FORWARD: Scope.UNIT,
        P.REPORT_IDENTITY: Scope.UNIT,
        P.REPORT_READ: Scope.UNIT,
        P.REPORT_TRIAGE: Scope.UNIT,
        P.REPORT_VIEW: Scope.UNIT,
        P.REPORT_WALL: Scope.UNIT,
    },
    Role.CADRE: {**_OWN_DUTIES, P.CADRE_LOG: Scope.ASSIGNED},
    Role.RESPONSE_TEAM: _OWN_DUTIES,
    Role.COMPANION_WORKER: {
        **_SERVES,
        P.CASE_BREAK_GLASS: Scope.UNIT,
        P.CASE_IDENTITY: Scope.ASSIGNED,
        P.PERSON_EDIT: Scope.ASSIGNED,
        P.PERSON_IDENTITY: Scope.ASSIGNED,
        P.PERSON_VIEW: Scope.ASSIGNED,
        P.REFERRAL_SEND: Scope.ASSIGNED,
        **_OWN_DUTIES,
        P.REPORT_IDENTITY: Scope.ASSIGNED,
        P.REPORT_READ: Scope.ASSIGNED,
        P.REPORT_VIEW: Scope.ASSIGNED,
    },
    Role.PSYCHOLOGIST: {
        **_OWN_DUTIES,
        **_SERVES,
        P.CASE_BREAK_GLASS: Scope.UNIT,
        P.CASE_CLINICAL: Scope.ASSIGNED,
        P.REPORT_READ: Scope.ASSIGNED,
        P.REPORT_VIEW: Scope.ASSIGNED,
    },
    Role.LEGAL_COUNSELLOR: {
        **_OWN_DUTIES,
        **_SERVES,
        P.CASE_BREAK_GLASS: Scope.UNIT,
        P.CASE_IDENTITY: Scope.ASSIGNED,
        P.CASE_LEGAL: Scope.ASSIGNED,
        P.REPORT_READ: Scope.ASSIGNED,
        P.REPORT_VIEW: Scope.ASSIGNED,
    },
    Role.MEDIATOR: {**_OWN_DUTIES, P.MEDIATION_LEAD: Scope.ASSIGNED},
    Role.CASE_MANAGER: {
        **_MEMBER_OF_BODIES,
        **_RUNS_CASES,
        **_ANSWERS_FORWARDINGS,
        P.CONTACT_ENTRY_ADD: Scope.UNIT,
        P.DUTY_ASSIGN: Scope.UNIT,
        P.DUTY_HAND_OVER: Scope.UNIT,
        P.DUTY_POSTPONE: Scope.UNIT,
        P.REPORT_CREATE: Scope.UNIT,
        P.REPORT_EXPORT: Scope.UNIT,
        P.REPORT_FORWARD: Scope.UNIT,
        P.REPORT_IDENTITY: Scope.UNIT,
        P.REPORT_READ: Scope.UNIT,
        P.REPORT_TRIAGE: Scope.UNIT,
        P.REPORT_VIEW: Scope.UNIT,
        P.REPORT_WALL: Scope.UNIT,
        P.ROTA_EDIT: Scope.UNIT,
    },
    Role.SUPERVISOR: {
        **_MEMBER_OF_BODIES,
        **_RUNS_CASES,
        P.CASE_APPROVE: Scope.UNIT,
        P.CASE_REVIEW: Scope.UNIT,
        P.LETTER_VOID: Scope.UNIT,
        P.PERSON_MERGE: Scope.UNIT,
        **_ANSWERS_FORWARDINGS,
        P.CONTACT_ENTRY_ADD: Scope.UNIT,
        P.DUTY_ASSIGN: Scope.UNIT,
        P.DUTY_HAND_OVER: Scope.UNIT,
        P.DUTY_POSTPONE: Scope.UNIT,
        P.LATE_VIEW: Scope.UNIT,
        P.REPORT_APPROVE: Scope.UNIT,
        P.REPORT_CREATE: Scope.UNIT,
        P.REPORT_EXPORT: Scope.UNIT,
        P.REPORT_FORWARD: Scope.UNIT,
        P.REPORT_IDENTITY: Scope.UNIT,
        P.REPORT_READ: Scope.UNIT,
        P.REPORT_TRIAGE: Scope.UNIT,
        P.REPORT_VIEW: Scope.UNIT,
        P.REPORT_WALL: Scope.UNIT,
        P.ROTA_EDIT: Scope.UNIT,
    },
    Role.UNIT_HEAD: {
        **_KEEPS_BODIES,
        **_TAKES_FIGURES,
        P.CADRE_EDIT: Scope.UNIT,
        P.ACTION_CLOSE: Scope.UNIT,
        P.TASK_ACCEPT: Scope.UNIT,
        P.CASE_APPROVE: Scope.UNIT,
        P.CASE_READ: Scope.UNIT,
        P.CASE_REVIEW: Scope.UNIT,
        P.CASE_VIEW: Scope.UNIT,
        P.CASE_WALL: Scope.UNIT,
        P.LETTER_ISSUE: Scope.UNIT,
        P.LETTER_VIEW: Scope.UNIT,
        P.LETTER_VOID: Scope.UNIT,
        P.PERSON_MERGE: Scope.UNIT,
        P.PERSON_VIEW: Scope.UNIT,
        P.REFERRAL_VIEW: Scope.UNIT,
        **_ANSWERS_FORWARDINGS,
        P.DUTY_ASSIGN: Scope.UNIT,
        P.DUTY_HAND_OVER: Scope.UNIT,
        P.DUTY_POSTPONE: Scope.UNIT,
        P.LATE_VIEW: Scope.UNIT,
        P.REPORT_APPROVE: Scope.UNIT,
        P.REPORT_EXPORT: Scope.UNIT,
        P.REPORT_PLACE: Scope.UNIT,
        P.REPORT_READ: Scope.UNIT,
        P.REPORT_VIEW: Scope.UNIT,
        P.REPORT_WALL: Scope.UNIT,
        P.ROTA_EDIT: Scope.UNIT,
        P.USER_EDIT: Scope.UNIT,
        P.USER_VIEW: Scope.UNIT,
    },
    Role.AGENCY_MEMBER: _ANSWERS_FORWARDINGS | _ANSWERS_REFERRALS | _MEMBER_OF_BODIES,
    Role.POLICE_PPA: _ANSWERS_FORWARDINGS | _ANSWERS_REFERRALS | _MEMBER_OF_BODIES,
    Role.HEALTH_OFFICER: _ANSWERS_FORWARDINGS | _ANSWERS_REFERRALS | _MEMBER_OF_BODIES,
    Role.SCHOOL_CONTACT: _ANSWERS_FORWARDINGS | _ANSWERS_REFERRALS | _MEMBER_OF_BODIES,
    Role.SHELTER_OFFICER: _OWN_DUTIES | _ANSWERS_REFERRALS | {P.SHELTER_VIEW: Scope.UNIT},
    Role.LEADERSHIP: {
        **_LEADS,
        **_TAKES_FIGURES,
        P.CASE_APPROVE: Scope.AGENCY,
        P.CASE_BREAK_GLASS: Scope.AGENCY,
        P.CASE_REVIEW: Scope.AGENCY,
        P.LETTER_SEND: Scope.AGENCY,
        P.LETTER_VIEW: Scope.UNIT,
        P.LETTER_VOID: Scope.UNIT,  # a camat's own letters
        P.PERSON_MERGE: Scope.AGENCY,
        P.DUTY_ASSIGN: Scope.UNIT,
        P.DUTY_HAND_OVER: Scope.AGENCY,
        P.DUTY_VIEW: Scope.AGENCY,
        P.FORWARDING_VIEW: Scope.UNIT,
        P.LATE_VIEW: Scope.AGENCY,
        P.REPORT_APPROVE: Scope.AGENCY,
        P.REPORT_PLACE: Scope.AGENCY,
        P.USER_VIEW: Scope.AGENCY,
    },
    Role.TASK_FORCE_SECRETARIAT: {
        **_KEEPS_BODIES,
        **_TAKES_FIGURES,
        P.ACTION_CLOSE: Scope.UNIT,
        P.CASE_APPROVE: Scope.AREA,
        P.CASE_TRAFFICKING_LIST: Scope.AREA,
        P.DUTY_VIEW: Scope.ASSIGNED,
        P.LATE_VIEW: Scope.AREA,
        P.REPORT_PLACE: Scope.AREA,
    },
    Role.KPAD: {
        **_MEMBER_OF_BODIES,
        P.CADRE_FIGURES: Scope.AREA,  # numbers only
        **_ANSWERS_FORWARDINGS,
        **_ANSWERS_REFERRALS,
        P.REPORT_CREATE: Scope.UNIT,
        P.CONTACT_ENTRY_ADD: Scope.UNIT,
        P.OUTREACH_PROPOSE: Scope.UNIT,
    },
    Role.DATA_OFFICER: {
        **_TAKES_FIGURES,
        P.STATISTICS_IMPORT: Scope.AREA,
        P.CADRE_FIGURES: Scope.AREA,
        P.RUNNING_VIEW: Scope.AREA,
        **_OWN_DUTIES,
        P.CASE_VIEW: Scope.UNIT,
        P.REPORT_EXPORT: Scope.UNIT,
        P.REPORT_VIEW: Scope.UNIT,
        P.SIMFONI_VIEW: Scope.UNIT,
    },
    Role.AUDITOR: {P.AUDIT_VIEW: Scope.AREA, P.AUDIT_VIEW_WALLED: Scope.AREA, P.DUTY_VIEW: Scope.ASSIGNED},
    Role.SYSTEM_ADMIN: {
        P.BODY_KIND_EDIT: Scope.AREA,
        **_OWN_DUTIES,
        P.AGENCY_EDIT: Scope.AREA,
        P.AGENCY_VERIFY_CONTACT: Scope.AREA,
        P.AREA_EDIT: Scope.AREA,
        P.CLOCK_EDIT: Scope.AREA,
        P.HOLIDAY_EDIT: Scope.AREA,
        P.LETTER_PATTERN_EDIT: Scope.AREA,
        P.ROTA_EDIT: Scope.AREA,
        P.USER_EDIT: Scope.AREA,
        P.USER_VIEW: Scope.AREA,
    },
}


def scope_of(role: str, permission: P) -> Scope | None:
    """The scope in which a role holds a permission, or None."""
    return GRANTS[Role(role)].get(permission)
