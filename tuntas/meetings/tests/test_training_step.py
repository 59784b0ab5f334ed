"""The training that a body is brought back with: a meeting shows it, on the day on which it was held."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tuntas.bodies.actions import paths
from tuntas.bodies.states import PathKind
from tuntas.core.errors import Denied
from tuntas.core.ids import uuid7
from tuntas.meetings.actions import attendance
from tuntas.meetings.actions.attendance import Person
from tuntas.meetings.states import MeetingKind, Via
from tuntas.meetings.tests.make import HOUR, make_group, make_meeting

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_the_ninety_days_begin_when_the_training_was_held(cast: Cast) -> None:
    body, by, at = make_group(cast), cast.secretariat, NOW + 4 * HOUR
    path = paths.start(kind=PathKind.REACTIVATION, body=body, area=body.area, agency=body.agency, by=by, at=NOW)
    step, today = path.steps.get(code="training"), path.agency.today(at)
    told: dict[str, Any] = {"document": "", "evidence": "", "by": by, "at": at}
    meeting = make_meeting(cast, body, at=at, kind=MeetingKind.TRAINING, title="Pelatihan")
    with pytest.raises(Denied, match="Belum ada pelatihan dengan daftar hadir"):
        paths.finish(step, done_date=today, **told)
    attendance.record(meeting, person=Person("Wakil Contoh", "PKK"), form_id=uuid7(), via=Via.LIST, by=by, at=at)
    with pytest.raises(Denied, match=f"selesai pada {today:%d-%m-%Y}. Tulis tanggal itu."):
        paths.finish(step, done_date=today - 120 * DAY, **told)
    paths.finish(step, done_date=today, **told)
    assert path.steps.get(code="review").due_date == today + 90 * DAY
