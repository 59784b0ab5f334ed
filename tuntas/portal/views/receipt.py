"""Sending, and the receipt: the same form shows the same receipt again, for a day."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from tuntas.access.actors import Reporter
from tuntas.intake.actions import reports
from tuntas.intake.models import Report
from tuntas.intake.receipts import Receipt
from tuntas.intake.states import Channel
from tuntas.portal.forms.answers import Answers
from tuntas.portal.forms.sending import received
from tuntas.portal.sealed import Expired, Purpose, Unreadable, seal, unseal
from tuntas.portal.views import summary


def send(request: HttpRequest, answers: Answers, at: datetime, *, quiet: bool) -> HttpResponse:
    """Send what was written. Raises forms.sending.Incomplete, and whatever keeps it from being stored."""
    area, data = received(summary.checked(answers, at))
    given = reports.receive(form_id=answers.form_id, channel=Channel.WEB, area=area, answers=data, by=Reporter(), at=at)
    return show(request, given, answers.form_id, at, quiet=quiet)


def after(request: HttpRequest, data: QueryDict, at: datetime) -> HttpResponse:
    """A button of the receipt page: show it (again), do without it, or be done."""
    try:
        form_id = UUID(unseal(Purpose.RECEIPT, data.get("bukti", ""), at=at)["f"])
    except (Expired, Unreadable):
        return render(request, "portal/sent_before.html")
    button = data.get("tombol", "")
    if button == "tolak":
        reports.decline_code(form_id=form_id, by=Reporter(), at=at)
        return render(request, "portal/done.html", {"declined": True})
    if button == "selesai":
        return render(request, "portal/done.html", {"declined": False})
    given = reports.receipt_for(form_id=form_id, by=Reporter(), at=at)
    if given is None:
        return render(request, "portal/sent_before.html")
    return show(request, given, form_id, at, quiet=False)


def show(request: HttpRequest, given: Receipt, form_id: UUID, at: datetime, *, quiet: bool) -> HttpResponse:
    """The receipt; `quiet`: it waits behind a button until it is asked for."""
    context = {
        "receipt": given,
        "quiet": quiet and given.code,
        "sealed": seal(Purpose.RECEIPT, {"f": form_id.hex}, at=at),
    }
    return render(request, "portal/receipt.html", context)


def sent(form_id: UUID) -> bool:
    """Whether this form has made its report."""
    return Report.objects.filter(form_id=form_id).exists()
