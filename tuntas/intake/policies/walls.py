"""Refusals about who must not know of a report."""

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.intake.models import Report
from tuntas.intake.policies.reach import check_within


def check_wall(actor: Actor, report: Report) -> None:
    """Whoever works with reports here may keep somebody out; letting somebody in again needs two persons."""
    check_within(actor, report, Permission.REPORT_WALL, "Pembatas akses hanya dipasang oleh petugas laporan ini.")
