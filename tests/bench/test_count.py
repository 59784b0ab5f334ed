"""The counters of `faults` must be able to find what they look for."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from bench.count import Count, count
from bench.crowd import Shown
from bench.visitor import Receipt
from tests.cast import NOW, Cast
from tuntas.access.actors import System
from tuntas.audit import log
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.intake import receipts
from tuntas.intake.models import Report
from tuntas.intake.tests.make import make_report
from tuntas.notices.models import Notice
from tuntas.obligations.actions import climbing
from tuntas.obligations.models import Escalation, Obligation

pytestmark = pytest.mark.django_db

BY, LATER = System("uji"), NOW + timedelta(days=30)
STORY = "Cerita rahasia Melati"


def _report(cast: Cast) -> Report:
    """A report whose duties have climbed as far as they can."""
    report = make_report(cast)
    climbing.climb(by=BY, at=LATER)
    assert Escalation.objects.filter(obligation=_keeper(report)).exists()
    return report


def _keeper(report: Report) -> UUID:
    assert report.duty is not None
    return report.duty.pk


def _shown(report: Report) -> Shown:
    return Shown(STORY, Receipt(report.number, receipts.code_of(report.form_id)))


def _counted(*shown: Shown) -> Count:
    return count(shown, since=NOW - timedelta(minutes=1), at=LATER)


def test_nothing_is_broken_when_all_is_well(cast: Cast) -> None:
    assert _counted(_shown(_report(cast))) == Count()


@pytest.mark.parametrize(
    ("story", "number", "code"),
    [("Lain", "", ""), ("", "26-0000-0000", ""), ("", "", "1" * 20)],
    ids=["words", "number", "code"],
)
def test_it_finds_a_receipt_without_its_report(cast: Cast, story: str, number: str, code: str) -> None:
    report = _report(cast)
    receipt = Receipt(number or report.number, code or receipts.code_of(report.form_id))
    assert _counted(Shown(story or STORY, receipt)) == Count(receipts_without_report=1)


def _stored_twice(cast: Cast, report: Report) -> None:
    assert _report(cast).pk != report.pk


def _duty_doubled(cast: Cast, report: Report) -> None:
    duty = Obligation.objects.get(pk=_keeper(report))
    duty.pk = uuid7()
    duty.save(force_insert=True)


def _duty_settled(cast: Cast, report: Report) -> None:
    Obligation.objects.exclude(pk=_keeper(report)).update(settled_at=NOW, outcome="done", next_escalation_at=None)


def _duty_about_nothing(cast: Cast, report: Report) -> None:
    duty = Obligation.objects.get(pk=_keeper(report))
    duty.pk, duty.subject_id = uuid7(), uuid7()
    duty.save(force_insert=True)


def _key_about_nothing(cast: Cast, report: Report) -> None:
    vault.create(uuid7(), "report", at=NOW)


def _ownerless(cast: Cast, report: Report) -> None:
    # The constraint is deferred: inside this transaction it has not refused yet.
    Obligation.objects.filter(pk=_keeper(report)).update(settled_at=NOW, outcome="done", next_escalation_at=None)


def _not_climbed(cast: Cast, report: Report) -> None:
    Obligation.objects.filter(pk=_keeper(report)).update(next_escalation_at=NOW)


def _step_taken_twice(cast: Cast, report: Report) -> None:
    duty = Obligation.objects.get(pk=_keeper(report))
    log.record("duty.climbed", duty, by=BY, at=NOW, before=0, level=duty.level, lines=0)


def _line_doubled(cast: Cast, report: Report) -> None:
    line = Escalation.objects.filter(obligation=_keeper(report))[0]
    line.pk, line.step = uuid7(), 99
    line.save(force_insert=True)


def _told_twice(cast: Cast, report: Report) -> None:
    notice = Notice.objects.filter(about_id=_keeper(report), kind="duty")[0]
    notice.pk, notice.key = uuid7(), "lagi"
    notice.save(force_insert=True)


@pytest.mark.parametrize(
    ("harm", "broken"),
    [
        (_stored_twice, "reports_stored_twice"),
        (_duty_doubled, "duties_lost_or_doubled"),
        (_duty_settled, "duties_lost_or_doubled"),
        (_duty_about_nothing, "stored_by_half"),
        (_key_about_nothing, "stored_by_half"),
        (_ownerless, "ownerless"),
        (_not_climbed, "late_duties_not_climbed"),
        (_step_taken_twice, "escalations_doubled_or_lost"),
        (_line_doubled, "escalations_doubled_or_lost"),
        (_told_twice, "notices_doubled_or_lost"),
    ],
)
def test_it_finds(cast: Cast, harm: Callable[[Cast, Report], None], broken: str) -> None:
    report = _report(cast)
    harm(cast, report)
    counted = _counted(_shown(report))
    assert getattr(counted, broken) == 1
    assert counted.broken
    # Do not leave the transaction with a deferred constraint that would refuse.
    Obligation.objects.filter(pk=_keeper(report)).update(settled_at=None, outcome="")
