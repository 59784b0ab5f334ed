"""The one-time link: made and revoked by the sender; and its public door.

The door shows nothing about the matter and acknowledges nothing until name, position and code are given. It keeps one
cookie, by which the link opens on this device only. Each page after the door carries a key for half an hour; leaving
the page is signing out.
"""

from collections.abc import Callable
from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from tuntas.accounts.requests import StaffRequest
from tuntas.core.errors import Denied
from tuntas.core.vault import Erased
from tuntas.referrals.actions import links
from tuntas.referrals.forms.answering import ByOthers, Door
from tuntas.referrals.models import Link
from tuntas.referrals.states import AnsweredBy, Status
from tuntas.referrals.views.answering import show
from tuntas.referrals.views.common import load

COOKIE = "perangkat"
SALT = "referral-link"
LASTS = timedelta(minutes=30)
AGAIN = "Halaman ini sudah terlalu lama terbuka. Isi kode sekali lagi; yang Anda tulis belum terkirim."


@require_POST
def make(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A new link by mail; its code is shown this once, to be told by telephone."""
    row = load(request, pk)
    made = links.make(row, by=request.user, at=timezone.now())
    return show(request, load(request, pk), code=made.code)


@require_POST
def revoke(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The newest link leads nowhere any more."""
    row = load(request, pk)
    newest = row.links.select_related("referral__case").order_by("-made_at").first()
    if newest is None:
        raise Http404
    links.revoke(newest, by=request.user, at=timezone.now())
    messages.success(request, "Tautan dicabut.")
    return redirect("referrals:detail", pk=row.pk)


def _public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open to everyone who has the address; unknown to search machines; its address is told to nobody.

    There is nothing to forge: each page wants the code, or a key sealed in the form and the device's strict cookie. A
    page that hides its address from others has no origin for Django's own check to compare.
    """

    def door(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return login_not_required(csrf_exempt(door))


@_public
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The door; behind it what is asked, and the answer. The same door for an address that leads nowhere."""
    if request.method != "POST":
        return _door(request, Door())
    if "kunci" in request.POST:
        return _answer(request)
    form = Door(request.POST)
    if not form.is_valid():
        return _door(request, form, status=422)
    device, source = request.COOKIES.get(COOKIE, ""), source_of(request)
    try:
        entered = links.enter(token, **form.cleaned_data, device=device, source=source, at=timezone.now())
    except Denied as denied:
        form.add_error(None, denied.sentence)
        return _door(request, form, status=429)
    if entered is None:
        form.add_error(None, links.INVALID)
        return _door(request, form, status=422)
    response = _page(request, entered.link, entered.device)
    response.set_cookie(
        COOKIE, entered.device, max_age=links.LASTS, path=request.path, httponly=True, samesite="Strict",
        secure=settings.TUNTAS_HTTPS,
    )  # fmt: skip
    return response


def source_of(request: HttpRequest) -> str:
    """Where a request comes from, for counting only: the address as our own nearest proxy saw it; of IPv6 the network."""
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    behind = settings.TUNTAS_PROXIES
    told = seen[-behind] if behind and len(seen) >= behind else request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(told.strip())
    except ValueError:
        return ""  # a socket file, or nothing that is an address: then only the link itself counts
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


def _door(request: HttpRequest, form: Door, *, status: int = 200) -> HttpResponse:
    return render(request, "referrals/link_door.html", {"form": form, "again": ""}, status=status)


def _answer(request: HttpRequest) -> HttpResponse:
    """What was written behind the door."""
    try:
        carried = signing.loads(request.POST["kunci"], salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return render(request, "referrals/link_door.html", {"form": Door(), "again": AGAIN}, status=422)
    found = get_object_or_404(Link.objects.select_related("referral__case", "referral__receiver"), pk=carried)
    device = request.COOKIES.get(COOKIE, "")
    form = ByOthers(request.POST, referral=found.referral)
    if not form.is_valid():
        return _page(request, found, device, form=form)
    at = timezone.now()
    try:
        slip = form.slip(answerer="", way=AnsweredBy.LINK)
        referral = links.answer(found, device=device, slip=slip, at=at)
    except Denied as denied:
        form.add_error(None, denied.sentence)
        return _page(request, found, device, form=form)
    if Status(referral.status) in {Status.ANSWERED, Status.DECLINED}:
        return render(request, "referrals/link_done.html")
    return _page(
        request, Link.objects.select_related("referral__receiver").get(pk=found.pk), device, said="Jawaban tersimpan."
    )


def _page(
    request: HttpRequest, found: Link, device: str, *, form: ByOthers | None = None, said: str = ""
) -> HttpResponse:
    """Behind the door; every showing is recorded and bears the reader's name."""
    at = timezone.now()
    try:
        texts = links.content(found, device=device, at=at)
    except (Denied, Erased):
        return render(request, "referrals/link_door.html", {"form": Door(), "again": links.INVALID}, status=410)
    context: dict[str, Any] = {
        "row": found.referral,
        "texts": texts,
        "form": form or ByOthers(referral=found.referral),
        "said": said,
        "key": signing.dumps(str(found.pk), salt=SALT),
        "at": at,
        "zone": found.referral.receiver.zone,
    }
    return render(request, "referrals/link_page.html", context, status=422 if form else 200)
