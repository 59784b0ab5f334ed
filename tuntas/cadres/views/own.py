"""The cadre's own page, made for a small telephone: her tasks, what she did, a visit, help."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.accounts.requests import StaffRequest
from tuntas.cadres.actions import activities, helps, visits
from tuntas.cadres.forms.activities import ActivityForm, DetectionForm, HelpForm, VisitForm
from tuntas.cadres.models import Activity, Cadre, Help, Task, Visit
from tuntas.cadres.policies import registry as policies
from tuntas.cadres.states import HelpKind, Source
from tuntas.cadres.views.common import form_page, head, own
from tuntas.cadres.views.registry import tried
from tuntas.core.once import once
from tuntas.core.sent import posted

NOTHING_KEPT = "Sesudah dikirim, tidak ada yang tersimpan di ponsel ini."


@require_safe
def mine(request: StaffRequest) -> HttpResponse:
    """My tasks, what I did, a visit that I announced, what I asked for."""
    if not holds(request.user, Permission.CADRE_LOG):
        raise Http404
    if not Cadre.objects.filter(user_id=request.user.pk).exists():
        return render(request, "cadres/no_line.html")
    cadre = own(request)
    context = {
        "tasks": Task.objects.visible_to(request.user).filter(cadre=cadre, is_open=True).order_by("given_at", "id"),
        "visit": cadre.visits.filter(is_open=True).first(),
        "activities": cadre.activities.order_by("-done_date", "-id")[:10],
        "helps": cadre.helps.order_by("-asked_at")[:3],
    }
    return render(request, "cadres/mine.html", head(request, cadre) | context)


@require_http_methods(["GET", "HEAD", "POST"])
@once(Activity, "cadres:activity")
def log(request: StaffRequest) -> HttpResponse:
    """What I did. `?deteksi`: what I noticed."""
    cadre, at = own(request), timezone.now()
    detection = "deteksi" in request.GET
    made = DetectionForm if detection else ActivityForm
    form = made(posted(request), sources=(Source.DEVICE,), initial={"done_date": policies.today(cadre, at)})
    if request.method == "POST" and form.is_valid():
        data = form.data_for()
        if tried(form, lambda: activities.record_activity(cadre, data=data, pk=request.row_id, by=request.user, at=at)):
            messages.success(request, f"Tercatat. {NOTHING_KEPT}")
            return redirect("cadres:activity", pk=request.row_id)
    return form_page(
        request, form, title="Saya melihat tanda kekerasan" if detection else "Catat kegiatan saya", submit="Kirim", once=True,
        back=reverse("cadres:mine"), notes=[NOTHING_KEPT],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@once(Visit, "cadres:visit")
def visit(request: StaffRequest) -> HttpResponse:
    """I go out and say until when."""
    cadre, at = own(request), timezone.now()
    form = VisitForm(posted(request))
    if request.method == "POST" and form.is_valid():
        back = form.expected_at(at, cadre.agency.zone)
        if tried(form, lambda: visits.plan(cadre, expected_at=back, pk=request.row_id, by=request.user, at=at)):
            messages.success(request, "Dicatat. Kabari di sini begitu Anda sudah kembali.")
            return redirect("cadres:visit", pk=request.row_id)
    notes = [
        "Tempat tujuan tidak dicatat. Bila sampai jam itu Anda belum mengabari, pengampu Anda menghubungi Anda.",
        "Perkara berbahaya dan perdagangan orang bukan tugas kader: jangan datangi, kabari pengampu Anda.",
    ]
    return form_page(
        request,
        form,
        title="Saya berangkat berkunjung",
        submit="Berangkat",
        once=True,
        back=reverse("cadres:mine"),
        notes=notes,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once(Help, "cadres:help")
def ask(request: StaffRequest) -> HttpResponse:
    """I need help."""
    cadre, at = own(request), timezone.now()
    form = HelpForm(posted(request))
    if request.method == "POST" and form.is_valid():
        kind, words = HelpKind(form.cleaned_data["kind"]), form.cleaned_data["words"]
        if tried(form, lambda: helps.ask(cadre, kind=kind, words=words, pk=request.row_id, by=request.user, at=at)):
            messages.success(request, f"Terkirim kepada {cadre.agency.short_name}. {NOTHING_KEPT}")
            return redirect("cadres:help", pk=request.row_id)
    notes = [
        "Bila Anda sedang dalam bahaya sekarang, cari tempat aman dan telepon nomor darurat lebih dulu.",
        NOTHING_KEPT,
    ]
    return form_page(
        request, form, title="Minta bantuan", submit="Kirim", once=True, back=reverse("cadres:mine"), notes=notes
    )
