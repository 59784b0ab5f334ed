"""Many at the same moment, each with its own connection: these tests commit."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tests import cast as people
from tuntas.access.roles import Role
from tuntas.accounts import keys, throttle
from tuntas.accounts.actions import invitations, postings, second_factors
from tuntas.accounts.models import Posting, User
from tuntas.accounts.tests.helpers import code_now
from tuntas.core.errors import Denied

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(count: int, act: Any) -> list[Any]:
    def run(number: int) -> Any:
        try:
            return act(number)
        except Denied as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_eight_acceptances_make_one_account() -> None:
    cast = people.make()
    at = timezone.now()
    invitation = invitations.invite(
        name="Orang Baru",
        email="baru@contoh.test",
        role=Role.CADRE,
        agency=cast.unit,
        area=cast.city,
        by=cast.head,
        at=at,
    )
    token = keys.invitation_token(invitation.id, 1)
    found = at_once(8, lambda _: invitations.accept(token=token, password_hash="!", by=None, at=at))
    assert sum(isinstance(one, User) for one in found) == 1
    assert sum(isinstance(one, Denied) for one in found) == 7
    assert Posting.objects.filter(user__email="baru@contoh.test").count() == 1


def test_the_last_two_receivers_do_not_both_leave() -> None:
    cast = people.make()
    at = timezone.now()
    unit = Posting.objects.filter(agency=cast.unit, role__in=["hotline_officer", "case_manager", "supervisor"])
    kept = list(unit.order_by("role")[:2])
    unit.exclude(pk__in=[row.pk for row in kept]).update(ends_at=at)
    found = at_once(2, lambda number: postings.end(kept[number], by=cast.sysadmin, at=at + timedelta(seconds=1)))
    assert sum(isinstance(one, Posting) for one in found) == 1
    assert sum(isinstance(one, Denied) for one in found) == 1


def test_one_code_opens_one_of_eight_sessions() -> None:
    cast = people.make()
    code, at = code_now(), timezone.now()
    found = at_once(8, lambda _: second_factors.use(cast.hotline, code=code, by=cast.hotline, at=at))
    assert sorted(found) == [""] * 7 + ["totp"]


def test_forty_guesses_at_once_are_forty_guesses() -> None:
    at = timezone.now()

    def guess(_: int) -> bool:
        throttle.begin("password", "a@contoh.test", "", at=at)
        return True

    found = at_once(8, lambda number: [_try(guess, number) for _ in range(5)])
    assert sum(sum(row) for row in found) == throttle.FREE


def _try(guess: Any, number: int) -> bool:
    try:
        return bool(guess(number))
    except throttle.Throttled:
        return False
