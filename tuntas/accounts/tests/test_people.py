import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, make_user, post
from tuntas.access.roles import Role

PATH = "/meja/pengguna/"


@pytest.mark.parametrize(
    ("who", "code"),
    [("head", 200), ("sysadmin", 200), ("leadership", 200), ("manager", 403), ("hotline", 403), ("stranger", 403)],
)
def test_who_may_see_the_list(client: Client, cast: Cast, who: str, code: int) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(PATH).status_code == code


def test_a_head_sees_the_own_unit_only(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    page = client.get(PATH).content.decode()
    assert cast.hotline.email in page
    assert cast.satpol.email not in page
    assert "@sana.test" not in page
    assert cast.stranger.email not in page


def test_an_administrator_sees_the_area_and_not_the_neighbour(client: Client, cast: Cast) -> None:
    client.force_login(cast.sysadmin)
    page = client.get(PATH).content.decode()
    assert cast.satpol.email in page
    assert cast.secretariat.email in page
    assert "@sana.test" not in page


def test_searching_finds_by_name_and_address_within_reach(client: Client, cast: Cast) -> None:
    client.force_login(cast.sysadmin)
    assert cast.satpol.email in client.get(PATH, {"q": "uji satpol"}).content.decode()
    assert cast.hotline.email not in client.get(PATH, {"q": "uji satpol"}).content.decode()
    assert "Tidak ada orang yang cocok" in client.get(PATH, {"q": "sana.test"}).content.decode()


def test_pages_follow_each_other_without_gap_or_repeat_and_with_as_many_queries(client: Client, cast: Cast) -> None:
    for number in range(120):
        post(make_user(f"Orang {number % 7}", f"orang{number}@contoh.test"), Role.CADRE, cast.unit, cast.city)
    client.force_login(cast.sysadmin)
    client.get(PATH)
    seen: list[str] = []
    counts, path = [], PATH
    for _ in range(5):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        counts.append(len(queries))
        seen += [row["user"].email for row in answer.context["rows"]]
        if not answer.context["next_key"]:
            break
        path = f"{PATH}?after={answer.context['next_key']}"
    assert len(seen) == len(set(seen)) == 120 + len(Role) + 2
    assert len(set(counts)) <= 2, counts
    assert max(counts) <= 25, counts


@pytest.mark.parametrize("after", ["x", "01a203cf-fbc9-77e2-a04c-e9d4f4847360"])
def test_a_key_that_is_none_begins_at_the_beginning(client: Client, cast: Cast, after: str) -> None:
    client.force_login(cast.head)
    assert cast.hotline.email in client.get(PATH, {"after": after}).content.decode()
