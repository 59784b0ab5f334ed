"""Letters to many areas: the list, a new one, its page, and the step from each state to the next."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.agencies.models import Agency
from tuntas.core.errors import Denied
from tuntas.core.once import once
from tuntas.core.paging import page
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code
from tuntas.letters.actions import _batch, batch_printing, batches
from tuntas.letters.actions._text import Refused
from tuntas.letters.forms.batches import BatchForm, Close, Send
from tuntas.letters.forms.papers import initial_of
from tuntas.letters.models import Batch
from tuntas.letters.policies import batches as policies
from tuntas.letters.policies import signings
from tuntas.letters.states import BatchStatus, CloseReason, LetterKind, Way
from tuntas.letters.views.batch_signing import signing_of
from tuntas.letters.views.common import TAGS, agencies_of, head, load

PAGE = ("GET", "HEAD", "POST")
KINDS = (LetterKind.NOTIFICATION, LetterKind.INVITATION)
STEPS = {
    "periksa": (batches.check, "Isi surat sudah diperiksa. Langkah berikutnya: buat suratnya."),
    "rancang": (batches.reopen, "Kembali menjadi rancangan."),
    "buat": (batches.order, "Surat sedang dibuat. Halaman ini boleh ditutup."),
    "hentikan": (batches.drop, "Surat massal ini tidak jadi dikirim."),
}


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Batches within reach, newest first."""
    rows = Batch.objects.visible_to(request.user).select_related("agency", "scope", "duty").with_counts()
    found = page(rows, "-created_at", "-id", after=request.GET.get("after", ""))
    context = {
        "rows": [(row, TAGS.get(BatchStatus(row.status), "stopped")) for row in found.rows],
        "after": found.after,
        "kinds": [(kind.value, kind.label) for kind in KINDS] if agencies_of(request) else [],
        "at": timezone.now(),
        "zone": request.user.zone,
    }
    return render(request, "letters/batches.html", context)


@require_http_methods(PAGE)
@once(Batch, "letters:batch")
def new(request: StaffRequest, kind: str) -> HttpResponse:
    """Text and recipients."""
    if kind not in KINDS:
        raise Http404
    agency = _agency(request)
    form = BatchForm(posted(request), kind=LetterKind(kind), agency=agency, initial=_known(agency, LetterKind(kind)))
    if form.is_valid():
        try:
            batch = batches.draft(
                form.data_for(), agency=agency, row_id=request.row_id, by=request.user, at=timezone.now()
            )
        except Refused as error:
            form.refuse(error)
        else:
            messages.success(request, "Rancangan tersimpan. Baca sekali lagi, lalu periksa.")
            return redirect("letters:batch", pk=batch.pk)
    context = {"form": form, "agency": agency, "kind_label": LetterKind(kind).label}
    return render(request, "letters/batch_new.html", context, status=status_code(form))


@require_http_methods(PAGE)
def change(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Another text, or other recipients, while it is a draft."""
    batch = load(request, pk)
    policies.check_revise(request.user, batch)
    initial = initial_of(_batch.paper_of(batch)) | {
        "scope": batch.scope,
        "levels": batch.levels,
        "nature": batch.nature,
    }
    form = BatchForm(
        posted(request),
        kind=LetterKind(batch.kind),
        agency=batch.agency,
        filled=batch.reminds_id is not None,
        initial=initial,
    )
    if form.is_valid():
        try:
            batches.revise(batch, form.data_for(), by=request.user, at=timezone.now())
        except Refused as error:
            form.refuse(error)
        else:
            messages.success(request, "Rancangan diubah.")
            return redirect("letters:batch", pk=batch.pk)
    return render(request, "letters/batch_change.html", head(request, batch) | {"form": form}, status=status_code(form))


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What it says, to how many, how far it is, and the one next step."""
    batch = load(request, pk)
    user = request.user
    context = head(request, batch) | _counted(batch) | signing_of(batch) | {
        "texts": _lines(batch),
        "levels": batch.deliveries.by_level(),
        "reminders": list(batch.reminders.order_by("created_at", "pk")),
        "no_check": refusal(policies.check_step, user, batch, BatchStatus.CHECKED),
        "no_make": refusal(policies.check_step, user, batch, BatchStatus.MAKING),
        "no_send": refusal(policies.check_step, user, batch, BatchStatus.SENT),
        "no_print": refusal(policies.check_print_batch, user, batch),
        "no_remind": refusal(policies.check_remind, user, batch),
    }  # fmt: skip
    return render(request, "letters/batch.html", context)


@require_safe
def progress(request: StaffRequest, pk: UUID) -> HttpResponse:
    """How far the worker has come; the page itself where there is no script."""
    batch = load(request, pk)
    if "HX-Request" not in request.headers:
        return redirect("letters:batch", pk=batch.pk)
    return render(request, "letters/_progress.html", {"batch": batch} | _counted(batch))


@require_POST
def step(request: StaffRequest, pk: UUID, step: str) -> HttpResponse:
    """Check, back to a draft, have it made, give it up."""
    batch = load(request, pk)
    if step not in STEPS:
        raise Http404
    action, said = STEPS[step]
    try:
        action(batch, by=request.user, at=timezone.now())
    except Refused as error:
        context = head(request, batch) | {"finds": error.finds, "sentence": error.sentence}
        return render(request, "letters/batch_refused.html", context, status=422)
    messages.success(request, said)
    return redirect("letters:batch", pk=batch.pk)


@require_http_methods(PAGE)
def send(request: StaffRequest, pk: UUID) -> HttpResponse:
    """How it goes out."""
    batch = load(request, pk)
    policies.check_step(request.user, batch, BatchStatus.SENT)
    signings.check_not_running(batch)
    form = Send(posted(request))
    if form.is_valid():
        given = form.cleaned_data
        batches.send(batch, way=Way(given["way"]), by_mail=given["by_mail"], by=request.user, at=timezone.now())
        messages.success(request, "Tercatat terkirim. Tanda terima ditunggu tujuh hari kerja.")
        return redirect("letters:batch", pk=batch.pk)
    known = batch.deliveries.exclude(email="").count()
    context = head(request, batch) | {"form": form, "known": known, "total": batch.deliveries.count()}
    return render(request, "letters/batch_send.html", context, status=status_code(form))


@require_http_methods(PAGE)
def close(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It is enough, although some are silent."""
    batch = load(request, pk)
    policies.check_step(request.user, batch, BatchStatus.CLOSED)
    form = Close(posted(request))
    if form.is_valid():
        batches.close(batch, reason=CloseReason(form.cleaned_data["reason"]), by=request.user, at=timezone.now())
        messages.success(request, "Surat massal ini selesai. Siapa yang tidak mengonfirmasi tetap tercatat.")
        return redirect("letters:batch", pk=batch.pk)
    context = head(request, batch) | _counted(batch) | {"form": form}
    return render(request, "letters/batch_close.html", context, status=status_code(form))


@require_POST
def printed(request: StaffRequest, pk: UUID) -> HttpResponse | StreamingHttpResponse:
    """All letters in one file for the printer; recorded."""
    batch = load(request, pk)
    policies.check_print_batch(request.user, batch)
    pieces = batch_printing.whole(batch, by=request.user, at=timezone.now())
    name = f"surat-massal-{batch.pk.hex[-8:]}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return StreamingHttpResponse(pieces, content_type="application/pdf", headers=headers)


def _counted(batch: Batch) -> dict[str, Any]:
    """Recipients, letters, receipts; and for the bar: one step to number each letter, one to print it."""
    counts = batch.deliveries.counted()
    return counts | {
        "steps_done": counts["numbered"] + (batch.pressed if batch.status == BatchStatus.MAKING else counts["total"]),
        "steps": 2 * counts["total"],
        "progress_url": reverse("letters:batch_progress", args=[batch.pk]),
    }


def _lines(batch: Batch) -> list[tuple[str, str]]:
    form = BatchForm(kind=LetterKind(batch.kind), agency=batch.agency, filled=batch.reminds_id is not None)
    shown = initial_of(_batch.paper_of(batch))
    return [(str(field.label), shown[field.name]) for field in form.paper_fields]


def _agency(request: StaffRequest) -> Agency:
    """For which agency: the one asked for, else the first. Raises Denied for somebody who sends for none."""
    found = agencies_of(request)
    asked = request.POST.get("agency") or request.GET.get("lembaga", "")
    for agency in found:
        if str(agency.pk) == asked:
            return agency
    if not found:
        raise Denied("Surat ke wilayah disusun dan dikirim oleh sekretariat, kepala unit, atau pimpinan lembaga.")
    return found[0]


def _known(agency: Agency, kind: LetterKind) -> dict[str, Any]:
    """What is known of the agency already."""
    if kind is not LetterKind.NOTIFICATION:
        return {}
    contacts = agency.public_contacts.order_by("channel", "value")
    own = getattr(agency, "letterhead", None)
    return {
        "subject": "Pemberitahuan layanan pengaduan",
        "secretariat": agency.name,
        "address": own.address if own else "",
        "contacts": "\n".join(
            f"{row.get_channel_display()} {row.value}" for row in contacts if row.channel != "address"
        ),
    }
