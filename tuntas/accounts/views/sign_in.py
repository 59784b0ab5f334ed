"""Signing in, the second step, signing out, showing once more who one is."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.mfa.stages import AuthenticateStage
from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tuntas.accounts import factors, forms, fresh
from tuntas.accounts.actions import sign_ins
from tuntas.accounts.requests import StaffRequest
from tuntas.accounts.views.common import next_url, owner_by_password, proves_code, proves_password


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail and password; whoever has a second factor is asked for it next."""
    if request.user.is_authenticated:
        return redirect(next_url(request))
    form = forms.SignIn(request.POST or None)
    if form.is_valid() and (user := owner_by_password(request, form)):
        record_authentication(request, user, method="password")
        answer: HttpResponse = perform_login(request, Login(user=user, redirect_url=next_url(request)))
        return answer
    return render(request, "accounts/sign_in.html", {"form": form, "next": request.GET.get("next", "")})


@login_not_required
@never_cache
def second_step(request: HttpRequest) -> HttpResponse:
    """The code of the app or a recovery code, after the password was right."""
    if request.user.is_authenticated:
        return redirect(next_url(request))
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None or stage.login.user is None or not stage.login.user.is_active:
        return redirect("account_login")
    form = forms.Code(request.POST or None)
    if form.is_valid() and (kind := proves_code(request, form, stage.login.user)):
        record_authentication(request, stage.login.user, method="mfa", type=kind)
        answer: HttpResponse = stage.exit()
        return answer
    return render(request, "accounts/second_step.html", {"form": form})


@never_cache
def sign_out(request: StaffRequest) -> HttpResponse:
    """A page that asks (for a plain link), then the end of this session, and nothing left in the browser."""
    if request.method != "POST":
        return render(request, "accounts/sign_out.html")
    sign_ins.leave(request.user, reason="self", by=request.user, at=timezone.now())
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    logout(request)
    answer = redirect("account_login")
    # Not "cookies": the one by which this browser is known to the account stays, it protects the owner.
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@never_cache
@sensitive_post_parameters("password")
def reauthenticate(request: StaffRequest) -> HttpResponse:
    """Once more the code, or the password of whoever has no second factor; then back to where one was going."""
    if factors.has(request.user):
        form: forms.Code | forms.Password = forms.Code(request.POST or None)
        proved = form.is_valid() and bool(proves_code(request, form, request.user))
    else:
        form = forms.Password(request.POST or None)
        proved = form.is_valid() and proves_password(request, form, request.user, "password")
    if proved:
        at = timezone.now()
        sign_ins.confirm(request.user, by=request.user, at=at)
        fresh.mark(request, at)
        return redirect(next_url(request))
    return render(request, "accounts/reauthenticate.html", {"form": form, "next": next_url(request)})
