"""Certificates of those who were trained: one, or all of a cohort; with names on the print alone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tuntas.accounts.fresh import ask_again, is_fresh
from tuntas.accounts.requests import StaffRequest
from tuntas.cadres.actions import certificates
from tuntas.cadres.models import Cohort, Trainee
from tuntas.cadres.policies import training as policies
from tuntas.letters.views.register import as_download


@require_POST
def certify(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The certificate of one trainee, numbered; printed from the register of letters."""
    rows = Trainee.objects.filter(cohort__in=Cohort.objects.visible_to(request.user).values("pk"))
    row: Trainee = get_object_or_404(rows.select_related("cohort__agency__area", "cadre"), pk=pk)
    letter = certificates.certify(row, by=request.user, at=timezone.now())
    messages.success(
        request, f"Sertifikat {letter.number} diterbitkan. Cetak dari daftar peserta: di sana namanya tercetak."
    )
    return redirect("cadres:cohort", pk=row.cohort_id)


@require_POST
def certificate(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The certificate with her name, printed now and kept nowhere; recorded."""
    rows = Trainee.objects.filter(cohort__in=Cohort.objects.visible_to(request.user).values("pk"))
    row: Trainee = get_object_or_404(rows.select_related("cohort__agency__area", "cadre__agency", "letter"), pk=pk)
    if not is_fresh(request):
        return ask_again(reverse("cadres:cohort", args=[row.cohort_id]))
    pdf = certificates.with_name(row, by=request.user, at=timezone.now())
    return as_download(policies.certificate_of(row), pdf)


@require_POST
def certify_all(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Of everybody who was there on every day and has none."""
    cohort = _cohort(request, pk)
    new = certificates.certify_all(cohort, by=request.user, at=timezone.now())
    messages.success(
        request, f"{new} sertifikat diterbitkan." if new else "Tidak ada sertifikat baru yang perlu diterbitkan."
    )
    return redirect("cadres:cohort", pk=cohort.pk)


@require_POST
def all_certificates(request: StaffRequest, pk: UUID) -> HttpResponse:
    """All in one file for the printer, each with its name; recorded."""
    cohort = _cohort(request, pk)
    if not is_fresh(request):
        return ask_again(reverse("cadres:cohort", args=[cohort.pk]))
    pdf = certificates.all_with_names(cohort, by=request.user, at=timezone.now())
    headers = {
        "Content-Disposition": f'attachment; filename="sertifikat-{cohort.year}-{cohort.pk.hex[-8:]}.pdf"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _cohort(request: StaffRequest, pk: UUID) -> Cohort:
    rows = Cohort.objects.visible_to(request.user).select_related("agency__area", "area")
    found: Cohort = get_object_or_404(rows, pk=pk)
    return found
