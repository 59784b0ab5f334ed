"""The duty of this app: look whether people of a silent area can report."""

from tuntas.access.permissions import Permission
from tuntas.obligations.kinds import Clock, Kind, opens, register

CHECK = Kind("statistics.check", "Periksa saluran laporan", Clock(working_days=20), "statistics:check", rule="R35")
ALL = (CHECK,)


def register_all() -> None:
    """Make it known, and who may open its page; called when the app is ready."""
    register(*ALL)
    opens("statistics:check", Permission.DUTY_VIEW, Permission.STATISTICS_VIEW)
