"""The duties of this app: call who fell silent, make sure who went out is back, answer, look at what was noticed."""

from datetime import timedelta

from tuntas.access.permissions import Permission
from tuntas.obligations.kinds import Clock, Kind, Step, opens, register
from tuntas.obligations.states import Rung, Side

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)

CALL = Kind(
    "cadre.call", "Panggilan dukungan", Clock(working_days=5), "cadres:call", rule="R33",
    postpone_times=1, postpone_by=14 * _DAY,
)  # fmt: skip
# The cadre's own: at the moment she named she is reminded; whether she came back is then the duty of others.
RETURN = Kind(
    "cadre.return", "Kabari sudah kembali dari kunjungan", Clock(3 * _HOUR), "cadres:visit",
    ladder=(Step(timedelta(0), Side.RECEIVER, Rung.WORKER),),
)  # fmt: skip
CHECK_RETURN = Kind("cadre.check_return", "Pastikan kader sudah kembali", Clock(_HOUR), "cadres:visit")
HELP = Kind("cadre.help", "Jawab permintaan bantuan kader", Clock(working_days=2), "cadres:help")
SAFETY = Kind("cadre.safety", "Kader merasa tidak aman: hubungi sekarang", Clock(_HOUR), "cadres:help")
# Danger does not wait a day: as fast as a report of high risk that nobody looks at.
DETECTION_DANGER = Kind(
    "cadre.detection_danger", "Deteksi dini dengan bahaya: teruskan sekarang", Clock(timedelta(minutes=15)), "cadres:detection",
    rule="R16", locked=True,
    ladder=(
        Step(timedelta(0), Side.RECEIVER, Rung.WORKER),
        Step(timedelta(0), Side.RECEIVER, Rung.MANAGER),
        Step(_HOUR, Side.RECEIVER, Rung.UNIT_HEAD),
        Step(4 * _HOUR, Side.RECEIVER, Rung.AGENCY_HEAD),
        Step(_DAY, Side.RECEIVER, Rung.TASK_FORCE),
    ),
)  # fmt: skip
DETECTION = Kind("cadre.detection", "Tindak lanjuti deteksi dini", Clock(_DAY), "cadres:detection")
TASK = Kind(
    "cadre.task", "Kerjakan tugas kader", Clock(working_days=3), "cadres:task", postpone_times=1, postpone_by=7 * _DAY
)
REFRESHER = Kind(
    "cadre.refresher",
    "Adakan penyegaran angkatan",
    Clock(60 * _DAY),
    "cadres:cohort",
    postpone_times=2,
    postpone_by=90 * _DAY,
)

ALL = (CALL, RETURN, CHECK_RETURN, HELP, SAFETY, DETECTION, DETECTION_DANGER, TASK, REFRESHER)


def register_all() -> None:
    """Make them known, and who may open their pages; called when the app is ready."""
    register(*ALL)
    opens("cadres:call", Permission.CADRE_EDIT)
    opens("cadres:cohort", Permission.CADRE_FIGURES)
    for name in ("cadres:visit", "cadres:help", "cadres:detection", "cadres:task"):
        opens(name, Permission.CADRE_EDIT, Permission.CADRE_LOG)
