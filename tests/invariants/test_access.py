"""Every address times every role: what is answered stands in `tests/access_table.py`. No row, no merge."""

import logging
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction
from django.template import Template
from django.test import Client
from django.test.utils import _TestState
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import access_table
from tests.access_cases import CASES
from tests.access_rows import Row
from tests.access_table import ROWS
from tests.cast import NOW, Cast, sign_in
from tests.world import World
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.obligations.actions import walls


def _names(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Every name of an address, with its app's."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert sorted(_names()) == sorted(ROWS)


def test_the_table_knows_22_roles() -> None:
    assert len(Role) == 22


class House:
    """The world and a signed-in client for everybody who asks. Nothing asked is kept."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.anonymous = Client(raise_request_exception=False)
        self._clients: dict[object, Client] = {}

    def ask(self, user: User | None, name: str, row: Row) -> int:
        """The code one person gets; what the request changed is undone."""
        client = self._client(user) if user else self.anonymous
        cookies = deepcopy(client.cookies)
        url = reverse(name, kwargs=self.world.arguments(row.arg) if row.arg else None)
        with transaction.atomic():
            code = client.get(url).status_code if row.method == "get" else client.post(url).status_code
            transaction.set_rollback(True)
        client.cookies = cookies
        return code

    def _client(self, user: User) -> Client:
        if user.pk not in self._clients:
            client = self._clients[user.pk] = Client(raise_request_exception=False)
            sign_in(client, user)
            client.get(reverse("desk:home"))  # kept: what a session learns at its first request is not undone each time
        return self._clients[user.pk]


def _remembered(name: str, known: dict[object, Any]) -> property:
    """What follows from somebody's postings, derived at the first request and not anew at each of hundreds."""
    derive = vars(User)[name].func

    def get(user: User) -> Any:
        if user.pk not in known:
            known[user.pk] = derive(user)
        return known[user.pk]

    return property(get)


@pytest.fixture
def house(world: World, monkeypatch: pytest.MonkeyPatch) -> House:
    """The world, without what thousands of requests would pay for and nobody here looks at.

    No line in the log, no copy of every template's variables, and rights are worked out once: no request changes them,
    because what a request changes is undone.
    """
    monkeypatch.setattr(logging.getLogger("tuntas.requests"), "disabled", True)
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)  # type: ignore[attr-defined]
    for name in ("current_postings", "_families", "_predecessor_paths", "_grants"):
        monkeypatch.setattr(User, name, _remembered(name, {}))
    return House(world)


def _part(name: str) -> str:
    """The app; addresses of libraries have no app, and are one part."""
    return name.partition(":")[0] if ":" in name else "account"


@pytest.mark.django_db
@pytest.mark.parametrize("part", sorted(set(map(_part, ROWS))))
def test_every_address_times_every_role(cast: Cast, house: House, part: str) -> None:
    wrong = []
    for name, row in ((name, row) for name, row in ROWS.items() if _part(name) == part):
        expected = {str(role): row.expected(role) for role in Role}
        got = {str(role): house.ask(cast.by_role[role], name, row) for role in Role}
        expected |= {"stranger": row.others if row.stranger is None else row.stranger, "nobody": row.anonymous}
        got |= {"stranger": house.ask(cast.stranger, name, row), "nobody": house.ask(None, name, row)}
        wrong += [
            f"{name}: {who} gets {code} instead of {expected[who]}"
            for who, code in got.items()
            if code != expected[who]
        ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_objects_of_another_agency_and_area_do_not_exist(cast: Cast, house: House) -> None:
    """The same roles of another regency; those who get something at home are the ones worth asking."""
    wrong = []
    for name, row in ROWS.items():
        if not row.arg or row.shared or row.others != 404:
            continue
        roles = {role for named in row.answers.values() for role in named}
        wrong += [(name, str(role)) for role in roles if house.ask(cast.elsewhere[role], name, row) not in {404, 405}]
    assert wrong == []


BEHIND_THE_WALL = (
    "report", "duty", "ring", "proposal", "forwarding", "case", "screening", "protection_step", "stay", "stay_write", "hearing", "consent",
    "party", "incident", "note", "member",
)  # fmt: skip


@pytest.mark.django_db
def test_behind_a_wall_nothing_exists(cast: Cast, house: House) -> None:
    """Walled by agency, and by name: 404 for whoever saw it before."""
    seen = [(name, row) for name, row in ROWS.items() if row.arg in BEHIND_THE_WALL]
    kept_out = [cast.satpol, cast.by_role[Role.SHELTER_OFFICER]]
    for dossier in (house.world.report, house.world.sent_report, house.world.case):
        walls.add(dossier.pk, users=kept_out, agencies=[cast.unit], by=cast.leadership, at=NOW)
    wrong = [
        (name, user.name)
        for name, row in seen
        for user in (cast.hotline, cast.manager, cast.supervisor, cast.head, *kept_out)
        if house.ask(user, name, row) not in {404, 405}
    ]
    assert wrong == []
    assert len(seen) >= (len(access_table.INTAKE) + len(CASES)) / 2
