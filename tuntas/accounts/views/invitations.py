"""Inviting people, and accepting an invitation."""

from uuid import UUID

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.accounts import devices, forms, keys, policies
from tuntas.accounts.actions import invitations
from tuntas.accounts.models import Invitation, User
from tuntas.accounts.requests import StaffRequest
from tuntas.core.errors import Denied
from tuntas.core.policies import refusal

IN_SESSION = "invitation_token"
PAGE = 50


def _check_inviter(user: User) -> None:
    if not holds(user, Permission.USER_EDIT):
        raise Denied("Mengundang orang adalah tugas kepala unit dan admin.")


def invitation_list(request: StaffRequest) -> HttpResponse:
    """Invitations into what one may staff, newest first."""
    _check_inviter(request.user)
    at = timezone.now()
    found = Invitation.objects.visible_to(request.user).select_related("agency", "area").order_by("-id")
    if after := _uuid(request.GET.get("after", "")):
        found = found.filter(id__lt=after)
    rows = list(found[: PAGE + 1])
    shown = [
        {
            "row": row,
            "status": row.status(at),
            "refusal": refusal(policies.check_change_invitation, request.user, row, at),
        }
        for row in rows[:PAGE]
    ]
    return render(
        request,
        "accounts/invitations.html",
        {"rows": shown, "next_key": rows[PAGE - 1].id if len(rows) > PAGE else None},
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def invite(request: StaffRequest) -> HttpResponse:
    """Whom, and to what; the letter goes out by itself."""
    _check_inviter(request.user)
    form = forms.Invite(request.POST or None, by=request.user)
    if form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("name", "email", "role", "agency", "area")}
        reason = refusal(
            policies.check_give,
            request.user,
            role=data["role"],
            agency=data["agency"],
            area=data["area"],
            at=timezone.now(),
        )
        if reason:
            form.add_error(None, reason)
        else:
            invitations.invite(**data, by=request.user, at=timezone.now())
            messages.success(request, "Undangan dikirim. Tautannya berlaku tujuh hari.")
            return redirect("accounts:invitations")
    return render(request, "accounts/invite.html", {"form": form})


@require_POST
def resend(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A new letter; the link of the old one is worth nothing."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)
    invitations.resend(invitation, by=request.user, at=timezone.now())
    messages.success(request, "Undangan dikirim lagi. Tautan yang lama tidak berlaku.")
    return redirect("accounts:invitations")


@require_POST
def revoke(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take an invitation back."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)
    invitations.revoke(invitation, by=request.user, at=timezone.now())
    messages.success(request, "Undangan dicabut.")
    return redirect("accounts:invitations")


@login_not_required
@never_cache
def open_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the letter: the token moves into the session, so that it stays in no history."""
    request.session[IN_SESSION] = token
    return redirect("accounts:accept")


@login_not_required
@never_cache
@sensitive_post_parameters("password", "token")
def accept(request: HttpRequest) -> HttpResponse:
    """Set a password (or, with an account, say yes); next comes the second factor."""
    # The form carries the token too: of two taps the second still knows which invitation it is about.
    token = request.POST.get("token") or request.session.get(IN_SESSION, "")
    rows = Invitation.objects.select_related("agency", "area", "invited_by")
    invitation = rows.filter(token_hash=keys.token_hash(token)).first() if token else None
    user = request.user if isinstance(request.user, User) else None
    try:
        policies.check_accept(invitation, timezone.now())
        assert invitation is not None  # check_accept has refused it otherwise
        existing = User.objects.filter(email=invitation.email).first()
        policies.check_join(user, existing)
    except Denied as error:
        return _cannot(request, error.sentence)
    if user is not None:
        return _join(request, invitation, token, user)
    form = forms.NewPassword(
        request.POST if request.method == "POST" else None, user=User(email=invitation.email, name=invitation.name)
    )
    if not form.is_valid():
        return render(request, "accounts/accept.html", {"form": form, "invitation": invitation, "token": token})
    password_hash = make_password(form.cleaned_data["password"])
    try:
        new = invitations.accept(token=token, password_hash=password_hash, by=None, at=timezone.now())
    except Denied as error:  # the other tap, or the other window, was first
        return _cannot(request, error.sentence)
    request.session.pop(IN_SESSION, None)
    # Password and mailbox have just been shown: signed in, on a known device, and on to the second factor.
    devices.introduce(request, new.email)
    record_authentication(request, new, method="password")
    answer: HttpResponse = perform_login(request, Login(user=new, redirect_url=reverse("desk:home")))
    return answer


def _join(request: HttpRequest, invitation: Invitation, token: str, user: User) -> HttpResponse:
    if request.method != "POST":
        return render(request, "accounts/join.html", {"invitation": invitation, "token": token})
    invitations.accept(token=token, password_hash="", by=user, at=timezone.now())
    request.session.pop(IN_SESSION, None)
    messages.success(request, "Tugas baru sudah Anda terima.")
    return redirect("accounts:profile")


def _cannot(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "accounts/cannot_accept.html", {"sentence": sentence}, status=409)
