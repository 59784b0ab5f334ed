"""Colleagues who can be rung, and who is on call when."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import NOW, Cast
from tuntas.agencies.actions import duty_contacts, rota
from tuntas.agencies.models import DutyContact, OnCallShift
from tuntas.agencies.rota import clashes, gaps
from tuntas.audit.models import Event
from tuntas.core.errors import Denied

FIRST = datetime(2026, 11, 23, 9, 0, tzinfo=NOW.tzinfo)  # Monday 16.00 in Pontianak
NIGHT = timedelta(hours=15, minutes=30)


@pytest.fixture
def head(client: Client, cast: Cast) -> Client:
    client.force_login(cast.head)
    return client


@pytest.fixture
def ani(cast: Cast) -> DutyContact:
    return duty_contacts.add(
        cast.unit, name="Ani", position="Konselor", phone="0811-1", user_id=None, by=cast.head, at=NOW
    )


@pytest.fixture
def budi(cast: Cast) -> DutyContact:
    return duty_contacts.add(cast.unit, name="Budi", position="", phone="0811-2", user_id=None, by=cast.head, at=NOW)


def shift(cast: Cast, contact: DutyContact, order: int = 1, hours: float = 0, days: int = 1) -> OnCallShift:
    starts = FIRST + timedelta(hours=hours)
    return rota.add(
        cast.unit,
        contact=contact,
        starts_at=starts,
        ends_at=starts + NIGHT,
        ring_order=order,
        days=days,
        by=cast.head,
        at=NOW,
    )[0]


def names(cast: Cast, at: datetime) -> list[str]:
    return [contact.name for contact in OnCallShift.objects.on_call(cast.unit, at)]


def test_on_call_in_the_order_of_ringing_each_once(cast: Cast, ani: DutyContact, budi: DutyContact) -> None:
    shift(cast, budi, order=2)
    shift(cast, ani)
    shift(cast, budi, order=3, hours=1)
    assert names(cast, FIRST - timedelta(seconds=1)) == []
    assert names(cast, FIRST) == ["Ani", "Budi"]
    assert names(cast, FIRST + timedelta(hours=2)) == ["Ani", "Budi"]
    assert names(cast, FIRST + NIGHT) == ["Budi"]
    DutyContact.objects.filter(pk=ani.pk).update(ended_date=date(2026, 11, 23))
    assert names(cast, FIRST) == ["Budi"]
    assert OnCallShift.objects.on_call(cast.dinas, FIRST) == []


def test_a_shift_is_added_over_midnight_and_on_several_days(head: Client, cast: Cast, ani: DutyContact) -> None:
    data = {
        "contact": str(ani.pk),
        "on": "2999-01-01",
        "starts": "16.00",
        "ends": "07.30",
        "ring_order": "1",
        "days": "5",
    }
    response = head.post(reverse("agencies:add_shift", args=[cast.unit.pk]), data)
    assert response.headers["Location"].endswith("?minggu=2999-01-01")
    rows = OnCallShift.objects.order_by("starts_at")
    assert len(rows) == 5
    local = rows[0].starts_at.astimezone(cast.unit.zone), rows[0].ends_at.astimezone(cast.unit.zone)
    assert [f"{moment:%d-%m %H.%M}" for moment in local] == ["01-01 16.00", "02-01 07.30"]
    assert rows[4].starts_at - rows[0].starts_at == timedelta(days=4)
    assert Event.objects.get(kind="rota.added").data["order"] == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"contact": ""}, "Petugas belum dipilih"),
        ({"contact": "1"}, "Petugas itu tidak ada dalam daftar"),
        ({"on": "besok"}, "Tulis tanggal seperti"),
        ({"starts": "26.00"}, "Tulis jam seperti"),
        ({"ring_order": "0"}, "paling kecil 1"),
        ({"days": "32"}, "paling besar 31"),
        ({"on": "2001-01-01"}, "sudah lewat"),
    ],
)
def test_bad_input_says_what_is_wrong_and_keeps_it(
    head: Client, cast: Cast, ani: DutyContact, changes: dict[str, str], words: str
) -> None:
    data = {
        "contact": str(ani.pk),
        "on": "2999-01-01",
        "starts": "16.00",
        "ends": "07.30",
        "ring_order": "1",
        "days": "2",
    }
    html = head.post(reverse("agencies:add_shift", args=[cast.unit.pk]), data | changes).content.decode()
    assert words in html
    assert 'value="07.30"' in html or 'value="07:30"' in html
    assert not OnCallShift.objects.exists()


def test_one_place_in_the_order_at_a_time(cast: Cast, ani: DutyContact, budi: DutyContact) -> None:
    shift(cast, ani, days=3)
    with pytest.raises(Denied, match=r"Sudah ada giliran urutan 1 yang mulai 25-11-2026 16\.00"):
        shift(cast, budi, hours=48)
    shift(cast, budi, order=2, hours=48)


def test_a_person_of_another_agency_is_refused(cast: Cast, ani: DutyContact) -> None:
    with pytest.raises(Denied, match="bukan kontak piket lembaga ini"):
        rota.add(
            cast.agencies["shelter"], contact=ani, starts_at=FIRST, ends_at=FIRST + NIGHT, by=cast.sysadmin, at=NOW
        )


@pytest.mark.parametrize(
    ("length", "words"), [(timedelta(0), "selesai sesudah mulai"), (timedelta(days=8), "tujuh hari")]
)
def test_a_shift_has_a_sensible_length(cast: Cast, ani: DutyContact, length: timedelta, words: str) -> None:
    with pytest.raises(Denied, match=words):
        rota.add(cast.unit, contact=ani, starts_at=FIRST, ends_at=FIRST + length, by=cast.head, at=NOW)


def test_a_shift_is_changed_and_removed_while_it_is_not_over(
    head: Client, cast: Cast, ani: DutyContact, budi: DutyContact
) -> None:
    one = shift(cast, ani)
    OnCallShift.objects.update(
        starts_at=datetime(2999, 1, 1, 9, tzinfo=NOW.tzinfo), ends_at=datetime(2999, 1, 2, 0, 30, tzinfo=NOW.tzinfo)
    )
    url = reverse("agencies:edit_shift", args=[one.pk])
    html = head.get(url).content.decode()
    assert 'value="16:00"' in html
    assert 'value="2999-01-01"' in html
    assert "Berulang" not in html
    data = {"contact": str(budi.pk), "on": "2999-01-01", "starts": "17:00", "ends": "07:00", "ring_order": "2"}
    assert head.post(url, data).status_code == 302
    one.refresh_from_db()
    assert (one.contact, one.ring_order, one.starts_at.hour) == (budi, 2, 10)
    remove = reverse("agencies:remove_shift", args=[one.pk])
    assert head.get(remove).status_code == 405
    assert head.post(remove).status_code == 302
    assert not OnCallShift.objects.exists()
    assert {"rota.edited", "rota.removed"} <= set(Event.objects.values_list("kind", flat=True))


def test_what_is_over_is_a_record(cast: Cast, head: Client, ani: DutyContact) -> None:
    one = shift(cast, ani)
    late = one.ends_at
    with pytest.raises(Denied, match="menjadi catatan"):
        rota.remove(one, by=cast.head, at=late)
    with pytest.raises(Denied, match="menjadi catatan"):
        rota.edit(one, contact=ani, starts_at=late, ends_at=late + NIGHT, ring_order=1, by=cast.head, at=late)


def test_only_the_unit_itself_keeps_its_rota(client: Client, cast: Cast, ani: DutyContact) -> None:
    one = shift(cast, ani)
    for user, code in ((cast.hotline, 403), (cast.satpol, 404), (cast.stranger, 404)):
        client.force_login(user)
        assert client.post(reverse("agencies:remove_shift", args=[one.pk])).status_code == code
        assert client.post(reverse("agencies:end_person", args=[ani.pk])).status_code == code
        assert client.get(reverse("agencies:edit_person", args=[ani.pk])).status_code == code
        assert client.get(reverse("agencies:edit_shift", args=[one.pk])).status_code == code
    assert OnCallShift.objects.filter(pk=one.pk).exists()


def test_the_week_shows_shifts_gaps_and_clashes(head: Client, cast: Cast, ani: DutyContact, budi: DutyContact) -> None:
    url = reverse("agencies:rota", args=[cast.unit.pk])
    monday = datetime(2999, 1, 7, 16, tzinfo=cast.unit.zone)
    assert monday.isoweekday() == 1
    make = OnCallShift.objects.create
    make(agency=cast.unit, contact=ani, starts_at=monday, ends_at=monday + NIGHT)
    make(agency=cast.unit, contact=budi, starts_at=monday + timedelta(hours=1), ends_at=monday + NIGHT)
    html = head.get(url, {"minggu": "2999-01-09"}).content.decode()
    assert 'href="tel:0811-1">0811-1</a>' in html
    assert "sama-sama urutan 1" in html
    assert "Tidak ada yang piket" in html
    assert "Tidak ada giliran" in html
    make(agency=cast.unit, contact=ani, starts_at=monday, ends_at=monday + NIGHT, ring_order=2)
    assert "Ani tercatat dua kali" in head.get(url, {"minggu": "2999-01-09"}).content.decode()
    for asked in ("", "kemarin", "0001-01-01", "9999-12-31"):
        assert head.get(url, {"minggu": asked}).status_code == 200


def test_the_week_takes_the_same_number_of_queries(head: Client, cast: Cast, ani: DutyContact) -> None:
    url = reverse("agencies:rota", args=[cast.unit.pk])
    head.get(url)
    with CaptureQueriesContext(connection) as few:
        head.get(url)
    start = timezone.now()
    for number in range(20):
        OnCallShift.objects.create(
            agency=cast.unit, contact=ani, starts_at=start, ends_at=start + NIGHT, ring_order=number + 1
        )
    with CaptureQueriesContext(connection) as many:
        assert head.get(url).content.decode().count('href="tel:0811-1"') == 20
    assert len(many) == len(few)


SPANS = st.lists(st.tuples(st.integers(0, 160), st.integers(1, 40)), max_size=12)


@settings(max_examples=200, deadline=None)
@given(SPANS, SPANS)
def test_gaps_are_exactly_the_uncovered_hours(shifts: list[tuple[int, int]], opened: list[tuple[int, int]]) -> None:
    start = FIRST

    def moment(hour: int) -> datetime:
        return start + timedelta(hours=hour)

    rows = [OnCallShift(starts_at=moment(begin), ends_at=moment(begin + length)) for begin, length in shifts]
    open_at = [(moment(begin), moment(begin + length)) for begin, length in opened]
    found = gaps(rows, start=start, end=moment(168), open_at=open_at)
    uncovered = {
        hour for hour in range(168) if not any(begin <= hour < begin + length for begin, length in shifts + opened)
    }
    assert {hour for hour in range(168) if any(a <= moment(hour) < b for a, b in found)} == uncovered
    assert all(a < b for a, b in found)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.integers(1, 10), st.integers(1, 2), st.sampled_from([1, 2, 3])), max_size=6
    )
)
def test_clashes_are_found_in_pairs(rows: list[tuple[int, int, int, int]]) -> None:
    shifts = [
        OnCallShift(
            starts_at=FIRST + timedelta(hours=begin), ends_at=FIRST + timedelta(hours=begin + length), ring_order=order,
            contact_id=UUID(int=person),
        )
        for begin, length, order, person in rows
    ]  # fmt: skip
    expected = sum(
        a[0] < b[0] + b[1] and b[0] < a[0] + a[1] and (a[2] == b[2] or a[3] == b[3])
        for at, a in enumerate(rows)
        for b in rows[at + 1 :]
    )
    assert len(clashes(shifts)) == expected
