"""Visits that wait for a word, supportive calls, requests for help, tasks."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tuntas.accounts.requests import StaffRequest
from tuntas.cadres.actions import calls, helps, reading, visits
from tuntas.cadres.forms.activities import AnswerForm, CallForm
from tuntas.cadres.models import Call, Help, Visit
from tuntas.cadres.policies import registry as policies
from tuntas.cadres.states import CallStatus, Need
from tuntas.cadres.views.common import head, is_own, load
from tuntas.cadres.views.registry import tried
from tuntas.core.errors import Denied
from tuntas.core.policies import may
from tuntas.core.sent import posted, status_code

DID = {"kembali": True, "tidak-jadi": False}


@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Whether she is back. Pressing says so."""
    row: Visit = get_object_or_404(Visit.objects.visible_to(request.user), pk=pk)
    cadre = load(request, row.cadre_id)
    if request.method == "POST":
        if request.POST.get("did") not in DID:
            raise Denied("Pilih sudah kembali atau tidak jadi berkunjung.")
        visits.returned(row, visited=DID[request.POST["did"]], by=request.user, at=timezone.now())
        messages.success(request, "Terima kasih. Kepulangan dicatat.")
        return redirect("cadres:mine") if is_own(request, cadre) else redirect("cadres:detail", pk=cadre.pk)
    context = head(request, cadre) | {"visit": row, "may_say": may(policies.check_own_or_kept, request.user, cadre)}
    return render(request, "cadres/visit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def call(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A supportive call: what to ask, and what was learned. For the agency that keeps her line alone."""
    row: Call = get_object_or_404(Call.objects.visible_to(request.user), pk=pk)
    cadre, at = load(request, row.cadre_id), timezone.now()
    policies.check_edit(request.user, cadre)
    row.cadre = cadre
    form = CallForm(posted(request))
    if request.method == "POST" and form.is_valid():
        needs, note = [Need(code) for code in form.cleaned_data["needs"]], form.cleaned_data["note"]
        if tried(form, lambda: calls.called(row, needs=needs, note=note, by=request.user, at=at)):
            messages.success(request, "Panggilan dukungan dicatat.")
            return redirect("cadres:detail", pk=cadre.pk)
    said = reading.words_of(row, "note", by=request.user, at=at) if row.status == CallStatus.DONE else {}
    context = {
        "form": form,
        "once": False,
        "call": row,
        "needs": [Need(code).label for code in row.needs],
        "said": said,
    }
    return render(request, "cadres/call.html", head(request, cadre) | context, status=status_code(form))


@require_http_methods(["GET", "HEAD", "POST"])
def help_page(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What she asked for, and the answer."""
    row: Help = get_object_or_404(Help.objects.visible_to(request.user), pk=pk)
    cadre, at = load(request, row.cadre_id), timezone.now()
    policies.check_own_or_kept(request.user, cadre)
    row.cadre = cadre
    form = AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        if tried(form, lambda: helps.answer(row, words=words, by=request.user, at=at)):
            messages.success(request, "Jawaban terkirim.")
            return redirect("cadres:help", pk=row.pk)
    context = {"form": form, "once": False, "help": row}
    # On her own telephone only the answer shows, whoever holds that.
    shown = ("words", "answer") if may(policies.check_edit, request.user, cadre) else ("answer",)
    context["said"] = {"words": ""} | reading.words_of(row, *shown, by=request.user, at=at)
    return render(request, "cadres/help.html", head(request, cadre) | context, status=status_code(form))
