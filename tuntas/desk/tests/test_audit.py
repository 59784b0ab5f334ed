"""The event log on the auditor's screen."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, Cast
from tuntas.access.actors import Reporter
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.audit import log, sealing
from tuntas.audit.models import Event
from tuntas.core.tests.dossiers import report
from tuntas.desk.audit_words import word
from tuntas.obligations.models import Wall
from tuntas.referrals.tests.make import make_referral

pytestmark = pytest.mark.django_db


def enter(client: Client, user: User) -> Client:
    client.force_login(user)
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


@pytest.fixture
def auditor(client: Client, cast: Cast) -> Client:
    return enter(client, cast.auditor)


def shown(client: Client, **asked: Any) -> str:
    answer = client.get(reverse("desk:audit"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def read(cast: Cast, row: Any, at: Any = NOW, **data: Any) -> Event:
    log.record("report.read", row, by=cast.hotline, at=at, **data)
    return Event.objects.order_by("-seq")[0]


def test_it_shows_sentences_with_the_words_of_the_house(auditor: Client, cast: Cast) -> None:
    row = report(cast)
    log.record("report.ended", row, by=cast.supervisor, at=NOW, status="not_proven")
    log.record("posting.given", cast.hotline, by=cast.head, at=NOW, role="hotline_officer")
    page = shown(auditor)
    assert f"{cast.supervisor.name} menyetujui akhir laporan (Tidak terbukti)." in page
    assert "memberi penugasan (Petugas pengaduan)" in page
    assert row.number in page


def test_filters_narrow_it(auditor: Client, cast: Cast) -> None:
    one, two = report(cast), report(cast)
    read(cast, one)
    log.record("report.triage_started", two, by=cast.manager, at=NOW + timedelta(days=2))
    log.record("message.received", two, by=Reporter(), at=NOW)
    reading, triage, received = "membaca isi laporan.", "mulai menelaah laporan.", "Pelapor menambah pesan."

    def seen(**asked: Any) -> list[str]:
        page = shown(auditor, **asked).split("<tbody>")[-1]
        return [text for text in (reading, triage, received) if text in page]

    assert seen(by=str(cast.manager.pk)) == [triage]
    assert seen(by="pelapor") == [received]
    assert seen(kind="report.read") == [reading]
    assert seen(about=one.number) == seen(about=str(one.pk)) == [reading]
    assert seen(about="26-0000-0000") == []
    assert seen(since="2026-11-24") == [triage]
    assert seen(until="2026-11-23") == [reading, received]
    assert seen(looks="on") == [reading]
    assert seen(looks="on", kind="report.triage_started") == []
    assert "Tulis tanggal seperti" in shown(auditor, since="kemarin")
    assert seen(by="bukan-id", kind="tidak.ada", about="\x00") == [reading, triage, received]


def test_a_member_of_staff_is_found_by_name_and_no_name_goes_into_an_address(auditor: Client, cast: Cast) -> None:
    read(cast, report(cast))
    page = shown(auditor)
    assert cast.manager.name not in page  # nobody's name is offered unasked
    url = reverse("desk:audit_people")
    found = auditor.post(url, {"words": cast.hotline.name[:6].lower()}).content.decode()
    assert f'href="{reverse("desk:audit")}?by={cast.hotline.pk}"' in found
    assert f"{cast.hotline.name}</option>" in shown(auditor, by=str(cast.hotline.pk))
    assert "Tidak ada petugas dengan nama itu" in auditor.post(url, {"words": cast.stranger.name}).content.decode()
    assert auditor.post(url, {"words": "a"}).status_code == 422


def test_whoever_did_nothing_within_reach_is_not_named(client: Client, cast: Cast) -> None:
    read(cast, report(cast))
    enter(client, cast.elsewhere[Role.AUDITOR])
    page = shown(client, by=str(cast.hotline.pk))
    assert cast.hotline.name not in page
    assert "Petugas tanpa peristiwa di sini" in page


def test_one_event_with_all_that_is_kept_of_it(auditor: Client, cast: Cast) -> None:
    event = read(cast, report(cast))
    page = auditor.get(reverse("desk:audit_event", args=[event.pk])).content.decode()
    assert "belum disegel" in page
    assert "Membaca isi laporan" in page
    sealing.seal(at=NOW)
    assert "belum disegel" not in auditor.get(reverse("desk:audit_event", args=[event.pk])).content.decode()


def test_days_and_moments_stand_there_as_people_write_them(auditor: Client, cast: Cast) -> None:
    row = report(cast)
    log.record("plan_item.added", row, by=cast.manager, at=NOW, area="physical", until="2026-10-20")
    log.record("duty.opened", row, by=cast.manager, at=NOW, duty_kind="triage", due_at="2026-10-08T17:30:00+00:00")
    page = shown(auditor)
    assert "sampai 20 Okt 2026)" in page
    assert "sampai 9 Okt 2026 00.30 WIB." in page  # of the zone of who reads
    one = auditor.get(reverse("desk:audit_event", args=[Event.objects.latest("seq").pk])).content.decode()
    assert "9 Okt 2026 00.30 WIB" in one
    assert cast.village.label_in_full in one
    assert "2026-10-08T" not in one


def test_a_refusal_shows_its_rule(auditor: Client, cast: Cast) -> None:
    log.record("refused", None, by=cast.hotline, at=NOW, rule="R20", page="intake:forward", status=403)
    assert "R20 · kebijakan daerah" in shown(auditor)


def test_a_wall_hides_it_even_from_an_auditor_whom_it_names(client: Client, cast: Cast) -> None:
    row = report(cast)
    event = read(cast, row)
    url = reverse("desk:audit_event", args=[event.pk])
    enter(client, cast.auditor)
    Wall.objects.create(dossier_id=row.pk, user_id=cast.satpol.pk, by_name="uji", at=NOW)
    assert row.number in shown(client)  # somebody else's wall: the data-protection officer sees walled audit
    assert client.get(url).status_code == 200
    Wall.objects.create(dossier_id=row.pk, user_id=cast.auditor.pk, by_name="uji", at=NOW)
    assert row.number not in shown(client)
    assert row.number not in shown(client, about=row.number).split("<tbody>")[-1].replace(f'value="{row.number}"', "")
    assert client.get(url).status_code == 404


def test_only_auditors_enter(client: Client, cast: Cast) -> None:
    event = read(cast, report(cast))
    for user in [*(user for role, user in cast.by_role.items() if role is not Role.AUDITOR), cast.stranger]:
        enter(client, user)
        assert client.get(reverse("desk:audit")).status_code == 403
        assert client.get(reverse("desk:audit_event", args=[event.pk])).status_code == 403
    enter(client, cast.elsewhere[Role.AUDITOR])
    assert client.get(reverse("desk:audit")).status_code == 200
    assert client.get(reverse("desk:audit_event", args=[event.pk])).status_code == 404


def test_pages_cost_the_same_however_long_the_log(auditor: Client, cast: Cast) -> None:
    rows = [report(cast) for _ in range(3)]
    read(cast, rows[0])
    shown(auditor)
    with CaptureQueriesContext(connection) as few:
        shown(auditor)
    for number in range(120):
        read(cast, rows[number % 3], NOW + timedelta(seconds=number))
    with CaptureQueriesContext(connection) as many:
        page = shown(auditor)
    assert len(many) == len(few)
    assert page.count('<th scope="row"><a') == 50  # one page; what made the database stands there too
    assert "Berikutnya" in page


def test_words() -> None:
    assert word("status", "not_proven") == "Tidak terbukti"
    assert word("reason", "sick") == "Sakit"
    assert word("status", 403) == "403"
    assert word("anything", "x") == "x"


def test_codes_of_every_app_stand_there_in_words(auditor: Client, cast: Cast) -> None:
    row = make_referral(cast)
    event = Event.objects.get(kind="referral.prepared")
    page = shown(auditor, kind="referral.prepared")
    assert f"{cast.manager.name} membuat rujukan (Pemeriksaan dan pengobatan; identitas: Nama)." in page
    assert row.case.number in page
    assert "Rujukan menjadi “Dikirim”" in shown(auditor, kind="referral.moved")
    one = auditor.get(reverse("desk:audit_event", args=[event.pk])).content.decode()
    assert "Dasar" in one
    assert "Dinas Kesehatan" in one  # an agency by its name
    assert not [
        raw for raw in ("public_duty", "medical", str(cast.agencies["health"].pk), "secrecy_notice") if raw in one
    ]
    assert "referral.prepared" not in one
    # The same words on the case's own page of who looked and who changed what.
    own = enter(Client(), cast.manager).get(reverse("cases:access", args=[row.case_id])).content.decode()
    assert "membuat rujukan (Pemeriksaan dan pengobatan; identitas: Nama)" in own
    assert "Rujukan menjadi “Dikirim”" in own
