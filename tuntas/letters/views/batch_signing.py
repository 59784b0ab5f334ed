"""All letters of a batch signed in one act: the page, by certificate, by hand with scans, stopped or taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
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
from tuntas.letters.actions import batch_signing as actions
from tuntas.letters.actions import signed_papers
from tuntas.letters.actions._text import Refused
from tuntas.letters.forms.letters import PersonForm, ScanForm
from tuntas.letters.models import Batch, BatchScan
from tuntas.letters.policies import signings as policies
from tuntas.letters.policies.batches import check_send
from tuntas.letters.states import SigningAct
from tuntas.letters.views.common import head, load


@takes_upload
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: StaffRequest, pk: UUID) -> HttpResponse:
    """How all letters are signed; the note that they were signed by hand, and scans of them."""
    batch = load(request, pk)
    check_send(request.user, batch.agency)
    noted = policies.live(batch) is not None
    form = ScanForm(posted(request), request.FILES or None, needed=noted)
    if form.is_valid():
        try:
            action = actions.scan if noted else actions.by_hand
            action(batch, form.cleaned_data["file"], by=request.user, at=timezone.now())
        except (Refused, Denied) as error:
            form.add_error("file", error.sentence)
        else:
            messages.success(request, "Pindaian tersimpan." if noted else "Tanda tangan pada semua surat tercatat.")
            return redirect("letters:batch_sign", pk=batch.pk)
    return _page(request, batch, form, PersonForm())


def _page(request: StaffRequest, batch: Batch, form: ScanForm, person: PersonForm) -> HttpResponse:
    context = head(request, batch) | signing_of(batch) | _ways(request, batch) | {"form": form}
    context["person"] = person if signing.service() else None
    status = max(status_code(form), status_code(person))
    return render(request, "letters/batch_sign.html", context, status=status)


@require_safe
def progress(request: StaffRequest, pk: UUID) -> HttpResponse:
    """How far the worker has come; the page itself where there is no script, or nothing runs any more."""
    batch = load(request, pk)
    if "HX-Request" not in request.headers:
        return redirect("letters:batch_sign", pk=batch.pk)
    return render(request, "letters/_signing_progress.html", {"batch": batch} | signing_of(batch))


@sensitive_post_parameters("nik", "passphrase")
@require_fresh(back="letters:batch_sign")
@require_POST
def certificate(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Sign all with the certificate of this installation; where people sign at a service, by whoever is here, now."""
    batch = load(request, pk)
    if service := signing.service():
        return _here(request, batch, service)
    actions.order(batch, by=request.user, at=timezone.now())
    messages.success(request, "Surat pertama sudah ditandatangani, yang lain menyusul. Halaman ini boleh ditutup.")
    return redirect("letters:batch_sign", pk=batch.pk)


def _here(request: StaffRequest, batch: Batch, service: signing.SigningService) -> HttpResponse:
    person = PersonForm(request.POST)
    noted = policies.live(batch) is not None
    if not person.is_valid():
        return _page(request, batch, ScanForm(needed=noted), person)
    try:
        left = actions.sign_here(batch, person=service.of(**person.cleaned_data), by=request.user, at=timezone.now())
    except Denied as error:
        person.add_error("passphrase", error.sentence)
        return _page(request, batch, ScanForm(needed=noted), person)
    if left:
        messages.success(
            request, f"Sebagian sudah ditandatangani; {left} surat lagi. Isi passphrase sekali lagi untuk meneruskan."
        )
    else:
        messages.success(request, "Semua surat sudah ditandatangani.")
    return redirect("letters:batch_sign", pk=batch.pk)


@require_POST
def resume(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The worker stood still."""
    batch = load(request, pk)
    actions.resume(batch, by=request.user, at=timezone.now())
    messages.success(request, "Penandatanganan diteruskan.")
    return redirect("letters:batch_sign", pk=batch.pk)


@require_POST
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Stop it, or take back a note that was a mistake."""
    batch = load(request, pk)
    actions.withdraw(batch, by=request.user, at=timezone.now())
    messages.success(request, "Ditarik. Surat yang sudah bertanda tangan elektronik tetap demikian.")
    return redirect("letters:batch_sign", pk=batch.pk)


@require_safe
def scan(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A scan of letters that were signed by hand; recorded."""
    rows = BatchScan.objects.filter(signing__batch__in=Batch.objects.visible_to(request.user))
    row = get_object_or_404(rows.select_related("file", "signing__batch__agency"), pk=pk)
    check_send(request.user, row.signing.batch.agency)
    return serve(request, row.file, inline=False)


@require_POST
def signed(request: StaffRequest, pk: UUID) -> StreamingHttpResponse:
    """All letters as they were signed with a certificate, in one archive; recorded."""
    batch = load(request, pk)
    pieces = signed_papers.archive(batch, by=request.user, at=timezone.now())
    name = f"surat-bertanda-tangan-{batch.pk.hex[-8:]}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return StreamingHttpResponse(pieces, content_type="application/zip", headers=headers)


def signing_of(batch: Batch) -> dict[str, Any]:
    """How the letters of a batch are signed, and how far."""
    act = policies.live(batch)
    if act is None:
        return {"signing": None, "signing_runs": False}
    letters = batch.deliveries.filter(letter__voided_at__isnull=True)
    return {
        "signing": act,
        "signing_runs": act.done_at is None,
        "signed_done": letters.filter(letter__signed_copies__good=True).values("letter").distinct().count(),
        "signed_all": letters.count(),
        "signing_url": "" if signing.service() else reverse("letters:batch_sign_progress", args=[batch.pk]),
        "scans": list(act.scans.select_related("by", "file").order_by("at", "pk")),
    }


def _ways(request: StaffRequest, batch: Batch) -> dict[str, Any]:
    return {
        "certificate": signing.signer() is not None,
        "no_certificate": refusal(policies.check_sign, request.user, batch, SigningAct.CERTIFICATE),
        "no_hand": refusal(policies.check_sign, request.user, batch, SigningAct.HAND),
        "no_withdraw": refusal(policies.check_withdraw, request.user, batch),
        "no_scan": refusal(policies.check_scan, request.user, batch),
    }
