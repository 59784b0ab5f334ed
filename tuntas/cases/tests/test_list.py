from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.cases.models import Case
from tuntas.cases.tests.make import NAME, STORY, join, make_case, make_party
from tuntas.intake.states import Risk, ViolenceType
from tuntas.obligations.actions import walls

pytestmark = pytest.mark.django_db
LIST = reverse("cases:list")


def numbers(client: Client, **query: str) -> set[str]:
    page = client.get(LIST, query).content.decode()
    return {number for number in Case.objects.values_list("number", flat=True) if number in page}


def test_it_shows_what_is_in_reach_and_nothing_that_is_sealed(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    make_party(case)
    client.force_login(cast.supervisor)
    page = client.get(LIST).content.decode()
    assert case.number in page
    assert NAME not in page
    assert STORY not in page


@pytest.mark.parametrize("who", ["hotline", "secretariat", "leadership", "satpol", "auditor", "sysadmin", "stranger"])
def test_for_everybody_else_it_is_empty(client: Client, cast: Cast, who: str) -> None:
    make_case(cast)
    client.force_login(getattr(cast, who))
    assert numbers(client) == set()


def test_a_companion_sees_the_cases_of_their_team_only(client: Client, cast: Cast) -> None:
    companion = cast.by_role[Role.COMPANION_WORKER]
    mine, _ = make_case(cast), make_case(cast)
    member = join(mine, companion)
    client.force_login(companion)
    assert numbers(client) == {mine.number}
    member.until = NOW
    member.save()
    assert numbers(client) == set()


def test_filters(client: Client, cast: Cast) -> None:
    high = make_case(cast, risk=Risk.HIGH)
    sexual = make_case(cast, types=(ViolenceType.SEXUAL,), by=cast.supervisor)
    late = make_case(cast, at=NOW - timedelta(days=60), by=cast.supervisor)
    repeated = make_case(cast, by=cast.supervisor)
    Case.objects.filter(pk=repeated.pk).update(recurrence=True)
    client.force_login(cast.manager)
    everything = {case.number for case in (high, sexual, late, repeated)}
    assert numbers(client) == everything
    assert numbers(client, risk=str(Risk.HIGH.value)) == {high.number}
    assert numbers(client, kind="sexual") == {sexual.number}
    assert numbers(client, only="mine") == {high.number}
    assert numbers(client, only="repeated") == {repeated.number}
    assert late.number in numbers(client, only="late")
    assert numbers(client, status="planning") == set()
    assert numbers(client, status="tidak-ada", risk="99") == everything


def test_behind_a_wall_it_is_gone(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    walls.add(case.pk, users=[cast.supervisor], by=cast.manager, at=NOW)
    client.force_login(cast.supervisor)
    assert numbers(client) == set()
    assert client.get(reverse("cases:detail", args=[case.pk])).status_code == 404


def test_pages_by_key_newest_first(client: Client, cast: Cast) -> None:
    for minutes in range(52):
        make_case(cast, at=NOW - timedelta(minutes=minutes))
    ordered = list(Case.objects.order_by("-opened_at").values_list("number", flat=True))
    client.force_login(cast.manager)
    first = client.get(LIST)
    assert [case.number for case, *_ in first.context["rows"]] == ordered[:50]
    second = client.get(LIST, {"after": first.context["after"]})
    assert [case.number for case, *_ in second.context["rows"]] == ordered[50:]


def test_it_asks_as_much_for_many_as_for_few(client: Client, cast: Cast) -> None:
    client.force_login(cast.manager)
    make_case(cast)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(LIST).status_code == 200
        return len(asked)

    queries()
    few = queries()
    for _ in range(10):
        make_case(cast)
    assert queries() == few
