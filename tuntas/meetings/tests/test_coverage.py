"""Which kelurahan had no sosialisasi this year."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, Cast
from tuntas.areas.actions import changes
from tuntas.areas.actions.changes import Part
from tuntas.areas.models import Area
from tuntas.bodies.models import Body
from tuntas.meetings import coverage
from tuntas.meetings.actions import attendance, meetings
from tuntas.meetings.actions.attendance import Person
from tuntas.meetings.models import Meeting
from tuntas.meetings.states import MeetingKind, Topic, Via
from tuntas.meetings.tests.make import make_group, make_meeting

pytestmark = pytest.mark.django_db
TEACH = MeetingKind.OUTREACH_EDUCATION
LATE = date(2026, 12, 31)


def two_come(cast: Cast, meeting: Meeting) -> None:
    """Somebody was there."""
    for name in ("Bu Satu", "Bu Dua"):
        attendance.record(
            meeting, person=Person(name, "Warga"), form_id=uuid4(), via=Via.LIST, by=cast.secretariat, at=meeting.ends_at
        )  # fmt: skip


def reach(cast: Cast, body: Body, **given: Any) -> None:
    """A meeting that was held, with people."""
    two_come(cast, make_meeting(cast, body, **given))


def test_each_fact_changes_who_was_never_reached(cast: Cast) -> None:
    body, here = make_group(cast), cast.south_village
    villages = Area.objects.current().below(cast.district.path).filter(level=4).order_by("code")
    other = villages.exclude(pk=here.pk)[0]
    year = datetime(2026, 1, 1, 1, tzinfo=UTC)  # the first morning of the year in Pontianak

    def never(area: Area = cast.district) -> set[Area]:
        return {row.area for row in coverage.of_year(area, 2026, kind=TEACH, today=LATE).never}

    everywhere = never()
    assert {here, other} < everywhere
    topics: dict[str, Any] = {"kind": TEACH, "topics": (Topic.CHILD_RIGHTS,), "areas": (here,)}
    planned = make_meeting(cast, body, at=year, held=False, **topics)
    assert never() == everywhere  # a plan reaches nobody
    meetings.hold(planned, by=cast.secretariat, at=year + timedelta(hours=1))
    assert never() == everywhere  # nor does a meeting to which nobody came
    two_come(cast, planned)
    assert never() == everywhere - {here}
    reach(cast, body, at=year - timedelta(hours=12), **(topics | {"areas": (other,)}))  # last year there
    reach(cast, body, at=year, kind=MeetingKind.TRAINING, areas=(other,))
    assert never() == everywhere - {here}
    assert (
        len(never(cast.city))
        == len({row.area for row in coverage.of_year(cast.city, 2026, kind=TEACH, today=LATE).rows}) - 1
    )
    picture = coverage.of_year(cast.district, 2026, kind=TEACH, today=LATE)
    names = [row.area.name for row in picture.rows]
    assert names == sorted(names)
    missing = {label: {row.area for row in rows} for label, rows in picture.without}
    assert here not in missing["Hak anak"]
    assert here in missing["Perdagangan orang (TPPO)"]
    reached = next(row for row in picture.rows if row.area == here)
    assert (reached.times, reached.last) == (1, planned.starts_at)


def test_a_kelurahan_that_was_split_takes_with_it_that_it_was_reached(cast: Cast, client: Client) -> None:
    body, here, day = make_group(cast), cast.south_village, date(2026, 6, 1)
    topics: dict[str, Any] = {"kind": TEACH, "topics": (Topic.CHILD_RIGHTS,), "areas": (here,)}
    reach(cast, body, at=datetime(2026, 2, 3, 3, tzinfo=UTC), **topics)
    parts = [Part("61.71.01.1091", "Melayu Satu", "Kelurahan"), Part("61.71.01.1092", "Melayu Dua", "Kelurahan")]
    one, two = changes.split(here, parts=parts, goes_on=False, on=day, basis="Perda", by=cast.sysadmin, at=NOW)
    reach(cast, body, at=datetime(2026, 8, 3, 3, tzinfo=UTC), **(topics | {"areas": (one,)}))
    found = {row.area: row for row in coverage.of_year(cast.district, 2026, kind=TEACH, today=LATE).rows}
    assert here not in found
    assert [(found[each].times, found[each].out_of) for each in (one, two)] == [
        (2, {here.full_name}), (1, {here.full_name}),
    ]  # fmt: skip
    before = {row.area: row for row in coverage.of_year(cast.district, 2026, kind=TEACH, today=date(2026, 5, 1)).rows}
    assert before[here].times == 1, "as it was then"
    assert one not in before
    client.force_login(cast.secretariat)
    year = {"year": "2026", "area": cast.district.path}
    assert f"juga sebagai bagian {here.full_name}" in client.get(reverse("meetings:coverage"), year).content.decode()


def test_the_page_costs_the_same_for_one_meeting_and_many(cast: Cast, client: Client) -> None:
    body, now = make_group(cast), timezone.now()
    villages = tuple(Area.objects.current().below(cast.district.path).filter(level=4))
    client.force_login(cast.secretariat)
    page = reverse("meetings:coverage")
    client.get(page)  # the session is touched once a minute
    wanted = {"year": f"{now.astimezone(body.agency.zone):%Y}", "area": cast.district.path}
    text, counts = "", []
    for number in range(3):
        at = now - timedelta(minutes=number)
        reach(cast, body, at=at, kind=TEACH, topics=(Topic.REPORTING,), areas=villages[: number + 1])
        with CaptureQueriesContext(connection) as queries:
            text = client.get(page, wanted).content.decode()
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]
    assert f"<strong>{len(villages) - 3} belum dijangkau</strong>" in " ".join(text.split())
    elsewhere = client.get(
        page, {"area": cast.city.path, "year": "1066"}
    )  # neither within reach nor a year: as if not chosen
    assert elsewhere.status_code == 200
    assert "Kecamatan Pontianak Selatan:" in elsewhere.content.decode()
    stranger = Client()
    stranger.force_login(cast.stranger)
    assert stranger.get(page).status_code == 403
