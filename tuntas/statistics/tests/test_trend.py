import json
import subprocess
import sys
from io import StringIO
from itertools import product

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from tuntas.statistics.trend import Direction, NoTrend, Trend, compare, equality, linear
from tuntas.statistics.wording import UNDER_REPORTING, number, sentence

PAYAKUMBUH = Trend((12, 14, 4))
COUNTS = st.lists(st.integers(0, 25), min_size=2, max_size=4)
FEW = effort(max_examples=40, deadline=None)


@pytest.mark.parametrize(
    ("now", "before", "years", "ratio", "p"),
    [
        (14, 12, 1, (1.17, 0.50, 2.76), 0.845),
        (4, 14, 1, (0.286, 0.068, 0.910), 0.0309),
        (4, 12, 1, (0.333, 0.078, 1.100), 0.0768),
        (4, 26, 2, (0.308, 0.078, 0.887), 0.0195),
    ],
)
def test_payakumbuh_year_beside_year(
    now: int, before: int, years: int, ratio: tuple[float, float, float], p: float
) -> None:
    found = compare(now, before, before_years=years)
    decimals = 0.005 if ratio[0] > 1 else 0.0005
    assert (found.ratio, found.interval.low, found.interval.high) == pytest.approx(ratio, abs=decimals)
    assert found.p == pytest.approx(p, abs=1e-4)
    assert found in PAYAKUMBUH.comparisons


def test_payakumbuh_three_years() -> None:
    assert PAYAKUMBUH.equality.p == pytest.approx(0.0470, abs=1e-4)
    assert PAYAKUMBUH.linear.p == pytest.approx(0.0930, abs=1e-4)
    assert PAYAKUMBUH.equality.exact
    assert PAYAKUMBUH.linear.exact
    assert PAYAKUMBUH.plausible is not None
    assert (PAYAKUMBUH.plausible.low, PAYAKUMBUH.plausible.high) == (6, 23)


def test_the_honest_sentence_of_payakumbuh() -> None:
    assert sentence(PAYAKUMBUH, last_year=2023) == (
        "Tahun 2023 tercatat 4 laporan; tahun-tahun sebelumnya 12 (2021) dan 14 (2022). "
        "Dari angka sebelumnya, 6 sampai 23 laporan masih wajar; 4 berada di bawah rentang itu. "
        "Angka antartahun berbeda lebih dari yang biasa terjadi karena kebetulan (p = 0,047), "
        "tetapi arahnya tidak dapat disimpulkan (uji garis lurus p = 0,093). "
        "Tiga angka terlalu sedikit untuk berbicara tentang tren. "
        "Jumlah laporan bukan jumlah kejadian: laporan yang lebih sedikit tidak berarti kejadian yang lebih sedikit. "
        "Periksa apakah saluran laporan berjalan."
    )


@pytest.mark.parametrize(
    ("counts", "direction", "words"),
    [
        ((12,), "", "tidak ada angka tahun sebelumnya"),
        ((12, 14), "", "masih dapat terjadi karena kebetulan"),
        ((10, 40), "naik", "naik dari 10 menjadi 40"),
        ((40, 10), "turun", "turun dari 40 menjadi 10"),
        ((10, 30, 60), "naik", "Tiga angka terlalu sedikit"),
        ((5, 60, 30), "", "tetapi arahnya tidak dapat disimpulkan."),
        ((0, 0, 0), "", "0 berada di dalam rentang itu"),
        ((60, 50, 45, 38, 20), "turun", "turun dari 60 menjadi 20"),
    ],
)
def test_a_word_of_direction_needs_a_test(counts: tuple[int, ...], direction: str, words: str) -> None:
    said = sentence(Trend(counts))
    assert Trend(counts).direction == direction
    assert words in said
    assert [word for word in ("naik", "turun") if word in said] == [direction] * bool(direction)
    assert said.endswith(UNDER_REPORTING)
    assert ("tren" in said) == (len(counts) < 5)


@given(COUNTS)
@FEW
def test_words_of_direction_never_without_the_tests(counts: list[int]) -> None:
    trend = Trend(tuple(counts))
    said = sentence(trend)
    significant = trend.equality.p < 0.05 and trend.linear.p < 0.05
    assert significant or not ("naik" in said or "turun" in said)
    turned = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP, Direction.UNKNOWN: Direction.UNKNOWN}
    if len(counts) == 2:
        assert Trend(tuple(reversed(counts))).direction is turned[trend.direction]
    assert UNDER_REPORTING in said


@given(COUNTS)
@FEW
def test_order_does_not_matter_to_equality_nor_side_to_the_line(counts: list[int]) -> None:
    assert equality(counts).p == pytest.approx(equality(sorted(counts)).p, rel=1e-9)
    assert linear(counts).p == linear(counts[::-1]).p
    assert 0 < equality(counts).p <= 1
    assert 0 < linear(counts).p <= 1


@given(st.lists(st.integers(0, 4), min_size=2, max_size=4))
@FEW
def test_both_tests_count_every_way_in_which_reports_fall_into_years(counts: list[int]) -> None:
    total, years = min(sum(counts), 7), len(counts)
    counts = _cut(counts, total)
    ways: dict[tuple[int, ...], int] = {}
    for fall in product(range(years), repeat=total):
        key = tuple(fall.count(year) for year in range(years))
        ways[key] = ways.get(key, 0) + 1

    def off(row: tuple[int, ...]) -> int:
        return abs(2 * sum(at * x for at, x in enumerate(row)) - total * (years - 1))

    own = tuple(counts)
    assert equality(counts).p == pytest.approx(sum(n for n in ways.values() if n <= ways[own]) / years**total)
    assert linear(counts).p == pytest.approx(sum(n for row, n in ways.items() if off(row) >= off(own)) / years**total)


def _cut(counts: list[int], total: int) -> list[int]:
    """The same row with at most so many in all."""
    kept: list[int] = []
    for count in counts:
        kept.append(min(count, total - sum(kept)))
    return kept


@given(st.integers(0, 2000), st.integers(0, 2000))
@FEW
def test_turning_the_comparison_turns_the_ratio(now: int, before: int) -> None:
    one, other = compare(now, before), compare(before, now)
    assert one.p == pytest.approx(other.p, rel=1e-7)
    assert one.interval.low == pytest.approx(1 / other.interval.high if other.interval.high else 0, rel=1e-6)
    if now and before:
        assert one.ratio * other.ratio == pytest.approx(1)
        assert one.ratio in one.interval


@given(st.integers(1, 200), st.integers(1, 300))
@FEW
def test_further_apart_is_less_likely(before: int, more: int) -> None:
    assert compare(before + more + 1, before).p <= compare(before + more, before).p * (1 + 1e-9)
    assert compare(before + more, before).ratio < compare(before + more + 1, before).ratio


def test_nothing_in_one_or_both_years() -> None:
    assert compare(0, 0).p == 1
    assert compare(5, 0).p == pytest.approx(0.0625)
    assert (compare(5, 0).ratio, compare(5, 0).interval.high) == (float("inf"), float("inf"))
    assert (compare(0, 5).ratio, compare(0, 5).interval.low) == (0, 0)


def test_where_counting_ends_the_approximation_is_near_and_said() -> None:
    counted, near = linear([130, 150, 170]), linear([1300, 1320, 1340])
    assert counted.exact
    assert not near.exact
    assert 0.3 < near.p < 0.5
    assert not equality([10**9, 10**9, 10**9 - 10**6]).exact
    assert equality([10**9] * 3).p == 1


def test_the_command_prints_the_table() -> None:
    out = StringIO()
    call_command("trend", "12", "14", "4", stdout=out)
    table = " ".join(out.getvalue().split())
    for part in (
        "14 dibanding 12 rasio 1,167 (0,501–2,761), p 0,8450",
        "4 dibanding 14 rasio 0,286 (0,068–0,910), p 0,0309",
        "4 dibanding 12 rasio 0,333 (0,078–1,100), p 0,0768",
        "4 dibanding 26 dalam 2 tahun sebelumnya rasio 0,308 (0,078–0,887), p 0,0195",
        "Semua tahun sama p 0,0470",
        "Tren garis lurus p 0,0930",
        "Rentang wajar tahun terakhir (95 %) 6–23",
        sentence(PAYAKUMBUH),
    ):
        assert part in table


@pytest.mark.parametrize("counts", [["0"], ["0", "0"], ["7", "0", "0"], ["1000000000", "999000000", "3"], ["1"] * 60])
def test_the_command_takes_what_may_come(counts: list[str]) -> None:
    out = StringIO()
    call_command("trend", *counts, stdout=out)
    assert UNDER_REPORTING in out.getvalue()
    assert "nan" not in out.getvalue()


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (["12", "x"], "“x” bukan jumlah laporan"),
        (["12,5"], "bukan jumlah laporan"),
        (["12", "-4"], "“-4” bukan jumlah laporan"),
        (["9" * 5000], "satu miliar"),
        (["1"] * 61, "Paling banyak 60"),
    ],
)
def test_the_command_says_what_is_wrong(counts: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("trend", *counts)


def test_no_numbers_no_trend() -> None:
    with pytest.raises(NoTrend):
        Trend(())


def test_numbers_are_written_as_indonesian_writes_them() -> None:
    assert [number(1234.5, 1), number(float("nan")), number(float("inf"))] == ["1.234,5", "–", "∞"]


def test_the_program_that_answers_requests_never_loads_numpy() -> None:
    code = (
        "import django; django.setup(); import config.urls, config.wsgi, sys, json; "
        "import tuntas.statistics.wording, tuntas.statistics.silence, tuntas.statistics.tables; "
        "print(json.dumps(sorted({'numpy', 'scipy'} & {*sys.modules})))"
    )
    root = settings.BASE_DIR
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
