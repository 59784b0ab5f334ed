"""Taking a duty."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tuntas.access.roles import Role
from tuntas.obligations.models import Obligation, Wall

Opened = Callable[..., Obligation]


@pytest.mark.parametrize(
    ("who", "code"),
    [("hotline", 302), ("manager", 302), ("head", 302), ("leadership", 403), ("secretariat", 404), ("auditor", 404)],
)
def test_who_may_take(client: Client, cast: Cast, open_duty: Opened, who: str, code: int) -> None:
    duty = open_duty()
    client.force_login(getattr(cast, who))
    assert client.post(reverse("obligations:take", args=[duty.pk])).status_code == code
    duty.refresh_from_db()
    assert (duty.assignee == getattr(cast, who)) is (code == 302)


def test_it_may_be_taken_from_a_colleague_but_not_twice(client: Client, cast: Cast, open_duty: Opened) -> None:
    duty = open_duty(assignee=cast.hotline)
    client.force_login(cast.manager)
    assert client.post(reverse("obligations:take", args=[duty.pk])).status_code == 302
    assert client.post(reverse("obligations:take", args=[duty.pk])).status_code == 409


def test_nobody_has_to_be_rung_any_more(client: Client, cast: Cast, open_duty: Opened) -> None:
    duty = open_duty(urgent=True)
    assert duty.rings_at
    client.force_login(cast.hotline)
    client.post(reverse("obligations:take", args=[duty.pk]))
    duty.refresh_from_db()
    assert duty.rings_at is None


def test_people_with_only_their_own_duties_cannot_take_others(client: Client, cast: Cast, open_duty: Opened) -> None:
    duty = open_duty()
    client.force_login(cast.by_role[Role.PSYCHOLOGIST])
    assert client.post(reverse("obligations:take", args=[duty.pk])).status_code == 404


def test_behind_a_wall_it_does_not_exist(client: Client, cast: Cast, open_duty: Opened) -> None:
    duty = open_duty()
    Wall.objects.create(dossier_id=duty.dossier_id, user_id=cast.hotline.pk, by_name="uji", at=timezone.now())
    client.force_login(cast.hotline)
    assert client.post(reverse("obligations:take", args=[duty.pk])).status_code == 404


def test_a_get_changes_nothing(client: Client, cast: Cast, open_duty: Opened) -> None:
    duty = open_duty(due_at=timezone.now() + timedelta(days=1))
    client.force_login(cast.hotline)
    assert client.get(reverse("obligations:take", args=[duty.pk])).status_code == 405
