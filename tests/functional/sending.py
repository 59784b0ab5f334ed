"""One form that is sent, for `test_forms_once`."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tuntas.accounts.models import User


@dataclass
class Sending:
    """One form: where, what, by whom."""

    name: str
    args: list[Any]
    data: dict[str, Any]
    by: User
    query: str = ""
    page: str = ""  # where the form stands, if not at its own address

    @property
    def url(self) -> str:
        return reverse(self.name, args=self.args) + self.query
