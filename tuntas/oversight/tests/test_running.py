"""Whether a body runs: one fact changes, and the sentence with it (R34)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOW, Cast
from tuntas.agencies.models import ReceivingUnit
from tuntas.bodies.models import Body, Decree, Holder, Seat
from tuntas.core.ids import uuid7
from tuntas.meetings.members import Came
from tuntas.meetings.models import Attendance, FollowUpAction, Meeting
from tuntas.meetings.names import name_key
from tuntas.meetings.states import ActionStatus, MeetingStatus
from tuntas.oversight import reports
from tuntas.oversight.acted import Actions
from tuntas.oversight.facts import Facts, Intake
from tuntas.oversight.states import Health, Quarter, Span, months_before
from tuntas.oversight.tests.make import MET, ZONE, done, make_group, met
from tuntas.oversight.verdict import Verdict, judge

Q3 = Span(Quarter(2026, 3), ZONE, date(2026, 11, 23))
RUNS: dict[str, Any] = {
    "window_from": date(2026, 7, 1), "has_decree": True, "decree_until": date(2028, 1, 1), "seats": 11, "held_seats": 11,
    "chair": True, "meetings": 2, "meetings_in_window": 2, "last_meeting": date(2026, 9, 3), "came": Came(9, 11), "in_time": 2,
    "actions": Actions(due=8, in_time=7, late=1), "intake": Intake(due=12, in_time=12, median=timedelta(minutes=38)),
}  # fmt: skip


def facts(**changes: Any) -> Facts:
    """A body that runs, but for what is changed."""
    kind = SimpleNamespace(meets_every_months=3, needs_decree=changes.pop("needs_decree", True))
    founded = changes.pop("founded", date(2025, 1, 1))
    body: Any = SimpleNamespace(
        kind=kind, founded_date=founded, created_at=changes.pop("created", NOW), dissolved_date=changes.pop("dissolved", None)
    )  # fmt: skip
    return Facts(body, Q3, **(RUNS | changes))


def codes(verdict: Verdict) -> set[str]:
    return {reason.code for reason in verdict.reasons}


def test_a_body_that_meets_and_does_what_it_decided_runs() -> None:
    verdict = judge(facts())
    assert verdict.health is Health.RUNNING
    assert [reason.text for reason in verdict.reasons] == [
        "2 pertemuan dalam triwulan ini, terakhir 3 September 2026 (sasaran: sekali dalam 3 bulan).",
        "Paling banyak 9 dari 11 lembaga anggota hadir dalam satu pertemuan.",
        "7 dari 8 tindak lanjut tepat waktu.",
        "SK berlaku sampai 31 Desember 2027.",
        "12 dari 12 kewajiban atas laporan di sekretariat tepat waktu; tindak lanjut pertama, nilai tengah 38 menit.",
    ]


NO_MEETING = {"meetings": 0, "meetings_in_window": 0, "last_meeting": None, "came": None, "in_time": 0}


@pytest.mark.parametrize(
    ("change", "health", "sentence"),
    [
        (NO_MEETING | {"actions": Actions()}, Health.NOT_RUNNING, "Tidak ada pertemuan dengan daftar hadir sejak 1 Juli 2026"),
        (NO_MEETING, Health.WEAK, "Tidak ada pertemuan dengan daftar hadir sejak 1 Juli 2026"),
        (NO_MEETING | {"founded": date(2026, 8, 20), "actions": Actions()}, Health.NEW, "Dibentuk 20 Agustus 2026"),
        ({"without_list": 1}, Health.WEAK, "1 pertemuan tidak dihitung: kurang dari dua nama di daftar hadirnya."),
        ({"came": Came(5, 11)}, Health.WEAK, "Paling banyak 5 dari 11 lembaga anggota hadir dalam satu pertemuan."),
        ({"came": Came(5, 11, ("Hotel", "Warga"))}, Health.WEAK, "hadir dalam satu pertemuan; selain itu 2 lembaga tamu."),
        ({"came": Came(0, 0, ("Hotel",))}, Health.WEAK, "Pada hari pertemuannya belum ada lembaga anggota"),
        ({"in_time": 0, "written_late": 2}, Health.WEAK, "Semua pertemuannya baru dicatat lebih dari 14 hari"),
        ({"by_hand": 1}, Health.RUNNING, "Di 1 dari 2 pertemuan semua nama di daftar hadir ditulis sekretariat"),
        ({"by_hand": 2}, Health.RUNNING, "Semua nama di daftar hadir ditulis sekretariat, tidak lewat QR."),
        ({"came": Came(1, 1)}, Health.WEAK, "Anggotanya hanya satu lembaga"),
        ({"written_late": 1}, Health.RUNNING, "1 pertemuan baru dicatat lebih dari 14 hari setelah berlangsung."),
        ({"minutes_late": 2}, Health.WEAK, "2 notulen belum ditetapkan dan lewat tenggat."),
        ({"actions": Actions(due=8, in_time=6, late=2)}, Health.WEAK, "6 dari 8 tindak lanjut tepat waktu."),
        (
            {"actions": Actions(due=9, in_time=8, overdue=1)},
            Health.WEAK,
            "8 dari 9 tindak lanjut tepat waktu, 1 belum dikerjakan dan lewat tenggat.",
        ),
        ({"actions": Actions()}, Health.RUNNING, "Tidak ada tindak lanjut yang jatuh tempo dalam triwulan ini."),
        (
            {"actions": Actions(ahead=5, nearest=date(2027, 3, 3))},
            Health.RUNNING,
            "dalam triwulan ini; 5 yang terbuka jatuh tempo kemudian, paling awal 3 Maret 2027.",
        ),
        ({"actions": Actions(due=5, in_time=5, dropped=1)}, Health.RUNNING, "1 tindak lanjut dihentikan oleh ketua"),
        ({"actions": Actions(due=1, in_time=1, dropped=2)}, Health.WEAK, "2 tindak lanjut dihentikan oleh ketua"),
        ({"actions": Actions(due=5, in_time=5, put_off=1)}, Health.RUNNING, "1 tindak lanjut diundur dari triwulan ini"),
        ({"actions": Actions(put_off=1)}, Health.WEAK, "1 tindak lanjut diundur dari triwulan ini sebelum jatuh tempo."),
        ({"seats": 0, "held_seats": 0, "chair": False}, Health.WEAK, "Belum ada lembaga anggota."),
        ({"dissolved": date(2026, 9, 9)}, Health.RUNNING, "Dibubarkan 9 September 2026."),
        ({"chair": False}, Health.WEAK, "Tidak ada ketua yang menjabat."),
        ({"held_seats": 5}, Health.WEAK, "6 dari 11 kursi tidak ada wakilnya."),
        ({"has_decree": False}, Health.WEAK, "Tidak ada SK yang berlaku."),
        (
            {"intake": Intake(due=10, in_time=7, median=timedelta(hours=9))},
            Health.WEAK,
            "7 dari 10 kewajiban atas laporan di sekretariat tepat waktu; tindak lanjut pertama, nilai tengah 9 jam.",
        ),
        (
            {"intake": Intake(due=4, in_time=3)},
            Health.WEAK if 3 < 0.8 * 4 else Health.RUNNING,
            "Kewajiban atas laporan yang masuk ke sekretariat: kurang dari 5, ada yang lewat tenggat.",
        ),
    ],
)  # fmt: skip
def test_one_fact_changes_and_the_sentence_with_it(change: dict[str, Any], health: Health, sentence: str) -> None:
    verdict = judge(facts(**change))
    assert verdict.health is health
    assert any(sentence in reason.text for reason in verdict.reasons), [each.text for each in verdict.reasons]
    assert not any(sentence in reason.text for reason in judge(facts()).reasons)


def test_without_a_decree_where_none_is_needed_it_runs() -> None:
    assert judge(facts(has_decree=False, needs_decree=False)).health is Health.RUNNING


@given(
    times=st.integers(min_value=0, max_value=500),
    met_=st.booleans(),
    actions=st.sampled_from([Actions(), RUNS["actions"]]),
)
def test_the_number_of_reports_never_scores(times: int, met_: bool, actions: Actions) -> None:
    """None, one or five hundred, all handled in time: the state is the same."""
    without = facts(intake=None, actions=actions, **({} if met_ else NO_MEETING))
    many = replace(without, intake=Intake(due=times, in_time=times, median=timedelta(hours=1)))
    assert judge(without).health is judge(many).health


@given(st.integers(min_value=1, max_value=200), st.integers(min_value=2, max_value=9))
def test_handled_late_is_as_bad_for_few_as_for_many(times: int, factor: int) -> None:
    one, more = (facts(intake=Intake(due=5 * n, in_time=3 * n)) for n in (times, times * factor))
    assert judge(one).health is judge(more).health is Health.WEAK


def test_a_quarter_begins_and_ends_where_it_should() -> None:
    assert (Quarter(2026, 4).start, Quarter(2026, 4).end) == (date(2026, 10, 1), date(2027, 1, 1))
    assert Quarter.of(date(2026, 3, 31)) == Quarter(2026, 1)
    assert Quarter(2026, 1).previous() == Quarter(2025, 4)
    now = Quarter(2026, 4)
    assert [Quarter.parse(text, default=now) for text in ("2026-3", "2027-1", "x", "2026-5", "")] == [
        Quarter(2026, 3), now, now, now, now,
    ]  # fmt: skip
    assert months_before(date(2026, 10, 1), 3) == date(2026, 7, 1)
    assert months_before(date(2026, 5, 31), 3) == date(2026, 2, 28)
    assert months_before(date(2027, 1, 1), 1) == date(2026, 12, 1)


# --- from the database ---


def current(cast: Cast, body: Body, at: datetime = NOW) -> reports.Line:
    """What the supervisor of the area sees now."""
    line = reports.one(body, reports.span_for(None, zone=ZONE, at=at), by=cast.leadership)
    assert line is not None
    return line


@pytest.mark.django_db
def test_everything_that_decides_is_read(cast: Cast) -> None:
    body = make_group(cast)
    assert current(cast, body).verdict.health is Health.NOT_RUNNING
    meeting = met(body, by=cast.leadership)
    line = current(cast, body)
    assert line.verdict.health is Health.RUNNING, line.verdict
    assert (line.facts.meetings, line.facts.came, line.facts.seats, line.facts.held_seats) == (1, Came(4, 4), 4, 4)

    Attendance.objects.filter(meeting=meeting).delete()
    assert "without_list" in codes(current(cast, body).verdict)
    assert current(cast, body).verdict.health is Health.NOT_RUNNING


@pytest.mark.django_db
def test_a_meeting_that_is_written_down_long_after_is_told(cast: Cast) -> None:
    body = make_group(cast)
    meeting = met(body, by=cast.leadership)
    for days, told in ((13, 0), (15, 1)):
        Meeting.objects.filter(pk=meeting.pk).update(held_at=meeting.starts_at + timedelta(days=days))
        assert current(cast, body).facts.written_late == told


@pytest.mark.django_db
def test_a_meeting_that_was_called_off_is_none(cast: Cast) -> None:
    body = make_group(cast)
    meeting = met(body, by=cast.leadership)
    Meeting.objects.filter(pk=meeting.pk).update(status=MeetingStatus.CANCELLED, held_at=None)
    assert current(cast, body).verdict.health is Health.NOT_RUNNING


@pytest.mark.django_db
def test_what_was_decided_counts_by_the_day_it_was_reported(cast: Cast) -> None:
    body = make_group(cast)
    meeting = met(body, by=cast.leadership)
    due = MET.date() + timedelta(days=10)
    evening = datetime(due.year, due.month, due.day, 23, 30, tzinfo=ZONE)
    done(meeting, due=due, reported=evening, by=cast.leadership)
    assert current(cast, body).facts.actions == Actions(due=1, in_time=1)
    late = done(meeting, due=due, reported=evening + timedelta(hours=1), by=cast.leadership)
    assert current(cast, body).facts.actions == Actions(due=2, in_time=1, late=1)
    FollowUpAction.objects.filter(pk=late.pk).update(status=ActionStatus.DROPPED, drop_reason="tidak perlu lagi")
    assert current(cast, body).facts.actions == Actions(due=2, in_time=1, late=1, dropped=1)


@pytest.mark.django_db
def test_dropping_what_is_late_does_not_make_it_undone_in_time(cast: Cast) -> None:
    body = make_group(cast)
    due = MET.date() + timedelta(days=10)
    row = done(met(body, by=cast.leadership), due=due, reported=NOW, by=cast.leadership)
    for ended, counted in (
        (NOW, Actions(due=1, late=1, dropped=1)),
        (NOW - timedelta(days=15), Actions(dropped=1)),
    ):
        FollowUpAction.objects.filter(pk=row.pk).update(
            status=ActionStatus.DROPPED, drop_reason="tidak perlu lagi", reported_at=None, ended_at=ended
        )
        assert current(cast, body).facts.actions == counted


@pytest.mark.django_db
def test_one_institution_written_in_three_ways_is_one(cast: Cast) -> None:
    body = make_group(cast)
    meeting = met(body, institutions=1, by=cast.leadership)
    for name, written in (("Ibu A", "muspika"), ("Ibu B", "MUSPIKA.")):
        Attendance.objects.create(
            meeting=meeting, form_id=uuid7(), name=name, institution=written, name_key=name_key(name, written), via="qr", at=MET
        )  # fmt: skip
    came = current(cast, body).facts.came
    assert came is not None
    assert (came.members, came.guests) == (1, ())


def test_a_day_of_founding_that_was_moved_makes_no_body_young() -> None:
    late = {"founded": date(2026, 8, 20), "actions": Actions()}
    assert judge(facts(**(NO_MEETING | late))).health is Health.NEW
    written = datetime(2025, 3, 1, tzinfo=ZONE)
    assert judge(facts(**(NO_MEETING | late | {"created": written}))).health is Health.NOT_RUNNING


def test_a_quarter_that_is_no_quarter_is_the_default() -> None:
    for text in ("1" * 5000 + "-1", "٢٠٢٦-1", "2026", "-", "\x00-1"):
        assert Quarter.parse(text, default=Q3.quarter) == Q3.quarter


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("gone", "code"),
    [(Decree, "no_decree"), (Holder, "no_chair"), (Seat, "no_members")],
)
def test_what_ended_is_missing(cast: Cast, gone: Any, code: str) -> None:
    body = make_group(cast)
    met(body, by=cast.leadership)
    gone.objects.update(to_date=NOW.date())
    assert code in codes(current(cast, body).verdict)


@pytest.mark.django_db
def test_the_last_day_of_a_quarter_is_there_where_the_body_is(cast: Cast) -> None:
    body = make_group(cast)
    met(body, datetime(2026, 9, 30, 23, 30, tzinfo=ZONE), by=cast.leadership)
    line = reports.one(body, Span(Quarter(2026, 3), ZONE, NOW.date()), by=cast.leadership)
    assert line is not None
    assert line.facts.meetings == 1
    assert current(cast, body).facts.meetings == 0  # the quarter after


@pytest.mark.django_db
def test_the_secretariat_counts_where_it_receives(cast: Cast) -> None:
    body = make_group(cast)
    assert current(cast, body).facts.intake == Intake()  # it receives, and nothing fell due
    ReceivingUnit.objects.filter(agency=body.agency).update(to_date=NOW.date() - timedelta(days=1))
    assert current(cast, body).facts.intake is None


@pytest.mark.django_db
def test_a_body_is_not_judged_before_it_existed(cast: Cast) -> None:
    body = make_group(cast, founded_date=date(2026, 10, 5))
    assert reports.one(body, Span(Quarter(2026, 3), ZONE, NOW.date()), by=cast.leadership) is None
    assert current(cast, body).verdict.health is Health.NEW
    assert reports.history(body, reports.span_for(None, zone=ZONE, at=NOW), by=cast.leadership) == []
