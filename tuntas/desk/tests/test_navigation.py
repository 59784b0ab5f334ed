"""The head of every staff page: where one is, where one can go."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tuntas.access.roles import Role

pytestmark = pytest.mark.django_db
BACK = '<a class="back" href="/meja/pengaturan/">Pengaturan</a>'


def current(page: str) -> list[str]:
    return re.findall(r'aria-current="page">([^<]+)<', page)


@pytest.mark.parametrize("name", ["accounts:list", "agencies:list", "obligations:clocks", "obligations:holidays"])
def test_what_can_be_set_stands_below_the_settings(client: Client, cast: Cast, name: str) -> None:
    client.force_login(cast.by_role[Role.SYSTEM_ADMIN])
    page = client.get(reverse(name)).content.decode()
    assert BACK in page
    assert current(page) == ["Pengaturan"]


def test_who_sees_no_settings_is_not_led_there(client: Client, cast: Cast) -> None:
    client.force_login(cast.hotline)
    page = client.get(reverse("obligations:hand_over")).content.decode()
    assert BACK not in page
    assert current(page) == ["Kewajiban saya"]
