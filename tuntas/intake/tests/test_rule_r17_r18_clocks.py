"""How soon a report is looked at (R17) and followed up for the first time (R18), by the clock and when it does not run."""

from datetime import timedelta

import pytest

from tests.cast import NOW, Cast
from tuntas.access.actors import System
from tuntas.intake.actions import risk, triage
from tuntas.intake.models import Report
from tuntas.intake.states import Risk
from tuntas.intake.tests.make import make_report, open_kinds
from tuntas.obligations.actions import climbing
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db

MEDIUM, LOW = ["forced_sex"], ["control"]
HOUR = timedelta(hours=1)


def duty(report: Report, kind: str) -> Obligation:
    return Obligation.objects.unsettled().get(subject_id=report.pk, kind=kind)


def test_r17_medium_danger_is_looked_at_within_six_hours(cast: Cast) -> None:
    report = make_report(cast)
    risk.assess(report, items=MEDIUM, by=cast.hotline, at=NOW)
    owed = duty(report, "report.triage_medium")
    assert (owed.basis, owed.due_at) == ("R17", NOW + 6 * HOUR)
    climbing.climb(by=System("worker"), at=NOW + 5 * HOUR)
    owed.refresh_from_db()
    assert owed.level == 0
    climbing.climb(by=System("worker"), at=NOW + 6 * HOUR + timedelta(minutes=1))
    owed.refresh_from_db()
    assert owed.level > 0


def test_r17_stops_with_the_look_and_does_not_begin_for_low_danger(cast: Cast) -> None:
    looked = make_report(cast)
    risk.assess(looked, items=MEDIUM, by=cast.hotline, at=NOW)
    triage.accept(looked, by=cast.hotline, at=NOW + HOUR)
    assert "report.triage_medium" not in open_kinds(looked)
    low = make_report(cast)
    risk.assess(low, items=LOW, by=cast.hotline, at=NOW)
    assert Report.objects.get(pk=low.pk).risk == Risk.LOW
    assert "report.triage_medium" not in open_kinds(low)


def test_r18_the_first_follow_up_is_owed_within_three_working_days_and_climbs(cast: Cast) -> None:
    report = make_report(cast)
    owed = duty(report, "report.first_follow_up")
    closing = cast.unit.zone
    assert owed.basis == "R18"
    # From Monday 10.00: three working days later, on Thursday.
    assert owed.due_at.astimezone(closing).date() == NOW.date() + timedelta(days=3)
    climbing.climb(by=System("worker"), at=owed.due_at + timedelta(minutes=1))
    owed.refresh_from_db()
    assert owed.level > 0


def test_r18_over_a_weekend_only_working_days_count(cast: Cast) -> None:
    friday = make_report(cast, at=NOW + timedelta(days=4))
    due = duty(friday, "report.first_follow_up").due_at.astimezone(cast.unit.zone).date()
    assert due == NOW.date() + timedelta(days=9)  # Wednesday


def test_r18_is_kept_by_following_it_up_and_never_asked_twice(cast: Cast) -> None:
    report = make_report(cast)
    triage.accept(report, by=cast.hotline, at=NOW + HOUR)
    report.refresh_from_db()
    assert report.followed_up_at == NOW + HOUR
    assert "report.first_follow_up" not in open_kinds(report)
