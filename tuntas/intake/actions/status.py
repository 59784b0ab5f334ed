"""What a reporter does who comes back with number and code."""

from datetime import datetime, timedelta

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.audit import log
from tuntas.intake import receipts, throttle
from tuntas.intake.models import CodeThrottle, Report

WAIT = "Kode untuk nomor ini beberapa kali belum cocok. Tunggu {seconds} detik, lalu coba lagi."


@transaction.atomic
def find(*, number: str, code: str, by: Actor, at: datetime) -> Report | None:
    """The report of a number and its code, or nothing. Takes as long, and slows down, whether or not there is one.

    Raises Denied while a number has to wait after wrong codes. Refuses no report, and knows no address.
    """
    stored = receipts.read_number(number)
    if not stored:
        return None
    wrong = throttle.check(stored, WAIT, at=at)
    report = Report.objects.filter(number=stored).first()
    if not receipts.code_matches(code, report.code_hash if report else None) or report is None:
        throttle.count(stored, wrong, at=at)
        return None
    if wrong is not None:
        wrong.delete()
    log.record("report.opened_by_reporter", report, by=by, at=at)
    return report


def clear_throttles(*, by: Actor, at: datetime) -> int:
    """Forget wrong codes of more than a day ago."""
    gone, _ = CodeThrottle.objects.filter(updated_at__lt=at - timedelta(days=1)).delete()
    if gone:
        log.record("throttle.cleared", None, by=by, at=at, subject_type="intake.codethrottle", count=gone)
    return gone
