from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from tests.cast import NOW, PASSWORD, Cast, sign_in
from tuntas.accounts import fresh, policies
from tuntas.accounts.models import User
from tuntas.accounts.tests.helpers import code_now, events, give_password, wrong_code
from tuntas.core.policies import may

PAGE = "/masuk/akun/kode-cadangan/"


@pytest.fixture
def person(cast: Cast) -> User:
    return give_password(cast.hotline)


@pytest.mark.parametrize(("minutes", "passes"), [(0, True), (15, True), (16, False)])
def test_how_long_it_is_fresh(minutes: int, passes: bool) -> None:
    assert may(policies.check_fresh, NOW - timedelta(minutes=minutes), NOW) is passes
    assert not may(policies.check_fresh, None, NOW)


def test_the_code_leads_back_to_the_page(client: Client, person: User) -> None:
    client.force_login(person)
    away = client.get(PAGE)["Location"]
    assert away == "/masuk/ulang/?next=%2Fmasuk%2Fakun%2Fkode-cadangan%2F"
    page = client.get(away).content.decode()
    assert f'name="next" value="{PAGE}"' in page
    assert client.post("/masuk/ulang/", {"code": code_now(), "next": PAGE})["Location"] == PAGE
    assert client.get(PAGE).status_code == 200
    assert len(events("sign_in.confirmed")) == 1


def test_it_grows_old(client: Client, person: User) -> None:
    sign_in(client, person)
    session = client.session
    session[fresh.KEY] = (timezone.now() - timedelta(minutes=16)).timestamp()
    session.save()
    assert client.get(PAGE).status_code == 302


def test_a_wrong_code_and_another_host_lead_nowhere(client: Client, person: User) -> None:
    client.force_login(person)
    assert client.post("/masuk/ulang/", {"code": wrong_code(), "next": PAGE}).status_code == 200
    assert client.get(PAGE).status_code == 302
    answer = client.post("/masuk/ulang/", {"code": code_now(), "next": "//contoh.test/"})
    assert answer["Location"] == "/meja/"


def test_the_password_is_not_enough_for_whoever_has_a_second_factor(client: Client, person: User) -> None:
    client.force_login(person)
    assert client.post("/masuk/ulang/", {"password": PASSWORD, "next": PAGE}).status_code == 200
    assert client.get(PAGE).status_code == 302


def test_without_a_second_factor_the_password_counts(client: Client, person: User, settings: Settings) -> None:
    settings.TUNTAS_DEMO = True
    Authenticator.objects.filter(user=person).delete()
    client.force_login(person)
    assert client.post("/masuk/ulang/", {"password": "bukan ini", "next": PAGE}).status_code == 200
    assert client.post("/masuk/ulang/", {"password": PASSWORD, "next": PAGE})["Location"] == PAGE


def test_a_view_of_another_app_may_name_the_page_to_return_to(client: Client, cast: Cast) -> None:
    @fresh.require_fresh(back="accounts:person")
    def reveal(request: HttpRequest, pk: object) -> HttpResponse:
        return HttpResponse("isi")

    request = RequestFactory().post("/apa/saja/")
    client.force_login(cast.hotline)
    request.session = client.session
    assert reveal(request, pk=cast.hotline.id)["Location"].endswith(f"%2Fmeja%2Fpengguna%2F{cast.hotline.id}%2F")
    fresh.mark(request, timezone.now())
    assert reveal(request, pk=cast.hotline.id).content == b"isi"
