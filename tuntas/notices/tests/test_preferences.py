"""How one wants to be told."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tuntas.audit.models import Event
from tuntas.notices.models import Notice, NoticePreference

PAGE = "/meja/pemberitahuan/"


def test_one_chooses_for_oneself(client: Client, cast: Cast) -> None:
    client.force_login(cast.hotline)
    assert client.post(PAGE, {"daily_digest": "1"}).status_code == 302
    assert NoticePreference.objects.get(user=cast.hotline).daily_digest
    assert client.post(PAGE, {"daily_digest": "0"}).status_code == 302
    assert not NoticePreference.objects.get().daily_digest
    assert Event.objects.filter(kind="notice.preferred").count() == 2


def test_it_shows_what_was_sent_to_oneself_only(client: Client, cast: Cast, notice: Callable[..., Notice]) -> None:
    notice()
    client.force_login(cast.hotline)
    assert len(client.get(reverse("notices:preferences")).context["notices"]) == 1
    client.force_login(cast.manager)
    assert "Belum ada pemberitahuan" in client.get(PAGE).content.decode()


def test_an_empty_or_wrong_answer_gets_a_sentence(client: Client, cast: Cast) -> None:
    client.force_login(cast.hotline)
    for data in ({}, {"daily_digest": "7"}):
        response = client.post(PAGE, data)
        assert response.status_code == 200
        assert "ada-kesalahan" in response.content.decode()
    assert not NoticePreference.objects.exists()
