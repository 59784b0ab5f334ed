"""What somebody sees who scans the code of a letter or opens the link of a mail: no account, no cookie, no script.

Whether it is genuine, its number, day and issuer, what it is about (only ordinary letters have a code), whether it was
voided; for a recipient one button to confirm it. An address that belongs to no letter says so, always in the same way.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tuntas.access.actors import Reporter
from tuntas.core.errors import Denied
from tuntas.letters import links, throttle
from tuntas.letters.actions import receipts
from tuntas.letters.forms.batches import Receipt
from tuntas.letters.models import Delivery, Letter
from tuntas.letters.states import LetterStatus, ReceiptVia

RECIPIENT = Reporter("penerima surat")
LONGEST_TOKEN = 64
EMPTY = {"unknown": False, "letter": None, "voided": False, "sentence": "", "confirmed": False, "form": None}


@login_not_required
@csrf_exempt  # no session stands behind it: whoever has the letter may confirm it
@require_http_methods(["GET", "HEAD", "POST"])
def genuine(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the QR code of a letter."""
    rows = Letter.objects.select_related("agency")
    letter = rows.filter(token=token).first() if _readable(token) else None
    delivery = Delivery.objects.filter(letter=letter).select_related("batch", "letter").first() if letter else None
    return _answer(request, letter, delivery, ReceiptVia.QR)


@login_not_required
@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def received(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the one-time link of a mail."""
    rows = Delivery.objects.select_related("batch", "letter__agency")
    delivery = rows.filter(link_hash=links.hash_of(token)).first() if _readable(token) else None
    return _answer(request, delivery.letter if delivery else None, delivery, ReceiptVia.LINK)


def _answer(request: HttpRequest, letter: Letter | None, delivery: Delivery | None, via: ReceiptVia) -> HttpResponse:
    if letter is None:
        return _unknown(request)
    context: dict[str, object] = {"letter": letter, "voided": letter.status == LetterStatus.VOIDED}
    if delivery is None or delivery.sent_at is None or context["voided"]:
        return _page(request, context)
    if delivery.receipt_at is not None:
        return _page(request, context | {"confirmed": True})
    form = Receipt(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _page(request, context | {"form": form})
    return _confirmed(request, context | {"form": form}, delivery, form, via)


def _unknown(request: HttpRequest) -> HttpResponse:
    """There is no such code or link: said in one way, and slower to whoever tries many."""
    try:
        throttle.count_wrong(_source(request), at=timezone.now())
    except throttle.TooManyWrong as denied:
        return _page(request, {"unknown": True, "sentence": denied.sentence}, status=429)
    return _page(request, {"unknown": True}, status=404)


def _confirmed(
    request: HttpRequest, context: dict[str, object], delivery: Delivery, form: Receipt, via: ReceiptVia
) -> HttpResponse:
    """The receipt is written down, or why not."""
    try:
        throttle.count(_source(request), at=timezone.now())
        if not form.is_valid():
            return _page(request, context, status=422)
        receipts.confirm(delivery, via=via, **form.cleaned_data, by=RECIPIENT, at=timezone.now())
    except Denied as denied:
        status = 429 if isinstance(denied, throttle.TooMany) else 409
        return _page(request, context | {"sentence": denied.sentence}, status=status)
    return _page(request, context | {"confirmed": True})


def _page(request: HttpRequest, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    response = render(request, "letters/genuine.html", EMPTY | context, status=status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


def _readable(token: str) -> bool:
    """A NUL in an address is no text that a database would be asked for."""
    return token.isalnum() and token.isascii() and len(token) <= LONGEST_TOKEN


def _source(request: HttpRequest) -> str:
    """The address that asks; behind our own proxies the one they saw."""
    chain = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
    if settings.TUNTAS_PROXIES and len(chain) >= settings.TUNTAS_PROXIES:
        return chain[-settings.TUNTAS_PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))
