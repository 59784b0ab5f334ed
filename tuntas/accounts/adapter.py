"""How allauth behaves in this house: no sign-up, no messages of its own, no addresses kept."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from tuntas.accounts import devices, fresh, keys
from tuntas.accounts.actions import sign_ins
from tuntas.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Sign-in through allauth's stages; everything that is written is written by our own actions."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Accounts come from invitations only."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our views say what is to be said."""

    def get_client_ip(self, request: HttpRequest) -> str:  # noqa: ARG002 - as above
        """Nothing: people know their sessions by device and time, and a list of where staff were is a danger to them.

        allauth's column wants an address; its rate limits, which would use it too, are switched off for our throttle.
        """
        return "0.0.0.0"  # noqa: S104 - not a socket

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """After the last stage: remember the device, record, tell the owner of a device not seen before."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        at = timezone.now()
        sign_ins.complete(user, known_device=bool(devices.known(request, user.email)), by=user, at=at)
        fresh.mark(request, at)
        devices.remember(request, response, user.email)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - allauth's signature
        """Home is my duties."""
        return reverse("desk:home")


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # as above
    """Secrets of second factors lie encrypted in the database."""

    def encrypt(self, text: str) -> str:
        """Under a key of the keyring."""
        return keys.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The counterpart."""
        return keys.unseal(encrypted_text)
