"""The button under an early detection."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from tuntas.accounts.requests import StaffRequest
from tuntas.cadres.models import Detection
from tuntas.cadres.states import DetectionStatus
from tuntas.core.errors import InvalidTransition
from tuntas.desk.actions import detections


@require_POST
def report(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It becomes a report. The cadre reads only that it was forwarded; whoever keeps her line also the number."""
    row: Detection = get_object_or_404(Detection.objects.visible_to(request.user).select_related("cadre"), pk=pk)
    try:
        receipt = detections.report(row, by=request.user, at=timezone.now())
    except InvalidTransition:
        row.refresh_from_db()
        if row.status != DetectionStatus.FORWARDED:
            raise
        messages.success(request, "Sudah diteruskan.")  # by a second tap, or by somebody faster
    else:
        own = row.cadre.user_id == request.user.pk
        messages.success(request, "Diteruskan." if own else f"Diteruskan sebagai laporan {receipt.number}.")
    return redirect("cadres:activity", pk=row.activity_id)
