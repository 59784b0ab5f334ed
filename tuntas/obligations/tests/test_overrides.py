"""Local clocks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tuntas.audit.models import Event
from tuntas.core.errors import Denied
from tuntas.obligations.actions import overrides
from tuntas.obligations.kinds import Clock, Kind
from tuntas.obligations.models import ClockOverride, Obligation

Opened = Callable[..., Obligation]
Declare = Callable[..., Kind]
SIX_HOURS = Clock(calendar=timedelta(hours=6))


def test_it_counts_for_new_duties_and_leaves_open_ones(cast: Cast, open_duty: Opened, declare: Declare) -> None:
    kind = declare()
    before = open_duty(kind=kind)
    overrides.change(kind, clock=SIX_HOURS, reason="SK 1/2026", by=cast.sysadmin, at=NOW)
    after = open_duty(kind=kind)
    before.refresh_from_db()
    assert before.due_at - NOW == timedelta(hours=24)
    assert after.due_at - NOW == timedelta(hours=6)
    overrides.change(kind, clock=Clock(working_days=2), reason="SK 2/2026", by=cast.sysadmin, at=NOW)
    assert open_duty(kind=kind).working_days == 2
    overrides.reset(kind, by=cast.sysadmin, at=NOW)
    assert open_duty(kind=kind).due_at - NOW == timedelta(hours=24)
    assert ClockOverride.objects.count() == 2
    assert Event.objects.filter(kind__in=["clock.changed", "clock.reset"]).count() == 3


def test_what_the_law_fixed_is_not_changed(client: Client, cast: Cast, open_duty: Opened, declare: Declare) -> None:
    kind = declare(locked=True, rule="R16")
    with pytest.raises(Denied) as refused:
        overrides.change(kind, clock=SIX_HOURS, reason="x", by=cast.sysadmin, at=NOW)
    assert refused.value.rule == "R16"
    ClockOverride.objects.create(kind=kind.code, hours=99, reason="x", by_name="x", at=NOW)
    assert open_duty(kind=kind).due_at - NOW == timedelta(hours=24)
    client.force_login(cast.sysadmin)
    assert "ditetapkan peraturan" in client.get(reverse("obligations:clock", args=[kind.code])).content.decode()
    assert "Terkunci" in client.get(reverse("obligations:clocks")).content.decode()


def test_it_needs_a_reason(cast: Cast, declare: Declare) -> None:
    with pytest.raises(Denied, match="Alasan"):
        overrides.change(declare(), clock=SIX_HOURS, reason=" ", by=cast.sysadmin, at=NOW)


@pytest.mark.parametrize(("who", "code"), [("sysadmin", 302), ("head", 403), ("hotline", 403)])
def test_who_may_change_it(client: Client, cast: Cast, declare: Declare, who: str, code: int) -> None:
    kind = declare()
    client.force_login(getattr(cast, who))
    data = {"amount": "2", "unit": "working_days", "reason": "SK 1/2026"}
    assert client.post(reverse("obligations:clock", args=[kind.code]), data).status_code == code
    assert ClockOverride.objects.filter(working_days=2).exists() is (code == 302)
    assert client.post(reverse("obligations:clock_reset", args=[kind.code])).status_code == code


@pytest.mark.parametrize(
    "data",
    [
        {"amount": "0", "unit": "hours", "reason": "x"},
        {"amount": "251", "unit": "working_days", "reason": "x"},
        {"amount": "tiga", "unit": "hours", "reason": "x"},
        {"amount": "3", "unit": "hours", "reason": ""},
        {},
    ],
)
def test_bad_input_gets_a_sentence(client: Client, cast: Cast, declare: Declare, data: dict[str, str]) -> None:
    client.force_login(cast.sysadmin)
    response = client.post(reverse("obligations:clock", args=[declare().code]), data)
    assert response.status_code == 200
    assert "ada-kesalahan" in response.content.decode()
    assert not ClockOverride.objects.exists()


def test_the_pages_say_that_open_duties_keep_their_deadline(client: Client, cast: Cast, declare: Declare) -> None:
    client.force_login(cast.sysadmin)
    assert "tetap pada tenggatnya" in client.get(reverse("obligations:clock", args=[declare().code])).content.decode()
    assert client.get(reverse("obligations:clock", args=["tidak.ada"])).status_code == 404
