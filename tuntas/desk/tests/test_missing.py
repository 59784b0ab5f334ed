"""What is not there, or is not for this person."""

import re

from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tuntas.cases.tests.make import make_case
from tuntas.core.ids import uuid7


def test_what_is_hidden_and_what_is_not_there_are_one_page_with_the_way_back(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    client.force_login(cast.satpol)
    hidden = client.get(reverse("cases:detail", args=[case.pk]))
    nothing = client.get(reverse("cases:detail", args=[uuid7()]))
    typed_wrong = client.get("/meja/tidak/ada/")
    assert {page.status_code for page in (hidden, nothing, typed_wrong)} == {404}
    # The token against forged forms is masked anew on each page.
    texts = {re.sub(r"[A-Za-z0-9]{64}", "", page.content.decode()) for page in (hidden, nothing, typed_wrong)}
    assert len(texts) == 1
    assert "Kewajiban saya" in texts.pop()


def test_the_public_sees_nothing_of_the_desk(client: Client, cast: Cast) -> None:
    assert "Keluar cepat" in client.get("/tidak/ada/").content.decode()
    client.force_login(cast.satpol)
    assert "Kewajiban saya" not in client.get("/tidak/ada/").content.decode()
