"""Everything one can be allowed to do, by stable key. Alphabetical within groups; `resource:action`."""

from enum import StrEnum


class Permission(StrEnum):
    """Granted to roles with a scope in `roles.py`; asked for by querysets and policies."""

    AGENCY_EDIT = "agency:edit"
    AGENCY_VERIFY_CONTACT = "agency:verify_contact"
    AREA_EDIT = "area:edit"
    ROTA_EDIT = "rota:edit"

    AUDIT_VIEW = "audit:view"
    AUDIT_VIEW_WALLED = "audit:view_walled"

    BODY_EDIT = "body:edit"
    BODY_KIND_EDIT = "body_kind:edit"
    BODY_VIEW = "body:view"
    TASK_ACCEPT = "task:accept"

    CADRE_EDIT = "cadre:edit"
    CADRE_FIGURES = "cadre:figures"
    CADRE_LOG = "cadre:log"
    CADRE_VIEW = "cadre:view"

    CASE_APPROVE = "case:approve"
    CASE_BREAK_GLASS = "case:break_glass"
    CASE_CLINICAL = "case:clinical"
    CASE_IDENTITY = "case:identity"
    CASE_LEGAL = "case:legal"
    CASE_MANAGE = "case:manage"
    CASE_OPEN = "case:open"
    CASE_PRINT = "case:print"
    CASE_READ = "case:read"
    CASE_REVIEW = "case:review"
    CASE_TRAFFICKING_LIST = "case:trafficking_list"
    CASE_VIEW = "case:view"
    CASE_WALL = "case:wall"
    CASE_WORK = "case:work"
    MEDIATION_LEAD = "mediation:lead"
    OUTREACH_PROPOSE = "outreach:propose"
    SHELTER_VIEW = "shelter:view"
    SIMFONI_VIEW = "simfoni:view"

    CLOCK_EDIT = "clock:edit"
    HOLIDAY_EDIT = "holiday:edit"

    CONTACT_ENTRY_ADD = "contact_entry:add"

    DUTY_ASSIGN = "duty:assign"
    DUTY_HAND_OVER = "duty:hand_over"
    DUTY_POSTPONE = "duty:postpone"
    DUTY_VIEW = "duty:view"
    LATE_VIEW = "late:view"

    FORWARDING_ANSWER = "forwarding:answer"
    FORWARDING_VIEW = "forwarding:view"

    LETTER_ISSUE = "letter:issue"
    LETTER_PATTERN_EDIT = "letter:pattern_edit"
    LETTER_SEND = "letter:send"
    LETTER_VIEW = "letter:view"
    LETTER_VOID = "letter:void"

    ACTION_ANSWER = "action:answer"
    ACTION_CLOSE = "action:close"
    MEETING_EDIT = "meeting:edit"
    MEETING_VIEW = "meeting:view"
    RUNNING_VIEW = "running:view"

    PERSON_EDIT = "person:edit"
    PERSON_IDENTITY = "person:identity"
    PERSON_MERGE = "person:merge"
    PERSON_VIEW = "person:view"

    REFERRAL_ANSWER = "referral:answer"
    REFERRAL_SEND = "referral:send"
    REFERRAL_VIEW = "referral:view"

    REPORT_APPROVE = "report:approve"
    REPORT_CREATE = "report:create"
    REPORT_EXPORT = "report:export"
    REPORT_FORWARD = "report:forward"
    REPORT_IDENTITY = "report:identity"
    REPORT_PLACE = "report:place"
    REPORT_READ = "report:read"
    REPORT_TRIAGE = "report:triage"
    REPORT_VIEW = "report:view"
    REPORT_WALL = "report:wall"

    STATISTICS_EXPORT = "statistics:export"
    STATISTICS_IMPORT = "statistics:import"
    STATISTICS_VIEW = "statistics:view"

    USER_EDIT = "user:edit"
    USER_VIEW = "user:view"
