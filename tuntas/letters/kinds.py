"""The duties of this app: finish a batch, send it, wait for receipts, chase those that have not come."""

from tuntas.access.permissions import Permission
from tuntas.obligations.kinds import Clock, Kind, opens, register

# Receipts are waited for that long; then one duty to chase them is opened.
RECEIPTS = Clock(working_days=7)

FINISH = Kind("letters.finish", "Selesaikan surat massal", Clock(working_days=5), "letters:batch")
SEND = Kind("letters.send", "Kirim surat massal", Clock(working_days=3), "letters:batch")
# A working day later than the chase, which takes its place: it climbs only where the worker stands still.
AWAIT = Kind("letters.await", "Catat tanda terima surat massal", Clock(working_days=8), "letters:batch", quiet=True)
CHASE = Kind("letters.chase", "Tagih tanda terima surat massal", Clock(working_days=5), "letters:batch")

ALL = (FINISH, SEND, AWAIT, CHASE)


def register_all() -> None:
    """Make them known, and who may open their page; called when the app is ready."""
    register(*ALL)
    opens("letters:batch", Permission.LETTER_SEND, Permission.LETTER_VIEW)
