"""Requests of people who are signed in, as views above this app see them: with the account itself."""

from tuntas.access import requests
from tuntas.accounts.models import User


class StaffRequest(requests.StaffRequest):
    """LoginRequiredMiddleware lets nobody else through."""

    user: User
