"""Reports that may be about the same thing. Within reach they are shown, masked; beyond it their holder is told."""

from datetime import datetime, timedelta

from django.db.models import Q

from tuntas.access.actors import Actor
from tuntas.intake import kinds
from tuntas.intake.actions import _keepers
from tuntas.intake.models import Report
from tuntas.intake.querysets import ReportQuerySet
from tuntas.obligations.models import Obligation, Wall

WINDOW = timedelta(days=30)


def matches(*, area_path: str, phone_token: bytes | None, at: datetime) -> ReportQuerySet:
    """Reports of the same village within a month, and those with the same safe number, however old."""
    condition = Q(pk__in=[])
    if area_path.count(".") >= 4:
        village = ".".join(area_path.split(".")[:4]) + "."
        condition |= Q(area_path__startswith=village, received_at__gte=at - WINDOW, received_at__lte=at)
    if phone_token:
        condition |= Q(phone_token=phone_token)
    return Report.objects.filter(condition)


def tell_holders(report: Report, *, by: Actor, at: datetime) -> int:
    """Whoever holds another report with the same safe number is asked to look; nobody learns whose it is.

    An agency behind the new report's wall is not told: it would learn that something came in.
    """
    if report.phone_token is None:
        return 0
    walled = Wall.objects.filter(dossier_id=report.pk, agency_id__isnull=False).values_list("agency_id", flat=True)
    others = Report.objects.filter(phone_token=report.phone_token).exclude(pk=report.pk).exclude(agency=report.agency)
    return ask_holders(others.exclude(agency__in=list(walled)), by=by, at=at)


def ask_holders(reports: ReportQuerySet, *, by: Actor, at: datetime) -> int:
    """Open *check similar* for reports that have none open; returns how many."""
    asked = Obligation.objects.unsettled().filter(kind=kinds.CHECK_SIMILAR.code).values("subject_id")
    found = list(reports.exclude(pk__in=asked).select_related("agency__area").order_by("-id")[:5])
    for report in found:
        _keepers.open_for(report, kinds.CHECK_SIMILAR, urgent=False, by=by, at=at)
    return len(found)
