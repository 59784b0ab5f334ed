"""The summary of a case as PDF; recorded."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tuntas.access.permissions import Permission
from tuntas.accounts.fresh import require_fresh
from tuntas.accounts.requests import StaffRequest
from tuntas.cases import masking
from tuntas.cases.actions import printing
from tuntas.cases.forms.printing import Print
from tuntas.cases.models import Case, Party
from tuntas.cases.policies import parties as party_policies
from tuntas.cases.policies import printing as policies
from tuntas.cases.policies import reach
from tuntas.cases.views.common import head, load
from tuntas.core.once import once
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code
from tuntas.core.vault import Erased
from tuntas.letters.models import Letter
from tuntas.letters.views.register import as_download

GONE = "Isi kasus ini sudah dihapus dan tidak dapat dicetak oleh siapa pun."


@require_fresh
@require_http_methods(["GET", "HEAD", "POST"])
@once(Letter, "letters:detail")
def summary(request: StaffRequest, pk: UUID) -> HttpResponse:
    """For whom, and who is named; then the paper."""
    case = load(request, pk)
    reach.check_within(
        request.user, case, Permission.CASE_PRINT, "Ringkasan kasus hanya dicetak oleh yang menangani kasusnya."
    )
    always = masking.always(case)
    parties = list(Party.objects.filter(case=case, removed_at__isnull=True).order_by("role", "ordinal"))
    may_name = reach.within(request.user, case, Permission.CASE_IDENTITY)
    adults = [party for party in parties if may_name and party.pk not in always]
    form, gone = Print(posted(request), adults=adults), ""
    if request.method == "POST":
        policies.check_print(request.user, case)
        if form.is_valid():
            try:
                return _paper(request, case, form)
            except Erased:
                gone = GONE
    context: dict[str, Any] = {
        "form": form,
        "masked": [party for party in parties if party.pk in always],
        "notice": party_policies.NOTICE if party_policies.needs_notice(request.user, case) else "",
        "no_issue": refusal(policies.check_outgoing, request.user, case, ()),
        "gone": gone,
    }
    status = 410 if gone else status_code(form)
    return render(request, "cases/print.html", head(request, case, "print") | context, status=status)


def _paper(request: StaffRequest, case: Case, form: Print) -> HttpResponse:
    at, by = timezone.now(), request.user
    if form.outgoing:
        policies.check_outgoing(by, case, form.wanted)
        letter, pdf = printing.issue(
            case, recipient=form.cleaned_data["recipient"], letter_id=request.row_id, by=by, at=at
        )
        return as_download(letter, pdf)
    pdf = printing.copy(case, named=form.wanted, by=by, at=at)
    headers = {
        "Content-Disposition": f'attachment; filename="ringkasan-{case.number}.pdf"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
