"""A new password by a link sent to one's mailbox. It opens no session: the second factor is asked for as always."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlsafe_base64_decode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tuntas.accounts import devices, forms, policies, throttle
from tuntas.accounts.actions import passwords, sign_ins
from tuntas.accounts.models import User
from tuntas.core.errors import Denied

IN_SESSION = "reset_token"
PLACEHOLDER = "baru"  # stands where the token stood, so that the token is in no history and no log


@login_not_required
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """The same answer for every address, in the same time; letters beyond the throttle are silently left out."""
    form = forms.AskReset(request.POST or None)
    if form.is_valid():
        email, at = form.cleaned_data["email"].strip().lower(), timezone.now()
        try:
            throttle.begin("reset", email, "", at=at)
        except throttle.Throttled:
            return redirect("account_reset_password_done")
        user = User.objects.filter(email=email, is_active=True).first()
        passwords.ask_reset(user, by=sign_ins.VISITOR, at=at)
        return redirect("account_reset_password_done")
    return render(request, "accounts/reset_ask.html", {"form": form})


@login_not_required
def asked(request: HttpRequest) -> HttpResponse:
    """Look into your mailbox."""
    return render(request, "accounts/reset_asked.html")


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def from_key(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """The page behind the link."""
    if token != PLACEHOLDER:
        request.session[IN_SESSION] = token
        return redirect("account_reset_password_from_key", uid=uid, token=PLACEHOLDER)
    token = request.session.get(IN_SESSION, "")
    user = _user(uid)
    try:
        policies.check_reset(user, token)
    except Denied as error:
        return render(request, "accounts/reset_dead.html", {"sentence": error.sentence}, status=410)
    assert user is not None  # check_reset has refused it otherwise
    form = forms.NewPassword(request.POST or None, user=user)
    if not form.is_valid():
        return render(request, "accounts/reset_new.html", {"form": form, "email": user.email})
    password_hash = make_password(form.cleaned_data["password"])
    passwords.reset(user, token=token, password_hash=password_hash, by=user, at=timezone.now())
    del request.session[IN_SESSION]
    messages.success(request, "Kata sandi baru sudah berlaku. Silakan masuk.")
    answer = redirect("account_login")
    # Who holds the mailbox is the owner: from now on no stranger's failures can slow this browser down.
    devices.remember(request, answer, user.email)
    return answer


def _user(uid: str) -> User | None:
    try:
        key = UUID(bytes=urlsafe_base64_decode(uid))
    except ValueError:
        return None
    found: User | None = User.objects.filter(pk=key).first()
    return found
