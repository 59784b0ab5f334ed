"""Moving a deadline."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, Cast
from tuntas.audit.models import Event
from tuntas.core import vault
from tuntas.core.errors import Denied
from tuntas.core.ids import uuid7
from tuntas.obligations.actions import climbing, duties
from tuntas.obligations.kinds import Kind
from tuntas.obligations.models import Obligation, Postponement
from tuntas.obligations.states import PostponeReason
from tuntas.obligations.tests.conftest import BY

Opened = Callable[..., Obligation]
LIMITS = {"postpone_times": 2, "postpone_by": timedelta(days=3)}
ASKED = PostponeReason.VICTIM_ASKED


@pytest.fixture
def movable(declare: Callable[..., Kind]) -> Kind:
    return declare("uji.tunda", **LIMITS)


def test_it_moves_the_deadline_and_keeps_the_reason(cast: Cast, open_duty: Opened, movable: Kind) -> None:
    duty = open_duty(kind=movable)
    to = duty.due_at + timedelta(days=2)
    row = duties.postpone(duty, to=to, reason=ASKED, by=cast.manager, at=NOW)
    duty.refresh_from_db()
    assert (duty.due_at, duty.next_escalation_at, duty.postponed) == (to, to, 1)
    assert (row.reason, row.to_due_at, row.by) == (ASKED, to, cast.manager)
    assert Event.objects.get(kind="duty.postponed").data["reason"] == ASKED


def test_the_note_is_sealed_under_the_key_of_the_dossier(cast: Cast, open_duty: Opened, movable: Kind) -> None:
    dossier = uuid7()
    box = vault.create(dossier, "report", at=NOW)
    duty = open_duty(kind=movable, dossier_id=dossier)
    to = duty.due_at + timedelta(days=1)
    row = duties.postpone(duty, to=to, reason=ASKED, note="menunggu ibunya", by=cast.manager, at=NOW)
    row.refresh_from_db()
    assert b"menunggu" not in bytes(row.note)
    assert box.unseal(row, "note") == "menunggu ibunya"


def test_without_a_key_there_is_no_note(cast: Cast, open_duty: Opened, movable: Kind) -> None:
    duty = open_duty(kind=movable)
    with pytest.raises(Denied, match="tidak menyimpan catatan"):
        duties.postpone(duty, to=duty.due_at + timedelta(days=1), reason=ASKED, note="x", by=cast.manager, at=NOW)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [({**LIMITS, "locked": True}, "tidak dapat ditunda"), ({}, "tidak dapat ditunda")],
)
def test_some_kinds_are_never_postponed(
    cast: Cast, open_duty: Opened, declare: Callable[..., Kind], options: dict[str, object], sentence: str
) -> None:
    duty = open_duty(kind=declare(**options))
    with pytest.raises(Denied, match=sentence):
        duties.postpone(duty, to=duty.due_at + timedelta(days=1), reason=ASKED, by=cast.manager, at=NOW)


def test_not_more_often_not_longer_not_back_not_into_the_past(cast: Cast, open_duty: Opened, movable: Kind) -> None:
    duty = open_duty(kind=movable)

    def move(by: timedelta, at: timedelta = timedelta(0)) -> None:
        duties.postpone(duty, to=duty.due_at + by, reason=ASKED, by=cast.manager, at=NOW + at)
        duty.refresh_from_db()

    with pytest.raises(Denied, match="paling lama 3 hari"):
        move(timedelta(days=3, seconds=1))
    with pytest.raises(Denied, match="sesudah tenggat"):
        move(timedelta(0))
    with pytest.raises(Denied, match="sudah lewat"):
        move(timedelta(days=1), at=timedelta(days=3))
    move(timedelta(days=3))
    move(timedelta(days=3))
    with pytest.raises(Denied, match="sudah ditunda 2 kali"):
        move(timedelta(days=1))
    assert Postponement.objects.count() == 2


def test_steps_already_taken_are_not_repeated(cast: Cast, open_duty: Opened, movable: Kind) -> None:
    duty = open_duty(kind=movable)
    climbing.climb(by=BY, at=duty.due_at)  # worker and manager
    duty.refresh_from_db()
    to = duty.due_at + timedelta(days=2)
    duties.postpone(duty, to=to, reason=ASKED, by=cast.manager, at=duty.due_at)
    duty.refresh_from_db()
    assert duty.next_escalation_at == to + timedelta(days=1)  # the head of the unit is next
    lines = duty.escalations.count()
    climbing.climb(by=BY, at=to)
    assert duty.escalations.count() == lines


@pytest.mark.parametrize("expected", [("manager", 302), ("hotline", 403), ("leadership", 403), ("secretariat", 404)])
def test_who_may_postpone(
    client: Client, cast: Cast, open_duty: Opened, movable: Kind, expected: tuple[str, int]
) -> None:
    who, code = expected
    at = timezone.now()
    duty = open_duty(kind=movable, at=at, due_at=at + timedelta(hours=6))
    client.force_login(getattr(cast, who))
    local = (duty.due_at + timedelta(days=1)).astimezone(timezone.get_fixed_timezone(7 * 60))
    data = {"to": local.strftime("%Y-%m-%dT%H:%M"), "reason": ASKED}
    assert client.post(reverse("obligations:postpone", args=[duty.pk]), data).status_code == code
    duty.refresh_from_db()
    assert duty.postponed == int(code == 302)
    if code == 302:
        assert abs(duty.due_at - (at + timedelta(hours=30))) < timedelta(minutes=1)


def test_the_page_keeps_what_was_typed_and_says_what_is_wrong(
    client: Client, cast: Cast, open_duty: Opened, movable: Kind
) -> None:
    dossier = uuid7()
    vault.create(dossier, "report", at=NOW)
    duty = open_duty(kind=movable, dossier_id=dossier, at=timezone.now())
    client.force_login(cast.manager)
    page = client.post(
        reverse("obligations:postpone", args=[duty.pk]), {"to": "2020-01-01T10:00", "reason": "", "note": "tulisan"}
    )
    text = page.content.decode()
    assert page.status_code == 200
    assert "Tenggat yang baru sudah lewat" in text
    assert "Alasan belum dipilih" in text
    assert "tulisan" in text


@pytest.mark.parametrize("typed", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_year_that_cannot_be_is_said(
    client: Client, cast: Cast, open_duty: Opened, movable: Kind, typed: str
) -> None:
    duty = open_duty(kind=movable, at=timezone.now())
    client.force_login(cast.manager)
    page = client.post(reverse("obligations:postpone", args=[duty.pk]), {"to": typed, "reason": ASKED})
    assert "Periksa tahunnya." in page.content.decode()
    duty.refresh_from_db()
    assert duty.postponed == 0
