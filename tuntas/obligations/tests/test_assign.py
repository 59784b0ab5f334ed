"""Giving a duty to somebody."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, Cast
from tuntas.core.errors import Denied
from tuntas.notices.models import Notice
from tuntas.obligations.actions import duties, walls
from tuntas.obligations.models import Obligation
from tuntas.obligations.tests.conftest import BY

Opened = Callable[..., Obligation]


@pytest.mark.parametrize(
    ("who", "code"), [("manager", 302), ("head", 302), ("hotline", 403), ("leadership", 403), ("secretariat", 404)]
)
def test_who_may_assign(client: Client, cast: Cast, open_duty: Opened, who: str, code: int) -> None:
    duty = open_duty()
    client.force_login(getattr(cast, who))
    response = client.post(reverse("obligations:assign", args=[duty.pk]), {"to": str(cast.supervisor.pk)})
    assert response.status_code == code
    duty.refresh_from_db()
    assert (duty.assignee == cast.supervisor) is (code == 302)


def test_the_receiver_is_told(cast: Cast, open_duty: Opened) -> None:
    duty = open_duty()
    duties.assign(duty, to=cast.supervisor, by=cast.manager, at=NOW)
    assert Notice.objects.filter(user=cast.supervisor, about_id=duty.pk).exists()


def test_the_receiver_works_at_its_agency(cast: Cast, open_duty: Opened) -> None:
    duty = open_duty()
    for stranger in (cast.satpol, cast.stranger, cast.leadership):
        with pytest.raises(Denied, match="tidak bertugas"):
            duties.assign(duty, to=stranger, by=cast.manager, at=NOW)


def test_nobody_is_given_what_they_must_not_know(client: Client, cast: Cast, open_duty: Opened) -> None:
    duty = open_duty()
    walls.add(duty.dossier_id, users=[cast.supervisor], by=BY, at=timezone.now())
    with pytest.raises(Denied):
        duties.assign(duty, to=cast.supervisor, by=cast.manager, at=timezone.now())
    client.force_login(cast.manager)
    assert str(cast.supervisor.pk) not in client.get(reverse("obligations:detail", args=[duty.pk])).content.decode()


def test_without_a_choice_it_says_so(client: Client, cast: Cast, open_duty: Opened) -> None:
    duty = open_duty()
    client.force_login(cast.manager)
    response = client.post(reverse("obligations:assign", args=[duty.pk]), {"to": ""}, follow=True)
    assert "Petugas belum dipilih." in response.content.decode()
