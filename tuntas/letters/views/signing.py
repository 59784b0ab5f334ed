"""The signed copy of a letter: uploaded, made here, handed out; and whether its signature is good."""

from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.accounts.fresh import require_fresh
from tuntas.accounts.requests import StaffRequest
from tuntas.core.body import takes_upload
from tuntas.core.errors import Denied
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code
from tuntas.files.views import serve
from tuntas.letters import signing
from tuntas.letters.actions import signing as actions
from tuntas.letters.actions._text import Refused
from tuntas.letters.forms.letters import PersonForm, SignedForm
from tuntas.letters.models import Letter, SignedCopy
from tuntas.letters.policies import letters as policies
from tuntas.letters.policies import signings
from tuntas.letters.press import PressFailed


@takes_upload
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What there is, newest first; one more by upload."""
    letter = _load(request, pk)
    policies.check_print(request.user, letter)
    form = SignedForm(posted(request), request.FILES or None)
    if form.is_valid():
        try:
            actions.keep(letter, form.cleaned_data["file"], by=request.user, at=timezone.now())
        except (Refused, Denied) as error:
            form.add_error("file", error.sentence)
        else:
            messages.success(request, "Surat bertanda tangan tersimpan.")
            return redirect("letters:signed", pk=letter.pk)
    return _page(request, letter, form, PersonForm())


def _page(request: StaffRequest, letter: Letter, form: BaseForm, person: PersonForm) -> HttpResponse:
    context = {
        "letter": letter,
        "form": form,
        "person": person if signing.service() else None,
        "batch_signing": signings.by_hand_of(letter),
        "rows": letter.signed_copies.select_related("by").order_by("-at", "-pk"),
        "no_sign": refusal(policies.check_sign, request.user, letter),
        "certificate": signing.signer() is not None,
        "zone": request.user.zone,
    }
    status = max(status_code(form), status_code(person))
    return render(request, "letters/signed.html", context, status=status)


@sensitive_post_parameters("nik", "passphrase")
@require_fresh(back="letters:signed")
@require_POST
def sign(request: StaffRequest, pk: UUID) -> HttpResponse:
    """With the certificate of this installation; where people sign at a service, with their NIK and passphrase."""
    letter = _load(request, pk)
    policies.check_sign(request.user, letter)
    service, person = signing.service(), PersonForm(request.POST)
    if service and not person.is_valid():
        return _page(request, letter, SignedForm(), person)
    try:
        actions.sign(
            letter, person=service.of(**person.cleaned_data) if service else None, by=request.user, at=timezone.now()
        )
    except PressFailed as error:
        raise Denied(signings.FAILED) from error
    except Denied as error:
        if service is None:
            raise
        person.add_error("passphrase", error.sentence)
        return _page(request, letter, SignedForm(), person)
    messages.success(request, "Surat ditandatangani secara elektronik.")
    return redirect("letters:signed", pk=letter.pk)


@require_safe
def copy(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The signed copy; recorded."""
    rows = SignedCopy.objects.filter(letter__in=Letter.objects.visible_to(request.user))
    row = get_object_or_404(rows.select_related("letter__agency", "file"), pk=pk)
    policies.check_print(request.user, row.letter)
    return serve(request, row.file, inline=False)


def _load(request: StaffRequest, pk: UUID) -> Letter:
    return get_object_or_404(Letter.objects.visible_to(request.user).select_related("agency__area"), pk=pk)
