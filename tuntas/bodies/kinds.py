"""The duties of this app: decrees end, elections are counted, tasks are answered, paths go on."""

from datetime import timedelta

from tuntas.access.permissions import Permission
from tuntas.obligations.kinds import Clock, Kind, opens, register

_DAY = timedelta(days=1)

RENEW_DECREE = Kind("body.renew_decree", "Perpanjang SK", Clock(60 * _DAY), "bodies:detail", rule="R34")
DECIDE_ELECTION = Kind("body.decide_election", "Tetapkan hasil pemilihan", Clock(working_days=5), "bodies:election")
ACCEPT_TASK = Kind("body.accept_task", "Jawab usulan pembagian tugas", Clock(working_days=10), "bodies:task")
RECORD_TASK = Kind("body.record_task", "Minta dan catat jawaban pembagian tugas", Clock(working_days=10), "bodies:task")
ENFORCE_TASK = Kind("body.enforce_task", "Berlakukan pembagian tugas", Clock(working_days=5), "bodies:task")
PATH_STEP = Kind(
    "body.path_step", "Lanjutkan langkah", Clock(30 * _DAY), "bodies:path", postpone_times=2, postpone_by=30 * _DAY
)

ALL = (RENEW_DECREE, DECIDE_ELECTION, ACCEPT_TASK, RECORD_TASK, ENFORCE_TASK, PATH_STEP)


def register_all() -> None:
    """Make them known, and who may open their pages; called when the app is ready."""
    register(*ALL)
    for name in ("bodies:detail", "bodies:election", "bodies:path"):
        opens(name, Permission.BODY_VIEW)
    opens("bodies:task", Permission.TASK_ACCEPT, Permission.BODY_VIEW, waiting=(Permission.BODY_VIEW,))
