import math
from io import StringIO
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from tuntas.statistics.counts import negative_binomial_at_most, surprise
from tuntas.statistics.silence import Area, Gamma, NoComparison, shrink, stand_out, survey
from tuntas.statistics.tables import Columns, read
from tuntas.statistics.wording import UNDER_REPORTING

DATA = Path(settings.BASE_DIR).parent / "shared" / "data" / "small_area"
published = pytest.mark.skipif(
    not DATA.is_dir(), reason="the published data sets (shared/data/small_area) are not here"
)
CAROLINA, AUCKLAND = DATA / "eb_nc_sids.csv", DATA / "eb_auckland_marshall1991.csv"
FEW = effort(max_examples=30, deadline=None)
AREAS = st.lists(
    st.builds(Area, st.just("x"), st.integers(0, 40), st.integers(100, 50_000).map(float)), min_size=3, max_size=12
)


@published
def test_marshall_of_auckland() -> None:
    table = read(AUCKLAND, Columns(), years=9)  # deaths of nine years, children of one
    found = shrink(table.areas)
    assert found.a == pytest.approx(7.284173e-07, rel=1e-6)
    assert found.b == pytest.approx(0.002633436, abs=1e-9)
    assert (min(found.rates), max(found.rates)) == pytest.approx((0.001487, 0.004531), abs=1e-6)
    printed = [float(line.rsplit(",", 1)[1]) for line in AUCKLAND.read_text().splitlines()[1:]]
    assert found.rates == pytest.approx(printed, rel=1e-9)


@published
def test_carolina_1974() -> None:
    table = read(CAROLINA, Columns())
    assert table.columns == Columns("county", "SID74", "BIR74")
    found = survey(table.areas)
    assert found.shrinkage.a == pytest.approx(7.692931e-07, rel=1e-6)
    assert found.shrinkage.b == pytest.approx(0.002021445, abs=1e-9)
    low = {finding.area.name for finding in found.findings if finding.low < 0.05}
    assert low == {"Forsyth", "Guilford", "Wake", "Rowan", "Catawba", "Cabarrus", "Gaston"}
    highest = min(found.findings, key=lambda finding: finding.high)
    assert highest.area.name == "Anson"
    assert highest.high == pytest.approx(1.328e-06, abs=1e-9)
    assert not any(finding.check for finding in found.findings)
    quietest = min(found.findings, key=lambda finding: finding.silence)
    assert quietest.area.name == "Forsyth"
    assert quietest.silence == pytest.approx(0.0553, abs=1e-4)
    assert (found.gamma.alpha, found.gamma.beta) == pytest.approx((6.372, 6.065), abs=5e-4)


@published
def test_weeks_of_salmonella() -> None:
    lines = (DATA / "surv_salmonella_agona.csv").read_text().splitlines()[1:]
    weeks = [int(line.split(",")[1]) for line in lines]
    assert len(weeks) == 312
    flagged = []
    for at in range(260, 312):
        # Three years back, three weeks to each side, and the three weeks just before.
        earlier = [weeks[at - 52 * back + off] for back in (1, 2, 3) for off in range(-3, 4)] + weeks[at - 3 : at]
        if surprise(weeks[at], earlier, alpha=0.01):
            flagged.append(at + 1)
    assert flagged == [262, 264]


@published
def test_the_command_on_carolina() -> None:
    out = StringIO()
    call_command("silence", str(CAROLINA), stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[1].split()[:2] == ["Forsyth", "10"]
    assert "0,0553" in lines[1]
    assert len(lines) == 1 + 100 + 1 + 6
    for part in (
        "a = 7,692931e-07, b = 0,002021445",
        "α 6,372, β 6,065",
        "Perlu diperiksa: 0 dari 100",
        UNDER_REPORTING,
    ):
        assert part in out.getvalue()
    call_command("silence", str(CAROLINA), "--count", "SID79", "--population", "bir79", stdout=(later := StringIO()))
    assert "jumlah “SID79”, penduduk “BIR79”" in later.getvalue()


def _likelihood(areas: list[Area], law: Gamma, rate: float) -> float:
    total = 0.0
    for area in areas:
        p = law.beta / (law.beta + rate * area.population)
        total += math.lgamma(law.alpha + area.count) - math.lgamma(law.alpha) - math.lgamma(area.count + 1)
        total += law.alpha * math.log(p) + area.count * math.log1p(-p)
    return total


def _made_up(seed: int, size: int) -> list[Area]:
    random = Random(seed)
    areas = []
    for at in range(size):
        people = random.randint(2_000, 40_000)
        mean = people * 0.001 * random.gammavariate(3, 1 / 3)
        areas.append(Area(f"W{at}", sum(random.random() < mean / 500 for _ in range(500)), people))
    return areas


def test_the_law_is_the_likeliest_of_all_around_it() -> None:
    areas = _made_up(1, 60)
    found = survey(areas)
    assert math.isfinite(found.gamma.alpha)
    top = _likelihood(areas, found.gamma, found.shrinkage.b)
    for a in (0.97, 1, 1.03):
        for b in (0.97, 1, 1.03):
            if a != 1 or b != 1:
                assert _likelihood(areas, Gamma(found.gamma.alpha * a, found.gamma.beta * b), found.shrinkage.b) < top


def test_each_area_is_compared_with_the_others_only() -> None:
    areas = _made_up(2, 40)
    found = survey(areas)
    for at in (0, 7, 39):
        others = survey(areas[:at] + areas[at + 1 :])  # fitted anew, from nothing
        # The law of the others is about their own expected numbers: β is in units of their rate.
        expected = others.shrinkage.b * areas[at].population
        prob = others.gamma.beta / (others.gamma.beta + expected)
        again = negative_binomial_at_most(areas[at].count, size=others.gamma.alpha, prob=prob)
        assert found.findings[at].silence == pytest.approx(again, rel=1e-4)


def test_a_silent_area_is_to_be_checked_and_none_is_called_safe(tmp_path: Path) -> None:
    rows = ["Kecamatan;Laporan;Penduduk", *(f"K{at};{18 + at % 5};50000" for at in range(20)), "Sunyi;0;50000"]
    file = tmp_path / "a.csv"
    file.write_text("\n".join(rows), encoding="utf-8-sig")
    out = StringIO()
    call_command("silence", str(file), stdout=out)
    first, second = out.getvalue().splitlines()[1:3]
    assert first.split()[0] == "Sunyi"
    assert first.endswith("periksa")
    assert not second.endswith("periksa")
    assert "Perlu diperiksa: 1 dari 21" in out.getvalue()
    assert "aman" not in out.getvalue().casefold()


@given(AREAS)
@FEW
def test_fewer_reports_are_never_less_silent(areas: list[Area]) -> None:
    if not any(area.count for area in areas[1:]):
        return
    found = survey(areas)
    assert all(0 <= finding.silence <= 1 for finding in found.findings)
    first = areas[0]
    if first.count:
        quieter = survey([Area(first.name, first.count - 1, first.population), *areas[1:]])
        assert quieter.findings[0].silence <= found.findings[0].silence + 1e-4


@given(AREAS)
@FEW
def test_estimates_lie_between_the_area_and_the_mean(areas: list[Area]) -> None:
    found = shrink(areas)
    assert found.a >= 0
    for area, rate in zip(areas, found.rates, strict=True):
        raw = area.count / area.population
        assert min(raw, found.b) - 1e-12 <= rate <= max(raw, found.b) + 1e-12


@given(st.lists(st.floats(0, 1), max_size=30))
@FEW
def test_who_stands_out_is_a_run_of_the_smallest(p_values: list[float]) -> None:
    chosen = stand_out(p_values, q=0.1)
    picked = [p for p, out in zip(p_values, chosen, strict=True) if out]
    left = [p for p, out in zip(p_values, chosen, strict=True) if not out]
    assert not picked or not left or max(picked) <= min(left)
    assert all(p <= 0.1 * len(picked) / len(p_values) for p in picked)
    assert sum(stand_out(p_values, q=0.2)) >= len(picked)


def test_huge_counts_and_one_area_with_everything() -> None:
    huge = survey([Area(str(at), 10**9 + at * 10**6, 10**10) for at in range(5)])
    assert all(0 <= finding.silence <= 1 for finding in huge.findings)
    alone = survey([Area("a", 50, 1000), Area("b", 0, 1000), Area("c", 0, 1000)])
    assert all(0 <= finding.silence <= 1 for finding in alone.findings)


@pytest.mark.parametrize("areas", [[], [Area("a", 1, 10), Area("b", 2, 10)], [Area("a", 0, 10)] * 5])
def test_what_cannot_be_compared(areas: list[Area]) -> None:
    with pytest.raises(NoComparison):
        survey(areas)


BROKEN = [
    (b"", "tidak berisi baris data"),
    (b"a,b,c\n", "tidak berisi baris data"),
    (b"\x89PNG\r\n\xff\xfe", "CSV UTF-8"),
    (b"a,b\n\0,1", "bukan CSV"),
    (b"area,n,pop\nA,1,10\nB,2\nC,3,10\n", "Baris 3 mempunyai 2 kolom"),
    (b"area,n\nA,1\nB,2\nC,3\n", "dua kolom angka"),
    (b"area,n,pop\nA,1,10\nB,dua,10\nC,3,10\n", "Baris 3, kolom “n”: “dua” bukan angka bulat"),
    (b"area,n,pop\nA,1,10\nB,-2,10\nC,3,10\n", "“-2” bukan angka bulat"),
    (b"area,n,pop\nA,1,10\nB,2.5,10\nC,3,10\n", "“2.5” bukan angka bulat"),
    (b"area,n,pop\nA,1,1.234\nB,2,2.345\nC,3,3.456\n", "tanpa titik"),
    (b"area,n,pop\nA,1,10\nB,NA,10\nC,3,10\n", "Baris 3, kolom “n”: angkanya kosong"),
    (b"area,n,pop\nA,1,10\nB,2,0\nC,3,10\n", "harus lebih dari nol"),
    (b"area,n,pop\nA,1,10\nB,2,99999999999999\nC,3,10\n", "terlalu besar"),
    (b"area,n,pop\nA,1,10\nB,2,10\n", "Paling sedikit tiga wilayah"),
    (b"area,n,pop\nA,0,10\nB,0,10\nC,0,10\n", "Semua jumlah nol"),
    (b'area,n,pop\n"A,1,10\n', "tidak terbaca sebagai CSV"),
]


@pytest.mark.parametrize(("content", "words"), BROKEN)
def test_the_command_says_what_is_wrong_with_a_file(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=words):
        call_command("silence", str(file))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--count", "x"], "Tidak ada kolom “x”. Kolom yang ada: “area”, “n”, “pop”"),
        (["--count", "n", "--population", "n"], "kolom yang sama"),
        (["--years", "0"], "--years"),
        (["--years", "nan"], "--years"),
        (["--q", "2"], "--q"),
        (["--per", "0"], "--per"),
    ],
)
def test_the_command_says_what_is_wrong_with_an_option(tmp_path: Path, options: list[str], words: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text("area,n,pop\nA,1,10\nB,2,10\nC,3,10\n")
    with pytest.raises(CommandError, match=words):
        call_command("silence", str(file), *options)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(CommandError, match="tidak dapat dibuka"):
            call_command("silence", str(path))
