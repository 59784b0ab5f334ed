"""Sending: what arrives, once, and what happens when it cannot arrive."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from tests import cast as people
from tests.cast import Cast
from tuntas.core import vault
from tuntas.intake.models import Report
from tuntas.intake.states import Channel, ReporterRole, Risk, VictimAge
from tuntas.obligations.models import Wall
from tuntas.portal.sealed import Purpose, seal, unseal
from tuntas.portal.tests.walk import FORM, NUMBER, STORY, Walk


@pytest.fixture
def ready(cast: Cast) -> Walk:
    return Walk().to("ringkasan", cast, danger="yes")


@pytest.mark.django_db
def test_everything_that_was_told_arrives(ready: Walk, cast: Cast) -> None:
    ready.send("kirim")
    report = Report.objects.get()
    box = vault.box(report.pk)
    assert report.number == ready.receipt()[0]
    assert (report.channel, report.area, report.agency) == (
        Channel.WEB,
        cast.south_village,
        cast.agencies["secretariat"],
    )
    assert (report.risk, report.danger_now, report.victim_age) == (Risk.HIGH, True, VictimAge.CHILD_13_17)
    assert (report.reporter_role, report.contact_allowed, report.anonymous) == (ReporterRole.NEIGHBOUR, True, False)
    assert report.victim_reported_at is None
    assert box.unseal(report, "narrative") == STORY
    assert box.unseal(report, "place") == "Wisma Contoh"
    assert (
        box.unseal(report, "about_whom")
        == "Siapa yang mengalaminya? Orang lain\nBagaimana kami dapat mengenalinya? anak tetangga"
    )
    assert "Dalam tiga hari terakhir" in box.unseal(report, "since_when")
    assert box.unseal(report, "must_not_know") == "Pak Contoh di loket"
    assert "Katakan salah sambung" in box.unseal(report, "safe_contact")
    assert "melati" in box.unseal(report, "safe_contact")
    assert box.unseal(report, "victim_safety").endswith("menghubunginya? Ya")
    assert (box.unseal(report, "reporter_phone"), box.unseal(report, "reporter_name")) == (NUMBER, "Mawar Contoh")
    assert Wall.objects.get(dossier_id=report.pk).agency_id == cast.agencies["satpol"].pk


@pytest.mark.django_db
def test_the_victims_own_report_starts_her_clock(cast: Cast) -> None:
    walk = Walk().to("ringkasan", cast, self_reported=True)
    walk.send("kirim")
    report = Report.objects.get()
    assert report.reporter_role == ReporterRole.VICTIM
    assert report.victim_reported_at == report.received_at


@pytest.mark.django_db
def test_sending_again_shows_the_same_receipt(ready: Walk) -> None:
    sealed = ready.hidden("isi")
    ready.send("kirim")
    first = ready.receipt()
    ready.response = ready.client.post(FORM, {"isi": sealed, "tombol": "kirim"})
    assert ready.receipt() == first
    assert Report.objects.count() == 1


@pytest.mark.django_db
def test_the_receipt_can_wait_and_can_be_declined(ready: Walk) -> None:
    page = ready.send("kirim", tanpa_kode="1")
    assert "receipt__code" not in page
    assert Report.objects.get().number not in page
    sealed = ready.hidden("bukti")
    ready.response = ready.client.post(FORM, {"bukti": sealed, "tombol": "tampilkan"})
    assert ready.receipt()[0] == Report.objects.get().number
    ready.response = ready.client.post(FORM, {"bukti": sealed, "tombol": "tolak"})
    assert "tanpa nomor dan kode" in ready.page
    assert Report.objects.get().code_hash is None
    ready.response = ready.client.post(FORM, {"bukti": sealed, "tombol": "tampilkan"})
    assert "receipt__code" not in ready.page


@pytest.mark.django_db
def test_the_receipt_is_shown_for_a_day_only(ready: Walk) -> None:
    sealed = ready.hidden("isi")
    ready.send("kirim")
    receipt = seal(
        Purpose.RECEIPT, unseal(Purpose.RECEIPT, ready.hidden("bukti"), at=timezone.now()), at=timezone.now()
    )
    Report.objects.update(received_at=timezone.now() - timedelta(hours=25))
    for data in ({"isi": sealed, "tombol": "kirim"}, {"bukti": receipt, "tombol": "tampilkan"}):
        ready.response = ready.client.post(FORM, data)
        assert ready.response.status_code == 200
        assert "receipt__code" not in ready.page
    assert Report.objects.count() == 1


@pytest.mark.django_db
def test_a_full_or_absent_database_loses_nothing_and_can_be_tried_again(
    ready: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = ready.hidden("isi")

    def full(*_: object) -> None:
        raise OperationalError("could not extend file: No space left on device")

    # The server's own answer when its disk is full reaches us as this error, whatever was being written.
    with connection.execute_wrapper(full):
        page = ready.send("kirim", tanpa_kode="")
    assert ready.response.status_code == 503
    assert "Belum terkirim" in page
    assert "Jawaban Anda masih ada di halaman ini" in page
    assert ready.hidden("isi") == sealed
    assert ready.hidden("tombol") == "kirim"
    ready.response = ready.client.post(FORM, {"isi": ready.hidden("isi"), "tombol": ready.hidden("tombol")})
    assert ready.receipt()
    assert Report.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["cerita", "tempat", "rahasia"])
def test_any_page_keeps_what_was_typed_when_the_database_is_away(cast: Cast, step: str) -> None:
    walk = Walk().to(step, cast)

    def away(*_: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    with connection.execute_wrapper(away):
        walk.send(story="Tulisan penting", place="Tulisan penting", people="Tulisan penting")
    assert walk.response.status_code == 503
    assert walk.page.count('value="Tulisan penting"') == 3


@pytest.mark.django_db
def test_an_installation_without_a_receiver_says_so_without_losing_anything(ready: Walk) -> None:
    from tuntas.areas.models import HomeArea

    HomeArea.objects.all()._raw_delete(
        "default"
    )  # the application's role may not; the test's transaction is rolled back
    ready.send("kirim")
    assert ready.response.status_code == 503


@pytest.mark.django_db(transaction=True)
def test_ten_sends_at_once_make_one_report_and_one_receipt() -> None:
    walk = Walk()
    walk.to("ringkasan", people.make())
    sealed = walk.hidden("isi")

    def send(_: int) -> tuple[int, str]:
        other = Walk.__new__(Walk)
        other.client = Client()
        try:
            other.response = other.client.post(FORM, {"isi": sealed, "tombol": "kirim"})
            return other.response.status_code, " ".join(other.receipt())
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(send, range(10)))
    assert {status for status, _ in answers} == {200}
    assert len({receipt for _, receipt in answers}) == 1
    assert Report.objects.count() == 1


def test_the_id_of_a_form_is_random() -> None:
    ids = {unseal(Purpose.REPORT, Walk().hidden("isi"), at=timezone.now())["f"] for _ in range(50)}
    assert len(ids) == 50
    assert {UUID(each).version for each in ids} == {4}
