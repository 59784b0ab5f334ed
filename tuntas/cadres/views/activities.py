"""Activities that whoever keeps a line writes down from paper, telephone or voice; looking at one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.cadres.actions import activities, detections, reading
from tuntas.cadres.forms.activities import ActivityForm, DetectionForm
from tuntas.cadres.models import Activity, Detection
from tuntas.cadres.policies import activities as policies
from tuntas.cadres.policies import registry
from tuntas.cadres.states import DetectionStatus, Sign, Source
from tuntas.cadres.views.common import form_page, head, is_own, load
from tuntas.cadres.views.registry import tried
from tuntas.core.once import once
from tuntas.core.policies import may, refusal
from tuntas.core.sent import posted

FROM_OTHERS = (Source.PAPER, Source.PHONE, Source.VOICE)
COUNTS = "Kertas, telepon, dan pesan suara dihitung sama dengan yang dicatat sendiri, menurut tanggal dilakukan."


@require_http_methods(["GET", "HEAD", "POST"])
@once(Activity, "cadres:activity")
def log(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What a cadre did, from paper, telephone or voice. `?deteksi`: an early detection."""
    cadre, at = load(request, pk), timezone.now()
    registry.check_edit(request.user, cadre)
    detection = "deteksi" in request.GET
    made = DetectionForm if detection else ActivityForm
    form = made(posted(request), sources=FROM_OTHERS)
    if request.method == "POST" and form.is_valid():
        data = form.data_for()
        if tried(form, lambda: activities.record_activity(cadre, data=data, pk=request.row_id, by=request.user, at=at)):
            messages.success(request, "Kegiatan dicatat.")
            return redirect("cadres:activity", pk=request.row_id)
    return form_page(
        request, form, title="Catat deteksi dini" if detection else "Catat kegiatan", submit="Catat", cadre=cadre, once=True,
        back=reverse("cadres:detail", args=[cadre.pk]), notes=[COUNTS],
    )  # fmt: skip


@require_safe
def activity(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One activity, and what became of what was noticed."""
    rows = Activity.objects.visible_to(request.user).select_related("cadre")
    return _shown(request, get_object_or_404(rows, pk=pk))


@require_safe
def detection(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same page, found by its detection: where the duty leads."""
    return _shown(request, _detection(request, pk).activity)


@require_POST
def retract(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It was written down wrongly."""
    row = get_object_or_404(Activity.objects.visible_to(request.user), pk=pk)
    activities.retract(row, by=request.user, at=timezone.now())
    messages.success(request, "Kegiatan dibatalkan. Ia tetap terbaca dan tidak dihitung lagi.")
    return redirect("cadres:activity", pk=row.pk)


@require_POST
def close(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Somebody looked; no report is needed."""
    row = _detection(request, pk)
    detections.close(row, by=request.user, at=timezone.now())
    messages.success(request, "Deteksi dini ditutup tanpa laporan.")
    return redirect("cadres:activity", pk=row.activity_id)


def _detection(request: StaffRequest, pk: UUID) -> Detection:
    rows = Detection.objects.visible_to(request.user).select_related("activity__cadre")
    found: Detection = get_object_or_404(rows, pk=pk)
    return found


def _shown(request: StaffRequest, row: Activity) -> HttpResponse:
    """What she wrote is for whoever keeps her line: on her own telephone it does not show again, whoever holds that."""
    cadre, at = load(request, row.cadre_id), timezone.now()
    row.cadre = cadre
    context = head(request, cadre) | {
        "row": row, "note": "", "detection": None, "forwarded": False, "words": "",
        "no_retract": refusal(policies.check_retract, request.user, row),
    }  # fmt: skip
    found = Detection.objects.filter(activity=row).first()
    keeps = may(registry.check_edit, request.user, cadre)
    if found is not None and (keeps or is_own(request, cadre)):
        found.cadre = cadre
        context |= {
            "detection": found,
            "forwarded": found.status == DetectionStatus.FORWARDED,
            "no_needless": refusal(registry.check_needless, request.user, found),
        }
        if keeps:
            context |= {
                "signs": [Sign(code).label for code in found.signs],
                "words": reading.noticed(found, by=request.user, at=at),
            }
    if row.note is not None and keeps:
        context["note"] = reading.note(row, by=request.user, at=at)
    return render(request, "cadres/activity.html", context)
