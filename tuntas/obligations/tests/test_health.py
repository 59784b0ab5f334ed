"""Signs of life."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import NOW
from tuntas.obligations import jobs
from tuntas.obligations.models import Heartbeat


@pytest.mark.parametrize(
    ("minutes", "sentence"), [(0, ""), (14, ""), (15, "Tanda terakhir 15 menit"), (180, "Tanda terakhir 3 jam")]
)
def test_a_worker_is_silent_after_a_quarter_of_an_hour(db: None, minutes: int, sentence: str) -> None:
    Heartbeat.objects.beat("worker", NOW - timedelta(minutes=minutes))
    said = Heartbeat.objects.silent(NOW)
    assert said.startswith(sentence)
    assert bool(said) is bool(sentence)


def test_a_worker_never_heard_is_silent(db: None) -> None:
    assert Heartbeat.objects.silent(NOW) == "Belum ada tanda dari pekerja latar belakang."


def test_the_address_for_watchers_says_two_words(client: Client, db: None) -> None:
    late = client.get("/healthz")
    assert (late.status_code, late.json()) == (503, {"database": "ok", "worker": "late"})
    jobs.climb()
    well = client.get("/healthz")
    assert (well.status_code, well.json()) == (200, {"database": "ok", "worker": "ok"})
    assert "no-store" in well["Cache-Control"]


def test_each_run_of_the_job_is_a_sign(db: None) -> None:
    before = timezone.now()
    jobs.climb()
    assert Heartbeat.objects.get(name="worker").at >= before
    jobs.climb()
    assert Heartbeat.objects.count() == 1
