"""The staff home."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tuntas.core.ids import uuid7
from tuntas.obligations.actions import climbing, walls
from tuntas.obligations.models import Obligation
from tuntas.obligations.tests.conftest import BY
from tuntas.obligations.views.common import PAGE, read_key, term

Opened = Callable[..., Obligation]
MINE = "/meja/kewajiban/"
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Jakarta"))


def _page(client: Client, url: str = MINE) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("ahead", "title"),
    [
        (timedelta(seconds=-1), "Terlambat"),
        (timedelta(hours=13), "Hari ini"),
        (timedelta(hours=14), "Minggu ini"),
        (timedelta(days=6, hours=13), "Minggu ini"),
        (timedelta(days=6, hours=14), "Nanti"),
    ],
)
def test_days_and_weeks_end_where_the_person_works(ahead: timedelta, title: str) -> None:
    assert term(MONDAY + ahead, MONDAY, ZoneInfo("Asia/Jakarta")) == title


def test_late_comes_first_and_each_line_opens_where_it_can_be_done(
    client: Client, cast: Cast, open_duty: Opened
) -> None:
    at = timezone.now()
    open_duty(assignee=cast.hotline, label="26-0002", at=at - timedelta(days=9), due_at=at + timedelta(days=30))
    open_duty(assignee=cast.hotline, label="26-0001", at=at - timedelta(days=9), due_at=at - timedelta(days=1))
    client.force_login(cast.hotline)
    text = _page(client)
    assert text.index("Terlambat") < text.index("26-0001") < text.index("Nanti") < text.index("26-0002")
    assert "2 terbuka, 1 terlambat" in text
    assert (
        f'href="{reverse("obligations:detail", args=[cast.city.pk])}"' in text
    )  # the page of the kind, for its subject


def test_what_nobody_has_taken_and_what_climbed_stand_below(client: Client, cast: Cast, open_duty: Opened) -> None:
    at = timezone.now()
    open_duty(label="26-BEBAS", at=at)
    late = open_duty(label="26-NAIK", assignee=cast.hotline, at=at - timedelta(days=3), due_at=at - timedelta(days=2))
    climbing.climb(by=BY, at=at)
    client.force_login(cast.manager)
    text = _page(client)
    assert "26-BEBAS" in text
    assert text.index("Naik ke meja Anda") < text.index(late.label)
    assert late.label in _page(client, reverse("obligations:climbed"))


def test_for_a_worker_a_passed_deadline_is_no_second_line(client: Client, cast: Cast, open_duty: Opened) -> None:
    at = timezone.now()
    open_duty(label="26-SEKALI", at=at - timedelta(days=3), due_at=at - timedelta(days=2))
    climbing.climb(by=BY, at=at)
    client.force_login(cast.hotline)
    text = _page(client)
    assert "Belum diambil di unit Anda" in text
    assert "Naik ke meja Anda" not in text
    assert "26-SEKALI" not in _page(client, reverse("obligations:climbed"))
    client.force_login(cast.manager)
    assert "Naik ke meja Anda" in _page(client)


def test_a_wall_hides_the_line_everywhere(client: Client, cast: Cast, open_duty: Opened) -> None:
    at = timezone.now()
    dossier = uuid7()
    open_duty(label="26-RAHASIA", dossier_id=dossier, at=at - timedelta(days=2), due_at=at - timedelta(days=1))
    open_duty(label="26-RAHASIA", assignee=cast.supervisor, dossier_id=dossier)
    climbing.climb(by=BY, at=at)
    walls.add(dossier, users=[cast.supervisor], by=BY, at=at)
    client.force_login(cast.supervisor)
    for name in ("mine", "unit", "climbed", "late"):
        assert "26-RAHASIA" not in _page(client, reverse(f"obligations:{name}"))
    assert "0 terbuka" in _page(client)
    assert "26-RAHASIA" not in _page(client, reverse("obligations:unit") + "?pemegang=semua")


def test_the_unit_page_shows_all_on_request(client: Client, cast: Cast, open_duty: Opened) -> None:
    open_duty(label="26-AMBIL", assignee=cast.hotline)
    open_duty(label="26-LAIN", agency=cast.agencies["secretariat"], at=timezone.now())
    client.force_login(cast.manager)
    url = reverse("obligations:unit")
    assert "26-AMBIL" not in _page(client, url)
    everything = _page(client, url + "?pemegang=semua")
    assert "26-AMBIL" in everything
    assert "26-LAIN" not in everything


def _many(cast: Cast, count: int) -> None:
    at = timezone.now()
    Obligation.objects.bulk_create(
        Obligation(
            kind="uji", subject_type="uji", subject_id=uuid7(), dossier_id=uuid7(), label=f"26-{number:04}",
            agency=cast.unit, area_path=cast.city.path, assignee=cast.hotline, opened_at=at,
            due_at=at + timedelta(hours=number // 3),
        )
        for number in range(count)
    )  # fmt: skip


def test_pages_by_key_show_each_duty_once_in_order(client: Client, cast: Cast) -> None:
    _many(cast, 2 * PAGE + 7)
    client.force_login(cast.hotline)
    seen, after = [], ""
    for _ in range(4):
        response = client.get(MINE, {"after": after})
        seen += [line.duty.label for section in response.context["sections"] for line in section["lines"]]
        after = response.context["after"]
        if not after:
            break
    assert len(seen) == len(set(seen)) == 2 * PAGE + 7
    dues = dict(Obligation.objects.values_list("label", "due_at"))
    assert [dues[label] for label in seen] == sorted(dues.values())


@pytest.mark.parametrize(
    "key", ["", "x", "2026-11-23~x", "2026-11-23T10:00:00~00000000-0000-7000-8000-000000000000", "~"]
)
def test_an_unreadable_key_is_the_first_page(client: Client, cast: Cast, key: str) -> None:
    assert read_key(key) is None
    client.force_login(cast.hotline)
    assert "Kewajiban saya" in _page(client, f"{MINE}?after={key}")


def test_the_number_of_queries_does_not_grow(client: Client, cast: Cast, open_duty: Opened) -> None:
    client.force_login(cast.hotline)
    counts = []
    _page(client)  # the first page of a session also writes the session
    for more in (2, 60):
        _many(cast, more)
        for _ in range(3 if more == 2 else 12):
            open_duty(at=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            _page(client)
        counts.append(len(queries))
    print(f"queries of the home page: {counts}")
    assert counts[0] == counts[1] <= 20


def test_an_empty_list_says_so(client: Client, cast: Cast) -> None:
    client.force_login(cast.stranger)
    assert "Tidak ada kewajiban pada Anda" in _page(client)


def test_a_visitor_is_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.get(MINE).status_code == 302
