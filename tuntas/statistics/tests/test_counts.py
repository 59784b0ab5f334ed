"""The pages of counts: what they show, to whom, and that nothing on one page gives a hidden count back."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.access_statistics import FIGURES
from tests.access_table import ROWS
from tests.cast import Cast
from tuntas.access.roles import Role
from tuntas.areas.states import Level
from tuntas.statistics.figures import counting, sheets
from tuntas.statistics.figures.counting import Scope
from tuntas.statistics.figures.declarations import BY_KEY, MEASURES, D
from tuntas.statistics.network import WIDE
from tuntas.statistics.tests.attack import Sums, bounds
from tuntas.statistics.tests.make import add, city
from tuntas.statistics.vocabulary import Basis
from tuntas.statistics.wording import UNDER_REPORTING

pytestmark = pytest.mark.django_db


def get(client: Client, name: str, **query: str) -> Any:
    return client.get(reverse(f"statistics:{name}"), query)


def tables(response: Any) -> list[list[list[str]]]:
    """Every table of a page as text."""
    found = []
    for table in re.findall(r"<tbody>(.*?)</tbody>", response.content.decode(), re.DOTALL):
        rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
        found.append([
            [unescape(re.sub(r"<[^>]+>", "", each)).strip() for each in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
            for row in rows
        ])  # fmt: skip
    return found


def test_the_page_of_a_city(client: Client, cast: Cast) -> None:
    city(cast)
    client.force_login(cast.head)
    said = get(client, "counts", ukuran="korban").content.decode()
    assert "Korban, Kota Pontianak, 2026: 113" in said
    assert "Rumah tangga" in said
    assert "&lt;5" in said
    assert "×" in said


def test_lists_stand_in_the_words_and_the_order_of_simfoni(client: Client, cast: Cast) -> None:
    city(cast)
    client.force_login(cast.head)
    found = tables(get(client, "counts", ukuran="kasus"))
    [types] = [table for table in found if table[0][0] == "Fisik"]
    assert [row[0] for row in types] == [
        "Fisik", "Psikis", "Seksual", "Eksploitasi", "Trafficking (TPPO)", "Penelantaran", "Lainnya", "NA",
    ]  # fmt: skip


def test_every_page_of_figures_says_what_a_count_is_not(client: Client, cast: Cast) -> None:
    """All of them, from the table of addresses: a new page without the note fails here."""
    city(cast)
    pages = [
        name for name, row in ROWS.items() if name.startswith("statistics:") and not row.arg and row.method == "get"
    ]
    assert len(pages) >= 4
    for role in sorted(FIGURES):
        client.force_login(cast.by_role[role])
        for name in pages:
            response = client.get(reverse(name))
            if response.status_code == 200 and "text/html" in response["Content-Type"]:
                assert UNDER_REPORTING in unescape(response.content.decode()), (name, role)


@pytest.mark.parametrize("measure", [measure.key for measure in MEASURES])
def test_what_is_added_up_is_the_total(cast: Cast, measure: str) -> None:
    city(cast)
    scope = Scope(2026, Basis.REPORT, cast.city.path)
    whole = counting.rows(BY_KEY[measure], scope).count()
    assert whole
    for key in BY_KEY[measure].lists:
        found = counting.table(BY_KEY[measure], scope, D[key])
        assert found.total() == whole or (D[key].several and found.total() >= whole)


@pytest.mark.parametrize("measure", [measure.key for measure in MEASURES])
def test_nothing_on_a_page_gives_a_hidden_count_back(cast: Cast, measure: str) -> None:
    """What is printed of every list and every crossed table of a year, taken together."""
    few = city(cast)
    scope = Scope(2026, Basis.REPORT, cast.city.path)
    shown = sheets.figures(BY_KEY[measure], scope)
    small = 0
    for row, column in sheets.crosses(BY_KEY[measure], scope):
        grid = sheets.grid(shown, row, column)
        if grid is None:
            continue
        sums = sums_of(grid, shown.whole.text)
        true = counting.table(BY_KEY[measure], scope, row, column)
        for name, (low, high) in bounds(sums).items():
            value = true[tuple(name.split("|"))] if "|" in name else 0
            if 0 < value < 5:
                small += 1
                assert low <= value <= high
                assert high - low + 1 >= WIDE, (row.key, column.key, name)
    assert small
    assert sheets.figures(BY_KEY[measure], Scope(2026, Basis.REPORT, few)).whole.number is None


def sums_of(grid: sheets.Grid, whole: str) -> Sums:
    """The equations of a crossed table as anybody can read them off."""
    printed = {
        f"{line.code}|{column.code}": cell.text
        for line, cells in grid.rows
        for column, cell in zip(grid.columns, cells, strict=True)
    }
    printed |= {f"row {line.code}": line.cell.text for line, _ in grid.rows}
    printed |= {f"column {line.code}": line.cell.text for line in grid.columns} | {"whole": whole}
    by_row = [(f"row {line.code}", [f"{line.code}|{each.code}" for each in grid.columns]) for line, _ in grid.rows]
    by_column = [
        (f"column {each.code}", [f"{line.code}|{each.code}" for line, _ in grid.rows]) for each in grid.columns
    ]
    rows, columns = (
        ("whole", [f"row {line.code}" for line, _ in grid.rows]),
        ("whole", [f"column {c.code}" for c in grid.columns]),
    )
    exact = [*(by_row if not grid.column.several else []), *(by_column if not grid.row.several else [])]
    exact += [
        relation for relation, several in ((rows, grid.row.several), (columns, grid.column.several)) if not several
    ]
    at_least = [*(by_row if grid.column.several else []), *(by_column if grid.row.several else [])]
    return Sums(printed, exact, at_least)


def test_what_the_table_of_the_city_hides_the_page_of_the_kecamatan_does_not_tell(client: Client, cast: Cast) -> None:
    few = city(cast)
    client.force_login(cast.head)
    areas = next(table for table in tables(get(client, "counts")) if any("Kecamatan" in row[0] for row in table))
    hidden = {row[0]: row[1] for row in areas if not row[1].isdigit()}
    assert len(hidden) == 2  # the small one, and another without which it could be worked out
    said = get(client, "counts", wilayah=few).content.decode()
    assert "2026: &lt;5" in said
    assert "Jumlahnya tidak ditampilkan" in said
    closed = next(name for name, text in hidden.items() if text == "×")
    [path] = cast.city.children.filter(name=closed.removeprefix("Kecamatan ")).values_list("path", flat=True)
    assert "2026: ×" in get(client, "counts", wilayah=path).content.decode()


def test_a_kelurahan_is_a_line_and_never_a_page_nor_a_row_of_a_crossed_table(client: Client, cast: Cast) -> None:
    city(cast)
    client.force_login(cast.head)
    assert get(client, "counts", wilayah=cast.village.path).status_code == 404
    district = Scope(2026, Basis.REPORT, cast.district.path)
    assert district.level is Level.DISTRICT
    for measure in MEASURES:
        assert all("wilayah" not in {row.key, column.key} for row, column in sheets.crosses(measure, district))


def test_nobody_reads_beyond_their_area(client: Client, cast: Cast) -> None:
    add(cast.other_city.path, 9)
    client.force_login(cast.secretariat)
    own = get(client, "counts")
    assert "Kecamatan Pontianak Selatan" in own.content.decode()
    assert get(client, "counts", wilayah=cast.city.path).status_code == 404
    client.force_login(cast.head)
    assert get(client, "counts", wilayah=cast.other_city.path).status_code == 404
    assert get(client, "counts", wilayah="61.7").status_code == 404
    assert get(client, "counts", wilayah="61.71.99.").status_code == 404
    client.force_login(cast.by_role[Role.CASE_MANAGER])
    assert get(client, "counts").status_code == 404


def test_strange_questions_are_answered_with_the_usual(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    assert get(client, "counts", ukuran="x", tahun="99999", dasar="x").status_code == 200
    assert get(client, "counts", tahun="²²²²").status_code == 200
    assert get(client, "crossed", baris="x", kolom="y").status_code == 404


def test_the_rules_are_those_of_the_queries(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    said = unescape(get(client, "rules").content.decode())
    for measure in MEASURES:
        assert measure.how in said
        for key in measure.lists:
            assert D[key].label in said
            assert D[key].how in said


def test_a_page_asks_as_many_questions_for_many_cases_as_for_few(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    city(cast)
    client.force_login(cast.head)
    with django_assert_max_num_queries(40):
        get(client, "counts", ukuran="korban")


def test_how_long_somebody_waited_is_shown_where_enough_were_served(client: Client, cast: Cast) -> None:
    city(cast)
    client.force_login(cast.head)
    [served] = tables(get(client, "crossed", ukuran="layanan", baris="macam", kolom="diberikan"))
    health = next(row for row in served if row[0] == "Kesehatan")
    assert health[-1] == "3,0"


def test_a_year_before_this_system_is_no_year_of_nothing(cast: Cast) -> None:
    add(cast.village.path, 6, day=date(2024, 5, 1))
    add(cast.other_city.path, 6, day=date(2023, 5, 1))  # the province had begun
    scope = Scope(2026, Basis.REPORT, cast.city.path)
    assert [(year, cell.text) for year, cell in sheets.years(BY_KEY["kasus"], scope)] == [
        (2023, "0"), (2024, "6"), (2025, "0"), (2026, "0"),
    ]  # fmt: skip
