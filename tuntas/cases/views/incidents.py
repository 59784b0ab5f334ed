"""What happened, what it is held to be, and the story in full."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.accounts.requests import StaffRequest
from tuntas.areas.widgets import redraw
from tuntas.cases import kinds
from tuntas.cases.actions import incidents
from tuntas.cases.forms.core import Classify, WhatHappened
from tuntas.cases.models import Case, Incident
from tuntas.cases.policies import reach
from tuntas.cases.states import Context
from tuntas.cases.views.common import head, keep_typed, load
from tuntas.core.once import once
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code
from tuntas.core.vault import Erased
from tuntas.intake.states import ViolenceType
from tuntas.obligations.models import Obligation

STORY = {"narrative": "Apa yang terjadi", "summary": "Ringkasan untuk pihak lain", "closing_note": "Catatan akhir"}


@require_safe
def index(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Incidents by date and kind; their words stay behind a link."""
    case = load(request, pk, Permission.CASE_READ)
    rows = Incident.objects.filter(case=case).select_related("area").order_by("-on_date", "-recorded_at")
    context = {
        "rows": [(row, *_words(row)) for row in rows],
        "types": ", ".join(ViolenceType(value).label for value in case.types),
        "contexts": ", ".join(Context(value).label for value in case.contexts),
        "no_work": refusal(reach.check_work, request.user, case),
        "removal": _waits(case),
    }
    return render(request, "cases/incidents.html", head(request, case, "incidents") | context)


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One incident with its words; recorded."""
    row = get_object_or_404(Incident.objects.select_related("case", "area", "recorded_by"), pk=pk)
    case = load(request, row.case_id, Permission.CASE_READ)
    types, contexts = _words(row)
    context: dict[str, Any] = {"row": row, "types": types, "contexts": contexts, "told": None}
    try:
        context["told"] = incidents.told(case, [row], by=request.user, at=timezone.now())[row.pk]
    except Erased:
        context["erased"] = True
    return render(request, "cases/incident.html", head(request, case, "incidents") | context)


@require_http_methods(["GET", "HEAD", "POST"])
@once(Incident, "cases:incidents", shown="case_id")
def new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Write an incident down."""
    case, at = load(request, pk, Permission.CASE_WORK), timezone.now()
    form = WhatHappened(posted(request), case=case, at=at)
    drawn_again = request.method == "POST" and redraw(form)
    if request.method == "POST" and not drawn_again and form.is_valid():
        row = incidents.add(case, data=form.data_for(), row_id=request.row_id, by=request.user, at=at)
        flash.success(request, "Kejadian dicatat.")
        if row.possible_penetration:
            flash.warning(request, "Layanan kesehatan segera dibuka untuk setiap korban (R39).")
        return redirect("cases:incidents", pk=case.pk)
    code = 200 if drawn_again else status_code(form)
    return render(request, "cases/incident_new.html", head(request, case, "incidents") | {"form": form}, status=code)


@require_http_methods(["GET", "HEAD", "POST"])
def classify(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What the case is held to be."""
    case = load(request, pk, Permission.CASE_WORK)
    form = Classify(posted(request), initial={"types": case.types, "contexts": case.contexts})
    stale = keep_typed(request, form, case)
    if request.method == "POST" and not stale and form.is_valid():
        given = form.cleaned_data
        incidents.classify(
            case, types=[ViolenceType(value) for value in given["types"]],
            contexts=[Context(value) for value in given["contexts"]], by=request.user, at=timezone.now(),
        )  # fmt: skip
        flash.success(request, "Golongan disimpan.")
        return redirect("cases:incidents", pk=case.pk)
    context = head(request, case, "incidents") | {"form": form}
    return render(request, "cases/classify.html", context, status=status_code(form, stale=stale))


@require_POST
def content_removed(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Evidence was kept, removal of the content asked for (R14)."""
    case = load(request, pk, Permission.CASE_WORK)
    incidents.content_removed(case, by=request.user, at=timezone.now())
    flash.success(request, "Tercatat: bukti disimpan, penghapusan konten diminta.")
    return redirect("cases:incidents", pk=case.pk)


@require_safe
def story(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The case in full; recorded."""
    case = load(request, pk, Permission.CASE_READ)
    context: dict[str, Any] = {"story": [], "no_work": refusal(reach.check_work, request.user, case)}
    try:
        values = incidents.story(case, by=request.user, at=timezone.now())
        context["story"] = [(STORY[name], text) for name, text in values.items() if text]
    except Erased:
        context["erased"] = True
    return render(request, "cases/story.html", head(request, case, "story") | context)


def _words(row: Any) -> tuple[str, str]:
    types = ", ".join(ViolenceType(value).label for value in row.types)
    return types, ", ".join(Context(value).label for value in row.contexts)


def _waits(case: Case) -> bool:
    return Obligation.objects.unsettled().filter(dossier_id=case.pk, kind=kinds.CONTENT_REMOVAL.code).exists()
