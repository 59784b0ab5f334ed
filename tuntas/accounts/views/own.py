"""One's own account: what one holds, password, second factor, sessions."""

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tuntas.accounts import factors, forms, fresh, keys
from tuntas.accounts.actions import passwords, second_factors, sessions
from tuntas.accounts.middleware import FACTOR
from tuntas.accounts.models import Posting
from tuntas.accounts.requests import StaffRequest
from tuntas.accounts.user_agents import device_name
from tuntas.accounts.views.common import next_url, proves_password
from tuntas.core.errors import Denied

SECRET = "totp_secret"  # noqa: S105 - the name of a place in the session


def profile(request: StaffRequest) -> HttpResponse:
    """My account."""
    user = request.user
    postings = (
        Posting.objects.in_force(timezone.now())
        .filter(user=user)
        .select_related("agency", "area")
        .order_by("starts_at")
    )
    context = {
        "postings": postings,
        "has_factor": factors.has(user),
        "codes_left": factors.codes_left(user),
        "sessions": UserSession.objects.filter(user=user).count(),
    }
    return render(request, "accounts/profile.html", context)


@never_cache
@sensitive_post_parameters("old", "password")
def change_password(request: StaffRequest) -> HttpResponse:
    """The old password, then a new one; all other sessions end."""
    user = request.user
    form = forms.ChangePassword(request.POST or None, user=user)
    if form.is_valid() and proves_password(request, form, user, "old"):
        password_hash = make_password(form.cleaned_data["password"])
        key = request.session.session_key or ""
        changed = passwords.change(user, password_hash=password_hash, session_key=key, by=user, at=timezone.now())
        UserSession.objects.filter(session_key=key).delete()
        update_session_auth_hash(request, changed)
        UserSession.objects.create_from_request(request)
        messages.success(request, "Kata sandi sudah diganti. Semua sesi lain sudah diakhiri.")
        return redirect("accounts:profile")
    return render(request, "accounts/change_password.html", {"form": form})


@never_cache
@fresh.require_fresh
def activate(request: StaffRequest) -> HttpResponse:
    """Set up the app that makes codes; the answer to the right code shows the recovery codes, once."""
    user = request.user
    if factors.has(user):
        return redirect("accounts:profile")
    if SECRET not in request.session:
        request.session[SECRET] = keys.seal(generate_totp_secret())
    secret = keys.unseal(request.session[SECRET])
    form = forms.Code(request.POST or None)
    if form.is_valid():
        key, code = request.session.session_key or "", form.cleaned_data["code"]
        try:
            codes = second_factors.activate(user, secret=secret, code=code, session_key=key, by=user, at=timezone.now())
        except Denied as error:
            form.add_error("code", error.sentence)
        else:
            del request.session[SECRET]
            request.session[FACTOR] = True
            return render(request, "accounts/recovery_codes.html", {"codes": codes, "first": True})
    url = get_adapter().build_totp_url(user, secret)
    qr = segno.make(url, error="m", micro=False).svg_data_uri(scale=5, border=4, light="#ffffff")
    return render(request, "accounts/activate.html", {"form": form, "qr": qr, "secret": secret})


@never_cache
@fresh.require_fresh
def replace(request: StaffRequest) -> HttpResponse:
    """Take the second factor off in order to set up another phone; in real use one cannot go on without."""
    if not factors.has(request.user):
        return redirect("mfa_activate_totp")
    if request.method != "POST":
        return render(request, "accounts/replace.html")
    second_factors.remove(request.user, by=request.user, at=timezone.now())
    request.session.pop(FACTOR, None)
    return redirect("mfa_activate_totp")


@never_cache
@fresh.require_fresh
def renew_codes(request: StaffRequest) -> HttpResponse:
    """New recovery codes, shown in the answer and nowhere again."""
    if request.method != "POST":
        return render(request, "accounts/renew_codes.html", {"codes_left": factors.codes_left(request.user)})
    codes = second_factors.renew_codes(request.user, by=request.user, at=timezone.now())
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "first": False})


def session_list(request: StaffRequest) -> HttpResponse:
    """Where one is signed in."""
    listed = list(UserSession.objects.filter(user=request.user).order_by("-last_seen_at"))
    stored = Session.objects.filter(session_key__in=[row.session_key for row in listed], expire_date__gt=timezone.now())
    alive = set(stored.values_list("session_key", flat=True))
    here = request.session.session_key
    rows = [
        {
            "id": row.pk,
            "device": device_name(row.user_agent),
            "seen": row.last_seen_at,
            "since": row.created_at,
            "here": row.session_key == here,
        }
        for row in listed
        if row.session_key in alive
    ]
    return render(request, "accounts/sessions.html", {"rows": rows, "others": any(not row["here"] for row in rows)})


@require_POST
def end_session(request: StaffRequest, pk: int) -> HttpResponse:
    """End one of one's sessions."""
    sessions.end(request.user, ids=[pk], by=request.user, at=timezone.now())
    messages.success(request, "Sesi itu sudah diakhiri.")
    return redirect("usersessions_list")


@require_POST
def end_other_sessions(request: StaffRequest) -> HttpResponse:
    """End all but this one."""
    key = request.session.session_key or ""
    sessions.end_all(request.user, but=key, by=request.user, at=timezone.now())
    messages.success(request, "Semua sesi lain sudah diakhiri.")
    return redirect(next_url(request, "usersessions_list"))
