from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import cast as casting
from tests.cast import NOW, Cast
from tuntas.accounts import fresh
from tuntas.audit.models import Event
from tuntas.intake.actions import risk, triage
from tuntas.intake.models import Report
from tuntas.intake.states import Channel, Risk, Status, ViolenceType
from tuntas.intake.tests.make import make_report

pytestmark = pytest.mark.django_db
LIST = reverse("intake:list")


def numbers(client: Client, **query: str) -> set[str]:
    page = client.get(LIST, query).content.decode()
    return {number for number in Report.objects.values_list("number", flat=True) if number in page}


def confirm(client: Client) -> None:
    session = client.session
    session[fresh.KEY] = timezone.now().timestamp()
    session.save()


def test_it_shows_what_is_in_reach_and_nothing_that_is_sealed(client: Client, cast: Cast) -> None:
    ours = make_report(cast, victim_name="Melati")
    theirs = make_report(cast, area=cast.south_village)
    client.force_login(cast.hotline)
    page = client.get(LIST).content.decode()
    assert ours.number in page
    assert theirs.number not in page
    assert "Melati" not in page
    assert "Gang Rahasia" not in page


def test_filters(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        timezone, "now", lambda: NOW
    )  # danger is late after a quarter of an hour, which a slow run takes
    high = make_report(cast, danger_now=True)
    sexual = make_report(cast, types=(ViolenceType.SEXUAL,))
    late = make_report(cast, at=NOW - timedelta(days=30))
    mine = make_report(cast)
    triage.start(mine, by=cast.hotline, at=NOW)
    closed = make_report(cast)
    risk.assess(closed, items=[], by=cast.hotline, at=NOW)
    triage.answer(closed, form_id=uuid4(), text="Sudah", by=cast.hotline, at=NOW)
    client.force_login(cast.hotline)
    assert numbers(client, risk=str(Risk.HIGH.value)) == {high.number}
    assert numbers(client, kind="sexual") == {sexual.number}
    assert numbers(client, only="late") == {late.number}
    assert numbers(client, only="mine") == {mine.number}
    assert numbers(client, status="answered") == {closed.number}
    assert numbers(client, status="open") == {high.number, sexual.number, late.number, mine.number}
    assert len(numbers(client, status="tidak-ada", risk="99")) == 5


def test_pages_by_key_newest_first(client: Client, cast: Cast) -> None:
    for minutes in range(53):
        make_report(cast, at=NOW - timedelta(minutes=minutes))
    ordered = list(Report.objects.order_by("-received_at").values_list("number", flat=True))
    client.force_login(cast.hotline)
    first = client.get(LIST)
    assert [report.number for report, _ in first.context["rows"]] == ordered[:50]
    second = client.get(LIST, {"after": first.context["after"]})
    assert [report.number for report, _ in second.context["rows"]] == ordered[50:]


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(LIST).status_code == 200
    return len(asked)


def test_it_asks_as_much_for_many_as_for_few(client: Client, cast: Cast) -> None:
    client.force_login(cast.hotline)
    make_report(cast)
    queries(client)  # what a session does once
    few = queries(client)
    for _ in range(12):
        make_report(cast, must_not_know="x")
    assert queries(client) == few


def test_an_empty_list_says_so(client: Client, cast: Cast) -> None:
    client.force_login(cast.hotline)
    assert "Tidak ada laporan yang cocok" in client.get(LIST).content.decode()


def test_the_export_holds_what_is_seen_and_is_recorded(client: Client, cast: Cast) -> None:
    report = make_report(cast, victim_name="Melati")
    make_report(cast, area=cast.south_village)
    cast.unit.short_name = "=1+1"
    cast.unit.save()
    client.force_login(cast.supervisor)
    confirm(client)
    response = client.post(reverse("intake:export") + "?status=open")
    text = response.content.decode()
    assert response["Content-Type"].startswith("text/csv")
    assert len(text.splitlines()) == 2
    assert report.number in text
    assert "'=1+1" in text
    assert "Melati" not in text
    event = Event.objects.get(kind="report.exported")
    assert (event.data["count"], event.data["filters"]) == (1, ["status=open"])


def test_the_export_asks_who_you_are_again(client: Client, cast: Cast) -> None:
    client.force_login(cast.supervisor)
    response = client.post(reverse("intake:export"))
    assert response.status_code == 302
    assert not Event.objects.filter(kind="report.exported").exists()


def test_a_hotline_officer_does_not_export(client: Client, cast: Cast) -> None:
    make_report(cast)
    client.force_login(cast.hotline)
    assert "Daftar hanya diekspor oleh" in client.get(LIST).content.decode()
    confirm(client)
    assert client.post(reverse("intake:export")).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_a_rare_kind_is_found_by_its_index(owner_connection: psycopg.Connection[Any]) -> None:
    cast = casting.make()
    many = [
        Report(
            form_id=uuid4(), number=f"26-{count:08}", status=Status.ANSWERED, channel=Channel.WEB, received_at=NOW, closed_at=NOW,
            area=cast.village, area_path=cast.village.path, agency=cast.unit,
            types=["neglect"] if count % 2000 == 0 else ["physical"],
        )
        for count in range(12_000)
    ]  # fmt: skip
    Report.objects.bulk_create(many, batch_size=2000)
    owner_connection.execute("ANALYZE intake_report")
    with transaction.atomic():
        rows = Report.objects.visible_to(cast.hotline).order_by("-received_at", "-id")
        assert rows.filter(types__contains=["neglect"]).count() == 6
        assert "intake_report_types" in rows.filter(types__contains=["neglect"])[:51].explain()
        assert "intake_report_types" not in rows.filter(types__contains=["physical"])[:51].explain()
