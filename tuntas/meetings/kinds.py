"""The duties of this app: hold what was planned, settle the minutes, do what was decided, close what was done."""

from datetime import timedelta

from tuntas.access.permissions import Permission
from tuntas.obligations.kinds import Clock, Kind, default_ladder, opens, register
from tuntas.obligations.states import Side

_DAY = timedelta(days=1)
BOTH_SIDES = default_ladder(Side.RECEIVER, Side.SENDER)

HOLD = Kind(
    "meeting.hold", "Selenggarakan atau batalkan pertemuan, lalu catat", Clock(working_days=3), "meetings:detail",
    postpone_times=2, postpone_by=14 * _DAY,
)  # fmt: skip
SETTLE_MINUTES = Kind("meeting.minutes", "Tetapkan notulen", Clock(working_days=5), "meetings:detail")
DO_ACTION = Kind(
    "meeting.action", "Kerjakan tindak lanjut pertemuan", Clock(working_days=10), "meetings:action", ladder=BOTH_SIDES
)
CHASE_ACTION = Kind(
    "meeting.chase_action", "Tagih tindak lanjut dari lembaga tanpa akun", Clock(working_days=10), "meetings:action"
)
CLOSE_ACTION = Kind("meeting.close_action", "Periksa dan tutup tindak lanjut", Clock(working_days=5), "meetings:action")

ALL = (HOLD, SETTLE_MINUTES, DO_ACTION, CHASE_ACTION, CLOSE_ACTION)


def register_all() -> None:
    """Make them known, and who may open their pages; called when the app is ready."""
    register(*ALL)
    opens("meetings:detail", Permission.MEETING_VIEW)
    opens("meetings:action", Permission.ACTION_ANSWER, Permission.MEETING_VIEW, waiting=(Permission.MEETING_VIEW,))
