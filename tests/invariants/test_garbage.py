"""Whatever is sent to an address, nobody gets a fault of ours, and nothing is half done.

Every address that somebody may open is asked by people who may, with the fields that its own forms have: some as they
should be, some with what no form would send. TUNTAS_GARBAGE=n repeats it with other garbage n times.
"""

import os
import random
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from tests.access_rows import Row
from tests.access_table import ROWS
from tests.cast import sign_in
from tests.world import World
from tuntas.access.roles import Role
from tuntas.accounts.models import User

ROUNDS = int(os.environ.get("TUNTAS_GARBAGE", "1"))
# Whose addresses are all asked each time; of the others half, and all with more rounds.
WHOLE = frozenset({"cases", "people", "referrals"})
# Who asks, in this order: as many as an address lets in, up to two.
ASKED = (
    Role.CASE_MANAGER, Role.SUPERVISOR, Role.SYSTEM_ADMIN, Role.UNIT_HEAD, Role.POLICE_PPA, Role.SHELTER_OFFICER, Role.PSYCHOLOGIST,
    Role.SECRETARIAT_ADMIN, Role.LEADERSHIP, Role.CADRE, Role.MEDIATOR, Role.DATA_OFFICER, Role.AUDITOR, Role.KPAD,
    Role.TASK_FORCE_SECRETARIAT, Role.LEGAL_COUNSELLOR,
)  # fmt: skip
OPEN = frozenset({200, 302, 409, 422})
# Written beside what somebody does: who looked, what was refused, sessions, how often one asked or guessed.
BESIDE = frozenset({"audit", "sessions", "usersessions", "procrastinate", "core", "contenttypes", "account", "mfa"})
GUESSES = frozenset({"intake_codethrottle", "meetings_scanbucket", "letters_askbucket"})
GARBAGE = (
    "", " ", "\x00", "a\x00b", "x" * 30_000, "𝔘𝔫𝔦\u202e\ufeff", "-1", "0", "1e999", "99999999999999999999", "NaN", "½",
    "0001-01-01", "9999-12-31", "0001-01-01T00:00", "9999-12-31T23:59", "2026-13-45", "10000-01-01", "-0001-01-01",
    "00000000-0000-0000-0000-000000000000", "bukan-uuid", "'; DROP TABLE cases_case; --", "{{ 7 }}%s%d", "../../etc/passwd", "on", "[]",
    "\n\r\n", "+62" + "9" * 300, "ya", "true", "٣", "2026-11-23",
)  # fmt: skip
USUAL = (
    "note",
    "reason",
    "text",
    "to",
    "to_user",
    "user",
    "role",
    "date",
    "form_id",
    "version",
    "pk",
    "number",
    "code",
    "name",
)
ASKED_FOR = (
    "after",
    "q",
    "cari",
    "tahun",
    "wilayah",
    "status",
    "urut",
    "halaman",
    "bulan",
    "dari",
    "sampai",
    "area",
    "jenis",
)


class _Forms(HTMLParser):
    """The fields of a page's forms with something that fits each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        """Inputs, text areas, and the options of choices."""
        told = {name: value or "" for name, value in attrs}
        name, kind = told.get("name", ""), told.get("type", "text")
        if tag == "select":
            self._select = name
            self.fields.setdefault(name, "")
        elif tag == "option" and self._select and told.get("value"):
            self.fields[self._select] = self.fields[self._select] or told["value"]
        elif tag == "textarea" and name:
            self.fields.setdefault(name, "Kata")
        elif tag == "input" and name and kind not in {"submit", "file"}:
            usual = {"date": "2026-11-24", "datetime-local": "2026-11-24T10:00", "number": "1"}
            self.fields.setdefault(name, told.get("value") or usual.get(kind, "on" if kind == "checkbox" else "Kata"))

    def handle_endtag(self, tag: str) -> None:
        """A choice is over."""
        if tag == "select":
            self._select = ""


def _sent(fields: dict[str, str], chance: random.Random, share: float) -> dict[str, Any]:
    """A part of the fields with garbage in them, sometimes twice or not at all."""
    found: dict[str, Any] = {}
    for name, value in fields.items():
        if name == "csrfmiddlewaretoken":
            continue
        if chance.random() >= share:
            found[name] = value
        elif chance.random() < 0.9:
            found[name] = chance.choices(GARBAGE, k=chance.choice((1, 1, 1, 2, 3)))
    return found


def _query(chance: random.Random) -> str:
    return "?" + urlencode({key: chance.choice(GARBAGE)[:300] for key in chance.sample(ASKED_FOR, 5)})


class Asking:
    """People at their browsers. Whatever they change is undone."""

    def __init__(self, world: World) -> None:
        self.world, self.wrong, self.codes = world, list[str](), Counter[int]()
        self._clients: dict[object, Client] = {}
        self._before = _stored()

    def client(self, user: User) -> Client:
        """Signed in, and asked for the code a moment ago."""
        if user.pk not in self._clients:
            client = self._clients[user.pk] = Client(raise_request_exception=False)
            sign_in(client, user)
            client.get(reverse("desk:home"))
        return self._clients[user.pk]

    def ask(self, user: User, url: str, sent: dict[str, Any] | None = None, *, query: str = "") -> Any:
        """One request; what is wrong with the answer is kept."""
        client = self.client(user)
        cookies = deepcopy(client.cookies)
        with transaction.atomic():
            answer = client.get(url + query) if sent is None else client.post(url, sent)
            said = self._fault(answer.status_code)
            transaction.set_rollback(True)
        client.cookies = cookies
        self.codes[answer.status_code] += sent is not None
        if said:
            self.wrong.append(f"{said}: {url}{query} {repr(sent)[:1500]}")
        return answer

    def _fault(self, code: int) -> str:
        if code >= 500:
            return f"answered {code}"
        try:
            connection.check_constraints()
        except IntegrityError as error:
            return f"{code}, half done ({error})"
        if code >= 400 and code not in {404, 405}:
            changed = [name for name, count in _stored().items() if count != self._before[name]]
            return f"{code}, and yet something changed ({', '.join(changed)})" if changed else ""
        return ""


def _stored() -> dict[str, int]:
    """How many rows there are of everything."""
    tables = sorted(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.app_label not in BESIDE and model._meta.db_table not in GUESSES
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f'(SELECT count(*) FROM "{table}")' for table in tables))
        return dict(zip(tables, cursor.fetchone(), strict=True))


def _who(world: World, row: Row) -> Iterator[User]:
    found = [role for role in ASKED if row.expected(role) in OPEN]
    yield from (world.cast.by_role[role] for role in found[:2])


@pytest.mark.django_db
def test_garbage_is_nobody_s_fault_of_ours_and_does_nothing_by_halves(world: World) -> None:
    asking = Asking(world)
    for number in range(ROUNDS):
        for name, row in ROWS.items():
            chance = random.Random(f"{name} {number}")
            if not number and name.partition(":")[0] not in WHOLE and chance.random() < 0.5:
                continue
            url = reverse(name, kwargs=world.arguments(row.arg) if row.arg else None)
            for user in list(_who(world, row))[: 2 if number else 1]:
                page = asking.ask(user, url, query=_query(chance)) if row.method == "get" else None
                fields = dict.fromkeys(USUAL, "Kata")
                if page is not None and page.status_code == 200 and "html" in page.get("Content-Type", ""):
                    fields = _Forms(page.content.decode()).fields or fields
                for share in (0.15, 0.5):
                    if asking.ask(user, url, _sent(fields, chance, share)).status_code == 405:
                        break
    assert asking.wrong == [], "\n".join(asking.wrong)
    # It got through the doors: much was refused, and much was done.
    assert asking.codes[302] > 60, asking.codes
    assert asking.codes[422] + asking.codes[200] > 60, asking.codes
