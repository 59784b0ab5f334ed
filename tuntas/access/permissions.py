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

    REPORT_APPROVE = "report:approve"
    REPORT_CREATE = "report:create"
    REPORT_EXPORT = "report:export"
    REPORT_FORWARD = "report:forward"
    REPORT_IDENTITY = "report:identity"
    REPORT_READ = "report:read"
    REPORT_TRIAGE = "report:triage"
    REPORT_VIEW = "report:view"
    REPORT_WALL = "report:wall"

    USER_EDIT = "user:edit"
    USER_VIEW = "user:view"
