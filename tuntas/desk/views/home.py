"""The way in, and the page of settings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import page_not_found

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.accounts.requests import StaffRequest
from tuntas.core.doors import STAFF
from tuntas.core.errors import Denied
from tuntas.desk.navigation import SETTINGS, places_for


def check_settings(actor: Actor) -> None:
    """Raises Denied for people who can set nothing."""
    if not isinstance(actor, User) or not places_for(actor, SETTINGS):
        raise Denied("Halaman pengaturan hanya untuk yang bertugas mengatur unit atau sistem.")


def settings(request: StaffRequest) -> HttpResponse:
    """Everything that can be set, each behind its own permission."""
    check_settings(request.user)
    return render(request, "desk/settings.html", {"places": places_for(request.user, SETTINGS)})


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is not there, or not for this person: the same page. Who is signed in keeps the way back to their work."""
    door = "staff" if request.path.startswith(STAFF) and request.user.is_authenticated else "public"
    return page_not_found(request, exception, template_name=f"errors/{door}_404.html")
