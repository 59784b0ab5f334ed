"""The rows of minutes, decisions and follow-up actions; the action of the world is the social agency's."""

from tests.access_rows import Row, everyone, own
from tuntas.access.roles import Role as R  # noqa: N817 - a table is read across, not down

CALLS = frozenset({R.SECRETARIAT_ADMIN})
SEES = CALLS | {R.UNIT_HEAD, R.LEADERSHIP, R.TASK_FORCE_SECRETARIAT}
OWES = frozenset({R.AGENCY_MEMBER})
CONCERNED = SEES | OWES


def written(arg: str) -> Row:
    """For the secretariat; the others see the meeting and are told why not."""
    return own({200: CALLS, 403: SEES - CALLS}, arg)


WRITING = {
    "meetings:minutes": written("held_meeting"),
    "meetings:minutes_history": own({200: SEES}, "held_meeting"),
    "meetings:minutes_propose": own({302: CALLS, 403: SEES - CALLS}, "held_meeting", "post"),
    "meetings:minutes_settle": own({403: SEES}, "held_meeting", "post"),  # the chair's, who has no role of the table
    "meetings:decision_new": written("held_meeting"),
    "meetings:decision": written("decision"),
    "meetings:action_new": written("decision"),
    "meetings:actions": everyone(),
    "meetings:action": own({200: CONCERNED}, "action"),
    "meetings:action_change": own({200: CALLS, 403: CONCERNED - CALLS}, "action"),
    "meetings:action_report": own({422: CALLS | OWES, 403: SEES - CALLS}, "action", "post"),
    "meetings:action_close": own({403: CONCERNED}, "reported_action", "post"),
    "meetings:action_give_back": own({403: CONCERNED}, "reported_action", "post"),
    "meetings:action_drop": own({403: CONCERNED}, "action", "post"),
    "meetings:action_path": own({403: CONCERNED}, "action", "post"),  # a kecamatan forms no UPTD PPA
    "meetings:action_file": own({200: CONCERNED}, "reported_action"),
}
