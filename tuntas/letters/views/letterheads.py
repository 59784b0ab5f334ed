"""The head of an agency's letters."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tuntas.accounts.requests import StaffRequest
from tuntas.agencies.models import Agency
from tuntas.core.body import takes_upload
from tuntas.core.sent import posted, status_code
from tuntas.letters import contents
from tuntas.letters.actions import letterheads
from tuntas.letters.actions._text import Refused
from tuntas.letters.actions.letterheads import HeadData
from tuntas.letters.forms.letterheads import LetterheadForm
from tuntas.letters.models import Letterhead
from tuntas.letters.policies import letters as policies

NAMES = ("above", "name", "address", "signatory_name", "signatory_rank", "signatory_nip")


@takes_upload
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Lines, address, who signs, logo; for letters from now on."""
    agency = get_object_or_404(Agency.objects.select_related("parent", "area"), pk=pk)
    policies.check_letterhead(request.user, agency)
    head = contents.head_of(agency, "")
    form = LetterheadForm(
        posted(request), request.FILES or None, initial={name: head.get(name, "") for name in NAMES}
    )  # fmt: skip
    if form.is_valid():
        given = dict(form.cleaned_data)
        logo = given.pop("logo")
        try:
            letterheads.change(agency, HeadData(**given), logo=logo, by=request.user, at=timezone.now())
        except Refused as error:
            form.refuse(error)
        else:
            messages.success(request, "Kop surat berlaku untuk surat berikutnya. Surat yang sudah terbit tetap.")
            return redirect("letters:letterhead", pk=agency.pk)
    has_logo = Letterhead.objects.filter(agency=agency, logo__isnull=False).exists()
    context = {"form": form, "agency": agency, "has_logo": has_logo}
    return render(request, "letters/letterhead.html", context, status=status_code(form))
