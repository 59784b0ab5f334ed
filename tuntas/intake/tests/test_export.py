"""Lists as a file: a short one alone, a long one with a second person."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, Cast, make_user, post, sign_in
from tuntas.access.roles import Role
from tuntas.audit.models import Event
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.actions import exports
from tuntas.intake.models import Export, Report
from tuntas.intake.policies import exports as policies
from tuntas.intake.states import Channel, ExportPurpose, ExportStatus, Status
from tuntas.intake.tests.make import make_report
from tuntas.obligations.actions import walls
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
ASK = reverse("intake:export_ask")


def many(cast: Cast, count: int = policies.ALONE + 1) -> None:
    Report.objects.bulk_create(
        Report(
            form_id=f"00000000-0000-0000-0000-{number:012}", number=f"26-{number:08}", status=Status.ANSWERED, channel=Channel.WEB,
            received_at=NOW - timedelta(days=9), closed_at=NOW, area=cast.village, area_path=cast.village.path, agency=cast.unit,
        )
        for number in range(count)
    )  # fmt: skip


def asked(cast: Cast) -> Export:
    return exports.ask(
        Report.objects.visible_to(cast.manager), filters={"status": "open"}, purpose=ExportPurpose.MEETING, by=cast.manager,
        at=NOW,
    )  # fmt: skip


def page(name: str, row: Export) -> str:
    return reverse(f"intake:{name}", args=[row.pk])


def take(cast: Cast, row: Export, *, hours: int = 1) -> list[list[str]]:
    reports = Report.objects.visible_to(cast.manager)
    return exports.download(row, reports, zone=cast.manager.zone, by=cast.manager, at=NOW + timedelta(hours=hours))


def test_a_long_list_goes_out_only_with_a_second_person(client: Client, cast: Cast) -> None:
    many(cast)
    sign_in(client, cast.manager)
    sent = client.post(reverse("intake:export") + "?status=answered")
    assert sent["Location"] == f"{ASK}?status=answered"
    assert not Event.objects.filter(kind="report.exported").exists()
    assert "51" in client.get(sent["Location"]).content.decode()
    assert client.post(sent["Location"], {}).status_code == 422
    client.post(sent["Location"], {"purpose": "meeting"})
    row = Export.objects.get()
    assert page("export_request", row) in client.get(reverse("intake:list")).content.decode()
    assert client.post(page("export_download", row)).status_code == 409
    assert client.post(page("export_decide", row), {"putusan": "ya"}).status_code == 403
    assert Obligation.objects.unsettled().visible_to(cast.supervisor).filter(subject_id=row.pk).exists()
    client.force_login(cast.supervisor)
    shown = client.get(page("export_request", row)).content.decode()
    assert "Status: Dijawab" in shown
    assert "Rapat koordinasi" in shown
    client.post(page("export_decide", row), {"putusan": "ya"})
    sign_in(client, cast.manager)
    got = client.post(page("export_download", row))
    assert len(got.content.decode().splitlines()) == policies.ALONE + 2
    assert client.post(page("export_download", row)).status_code == 409
    event = Event.objects.get(kind="report.exported")
    assert (event.data["count"], event.data["filters"]) == (policies.ALONE + 1, ["status=answered"])


def test_downloading_asks_who_you_are_again(client: Client, cast: Cast) -> None:
    row = exports.decide(asked(cast), yes=True, by=cast.supervisor, at=timezone.now())
    client.force_login(cast.manager)
    assert client.post(page("export_download", row)).status_code == 302
    assert Export.objects.get().status == ExportStatus.APPROVED


def test_many_short_lists_are_a_long_one(cast: Cast) -> None:
    many(cast, 30)
    rows = Report.objects.visible_to(cast.manager)
    given = {"filters": {}, "zone": cast.manager.zone, "by": cast.manager}
    exports.export(rows, **given, at=NOW)  # type: ignore[arg-type]
    with pytest.raises(Denied, match="orang kedua"):
        exports.export(rows, **given, at=LATER)  # type: ignore[arg-type]
    assert len(exports.export(rows, **given, at=NOW + timedelta(days=2))) == 31  # type: ignore[arg-type]


def test_nobody_decides_their_own(cast: Cast) -> None:
    row = exports.ask(Report.objects.none(), filters={}, purpose=ExportPurpose.MEETING, by=cast.supervisor, at=NOW)
    with pytest.raises(Denied, match="orang kedua"):
        exports.decide(row, yes=True, by=cast.supervisor, at=LATER)


@pytest.mark.parametrize("who", ["hotline", "satpol_head", "sysadmin", "stranger"])
def test_only_those_who_approve_decide(cast: Cast, who: str) -> None:
    with pytest.raises(Denied):
        exports.decide(asked(cast), yes=True, by=getattr(cast, who), at=LATER)


def test_a_unit_of_one_approver_asks_above(cast: Cast) -> None:
    cast.head.postings.update(ends_at=NOW)
    row = exports.ask(Report.objects.none(), filters={}, purpose=ExportPurpose.MEETING, by=cast.supervisor, at=LATER)
    assert row.agency == cast.dinas


def test_where_nobody_could_decide_it_is_said(cast: Cast) -> None:
    for user in (cast.head, cast.supervisor, cast.leadership):
        user.postings.update(ends_at=NOW)
    with pytest.raises(Denied, match="orang kedua"):
        exports.ask(Report.objects.none(), filters={}, purpose=ExportPurpose.MEETING, by=cast.manager, at=LATER)


def test_what_one_of_the_two_must_not_know_is_not_in_it(cast: Cast) -> None:
    for wall in ((), (cast.manager,), (cast.supervisor,)):
        walls.add(make_report(cast).pk, users=wall, by=cast.hotline, at=NOW)
    row = exports.decide(asked(cast), yes=True, by=cast.supervisor, at=NOW)
    make_report(cast, at=LATER)  # came in after it was asked for
    assert len(take(cast, row)) == 2


def test_it_is_downloaded_within_a_day_by_the_one_who_asked(cast: Cast) -> None:
    row = exports.decide(asked(cast), yes=True, by=cast.supervisor, at=NOW)
    with pytest.raises(InvalidTransition, match="24 jam"):
        take(cast, row, hours=25)
    with pytest.raises(Denied, match="yang memintanya"):
        exports.download(row, Report.objects.visible_to(cast.head), zone=cast.head.zone, by=cast.head, at=LATER)
    cast.manager.postings.update(ends_at=timezone.now())
    fresh = type(cast.manager).objects.get(pk=cast.manager.pk)
    with pytest.raises(Denied):
        exports.download(row, Report.objects.none(), zone=fresh.zone, by=fresh, at=LATER)


def test_what_was_rejected_is_not_downloaded(cast: Cast) -> None:
    row = exports.decide(asked(cast), yes=False, by=cast.supervisor, at=NOW)
    with pytest.raises(InvalidTransition):
        take(cast, row)
    with pytest.raises(InvalidTransition):
        exports.decide(row, yes=True, by=cast.supervisor, at=NOW)


def test_colleagues_do_not_see_what_was_asked_for(client: Client, cast: Cast) -> None:
    row = asked(cast)
    other = make_user("Uji Manajer Lain", "manajer2@contoh.test")
    post(other, Role.CASE_MANAGER, cast.unit, cast.city)
    for user in (other, cast.hotline, cast.satpol):
        client.force_login(user)
        assert client.get(page("export_request", row)).status_code == 404
