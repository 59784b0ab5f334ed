"""One letter about no person concerned: a form for each kind of paper."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tuntas.accounts.requests import StaffRequest
from tuntas.core.errors import Denied
from tuntas.core.once import once
from tuntas.core.sent import posted, status_code
from tuntas.letters import papers
from tuntas.letters.actions import papers as actions
from tuntas.letters.actions._text import Refused
from tuntas.letters.forms.papers import SingleForm
from tuntas.letters.models import Letter
from tuntas.letters.policies import letters as policies
from tuntas.letters.states import LetterKind, Nature
from tuntas.letters.views.common import agencies_of


@require_http_methods(["GET", "HEAD", "POST"])
@once(Letter, "letters:detail")
def new(request: StaffRequest, kind: str) -> HttpResponse:
    """Write it, have it looked through, and it has its number."""
    if kind not in papers.TYPES:
        raise Http404
    found = agencies_of(request)
    if not found:
        raise Denied("Surat ini diterbitkan oleh sekretariat, kepala unit, atau pimpinan lembaga.")
    agency = next((each for each in found if str(each.pk) == request.GET.get("lembaga")), found[0])
    policies.check_issue_open(request.user, agency)
    form = SingleForm(posted(request), kind=LetterKind(kind))
    if form.is_valid():
        given = form.cleaned_data
        try:
            letter = actions.issue(
                form.paper(), agency=agency, recipient=given["recipient"], nature=Nature(given["nature"]),
                letter_id=request.row_id, confirmed=given["confirmed"], by=request.user, at=timezone.now(),
            )  # fmt: skip
        except Refused as error:
            form.refuse(error)
        else:
            messages.success(request, f"Surat nomor {letter.number} terbit. Cetak, lalu tandai setelah ditandatangani.")
            return redirect("letters:detail", pk=letter.pk)
    context = {"form": form, "agency": agency, "kind_label": LetterKind(kind).label}
    return render(request, "letters/new.html", context, status=status_code(form))
