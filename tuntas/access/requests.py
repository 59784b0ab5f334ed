"""Requests of people who are signed in, as views see them."""

from django.http import HttpRequest

from tuntas.access.actors import Actor


class StaffRequest(HttpRequest):
    """LoginRequiredMiddleware lets nobody through who is not an Actor."""

    user: Actor  # type: ignore[assignment]  # Django's own type knows no Actor
