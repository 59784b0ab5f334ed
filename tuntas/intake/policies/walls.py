"""Refusals about who must not know of a report."""

from datetime import datetime

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.accounts.models import Posting
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake import kinds, ownership
from tuntas.intake.models import Report
from tuntas.intake.policies.reach import check_within


def check_wall(actor: Actor, report: Report) -> None:
    """Whoever works with reports here may keep somebody out; letting somebody in again needs two persons."""
    check_within(actor, report, Permission.REPORT_WALL, "Pembatas akses hanya dipasang oleh petugas laporan ini.")


def check_place(actor: Actor, report: Report) -> None:
    """Whoever stands above the receivers, and only while nobody has been found."""
    check_within(
        actor, report, Permission.REPORT_PLACE, "Penerima laporan hanya ditunjuk oleh kepala atau gugus tugas."
    )
    if report.duty is None or report.duty.kind != kinds.PLACE.code:
        raise InvalidTransition("Laporan ini sudah ada penerimanya.")


def check_able(report: Report, posting: Posting, *, at: datetime) -> None:
    """The sentence does not say why somebody cannot be chosen."""
    if not ownership.able_postings(report.pk, at=at).filter(pk=posting.pk).exists():
        raise Denied("Orang ini tidak dapat dipilih untuk laporan ini. Pilih orang lain.")
