"""Duties lead those who do them to the page where that is done, and nobody to a page that does not exist for them."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tuntas.intake import kinds
from tuntas.intake.actions import forwardings
from tuntas.intake.tests.make import make_report
from tuntas.obligations import kinds as obligation_kinds

pytestmark = pytest.mark.django_db


def test_every_page_of_a_duty_says_who_may_open_it() -> None:
    assert [kind.code for kind in kinds.ALL if obligation_kinds.opening(kind.url_name) is None] == []


@pytest.mark.parametrize(
    ("who", "led"), [("hotline", True), ("supervisor", True), ("head", False), ("leadership", False)]
)
def test_only_who_triages_is_led_to_triage(client: Client, cast: Cast, who: str, led: bool) -> None:
    report = make_report(cast)
    client.force_login(getattr(cast, who))
    page = client.get(reverse("obligations:detail", args=[report.duty_id])).content.decode()
    place = reverse("intake:triage", args=[report.pk])
    assert (f'href="{place}"' in page) is led
    assert (client.get(place).status_code == 200) is led


@pytest.mark.parametrize("who", ["satpol", "satpol_head"])
def test_the_receiver_is_led_to_the_forwarding(client: Client, cast: Cast, who: str) -> None:
    row = forwardings.send(make_report(cast), receiver=cast.agencies["satpol"], shared="x", by=cast.hotline, at=NOW)
    client.force_login(getattr(cast, who))
    place = reverse("intake:forwarding", args=[row.pk])
    assert f'href="{place}"' in client.get(reverse("obligations:detail", args=[row.duty_id])).content.decode()
    assert client.get(place).status_code == 200
