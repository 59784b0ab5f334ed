"""Consent: what holds, writing one down, taking one back."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.accounts.requests import StaffRequest
from tuntas.agencies.models import Agency
from tuntas.cases import kinds
from tuntas.cases.actions import _protection, consents
from tuntas.cases.forms.legal import Give
from tuntas.cases.models import Consent, Party
from tuntas.cases.policies import consents as policies
from tuntas.cases.states import ConsentGiver, ConsentScope, PartyRole
from tuntas.cases.views.common import head, keep_typed, load
from tuntas.cases.views.rows import case_or_row
from tuntas.core.once import once
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code
from tuntas.obligations.models import Obligation, Wall


@require_safe
def index(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was agreed to; reading the notes is recorded."""
    case = case_or_row(request, pk, Consent, Permission.CASE_READ, "cases:consents")
    if isinstance(case, HttpResponse):
        return case
    at = timezone.now()
    rows = Consent.objects.filter(case=case).select_related("victim__person", "giver_party__person", "by")
    found = list(rows.prefetch_related("recipients").order_by("-at", "-id")[:50])
    reported = policies.reported_among(case, [row.giver_party for row in found if row.giver_party])
    notes = consents.open_notes(case, found, by=request.user, at=at)
    ending = set(
        Obligation.objects.unsettled()
        .filter(dossier_id=case.pk, kind=kinds.CONSENT_ENDS.code)
        .values_list("subject_id", flat=True)
    )
    today = case.agency.today(at)
    context = {
        "rows": [
            {
                "row": row,
                "scopes": ", ".join(ConsentScope(value).label for value in row.scopes),
                "over": row.expires_date is not None and row.expires_date < today,
                "void": row.giver_party_id in reported,
                "ending": row.pk in ending,
                "note": notes.get(row.pk, ""),
            }
            for row in found
        ],
        "no_record": refusal(policies.check_record, request.user, case),
    }
    return render(request, "cases/consents.html", head(request, case, "consents") | context)


@require_http_methods(["GET", "HEAD", "POST"])
@once(Consent, "cases:consents", shown="case_id")
def new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Write one down."""
    case, at = load(request, pk, Permission.CASE_READ), timezone.now()
    policies.check_record(request.user, case)
    today = case.agency.today(at)
    parties = Party.objects.filter(case=case, role=PartyRole.GUARDIAN, removed_at__isnull=True).order_by("ordinal")
    walled = Wall.objects.filter(dossier_id=case.pk, agency_id__isnull=False).values("agency_id")
    agencies = Agency.objects.open_on(today).exclude(pk__in=walled).order_by("name", "pk")
    form = Give(
        posted(request), victims=_protection.victims(case), guardians=list(parties), agencies=agencies, today=today
    )
    stale = keep_typed(request, form, case)
    if request.method == "POST" and not stale and form.is_valid():
        given = form.cleaned_data
        consents.record(
            case, victim=form.chosen, giver=ConsentGiver(given["giver"]), giver_party=form.guardians.get(given["giver_party"]),
            scopes=[ConsentScope(value) for value in given["scopes"]], recipients=list(given["recipients"]),
            expires=given["expires"], note=given["note"], row_id=request.row_id, by=request.user, at=at,
        )  # fmt: skip
        flash.success(request, "Persetujuan tercatat.")
        return redirect("cases:consents", pk=case.pk)
    code = status_code(form, stale=stale)
    return render(request, "cases/consent_new.html", head(request, case, "consents") | {"form": form}, status=code)


@require_POST
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Taken back."""
    row = _load(request, pk)
    consents.withdraw(row, by=request.user, at=timezone.now())
    flash.success(request, "Persetujuan dicabut, berlaku sekarang.")
    return redirect("cases:consents", pk=row.case_id)


@require_POST
def let_end(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Not asked for again."""
    row = _load(request, pk)
    consents.let_end(row, by=request.user, at=timezone.now())
    flash.success(request, "Tercatat: persetujuan berakhir pada tanggalnya.")
    return redirect("cases:consents", pk=row.case_id)


def _load(request: StaffRequest, pk: UUID) -> Consent:
    rows = Consent.objects.visible_to(request.user, Permission.CASE_READ).select_related("case")
    return get_object_or_404(rows, pk=pk)
