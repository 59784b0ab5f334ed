"""Services near me."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import NOW, Cast, make_agency
from tuntas.agencies.models import Agency, OpeningHours, PublicContact
from tuntas.agencies.states import AgencyKind
from tuntas.obligations.models import Holiday
from tuntas.portal.views import around

pytestmark = pytest.mark.django_db
SERVICES = "/layanan/dekat/"


def ask(cast: Cast) -> str:
    data = {"area-3": cast.district.path, "area-4": cast.south_village.path}
    return Client().post(SERVICES, data).content.decode()


def contact(agency: Agency, value: str, *, days: int | None, channel: str = "phone") -> None:
    verified = None if days is None else timezone.localdate() - timedelta(days=days)
    PublicContact.objects.create(agency=agency, channel=channel, value=value, verified_date=verified)


def test_sapa_is_there_before_an_area_is_chosen(cast: Cast) -> None:
    page = Client().get(SERVICES).content.decode()
    assert 'href="tel:129"' in page
    assert "08111-129-129" in page


@pytest.mark.parametrize(("days", "shown"), [(0, True), (364, True), (366, False), (None, False)])
def test_only_numbers_verified_within_a_year_are_shown(cast: Cast, days: int | None, *, shown: bool) -> None:
    contact(cast.agencies["kpad"], "0561-00-777", days=days)
    assert ("0561-00-777" in ask(cast)) is shown


def test_agencies_of_other_areas_are_not_shown(cast: Cast) -> None:
    elsewhere = make_agency("Layanan Kubu Raya", AgencyKind.NGO, cast.other_city)
    contact(elsewhere, "0561-00-888", days=1)
    assert "0561-00-888" not in ask(cast)


def test_where_nothing_is_verified_it_says_whom_to_call(cast: Cast) -> None:
    PublicContact.objects.all().delete()
    assert "SAPA 129 dapat menghubungkan Anda" in ask(cast)


def test_numbers_can_be_tapped(cast: Cast) -> None:
    contact(cast.agencies["kpad"], "0811-0000-123", days=1, channel="whatsapp")
    contact(cast.agencies["kpad"], "kpad@contoh.test", days=1, channel="email")
    page = ask(cast)
    assert 'href="https://wa.me/628110000123"' in page
    assert 'href="mailto:kpad@contoh.test"' in page


def test_an_area_that_was_not_chosen_is_asked_for(cast: Cast) -> None:
    page = Client().post(SERVICES, {"area-3": ""}).content.decode()
    assert "Ada yang perlu diperbaiki" in page


def opening(agency: Agency, at: datetime) -> around.Open | None:
    fresh = around.with_hours(Agency.objects.filter(pk=agency.pk)).get()
    return around.opening(fresh, at, around.holidays_around(at))


MONDAY_10 = NOW


@pytest.mark.parametrize(
    ("at", "now", "text"),
    [
        (MONDAY_10, True, "Buka sekarang, sampai jam 16.00."),
        (MONDAY_10 - timedelta(hours=4), False, "Tutup sekarang. Buka hari ini jam 07.30."),
        (MONDAY_10 + timedelta(hours=6), False, "Tutup sekarang. Buka besok jam 07.30."),
        (MONDAY_10 + timedelta(days=4, hours=7), False, "Tutup sekarang. Buka hari Senin jam 07.30."),
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), False, "Tutup sekarang. Buka hari ini jam 07.30."),
    ],
)
def test_opening_hours_follow_the_clock_of_the_area(cast: Cast, at: datetime, text: str, *, now: bool) -> None:
    assert opening(cast.unit, at) == around.Open(now, text)


def test_a_holiday_is_a_closed_day(cast: Cast) -> None:
    Holiday.objects.update_or_create(date=date(2026, 11, 23), defaults={"name": "Libur contoh", "source": "uji"})
    assert opening(cast.unit, MONDAY_10) == around.Open(now=False, text="Tutup sekarang. Buka besok jam 07.30.")


def test_a_pause_at_noon_is_told(cast: Cast) -> None:
    cast.unit.hours.all().delete()
    for opens, closes in ((time(8), time(12)), (time(13), time(16))):
        OpeningHours.objects.create(agency=cast.unit, weekday=1, opens=opens, closes=closes)
    at = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
    assert opening(cast.unit, at) == around.Open(now=False, text="Tutup sekarang. Buka hari ini jam 13.00.")


def test_always_open_and_unknown_hours(cast: Cast) -> None:
    cast.unit.hours.all().delete()
    assert opening(cast.unit, MONDAY_10) is None
    Agency.objects.filter(pk=cast.unit.pk).update(open_always=True)
    assert opening(cast.unit, MONDAY_10) == around.Open(now=True, text="Buka siang dan malam.")


def test_it_asks_the_database_as_often_however_many_agencies(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as few:
        ask(cast)
    for index in range(15):
        contact(make_agency(f"LSM {index}", AgencyKind.NGO, cast.city), f"0561-00-{index}", days=1)
    with CaptureQueriesContext(connection) as many:
        ask(cast)
    assert len(many) == len(few)


def test_without_an_area_the_page_says_what_can_be_done_on_it(cast: Cast) -> None:
    page = Client().post(SERVICES, {}).content.decode()
    assert "Daerah belum dipilih. Pilih satu dari daftar, atau cari namanya." in page
    assert "Tidak tahu" not in page  # there is no such button here
