"""One duty that cannot climb must not silence all others."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from tests import cast as casting
from tests.cast import NOW, Cast
from tuntas.audit.models import Event
from tuntas.obligations import kinds
from tuntas.obligations.actions import climbing
from tuntas.obligations.kinds import Clock, Kind
from tuntas.obligations.models import Escalation, Obligation
from tuntas.obligations.tests.conftest import BY
from tuntas.obligations.tests.test_climb import _many, _on

Opened = Callable[..., Obligation]
DAY = timedelta(days=1)


def _for_ever(duty: Obligation) -> Obligation:
    """A deadline at the end of the calendar, after which no step of a ladder can be reckoned; its moment has come."""
    end = datetime(9999, 12, 31, 23, tzinfo=UTC)
    Obligation.objects.filter(pk=duty.pk).update(due_at=end, next_escalation_at=NOW - DAY, level=2)
    return duty


def test_one_that_fails_stops_no_other_and_is_tried_again_later(
    cast: Cast, open_duty: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    broken, duty = _for_ever(open_duty(label="26-RUSAK")), open_duty()
    at = duty.due_at
    assert climbing.climb(by=BY, at=at) == 2
    assert _on(duty)
    broken.refresh_from_db()
    assert (broken.level, broken.unheard, broken.next_escalation_at) == (2, True, at + timedelta(minutes=5))
    assert not _on(broken)
    event = Event.objects.get(kind="duty.put_off", subject_id=str(broken.pk))
    assert event.data["error"] == "OverflowError"
    assert [str(broken.pk) in record.getMessage() for record in caplog.records] == [True]
    assert climbing.climb(by=BY, at=at) == 0
    assert climbing.climb(by=BY, at=at + timedelta(minutes=5)) == 1


def test_what_the_database_refuses_for_one_does_not_undo_the_others(
    owner_connection: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(kinds._KINDS, "uji.banyak", Kind("uji.banyak", "Uji", Clock(calendar=DAY), "x"))
    _many(casting.make(), 3)
    poisoned = Obligation.objects.get(label="0")
    owner_connection.execute(
        f"ALTER TABLE obligations_escalation ADD CONSTRAINT uji CHECK (obligation_id <> '{poisoned.pk}')"
    )
    assert climbing.climb(by=BY, at=NOW + timedelta(hours=1)) == 3
    climbed = Escalation.objects.values_list("obligation__label", flat=True)
    assert set(climbed) == {"1", "2"}
    poisoned.refresh_from_db()
    assert (poisoned.level, poisoned.unheard) == (0, True)
