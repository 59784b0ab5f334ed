"""Reports for tests, made through the same action as all others."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from tests.cast import NOW, Cast, make_user, post
from tuntas.access.actors import Actor, Reporter
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.intake.actions import reports
from tuntas.intake.models import Report
from tuntas.intake.states import Channel, ViolenceType
from tuntas.obligations.models import Obligation


def make_report(
    cast: Cast,
    *,
    area: Area | None = None,
    channel: Channel = Channel.WEB,
    agency: Agency | None = None,
    by: Actor | None = None,
    at: datetime = NOW,
    **answers: Any,
) -> Report:
    """A report about the village, received by the unit and classified, unless said otherwise."""
    told = {"narrative": "Cerita rahasia Melati", "place": "Gang Rahasia 7", "types": (ViolenceType.PHYSICAL,)}
    answers = told | answers
    receipt = reports.receive(
        form_id=uuid4(), channel=channel, area=area or cast.village, answers=reports.ReceiveData(**answers), agency=agency,
        by=by or Reporter(), at=at,
    )  # fmt: skip
    return Report.objects.get(pk=receipt.report_id)


def staff_the_dinas(cast: Cast) -> User:
    """Somebody at the agency above the unit who can work on reports, so that they may fall back to it."""
    user = make_user("Uji Manajer Dinas", "manajer.dinas@contoh.test")
    post(user, Role.CASE_MANAGER, cast.dinas, cast.city)
    return user


def open_kinds(report: Report) -> set[str]:
    """Kinds of the open duties of a report."""
    return set(Obligation.objects.unsettled().filter(dossier_id=report.pk).values_list("kind", flat=True))
