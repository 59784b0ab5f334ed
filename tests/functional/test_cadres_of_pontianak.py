"""Pontianak's cadres: three old cohorts come from a sheet with defects, most of them inactive; two days of election and training follow.

23 and 24 November 2022, 29 kelurahan and 6 kecamatan. The page shows how they stood before, and how they stand after.
"""

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.functional import steps
from tests.live import Live
from tuntas.access.actors import System
from tuntas.access.roles import Role
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.bodies.actions import elections
from tuntas.bodies.actions.elections import CandidateData, ElectionData, Tally
from tuntas.bodies.states import ElectionMethod, Office
from tuntas.bodies.tests.make import make_body
from tuntas.cadres.actions import activities, imports, training
from tuntas.cadres.actions.activities import ActivityData
from tuntas.cadres.actions.training import CohortData, Result
from tuntas.cadres.models import Cadre, Cohort, Import
from tuntas.cadres.states import ActivityKind, Source
from tuntas.cadres.tests.make import make_cadre

pytestmark = pytest.mark.django_db(transaction=True)
MakePage = Callable[..., Page]
DAYS = (date(2022, 11, 23), date(2022, 11, 24))
OLD = {2017: 12, 2018: 10, 2019: 8}  # how many were trained
STILL_ACTIVE = 3


class Town:
    """The head of the unit at her desk, and the moment at which it is told."""

    def __init__(self, live: Live, make_page: MakePage, cast: Cast) -> None:
        self.live, self.cast, self.make_page = live, cast, make_page
        self.now = timezone.now()
        self.today = self.now.astimezone(cast.unit.zone).date()
        areas = Area.objects.current().below(cast.city.path).filter(level__in=[Level.DISTRICT, Level.VILLAGE])
        self.villages = list(areas.filter(level=Level.VILLAGE).order_by("code"))
        self.districts = list(areas.filter(level=Level.DISTRICT).order_by("code"))

    def at(self, day: date) -> datetime:
        """Ten in the morning of a day."""
        return datetime(day.year, day.month, day.day, 10, tzinfo=self.cast.unit.zone)


def test_three_old_cohorts_and_the_two_days_of_november(
    live: Live, browser_page: MakePage, cast: Cast, tmp_path: Path
) -> None:
    town = Town(live, browser_page, cast)
    page = steps.staff(browser_page, live, cast.head)
    for year in OLD:
        the_old_register_comes_in(town, page, year, tmp_path, defects=year == 2017)
    the_page_says_that_few_are_active(town, page)
    cohort = two_days_of_election_and_training(town)
    they_work_and_the_page_says_so(town, page, cohort)
    she_logs_on_a_small_telephone(town)


def _sheet(town: Town, year: int, path: Path, *, defects: bool) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([f"DAFTAR KADER PENDAMPING ANAK TAHUN {year}"])
    sheet.append(["No", "Nama", "Kelurahan", "Tgl Pelatihan"])
    for number in range(OLD[year]):
        village = town.villages[(number * 2 + year) % 29]
        sheet.append(
            [number + 1, f"Kader {chr(97 + number)}ni Contoh {chr(97 + year % 10)}", village.name, date(year, 5, 12)]
        )
    if defects:
        sheet["C4"] = f"{sheet['C4'].value}x"
        sheet["B5"] = None
        sheet["D6"] = "32-13-2017"
    packed = io.BytesIO()
    book.save(packed)
    file = path / f"register-{year}-{'rusak' if defects else 'benar'}.xlsx"
    file.write_bytes(packed.getvalue())
    return file


def _upload(town: Town, page: Page, cohort: Cohort, file: Path) -> None:
    page.goto(town.live.url(reverse("cadres:import_new") + f"?angkatan={cohort.pk}"))
    page.get_by_label("Berkas").set_input_files(file)
    steps.fill(page, since=f"{cohort.year}-05-12")
    steps.press(page, "Unggah")
    expect(page.get_by_text("Berkas sedang dibaca")).to_be_visible()
    imports.read(Import.objects.get(status="uploaded").pk, by=System("uji"), at=town.now)
    page.reload()


def the_old_register_comes_in(town: Town, page: Page, year: int, path: Path, *, defects: bool) -> None:
    """With defects nothing comes in and each is said with its row; corrected, everything does."""
    days = (date(year, 5, 11), date(year, 5, 12))
    cohort = training.open_cohort(
        data=CohortData("Kader pendamping anak", year, town.cast.unit, days), by=town.cast.head, at=town.now
    )
    if defects:
        _upload(town, page, cohort, _sheet(town, year, path, defects=True))
        for row, words in ((4, "tidak dikenal"), (5, "Nama belum diisi"), (6, "tidak dapat dibaca")):
            expect(page.get_by_text(f"Baris {row}:")).to_contain_text(words)
        expect(page.get_by_role("button", name="Impor semuanya")).to_be_disabled()
        steps.press(page, "Buang")
        assert not Cadre.objects.exists()
    _upload(town, page, cohort, _sheet(town, year, path, defects=False))
    steps.press(page, "Impor semuanya")
    steps.told(page, "Diimpor seluruhnya.")
    assert cohort.trainees.count() == OLD[year]


def the_page_says_that_few_are_active(town: Town, page: Page) -> None:
    """Three of the thirty have done something in the last 90 days."""
    for cadre in Cadre.objects.order_by("id")[:STILL_ACTIVE]:
        _did(town, cadre, town.today - timedelta(days=20))
    page.goto(town.live.url(reverse("cadres:cohorts")))
    row = page.get_by_role("row").filter(has_text="Kader pendamping anak 2017")
    expect(row.get_by_role("cell").nth(1)).to_have_text(str(OLD[2017]))
    expect(row.get_by_role("cell").nth(2)).to_have_text(str(STILL_ACTIVE))
    expect(row.get_by_role("cell").nth(3)).to_have_text("25%")
    page.goto(town.live.url(reverse("cadres:villages")))
    expect(page.get_by_text("dari 29 kelurahan mempunyai kader aktif")).to_be_visible()
    expect(page.get_by_text("Belum tercakup").first).to_be_visible()


def two_days_of_election_and_training(town: Town) -> Cohort:
    """A cadre of each of 29 kelurahan and 6 kecamatan; officers are elected in their forum, both days are attended."""
    head, at = town.cast.head, town.at(DAYS[1])
    assert (len(town.villages), len(town.districts)) == (29, 6)
    forum = make_body(town.cast, kind="cadre_forum", name="Forum Kader Pendamping Anak", area=town.cast.city, agency=town.cast.unit,
                      founded_date=DAYS[0], by=head, at=at)  # fmt: skip
    plan = ElectionData(DAYS[0], ElectionMethod.PAPER_BALLOT, eligible=35, quorum=18)
    chairs = [CandidateData(Office.CHAIR, name, "Kader") for name in ("Ibu Satu Contoh", "Ibu Dua Contoh")]
    election = elections.prepare(forum, data=plan, candidates=chairs, by=head, at=at)
    votes = dict(zip(election.candidates.order_by("name").values_list("pk", flat=True), (20, 15), strict=True))
    tally = Tally(
        35, votes=votes, witnesses=("Saksi A Contoh", "Saksi B Contoh"), minutes="Tertib.", keeps_from=DAYS[1]
    )
    elections.decide(election, tally=tally, by=head, at=at)
    cadres = [
        make_cadre(town.cast, f"Peserta {area.name} Contoh", area=area, from_date=DAYS[1], at=town.now,
                   user=town.cast.by_role[Role.CADRE] if not number else None)
        for number, area in enumerate([*town.villages, *town.districts])
    ]  # fmt: skip
    cohort = training.open_cohort(
        data=CohortData("Kader pendamping anak", 2022, town.cast.unit, DAYS), by=head, at=town.now
    )
    training.join(cohort, cadres, by=head, at=town.now)
    came = list(cohort.days.values_list("pk", flat=True))
    training.record_results(
        cohort, {row.pk: Result(came, 45, 82) for row in cohort.trainees.all()}, by=head, at=town.now
    )
    return cohort


def they_work_and_the_page_says_so(town: Town, page: Page, cohort: Cohort) -> None:
    """Nobody had done anything before; afterwards all 29 kelurahan are covered, and the page of the cohort says both."""
    for row in cohort.trainees.select_related("cadre__agency__area"):
        _did(town, row.cadre, DAYS[1] + timedelta(days=60))
        _did(town, row.cadre, town.today - timedelta(days=3))
    page.goto(town.live.url(reverse("cadres:cohort", args=[cohort.pk])))
    expect(page.get_by_text("35 dari 29 kelurahan dan 6 kecamatan")).to_be_visible()
    expect(page.get_by_text("35 (100%)")).to_be_visible()
    expect(page.get_by_text("0 dalam setahun sebelum pelatihan, 35 dalam setahun sejak pelatihan")).to_be_visible()
    page.goto(town.live.url(reverse("cadres:villages")))
    expect(page.get_by_text("29 dari 29 kelurahan mempunyai kader aktif")).to_be_visible()


def she_logs_on_a_small_telephone(town: Town) -> None:
    """360 px: the page is not wider, what she sends is there, and nothing of it is on the telephone."""
    page = steps.staff(town.make_page, town.live, town.cast.by_role[Role.CADRE], width=360, height=640)
    page.goto(town.live.url(reverse("cadres:mine")))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    steps.follow(page, "Catat kegiatan")
    steps.fill(page, kind="Sosialisasi", place="Balai RW 03", participants="20")
    steps.press(page, "Kirim")
    steps.told(page, "tidak ada yang tersimpan di ponsel ini")
    kept = page.evaluate("({...localStorage, ...sessionStorage})")
    # Of the page itself the library for fragments remembers its address, in the tab alone; of what was typed, nothing.
    assert kept in ({}, {"htmx-current-path-for-history": page.evaluate("location.pathname")})
    assert Cadre.objects.get(user=town.cast.by_role[Role.CADRE]).activities.filter(place="Balai RW 03").exists()


def _did(town: Town, cadre: Cadre, day: date) -> None:
    data = ActivityData(ActivityKind.SOSIALISASI, day, Source.PAPER)
    activities.record_activity(cadre, data=data, by=town.cast.head, at=town.now)
