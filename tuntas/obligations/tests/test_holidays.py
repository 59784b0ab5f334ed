"""The table of holidays, and what its changes move."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.cast import NOW, Cast
from tuntas.audit.models import Event
from tuntas.core.errors import Denied
from tuntas.obligations import jobs
from tuntas.obligations.actions import climbing, holidays
from tuntas.obligations.kinds import Clock, Kind
from tuntas.obligations.models import Holiday, Obligation, Recount
from tuntas.obligations.tests.conftest import BY

Opened = Callable[..., Obligation]
TUESDAY = date(2026, 11, 24)


def _five(day: int) -> datetime:
    return datetime(2026, 11, day, 16, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.fixture
def working(declare: Callable[..., Kind]) -> Kind:
    return declare("uji.kerja", clock=Clock(working_days=1))


def test_a_new_holiday_moves_open_working_time_duties_and_says_so(cast: Cast, open_duty: Opened, working: Kind) -> None:
    moved, calendar, fixed = open_duty(kind=working), open_duty(), open_duty(kind=working, due_at=_five(24))
    assert moved.due_at == _five(24)
    run = holidays.add(TUESDAY, name="Libur", source="SKB", by=cast.sysadmin, at=NOW)
    assert run is not None
    assert (run.moved, run.total, run.finished_at) == (1, 1, NOW)
    moved.refresh_from_db()
    assert (moved.due_at, moved.next_escalation_at) == (_five(25), _five(25))
    for duty in (calendar, fixed):
        before = duty.due_at
        duty.refresh_from_db()
        assert duty.due_at == before
    event = Event.objects.get(kind="duty.recomputed")
    assert event.data["before"] < event.data["after"]


def test_taking_it_away_moves_them_back(cast: Cast, open_duty: Opened, working: Kind) -> None:
    duty = open_duty(kind=working)
    holidays.add(TUESDAY, name="Libur", source="SKB", by=cast.sysadmin, at=NOW)
    holidays.remove(TUESDAY, by=cast.sysadmin, at=NOW)
    duty.refresh_from_db()
    assert duty.due_at == _five(24)


def test_steps_already_taken_are_not_repeated(cast: Cast, open_duty: Opened, working: Kind) -> None:
    duty = open_duty(kind=working)
    climbing.climb(by=BY, at=duty.due_at)
    lines = duty.escalations.count()
    holidays.add(TUESDAY, name="Libur", source="SKB", by=cast.sysadmin, at=duty.due_at)
    duty.refresh_from_db()
    assert duty.next_escalation_at == _five(26)  # a day after the new deadline: the head of the unit
    climbing.climb(by=BY, at=_five(25))
    assert duty.escalations.count() == lines


def test_computing_twice_moves_nothing(cast: Cast, open_duty: Opened, working: Kind) -> None:
    open_duty(kind=working)
    holidays.add(TUESDAY, name="Libur", source="SKB", by=cast.sysadmin, at=NOW)
    assert holidays.recount(by=BY, at=NOW).moved == 0


def test_many_are_computed_by_a_job_that_can_be_watched(
    client: Client, cast: Cast, open_duty: Opened, working: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holidays, "BATCH", 2)
    duties = [open_duty(kind=working) for _ in range(5)]
    client.force_login(cast.sysadmin)
    answer = client.post(reverse("obligations:holidays"), {"date": "2026-11-24", "name": "Libur", "source": "SKB"})
    run = Recount.objects.get(by_name=cast.sysadmin.name)
    assert answer["Location"] == reverse("obligations:recount", args=[run.pk])
    assert ProcrastinateJob.objects.filter(task_name=holidays.JOB).count() == 1
    assert run.finished_at is None

    run = holidays.recount_some(run, by=BY, at=NOW)  # a worker that dies after its first batch
    assert (run.done, run.finished_at) == (2, None)
    assert "2 dari 5" in client.get(reverse("obligations:recount", args=[run.pk])).content.decode()
    jobs.recount()
    run.refresh_from_db()
    assert (run.done, run.moved) == (5, 5)
    assert run.finished_at is not None
    for duty in duties:
        duty.refresh_from_db()
        assert duty.due_at == _five(25)


def test_holidays_and_leave_by_decree_are_loaded_with_the_program(db: None) -> None:
    assert set(Holiday.objects.values_list("date__year", flat=True)) >= {2026, 2027}
    assert Holiday.objects.filter(date=date(2026, 12, 25)).exists()
    assert Holiday.objects.filter(date=date(2026, 12, 24), name__contains="Cuti Bersama").exists()


def test_loading_again_adds_what_is_new_and_leaves_alone_what_people_changed(db: None, cast: Cast) -> None:
    holidays.remove(date(2026, 12, 24), by=cast.sysadmin, at=NOW)
    holidays.add(date(2026, 12, 25), name="Natal", source="SKB", by=cast.sysadmin, at=NOW)
    before = Holiday.objects.count()
    call_command("loadholidays", verbosity=0)
    assert Holiday.objects.count() == before
    assert not Holiday.objects.get(date=date(2026, 12, 24)).counts
    assert Holiday.objects.get(date=date(2026, 12, 25)).name == "Natal"
    new = {date(2026, 12, 25): "Hari Raya Natal", date(2026, 12, 28): "Cuti bersama baru"}
    assert holidays.load(new, source="pustaka", by=BY, at=NOW) == 1


@pytest.mark.parametrize(("who", "code"), [("sysadmin", 200), ("head", 403), ("hotline", 403)])
def test_who_sees_the_page(client: Client, cast: Cast, who: str, code: int) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(reverse("obligations:holidays")).status_code == code


def test_only_who_may_changes_it(cast: Cast) -> None:
    with pytest.raises(Denied):
        holidays.add(TUESDAY, name="Libur", source="SKB", by=cast.head, at=NOW)


def test_the_page_adds_renames_and_removes(client: Client, cast: Cast) -> None:
    client.force_login(cast.sysadmin)
    url = reverse("obligations:holidays")
    client.post(url, {"date": "2026-11-24", "name": "Libur", "source": "SKB"})
    client.post(url, {"date": "2026-11-24", "name": "Libur daerah", "source": "Keputusan wali kota"})
    assert "Libur daerah" in client.get(url, {"tahun": "2026"}).content.decode()
    assert Holiday.objects.get(date=TUESDAY).name == "Libur daerah"
    client.post(reverse("obligations:holiday_remove", args=[TUESDAY]))
    assert not Holiday.objects.get(date=TUESDAY).counts
    assert "Libur daerah" not in client.get(url, {"tahun": "2026"}).content.decode()


@pytest.mark.parametrize(
    "data", [{}, {"date": "31-31-2026", "name": "x", "source": "y"}, {"date": "2026-11-24", "name": "", "source": ""}]
)
def test_bad_input_gets_a_sentence(client: Client, cast: Cast, data: dict[str, str]) -> None:
    client.force_login(cast.sysadmin)
    before = Holiday.objects.count()
    response = client.post(reverse("obligations:holidays"), data)
    assert response.status_code == 200
    assert "ada-kesalahan" in response.content.decode()
    assert Holiday.objects.count() == before


def test_a_year_that_is_none_shows_this_one(client: Client, cast: Cast) -> None:
    client.force_login(cast.sysadmin)
    for year in ("x", "-1", "99999", "²"):
        assert client.get(reverse("obligations:holidays"), {"tahun": year}).status_code == 200


def test_the_nightly_run_puts_right_what_slipped_through(cast: Cast, open_duty: Opened, working: Kind) -> None:
    duty = open_duty(kind=working)
    Holiday.objects.create(date=TUESDAY, name="Libur", source="SKB")
    jobs.recount_nightly()
    duty.refresh_from_db()
    assert duty.due_at == _five(25)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1999, 12, 31), date(2101, 1, 1), date(9999, 12, 31)])
def test_a_year_in_which_nobody_works_is_said(client: Client, cast: Cast, day: date) -> None:
    with pytest.raises(Denied, match="Periksa tahunnya"):
        holidays.add(day, name="Libur", source="SKB", by=cast.sysadmin, at=NOW)
    client.force_login(cast.sysadmin)
    before = Holiday.objects.count()
    answer = client.post(reverse("obligations:holidays"), {"date": day.isoformat(), "name": "Libur", "source": "SKB"})
    assert "tahun 2000 sampai 2100" in answer.content.decode()
    assert Holiday.objects.count() == before
