"""Looking for earlier reports while writing a new one: masked, limited, recorded; no oracle."""

from datetime import datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.areas.models import Area
from tuntas.audit import log
from tuntas.intake import kinds, phones
from tuntas.intake.actions import _keepers, _similar
from tuntas.intake.models import Report
from tuntas.intake.policies import entries, reach, triage

SHOWN = 8


@transaction.atomic
def look_up(*, area: Area | None, phone: str, by: User, at: datetime) -> list[Report]:
    """Reports within reach of the same village in the last month, or with the same safe number; newest first.

    What lies beyond the reach is never shown nor counted; its holder is asked to look.
    """
    entries.check_look_up(by, at=at)
    token = phones.token(phone)
    found = _similar.matches(area_path=area.path if area else "", phone_token=token, at=at)
    visible = found.filter(pk__in=Report.objects.visible_to(by).values("pk"))
    shown = list(visible.select_related("area").order_by("-received_at", "-id")[:SHOWN])
    if token:
        hidden = Report.objects.filter(phone_token=token).exclude(pk__in=Report.objects.visible_to(by).values("pk"))
        _similar.ask_holders(hidden, by=by, at=at)
    log.record(
        "report.looked_up", None, by=by, at=at, subject_type="intake.report", area_path=area.path if area else "",
        by_phone=token is not None, shown=len(shown),
    )  # fmt: skip
    return shown


@transaction.atomic
def compared(report: Report, *, by: User, at: datetime) -> Report:
    """The holder has looked whether it is about the same thing as another."""
    report = _keepers.locked(report)
    reach.check_known(by, report)
    triage.check_triage(by, report)
    _keepers.settle_side(report, kinds.CHECK_SIMILAR, by=by, at=at)
    log.record("report.compared", report, by=by, at=at)
    return report
