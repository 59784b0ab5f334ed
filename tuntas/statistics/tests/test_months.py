"""Months out of the ordinary."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tuntas.areas.models import Area
from tuntas.statistics import months
from tuntas.statistics.models import ReportFact

TODAY = date(2026, 11, 23)


def _month(area: Area, year: int, month: int, count: int) -> None:
    ReportFact.objects.bulk_create(
        ReportFact(
            key=uuid4(), area_path=area.path, report_date=date(year, month, 1 + at % 28), channel="web", types=1, became_case=False
        )
        for at in range(count)
    )  # fmt: skip


def _years(area: Area, *years: int, each: int = 6) -> None:
    for year in years:
        for month in range(1, 13):
            if (year, month) < (2026, 11):
                _month(area, year, month, each)


def test_both_tails_flag_and_ordinary_months_do_not(cast: Cast) -> None:
    _years(cast.city, 2023, 2024, 2025)
    for month in range(1, 11):
        _month(cast.city, 2026, month, {3: 20, 8: 0}.get(month, 6))
    found = months.flags(cast.city, today=TODAY)
    assert [(flag.first_day, flag.words) for flag in found or []] == [
        (date(2026, 3, 1), "lebih banyak"), (date(2026, 8, 1), "lebih sedikit"),
    ]  # fmt: skip


def test_the_page_of_reports_of_an_area_names_them(client: Client, cast: Cast) -> None:
    _years(cast.city, 2023, 2024, 2025)
    _month(cast.city, 2026, 3, 20)
    client.force_login(cast.head)
    page = client.get(reverse("statistics:counts"), {"ukuran": "laporan"}).content.decode()
    assert "Maret 2026: lebih banyak daripada yang wajar" in page
    assert "Dua belas bulan" not in client.get(reverse("statistics:counts"), {"ukuran": "kasus"}).content.decode()


@pytest.mark.parametrize("years", [(), (2026,), (2025, 2026)])
def test_a_young_system_says_nothing(cast: Cast, years: tuple[int, ...]) -> None:
    _years(cast.city, *years)
    assert months.flags(cast.city, today=TODAY) is None
