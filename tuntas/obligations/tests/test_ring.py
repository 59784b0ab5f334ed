"""Whom to ring when it is urgent and the house is empty."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, Cast
from tuntas.agencies.models import Agency, DutyContact, OnCallShift
from tuntas.core.errors import InvalidTransition
from tuntas.core.ids import uuid7
from tuntas.obligations.actions import climbing, duties, ring, walls
from tuntas.obligations.kinds import Clock, Kind
from tuntas.obligations.models import Obligation, RingLine
from tuntas.obligations.states import RingOutcome
from tuntas.obligations.tests.conftest import BY
from tuntas.obligations.views.common import calls

Opened = Callable[..., Obligation]
NIGHT = datetime(2026, 11, 23, 23, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
FIVE = timedelta(minutes=5)


def _contact(agency: Agency, name: str, **options: object) -> DutyContact:
    return DutyContact.objects.create(agency=agency, name=name, phone="0812-0000-0001", **options)


def _shift(contact: DutyContact, order: int, at: datetime = NIGHT) -> None:
    OnCallShift.objects.create(
        agency=contact.agency,
        contact=contact,
        starts_at=at - timedelta(hours=4),
        ends_at=at + timedelta(hours=8),
        ring_order=order,
    )


def _names(duty: Obligation) -> list[str]:
    return [row.contact.name for row in duty.ring_lines.select_related("contact").order_by("position")]


def test_at_night_those_on_call_are_listed_in_their_order_minutes_apart(cast: Cast, open_duty: Opened) -> None:
    first, second = _contact(cast.unit, "Satu"), _contact(cast.unit, "Dua")
    _contact(cast.unit, "Tidak piket")
    _shift(second, 2)
    _shift(first, 1)
    duty = open_duty(urgent=True, at=NIGHT)
    assert _names(duty) == ["Satu", "Dua"]
    assert [row.ring_at for row in duty.ring_lines.order_by("position")] == [NIGHT, NIGHT + FIVE]


def test_without_a_rota_all_duty_contacts_are_rung_but_none_who_left(cast: Cast, open_duty: Opened) -> None:
    _contact(cast.unit, "Masih")
    _contact(cast.unit, "Sudah pindah", ended_date=NIGHT.date())
    assert _names(open_duty(urgent=True, at=NIGHT)) == ["Masih"]


def test_without_anybody_the_parent_agency_is_rung(cast: Cast, open_duty: Opened) -> None:
    _contact(cast.dinas, "Atasan")
    assert _names(open_duty(urgent=True, at=NIGHT)) == ["Atasan"]


def test_nobody_to_ring_anywhere_is_visible(open_duty: Opened) -> None:
    duty = open_duty(urgent=True, at=NIGHT)
    duty.refresh_from_db()
    assert duty.unheard


def test_in_opening_hours_they_are_rung_once_nobody_took_it_within_minutes(cast: Cast, open_duty: Opened) -> None:
    _contact(cast.unit, "Satu")
    duty, taken = open_duty(urgent=True), open_duty(urgent=True)
    duties.take(taken, by=cast.hotline, at=NOW)
    assert climbing.call_out(by=BY, at=NOW + FIVE - timedelta(seconds=1)) == 0
    assert climbing.call_out(by=BY, at=NOW + FIVE) == 1
    assert climbing.call_out(by=BY, at=NOW + FIVE) == 0
    assert _names(duty) == ["Satu"]
    assert not taken.ring_lines.exists()


def test_what_is_not_urgent_rings_nobody(cast: Cast, open_duty: Opened) -> None:
    _contact(cast.unit, "Satu")
    assert not open_duty(at=NIGHT).ring_lines.exists()


def test_what_may_wait_for_the_morning_rings_nobody(
    cast: Cast, open_duty: Opened, declare: Callable[..., Kind]
) -> None:
    _contact(cast.unit, "Satu")
    slow = declare("uji.lama", clock=Clock(calendar=timedelta(days=14)))
    assert not open_duty(kind=slow, urgent=True, at=NIGHT).ring_lines.exists()
    assert open_duty(kind=slow, urgent=True, at=NIGHT, due_at=NIGHT + timedelta(days=1)).ring_lines.exists()


def test_a_clock_made_longer_locally_silences_no_telephone(cast: Cast, open_duty: Opened) -> None:
    _contact(cast.unit, "Satu")  # the kind itself is owed within a day
    assert open_duty(urgent=True, at=NIGHT, due_at=NIGHT + timedelta(days=5)).ring_lines.exists()


def test_whoever_must_not_know_is_not_rung(cast: Cast, open_duty: Opened) -> None:
    _contact(cast.unit, "A terhalang", user_id=cast.manager.pk)
    _contact(cast.unit, "B boleh", user_id=cast.hotline.pk)
    dossier = uuid7()
    walls.add(dossier, users=[cast.manager], by=BY, at=NIGHT)
    assert _names(open_duty(urgent=True, at=NIGHT, dossier_id=dossier)) == ["B boleh"]


def test_a_wall_that_comes_later_takes_the_number_off_the_list(client: Client, cast: Cast, open_duty: Opened) -> None:
    contact = _contact(cast.unit, "A terhalang", user_id=cast.manager.pk)
    duty = open_duty(urgent=True, at=NIGHT, dossier_id=uuid7())
    walls.add(duty.dossier_id, users=[cast.manager], by=BY, at=NIGHT)
    assert duty.ring_lines.get().outcome == RingOutcome.SKIPPED
    client.force_login(cast.hotline)
    assert contact.name not in client.get(reverse("obligations:detail", args=[duty.pk])).content.decode()


def test_tried_then_acknowledged_gives_the_duty_to_the_one_who_answered(
    client: Client, cast: Cast, open_duty: Opened
) -> None:
    _contact(cast.unit, "A")
    _contact(cast.unit, "B", user_id=cast.manager.pk)
    duty = open_duty(urgent=True, at=NIGHT)
    first, second = duty.ring_lines.order_by("position")
    client.force_login(cast.hotline)
    page = client.get(reverse("obligations:detail", args=[duty.pk])).content.decode()
    assert 'href="tel:0812-0000-0001"' in page
    assert client.post(reverse("obligations:ring_tried", args=[duty.pk, first.pk])).status_code == 302
    assert client.post(reverse("obligations:ring_acknowledged", args=[duty.pk, second.pk])).status_code == 302
    duty.refresh_from_db()
    assert duty.assignee == cast.manager
    outcomes = list(duty.ring_lines.order_by("position").values_list("outcome", flat=True))
    assert outcomes == [RingOutcome.TRIED, RingOutcome.ACKNOWLEDGED]
    assert client.post(reverse("obligations:ring_tried", args=[duty.pk, second.pk])).status_code == 409


def test_the_worklist_has_buttons_for_the_one_to_ring_now_and_the_page_of_the_duty_for_all(
    client: Client, cast: Cast, open_duty: Opened
) -> None:
    for name in ("A", "B", "C"):
        _contact(cast.unit, name)
    duty = open_duty(urgent=True, at=timezone.now() - timedelta(days=1))
    ring.call_out(duty, by=cast.hotline, at=timezone.now() - timedelta(days=1))
    client.force_login(cast.hotline)
    tried = "/dicoba/"
    page = client.get(reverse("obligations:mine")).content.decode()
    assert (page.count(tried), page.count("tel:")) == (1, 1)
    assert client.get(reverse("obligations:detail", args=[duty.pk])).content.decode().count(tried) == 3
    for row in duty.ring_lines.order_by("position"):
        ring.tried(row, by=cast.hotline, at=timezone.now())
    assert "Semua nomor sudah dicoba" in client.get(reverse("obligations:mine")).content.decode()


def test_somebody_without_an_account_can_answer_too(cast: Cast, open_duty: Opened) -> None:
    _contact(cast.unit, "Tanpa akun")
    duty = open_duty(urgent=True, at=NIGHT)
    line = ring.acknowledged(duty.ring_lines.get(), by=cast.hotline, at=NIGHT)
    duty.refresh_from_db()
    assert (line.outcome, duty.assignee) == (RingOutcome.ACKNOWLEDGED, None)


def test_somebody_of_the_agency_above_answers_and_the_duty_stays_with_the_unit(cast: Cast, open_duty: Opened) -> None:
    _contact(cast.dinas, "Atasan", user_id=cast.leadership.pk)
    duty = open_duty(urgent=True, at=NIGHT)
    line = ring.acknowledged(duty.ring_lines.get(), by=cast.hotline, at=NIGHT)
    duty.refresh_from_db()
    assert (line.outcome, duty.assignee) == (RingOutcome.ACKNOWLEDGED, None)


def test_once_done_nobody_is_rung(cast: Cast, open_duty: Opened) -> None:
    _contact(cast.unit, "A")
    duty = open_duty(urgent=True, at=NIGHT)
    line = duty.ring_lines.get()
    duties.settle(duty, by=BY, at=NIGHT)
    with pytest.raises(InvalidTransition):
        ring.tried(line, by=cast.hotline, at=NIGHT)


@pytest.mark.parametrize(("who", "code"), [("secretariat", 404), ("auditor", 404), ("sysadmin", 404)])
def test_outsiders_do_not_see_the_list(client: Client, cast: Cast, open_duty: Opened, who: str, code: int) -> None:
    _contact(cast.unit, "A")
    duty = open_duty(urgent=True, at=NIGHT)
    client.force_login(getattr(cast, who))
    line = duty.ring_lines.get()
    assert client.post(reverse("obligations:ring_tried", args=[duty.pk, line.pk])).status_code == code
    assert RingLine.objects.get().outcome == RingOutcome.WAITING


def test_the_list_stands_on_the_home_page_until_somebody_answers(client: Client, cast: Cast, open_duty: Opened) -> None:
    _contact(cast.unit, "Ibu Piket")
    duty = open_duty(urgent=True, at=NIGHT)
    client.force_login(cast.hotline)
    assert "Ibu Piket" in client.get(reverse("obligations:mine")).content.decode()
    ring.acknowledged(duty.ring_lines.get(), by=cast.hotline, at=timezone.now())
    assert "Ibu Piket" not in client.get(reverse("obligations:mine")).content.decode()


def test_only_the_next_number_stands_out_once_its_time_has_come(cast: Cast, open_duty: Opened) -> None:
    _contact(cast.unit, "A")
    _contact(cast.unit, "B")
    duty = open_duty(urgent=True, at=NIGHT)

    def marked(at: datetime) -> list[bool]:
        return [call["now"] for call in calls(Obligation.objects.get(pk=duty.pk), at)]

    assert marked(NIGHT + 3 * FIVE) == [True, False]
    ring.tried(duty.ring_lines.get(position=1), by=cast.hotline, at=NIGHT)
    assert marked(NIGHT) == [False, False]
    assert marked(NIGHT + FIVE) == [False, True]
