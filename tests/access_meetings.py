"""The rows of meetings in the table of addresses. Those of the world belong to the secretariat of Pontianak Selatan."""

from tests.access_meeting_writing import WRITING
from tests.access_rows import Row, everyone, own, public
from tuntas.access.roles import Role as R  # noqa: N817 - a table is read across, not down

CALLS = frozenset({R.SECRETARIAT_ADMIN})  # works at the secretariat that called it
SEES = CALLS | {R.UNIT_HEAD, R.LEADERSHIP, R.TASK_FORCE_SECRETARIAT}  # look after the area


def called(arg: str, method: str = "get", code: int = 200) -> Row:
    """What only the secretariat does; the others see the meeting and are told why not."""
    return own({code: CALLS, 403: SEES - CALLS}, arg, method)


MEETINGS = {
    "meetings:list": everyone(),
    "meetings:coverage": Row({200: SEES}, others=403),
    "meetings:of_body": own({200: SEES}, "meeting_body"),
    "meetings:new": called("meeting_body"),
    "meetings:detail": own({200: SEES}, "meeting"),
    "meetings:change": called("meeting"),
    "meetings:cancel": called("meeting"),
    "meetings:hold": called("meeting"),
    "meetings:agenda": own({200: SEES}, "meeting"),
    "meetings:agenda_move": called("agenda_item", "post", 302),
    "meetings:invitations": own({200: SEES}, "meeting"),
    "meetings:invite": called("meeting_step", "post", 302),
    "meetings:letter": own({200: SEES}, "meeting_letter", "post"),
    "meetings:invitation": called("meeting_invitation", "post", 302),
    "meetings:attendance": own({200: SEES}, "meeting"),
    "meetings:qr": called("meeting"),
    "meetings:poster": called("meeting"),
    "meetings:room_code": called("meeting", "post", 302),
    "meetings:attendee": called("attendee"),
    "meetings:attendee_remove": called("attendee", "post", 302),
    "meetings:signed_list_new": called("held_meeting"),
    "meetings:signed_list": own({200: SEES}, "held_meeting"),
    "meetings:signed_list_remove": called("held_meeting"),
    "meetings:paper": own({200: SEES}, "meeting_paper", "post"),
    "meetings:photos": own({200: SEES}, "held_meeting"),
    "meetings:photo": own({200: SEES}, "photo"),
    "meetings:photo_remove": called("photo"),
    "meetings:present": public(arg="scan"),
} | WRITING
