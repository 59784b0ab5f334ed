from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Cast, make_user, post
from tuntas.access.roles import Role
from tuntas.accounts import policies
from tuntas.accounts.models import Posting, User
from tuntas.accounts.states import RECEIVING_ROLES
from tuntas.accounts.tests.helpers import events
from tuntas.core.errors import Denied


def path(posting: Posting) -> str:
    return f"/meja/pengguna/penugasan/{posting.id}/akhiri/"


def posting_of(user: User) -> Posting:
    return user.postings.get()


@pytest.mark.parametrize(
    ("who", "code"),
    [("head", 302), ("sysadmin", 302), ("leadership", 403), ("manager", 404), ("satpol_head", 404), ("stranger", 404)],
)
def test_who_may_end_a_posting_of_the_unit(client: Client, cast: Cast, who: str, code: int) -> None:
    client.force_login(getattr(cast, who))
    assert client.post(path(posting_of(cast.hotline))).status_code == code


def test_the_very_next_request_finds_nothing(client: Client, cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.head)
    person = f"/meja/pengguna/{cast.hotline.id}/"
    assert browser.get(person).status_code == 200
    client.force_login(cast.sysadmin)
    client.post(path(posting_of(cast.head)))
    assert browser.get(person).status_code == 404
    assert [event.data["role"] for event in events("posting.ended")] == ["unit_head"]


def test_nobody_ends_the_own_posting_and_a_head_not_that_of_an_administrator(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    assert client.post(path(posting_of(cast.head))).status_code == 403
    assert client.post(path(posting_of(cast.sysadmin))).status_code == 403
    assert Posting.objects.in_force(timezone.now()).filter(user__in=[cast.head, cast.sysadmin]).count() == 2


def test_it_cannot_be_ended_twice(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    posting = posting_of(cast.hotline)
    client.post(path(posting))
    ended = Posting.objects.get(pk=posting.pk).ends_at
    assert client.post(path(posting)).status_code == 409
    assert Posting.objects.get(pk=posting.pk).ends_at == ended


def leave_one_receiver(cast: Cast) -> Posting:
    receivers = Posting.objects.filter(agency=cast.unit, role__in=RECEIVING_ROLES).exclude(user=cast.hotline)
    receivers.update(ends_at=timezone.now())
    return posting_of(cast.hotline)


def test_the_last_receiver_does_not_leave_without_a_successor(client: Client, cast: Cast) -> None:
    last = leave_one_receiver(cast)
    client.force_login(cast.head)
    answer = client.post(path(last))
    assert answer.status_code == 403
    assert "penerima laporan terakhir" in answer.content.decode()
    post(make_user("Pengganti", "pengganti@contoh.test"), Role.SECRETARIAT_ADMIN, cast.unit, cast.city)
    assert client.post(path(last)).status_code == 302


def test_a_successor_with_a_closed_account_is_none(client: Client, cast: Cast) -> None:
    last = leave_one_receiver(cast)
    successor = make_user("Pengganti", "pengganti@contoh.test")
    post(successor, Role.CASE_MANAGER, cast.unit, cast.city)
    User.objects.filter(pk=successor.pk).update(is_active=False)
    client.force_login(cast.head)
    assert client.post(path(last)).status_code == 403


def test_where_nothing_is_received_the_last_one_may_leave(client: Client, cast: Cast) -> None:
    post(cast.stranger, Role.CASE_MANAGER, cast.agencies["satpol"], cast.city)
    client.force_login(cast.sysadmin)
    assert client.post(path(posting_of(cast.stranger))).status_code == 302


def test_the_secretariat_keeps_its_only_admin(client: Client, cast: Cast) -> None:
    client.force_login(cast.sysadmin)
    assert client.post(path(posting_of(cast.secretariat))).status_code == 403


@pytest.fixture
def hands_full(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[User, frozenset[UUID]]]]:
    """A higher app's check, as it registers one: refuses unless the person stays posted somewhere."""
    asked: list[tuple[User, frozenset[UUID]]] = []

    def check(user: User, agencies: frozenset[UUID]) -> None:
        asked.append((user, agencies))
        if not agencies:
            raise Denied("Orang ini masih memegang kewajiban. Serahkan dulu kewajibannya.")

    monkeypatch.setattr(policies, "leaving_checks", [check])
    return asked  # type: ignore[return-value]


def test_duties_are_handed_over_first(
    client: Client, cast: Cast, hands_full: list[tuple[User, frozenset[UUID]]]
) -> None:
    client.force_login(cast.head)
    answer = client.post(path(posting_of(cast.hotline)))
    assert answer.status_code == 403
    assert "Serahkan dulu kewajibannya" in answer.content.decode()
    kept = post(cast.hotline, Role.CADRE, cast.unit, cast.city)
    first = cast.hotline.postings.exclude(pk=kept.pk).get()
    assert client.post(path(first)).status_code == 302
    assert hands_full[-1] == (cast.hotline, frozenset({cast.unit.id}))
