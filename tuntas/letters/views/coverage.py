"""Who got a letter of a batch, who confirmed it and how; receipts written down by hand; reminders."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.core.once import once
from tuntas.core.paging import page
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code
from tuntas.letters import coverage
from tuntas.letters.actions import receipts, recipients, reminders
from tuntas.letters.actions._text import Refused
from tuntas.letters.forms.batches import CoverageFilter, Email, Receipt
from tuntas.letters.forms.papers import PaperForm
from tuntas.letters.models import Batch, Delivery
from tuntas.letters.papers import Reminder
from tuntas.letters.policies import batches as policies
from tuntas.letters.querysets import DeliveryQuerySet
from tuntas.letters.states import LetterKind, ReceiptVia
from tuntas.letters.views.common import head, load

PAGE = ("GET", "HEAD", "POST")


@require_safe
def index(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Every recipient in the order of the areas: whether, how and when it was confirmed."""
    batch = load(request, pk)
    form = CoverageFilter(request.GET)
    rows = _narrowed(form, batch.deliveries.select_related("area", "letter").with_reminded())
    found = page(rows, "position", "id", after=request.GET.get("after", ""))
    context = head(request, batch) | batch.deliveries.counted() | {
        "form": form,
        "rows": found.rows,
        "after": found.after,
        "by_level": batch.deliveries.by_level(),
        "chart": coverage.chart(batch),
    }  # fmt: skip
    return render(request, "letters/coverage.html", context)


@require_http_methods(PAGE)
def delivery(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One recipient; a receipt that came on paper or by telephone is written down here."""
    row = _row(request, pk)
    form = Receipt(posted(request))
    if request.method == "POST":
        policies.check_send(request.user, row.batch.agency)
    if form.is_valid():
        given = form.cleaned_data
        receipts.confirm(row, via=ReceiptVia.HAND, **given, by=request.user, at=timezone.now())
        messages.success(request, f"Tanda terima {row.addressee} tercatat.")
        return redirect("letters:coverage", pk=row.batch_id)
    context = head(request, row.batch) | {
        "row": row,
        "form": form,
        "email_form": Email(initial={"email": row.email}),
        "no_receipt": refusal(policies.check_receipt, row),
        "no_take_back": refusal(policies.check_take_back, request.user, row),
        "no_email": refusal(policies.check_address, request.user, row),
    }
    return render(request, "letters/delivery.html", context, status=status_code(form))


@require_POST
def take_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Noted by mistake."""
    row = receipts.take_back(_row(request, pk), by=request.user, at=timezone.now())
    messages.success(request, "Tanda terima ditarik; surat ini ditunggu lagi.")
    return redirect("letters:delivery", pk=row.pk)


@require_POST
def email(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Where its office takes mail."""
    row = _row(request, pk)
    form = Email(request.POST)
    if form.is_valid():
        recipients.address(row, email=form.cleaned_data["email"], by=request.user, at=timezone.now())
        messages.success(request, "Alamat surel tersimpan.")
    else:
        messages.error(request, "Alamat surel itu tidak dapat dibaca.")
    return redirect("letters:delivery", pk=row.pk)


@require_http_methods(PAGE)
@once(Batch, "letters:batch")
def remind(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A letter to everybody who has been silent."""
    first = load(request, pk)
    policies.check_remind(request.user, first)
    initial: dict[str, Any] = {"subject": "Pengingat tanda terima surat", "about": first.content["subject"]}
    initial["contacts"] = "\n".join(first.content.get("contacts", []))
    form = PaperForm(posted(request), kind=LetterKind.REMINDER, filled=True, initial=initial)
    if form.is_valid():
        paper = form.paper()
        assert isinstance(paper, Reminder)
        try:
            batch = reminders.draft(
                first,
                paper,
                row_id=request.row_id,
                by=request.user,
                at=timezone.now(),
            )
        except Refused as error:
            form.refuse(error)
        else:
            messages.success(request, "Rancangan surat pengingat tersimpan.")
            return redirect("letters:batch", pk=batch.pk)
    context = head(request, first) | {"form": form, "silent": first.deliveries.waiting().count()}
    return render(request, "letters/batch_remind.html", context, status=status_code(form))


def _row(request: StaffRequest, pk: UUID) -> Delivery:
    rows = Delivery.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("batch__agency__area", "batch__scope", "batch__duty__agency", "batch__duty__assignee", "area",
                            "letter", "receipt_by"),
        pk=pk,
    )  # fmt: skip


def _narrowed(form: CoverageFilter, rows: DeliveryQuerySet) -> DeliveryQuerySet:
    if not form.is_valid():
        return rows
    level, state = form.cleaned_data["level"], form.cleaned_data["state"]
    if level:
        rows = rows.filter(level=int(level))
    if state == "in":
        rows = rows.filter(receipt_at__isnull=False)
    elif state:
        rows = rows.filter(receipt_at__isnull=True)
    return rows.reminded() if state == "reminded" else rows
