"""The duties of this app: the receiver acknowledges and answers, we keep watch (R20)."""

from datetime import timedelta

from tuntas.access.permissions import Permission
from tuntas.obligations.kinds import Clock, Kind, Step, opens, register
from tuntas.obligations.states import Rung, Side

_ZERO, _DAY = timedelta(0), timedelta(days=1)
# Both sides hear of silence: the sender's manager at once, the receiver's head after a day.
BOTH_SIDES = (
    Step(_ZERO, Side.RECEIVER, Rung.WORKER),
    Step(_ZERO, Side.RECEIVER, Rung.MANAGER),
    Step(_ZERO, Side.SENDER, Rung.MANAGER),
    Step(_ZERO, Side.RECEIVER, Rung.UNIT_HEAD),
    Step(_DAY, Side.SENDER, Rung.UNIT_HEAD),
    Step(_DAY, Side.RECEIVER, Rung.AGENCY_HEAD),
    Step(3 * _DAY, Side.SENDER, Rung.AGENCY_HEAD),
    Step(7 * _DAY, Side.RECEIVER, Rung.TASK_FORCE),
)

ACKNOWLEDGE = Kind(
    "referral.acknowledge", "Konfirmasi terima rujukan", Clock(working_days=3), "referrals:detail", rule="R20",
    ladder=BOTH_SIDES,
)  # fmt: skip
ACKNOWLEDGE_HIGH = Kind(
    "referral.acknowledge_high", "Konfirmasi terima rujukan mendesak", Clock(_DAY), "referrals:detail", rule="R20",
    ladder=BOTH_SIDES,
)  # fmt: skip
ANSWER = Kind(
    "referral.answer", "Jawab rujukan", Clock(working_days=7), "referrals:detail", rule="R20", ladder=BOTH_SIDES,
    postpone_times=2, postpone_by=7 * _DAY,
)  # fmt: skip
ANSWER_HIGH = Kind(
    "referral.answer_high", "Jawab rujukan mendesak", Clock(2 * _DAY), "referrals:detail", rule="R20", ladder=BOTH_SIDES
)
RECORD_ANSWER = Kind(
    "referral.record_answer", "Hubungi penerima rujukan dan catat jawabannya", Clock(working_days=3), "referrals:detail",
    rule="R20",
)  # fmt: skip
CHECK_SCHOOL = Kind(
    "referral.check_school", "Pastikan terlapor tidak bekerja di sekolah tujuan rujukan", Clock(working_days=2),
    "referrals:detail",
)  # fmt: skip
READ_ANSWER = Kind(
    "referral.read_answer",
    "Baca jawaban rujukan dan tentukan langkah berikutnya",
    Clock(working_days=2),
    "referrals:detail",
)

ALL = (ACKNOWLEDGE, ACKNOWLEDGE_HIGH, ANSWER, ANSWER_HIGH, RECORD_ANSWER, CHECK_SCHOOL, READ_ANSWER)


def register_all() -> None:
    """Make them known, and who may open their pages; called when the app is ready."""
    register(*ALL)
    opens("referrals:detail", Permission.REFERRAL_VIEW, Permission.CASE_VIEW, waiting=(Permission.CASE_VIEW,))
