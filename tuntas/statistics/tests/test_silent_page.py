"""Silent areas: the page, what it hides, and the duty that follows from "periksa"."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from tests.cast import NOW, Cast
from tuntas.access.actors import System
from tuntas.areas.states import Level
from tuntas.cadres.tests.make import did, make_cadre
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.obligations.models import Obligation
from tuntas.statistics import jobs, silent
from tuntas.statistics.actions import checks
from tuntas.statistics.models import SilenceCheck
from tuntas.statistics.tests.make import publish
from tuntas.statistics.tests.make_silence import make_people, make_reports, make_silence, villages

LAST = NOW.year - 1


def test_the_silent_kelurahan_stands_first_and_is_to_be_looked_at(client: Client, cast: Cast) -> None:
    quiet = make_silence(cast)
    picture = silent.of(cast.city, last_year=LAST)
    assert [line.area for line in picture.suggested] == [quiet]
    assert picture.lines[0].area == quiet
    assert picture.lines[0].band == "< 0,01"
    client.force_login(cast.head)
    html = client.get(reverse("statistics:silent")).content.decode()
    assert "<strong>1</strong> dari 29 wilayah" in html
    assert reverse("statistics:suggest", args=[quiet.pk]) in html
    assert "Penduduk karangan" in html
    text = strip_tags(html).lower()  # without what is random in a page
    assert "aman" not in text.replace("halaman", "").replace("laman", "")
    assert "Jumlah laporan bukan jumlah kejadian" in html


def test_the_page_takes_the_same_queries_however_many_reports(client: Client, cast: Cast) -> None:
    make_silence(cast)
    client.force_login(cast.head)
    url = reverse("statistics:silent")
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(url)
    for area in villages(cast):
        make_reports(area, 20)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) <= len(few)


def test_small_numbers_are_hidden_and_cannot_be_reckoned_back(cast: Cast) -> None:
    make_people(cast)
    first, second, *others = villages(cast)
    make_reports(first, 3)
    for area in others:
        make_reports(area, 9)
    lines = {line.area: line for line in silent.of(cast.city, last_year=LAST).lines}
    assert (lines[first].shown, lines[first].rate) == ("< 5", "–")
    assert lines[second].shown == "0"
    # One alone would follow from the others and their sum.
    hidden = [line for line in lines.values() if line.hidden]
    assert len(hidden) == 2
    assert all(line.rate == "–" for line in hidden)


def test_without_people_nothing_is_compared_and_the_page_says_why(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    html = client.get(reverse("statistics:silent") + "?tingkat=desa").content.decode()
    assert "Paling sedikit tiga wilayah" in html
    assert "belum ada jumlah penduduk yang diimpor" in html


def test_the_suggestion_becomes_one_duty_of_the_unit_that_receives(client: Client, cast: Cast) -> None:
    quiet = make_silence(cast)
    publish()
    client.force_login(cast.leadership)
    url = reverse("statistics:suggest", args=[quiet.pk])
    for _ in range(2):
        assert client.post(url, {"wilayah": cast.city.pk}).status_code == 302
    check = SilenceCheck.objects.select_related("duty").get()
    assert check.duty is not None
    assert (check.agency, check.duty.kind) == (cast.agencies["secretariat"], "statistics.check")
    assert quiet.full_name in check.duty.label
    client.force_login(cast.secretariat)
    page = reverse("statistics:check", args=[check.pk])
    assert "Periksa saluran laporan" in client.get(reverse("obligations:mine")).content.decode()
    assert "Pilih apa yang ditemukan" in client.post(page, {"channels": ["phone"]}).content.decode()
    assert client.post(page, {"channels": ["phone", "cadre"], "found": "unknown"}).status_code == 302
    check.refresh_from_db()
    assert (check.status, check.channels, check.found) == ("done", ["cadre", "phone"], "unknown")
    assert not Obligation.objects.unsettled().filter(subject_id=check.pk).exists()
    assert "Warga tidak tahu ke mana melapor" in client.get(page).content.decode()
    client.force_login(cast.head)
    assert "Sudah diperiksa" in client.get(reverse("statistics:silent")).content.decode()


def test_who_may_ask_and_who_may_answer(client: Client, cast: Cast) -> None:
    quiet = make_silence(cast)
    picture = silent.of(cast.city, last_year=LAST)
    with pytest.raises(Denied, match="tidak menyarankan"):
        checks.suggest(cast.village, picture=picture, by=cast.head, at=NOW)
    with pytest.raises(Denied, match="membaca angkanya"):
        checks.suggest(quiet, picture=picture, by=cast.hotline, at=NOW)
    check = checks.suggest(quiet, picture=picture, by=cast.head, at=NOW)
    with pytest.raises(Denied, match="bertanggung jawab"):
        checks.answer(check, channels=["phone"], found="unknown", by=cast.head, at=NOW)
    with pytest.raises(Denied, match="saluran yang dicoba"):
        checks.answer(check, channels=[], found="unknown", by=cast.secretariat, at=NOW)
    checks.answer(check, channels=["phone"], found="unknown", by=cast.secretariat, at=NOW)
    with pytest.raises(InvalidTransition):
        checks.answer(check, channels=["phone"], found="unknown", by=cast.secretariat, at=NOW)
    client.force_login(cast.by_role["police_ppa"])  # type: ignore[index]  # a role is its key
    assert client.get(reverse("statistics:check", args=[check.pk])).status_code == 404


def test_the_worker_asks_once_for_each_area_and_year(cast: Cast) -> None:
    make_silence(cast)
    assert jobs.suggest_checks() == 1
    assert jobs.suggest_checks() == 0
    assert SilenceCheck.objects.count() == 1


def test_the_database_keeps_one_for_an_area_and_year_and_never_an_ownerless_one(cast: Cast) -> None:
    quiet = make_silence(cast)
    check = checks.suggest(quiet, picture=silent.of(cast.city, last_year=LAST), by=System("uji"), at=NOW)
    copy = SilenceCheck.objects.get(pk=check.pk)
    copy.pk = uuid4()
    with pytest.raises(IntegrityError, match="statistics_check_once"), transaction.atomic():
        copy.save(force_insert=True)
    with pytest.raises(IntegrityError, match="open_iff_duty"), transaction.atomic():
        SilenceCheck.objects.filter(pk=check.pk).update(duty=None)


def test_a_province_is_compared_by_kecamatan_where_villages_have_no_people(cast: Cast) -> None:
    picture = silent.of(cast.city, last_year=LAST, level=Level.DISTRICT)
    assert len(picture.lines) == 6
    assert picture.refused


def test_active_cadres_stand_beside_the_reports_of_their_kelurahan(cast: Cast) -> None:
    active, dormant = (make_cadre(cast, name, area=cast.village) for name in ("Siti Contoh", "Rina Contoh"))
    did(active, 10)
    did(dormant, 120)
    picture = silent.of(cast.city, last_year=LAST, level=Level.VILLAGE, today=NOW.date())
    assert {line.area: line.cadres for line in picture.lines if line.cadres} == {cast.village: 1}


@pytest.mark.parametrize(
    ("years", "tells"),
    [
        ((7, 2, 9), True),
        ((1, 1, 9), True),
        ((4, 4, 9), True),
        ((2, 3, 3), False),
        ((7, 8, 9), False),
        ((0, 0, 9), False),
    ],
)
def test_a_sum_of_years_does_not_tell_a_year_that_the_tables_hide(years: tuple[int, ...], *, tells: bool) -> None:
    assert silent._tells(dict(enumerate(years))) is tells


def test_a_kelurahan_with_a_small_year_shows_no_sum(cast: Cast) -> None:
    make_silence(cast)
    first, second, *_ = villages(cast)[1:]
    for area in (first, second):
        make_reports(area, 2, year=LAST - 1)
    lines = {line.area: line for line in silent.of(cast.city, last_year=LAST).lines}
    for area in (first, second):
        assert (lines[area].shown, lines[area].rate) == ("tidak ditampilkan", "–")
