"""Writing reports down: the staff form, its receipt, and contacts that are no report."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.db.models import QuerySet
from django.forms.utils import ErrorDict
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.accounts.requests import StaffRequest
from tuntas.agencies.models import Agency
from tuntas.areas.widgets import redraw
from tuntas.core.errors import Denied
from tuntas.core.paging import page
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code
from tuntas.intake.actions import entries, lookups, reports
from tuntas.intake.forms.taking import Entry, Take
from tuntas.intake.models import ContactEntry, Report
from tuntas.intake.policies import entries as policies
from tuntas.intake.states import Channel, EntryKind
from tuntas.intake.views.common import clock
from tuntas.obligations.models import Obligation

# Letters that are easy to remember: the word they stand for begins with them, as far as they are free.
KEYS = {
    EntryKind.SILENT: "d",
    EntryKind.HANG_UP: "u",
    EntryKind.PRANK: "i",
    EntryKind.WRONG_NUMBER: "s",
    EntryKind.INFORMATION: "m",
    EntryKind.THANKS: "t",
    EntryKind.TEST: "c",
    EntryKind.WHEREABOUTS: "k",
}


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """One page: safety, story, order. The same form sent twice is one report."""
    policies.check_create(request.user)
    at = timezone.now()
    form = Take(
        posted(request),
        agencies=_agencies(request, Permission.REPORT_CREATE),
        others=Agency.objects.open_on(at.date()).order_by("name", "pk"),
    )
    if request.method == "POST" and request.POST.get("langkah") == "serupa":
        return _new(request, form, similar=_similar(request, form))
    if request.method == "POST" and redraw(form):
        return _new(request, form)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        given_receipt = reports.receive(
            form_id=given["form_id"], channel=Channel(given["channel"]), area=given["area"], answers=form.answers(),
            agency=given["agency"], by=request.user, at=at,
        )  # fmt: skip
        return redirect("intake:receipt", pk=given_receipt.report_id)
    return _new(request, form, status=status_code(form, stale=False))


@require_safe
def receipt(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Number and code, to be handed to the reporter; for whoever wrote it down, for 24 hours. Recorded."""
    report = get_object_or_404(Report.objects.written_by(request.user), pk=pk)
    shown = reports.receipt_for(form_id=report.form_id, by=request.user, at=timezone.now())
    if shown is None:
        raise Http404
    context = {
        "receipt": shown,
        "ours": Report.objects.visible_to(request.user).filter(pk=pk).exists(),
        **clock(request),
    }
    return render(request, "intake/receipt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def contact_entries(request: StaffRequest) -> HttpResponse:
    """One key, one entry; and what was written lately."""
    agencies = _agencies(request, Permission.CONTACT_ENTRY_ADD)
    policies.check_add(request.user)
    form = Entry(posted(request), agencies=agencies)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = entries.add(
            form_id=given["form_id"], kind=EntryKind(given["kind"]), agency=given["agency"], phone=given["phone"],
            by=request.user, at=timezone.now(),
        )  # fmt: skip
        flash.success(request, f"Tercatat: {row.get_kind_display()}.")
        return redirect("intake:entry", pk=row.pk) if row.kind == EntryKind.WHEREABOUTS else redirect("intake:entries")
    rows = ContactEntry.objects.visible_to(request.user).select_related("agency", "by")
    found = page(rows, "-at", "-id", after=request.GET.get("after", ""))
    context = {
        "form": form,
        "keys": [(kind, KEYS[kind]) for kind in EntryKind],
        "rows": found.rows,
        "after": found.after,
        **clock(request),
    }
    return render(request, "intake/entries.html", context, status=status_code(form, stale=False))


@require_safe
def entry(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One entry: what it is, and what it asks for."""
    row = _entry(request, pk)
    context = {
        "row": row,
        "whereabouts": row.kind == EntryKind.WHEREABOUTS,
        "waiting": Obligation.objects.unsettled().filter(subject_id=row.pk).exists(),
        "no_review": refusal(policies.check_review, request.user, row),
        **clock(request),
    }
    return render(request, "intake/entry.html", context)


@require_POST
def review(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Somebody has looked into it."""
    row = _entry(request, pk)
    entries.review(row, by=request.user, at=timezone.now())
    flash.success(request, "Peninjauan tercatat.")
    return redirect("intake:entry", pk=row.pk)


def _entry(request: StaffRequest, pk: UUID) -> ContactEntry:
    return get_object_or_404(ContactEntry.objects.visible_to(request.user).select_related("agency", "by"), pk=pk)


def _agencies(request: StaffRequest, permission: Permission) -> "QuerySet[Agency]":
    """Where the person may write something down."""
    return Agency.objects.filter(reach(request.user, permission, agency="pk")).order_by("name", "pk")


def _similar(request: StaffRequest, form: Take) -> dict[str, Any]:
    """Earlier reports within reach; what was typed stays, and nothing is complained about yet."""
    form.is_valid()
    area, phone = form.cleaned_data.get("area"), form.cleaned_data.get("reporter_phone", "")
    form._errors = ErrorDict(renderer=form.renderer)  # type: ignore[attr-defined]  # as areas.widgets.redraw does
    try:
        found = lookups.look_up(area=area, phone=phone, by=request.user, at=timezone.now())
    except Denied as error:  # the page keeps what was typed, with the sentence beside it
        return {"refused": error.sentence}
    return {"found": found, "looked": area is not None or bool(phone)}


def _new(
    request: StaffRequest, form: Take, *, similar: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    return render(request, "intake/new.html", {"form": form, "similar": similar, **clock(request)}, status=status)
