"""The page of one duty."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tuntas.access.roles import Role
from tuntas.audit.models import Event
from tuntas.obligations.actions import climbing, duties
from tuntas.obligations.kinds import Kind
from tuntas.obligations.models import Obligation
from tuntas.obligations.tests.conftest import BY

Opened = Callable[..., Obligation]


def _page(client: Client, duty: Obligation, code: int = 200) -> str:
    response = client.get(reverse("obligations:detail", args=[duty.pk]))
    assert response.status_code == code
    return response.content.decode()


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.HOTLINE_OFFICER, 200), (Role.CASE_MANAGER, 200), (Role.UNIT_HEAD, 200), (Role.LEADERSHIP, 200),
        (Role.PSYCHOLOGIST, 404), (Role.SECRETARIAT_ADMIN, 404), (Role.KPAD, 404), (Role.AUDITOR, 404),
        (Role.SYSTEM_ADMIN, 404), (Role.TASK_FORCE_SECRETARIAT, 404),
    ],
)  # fmt: skip
def test_who_sees_it(client: Client, cast: Cast, open_duty: Opened, role: Role, code: int) -> None:
    duty = open_duty()
    client.force_login(cast.by_role[role])
    _page(client, duty, code)
    client.force_login(cast.elsewhere[role])
    _page(client, duty, 404)


def test_its_owner_and_those_to_whom_it_climbed_see_it(client: Client, cast: Cast, open_duty: Opened) -> None:
    at = timezone.now()
    duty = open_duty(
        agency=cast.agencies["satpol"], assignee=cast.satpol, at=at - timedelta(days=9), due_at=at - timedelta(days=8)
    )
    task_force = cast.by_role[Role.TASK_FORCE_SECRETARIAT]
    client.force_login(task_force)
    _page(client, duty, 404)
    climbing.climb(by=BY, at=at)
    assert "naik ke meja Anda" in _page(client, duty)
    client.force_login(cast.satpol)
    _page(client, duty)


def test_it_says_what_until_when_why_and_what_happened(
    client: Client, cast: Cast, open_duty: Opened, declare: Callable[..., Kind]
) -> None:
    duty = open_duty(
        kind=declare(rule="R17", sentence="Telaah laporan", postpone_times=1, postpone_by=timedelta(days=1))
    )
    duties.take(duty, by=cast.hotline, at=timezone.now())
    client.force_login(cast.manager)
    text = _page(client, duty)
    for expected in (
        "Telaah laporan 26-0001",
        "R17",
        cast.hotline.name,
        "Kewajiban dibuka",
        "Diambil",
        "Tunda tenggat",
    ):
        assert expected in text


def test_a_refused_button_says_why_and_drawing_it_counts_nothing(client: Client, cast: Cast, open_duty: Opened) -> None:
    duty = open_duty()
    client.force_login(cast.hotline)
    text = _page(client, duty)
    assert "hanya dapat dibagikan oleh manajer kasus" in text
    assert "Tenggat kewajiban ini tidak dapat ditunda." in text
    assert not Event.objects.filter(kind="refused").exists()


def test_a_refused_post_counts_once(client: Client, cast: Cast, open_duty: Opened) -> None:
    duty = open_duty()
    client.force_login(cast.hotline)
    client.post(reverse("obligations:assign", args=[duty.pk]), {"to": str(cast.manager.pk)})
    assert Event.objects.filter(kind="refused").count() == 1


def test_a_line_that_climbed_can_be_marked_as_read(client: Client, cast: Cast, open_duty: Opened) -> None:
    at = timezone.now()
    duty = open_duty(at=at - timedelta(days=2), due_at=at - timedelta(days=1))
    climbing.climb(by=BY, at=at)
    client.force_login(cast.manager)
    assert client.post(reverse("obligations:seen", args=[duty.pk])).status_code == 302
    assert duty.escalations.get(user=cast.manager, rung=1).seen_at is not None
    page = _page(client, duty)
    assert "Tandai sudah dibaca" not in page
    assert "Tercatat: sudah Anda baca." in page


def test_a_settled_duty_offers_nothing(client: Client, cast: Cast, open_duty: Opened) -> None:
    duty = duties.settle(open_duty(), by=BY, at=timezone.now())
    client.force_login(cast.manager)
    text = _page(client, duty)
    assert "Ambil kewajiban ini" not in text
    assert "Berikan" not in text
