import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from tests.cast import Cast, post, sign_in
from tests.mail import Mailbox
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting, User
from tuntas.accounts.states import RECEIVING_ROLES
from tuntas.accounts.tests.helpers import code_now, events, give_password, run_jobs, sign_in_by_form


def path(user: User) -> str:
    return f"/meja/pengguna/{user.id}/tutup/"


@pytest.mark.parametrize(
    ("who", "code"),
    [("head", 302), ("sysadmin", 302), ("leadership", 403), ("manager", 404), ("satpol_head", 404), ("stranger", 404)],
)
def test_who_may_close_an_account_of_the_unit(client: Client, cast: Cast, who: str, code: int) -> None:
    sign_in(client, getattr(cast, who))
    assert client.post(path(cast.hotline)).status_code == code


def test_it_asks_for_the_code_again_first(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    assert client.post(path(cast.hotline))["Location"].startswith("/masuk/ulang/?next=")
    assert User.objects.get(pk=cast.hotline.pk).is_active


def test_sessions_end_at_once_and_there_is_no_way_in(client: Client, cast: Cast, smtp: Mailbox) -> None:
    person, inside = give_password(cast.hotline), Client()
    sign_in_by_form(inside, person)
    inside.post("/masuk/kode/", {"code": code_now()})
    assert inside.get("/masuk/akun/").status_code == 200
    sign_in(client, cast.head)
    assert "semua sesinya berakhir" in client.get(path(person)).content.decode()
    client.post(path(person))
    assert inside.get("/masuk/akun/").status_code == 302
    assert not UserSession.objects.filter(user=person).exists()
    assert sign_in_by_form(Client(), person).status_code == 200
    run_jobs()
    assert "Akun Anda telah ditutup" in smtp.messages[-1].get_content()
    assert len(events("user.deactivated")) == 1


def test_nobody_closes_the_own_account_and_none_twice(client: Client, cast: Cast) -> None:
    sign_in(client, cast.head)
    assert client.post(path(cast.head)).status_code == 403
    client.post(path(cast.hotline))
    assert client.post(path(cast.hotline)).status_code == 409


def test_a_head_does_not_close_an_administrator_who_also_works_in_the_unit(client: Client, cast: Cast) -> None:
    post(cast.sysadmin, Role.CADRE, cast.unit, cast.city)
    sign_in(client, cast.head)
    assert client.post(path(cast.sysadmin)).status_code == 403


def test_who_also_works_elsewhere_is_not_closed_from_here(client: Client, cast: Cast) -> None:
    there = cast.elsewhere[Role.UNIT_HEAD].postings.get()
    post(cast.hotline, Role.CADRE, there.agency, there.area)
    sign_in(client, cast.sysadmin)
    answer = client.post(path(cast.hotline))
    assert answer.status_code == 403
    assert "di luar jangkauan Anda" in answer.content.decode()


def test_the_last_receiver_stays(client: Client, cast: Cast) -> None:
    receivers = Posting.objects.filter(agency=cast.unit, role__in=RECEIVING_ROLES).exclude(user=cast.hotline)
    receivers.update(ends_at=timezone.now())
    sign_in(client, cast.head)
    answer = client.post(path(cast.hotline))
    assert answer.status_code == 403
    assert "penerima laporan terakhir" in answer.content.decode()
