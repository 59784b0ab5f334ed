"""What a reporter does who comes back with number and code."""

from datetime import datetime, timedelta

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.audit import log
from tuntas.core.errors import Denied
from tuntas.intake import receipts
from tuntas.intake.models import CodeThrottle, Report

FREE_TRIES = 5
# Against a code of 66 bits a minute between tries is enough; a longer stop would only keep the reporter out.
LONGEST_WAIT = timedelta(seconds=60)


@transaction.atomic
def find(*, number: str, code: str, by: Actor, at: datetime) -> Report | None:
    """The report of a number and its code, or nothing. Takes as long, and slows down, whether or not there is one.

    Raises Denied while a number has to wait after wrong codes. Refuses no report, and knows no address.
    """
    stored = receipts.read_number(number)
    if not stored:
        return None
    throttle = CodeThrottle.objects.select_for_update(of=("self",)).filter(pk=stored).first()
    if throttle is not None and throttle.blocked_until is not None and throttle.blocked_until > at:
        seconds = int((throttle.blocked_until - at).total_seconds()) + 1
        raise Denied(f"Kode untuk nomor ini beberapa kali belum cocok. Tunggu {seconds} detik, lalu coba lagi.")
    report = Report.objects.filter(number=stored).first()
    if not receipts.code_matches(code, report.code_hash if report else None) or report is None:
        _count(stored, throttle, at)
        return None
    if throttle is not None:
        throttle.delete()
    log.record("report.opened_by_reporter", report, by=by, at=at)
    return report


def clear_throttles(*, by: Actor, at: datetime) -> int:
    """Forget wrong codes of more than a day ago."""
    gone, _ = CodeThrottle.objects.filter(updated_at__lt=at - timedelta(days=1)).delete()
    if gone:
        log.record("throttle.cleared", None, by=by, at=at, subject_type="intake.codethrottle", count=gone)
    return gone


def _count(number: str, throttle: CodeThrottle | None, at: datetime) -> None:
    failures = (throttle.failures if throttle else 0) + 1
    wait = None
    if failures >= FREE_TRIES:
        wait = at + min(LONGEST_WAIT, timedelta(seconds=2 ** min(failures - FREE_TRIES, 6)))
    CodeThrottle.objects.update_or_create(
        pk=number, defaults={"failures": failures, "blocked_until": wait, "updated_at": at}
    )
