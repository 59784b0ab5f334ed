"""Silent areas: the page, what it hides, and the duty that follows from "periksa"."""

import re
from pathlib import Path
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
from tuntas.statistics.models import ReportFact, SilenceCheck
from tuntas.statistics.tests.make import publish
from tuntas.statistics.tests.make_silence import make_people, make_reports, make_silence, villages
from tuntas.statistics.tests.test_counts_map import shapes

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


def drawn(client: Client) -> str:
    """All that the page says, with titles and shades of its map."""
    html = client.get(reverse("statistics:silent")).content.decode()
    return re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", html[html.index("<main") : html.index("</main")])


def test_nothing_on_the_page_differs_between_one_report_and_four(client: Client, cast: Cast, tmp_path: Path) -> None:
    """Neither "periksa" nor the band, the order, what is expected elsewhere, or the shade on the map."""
    make_silence(cast)
    one, other = villages(cast)[:2]
    ReportFact.objects.filter(area_path=other.path).delete()
    shapes(tmp_path, villages(cast))
    client.force_login(cast.head)
    pages: list[str] = []
    for counts in ((1, 4), (4, 1), (3, 3)):
        ReportFact.objects.filter(area_path__in=(one.path, other.path)).delete()
        for area, count in zip((one, other), counts, strict=True):
            make_reports(area, count)
        pages.append(drawn(client))
    assert "&lt; 5" in pages[0]
    assert pages[0] == pages[1] == pages[2]


def test_small_ones_whose_sum_tells_them_take_another_with_them(cast: Cast) -> None:
    make_silence(cast)
    one, other, *_ = villages(cast)
    ReportFact.objects.filter(area_path__in=(one.path, other.path)).delete()
    for count, hidden in ((4, 3), (3, 2), (1, 3)):  # 4 + 4 and 1 + 1 are told by their sum, 3 + 3 is not
        ReportFact.objects.filter(area_path__in=(one.path, other.path)).delete()
        for area in (one, other):
            make_reports(area, count)
        assert sum(line.hidden for line in silent.of(cast.city, last_year=LAST).lines) == hidden, count


def test_few_reports_of_no_kelurahan_are_few_too(client: Client, cast: Cast) -> None:
    make_silence(cast)
    make_reports(cast.city, 2)
    client.force_login(cast.head)
    html = strip_tags(client.get(reverse("statistics:silent")).content.decode())
    assert "&lt; 5 laporan tanpa kelurahan" in html
    assert "2 laporan tanpa kelurahan" not in html
