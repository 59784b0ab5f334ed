"""Invented people and years before the system, so that the pages of figures have something to say. No real count is in them."""

from datetime import datetime, timedelta

from tuntas.areas.actions import population
from tuntas.areas.models import Area
from tuntas.desk.demo.build import SYSTEM, World
from tuntas.desk.demo.places import CITY
from tuntas.statistics.actions import checks, facts, prior, releases
from tuntas.statistics.states import Unit

BEFORE = (("tahun", "kasus", "korban"), (5, 41, 44), (4, 38, 40), (3, 52, 57), (2, 47, 49))  # years ago, cases, victims
SIZES = (9_300, 14_800, 21_500, 12_200, 33_900, 27_400, 18_100)


def make(world: World, villages: list[Area], *, now: datetime) -> None:
    """People of every kelurahan, a published table, facts of all that was played, and what they suggest."""
    _people(villages, now=now)
    _before(world, now=now)
    facts.rebuild(by=SYSTEM, at=now)
    # So that there is something to read: the program itself publishes a quarter, and only after it has ended.
    releases.publish(through=now.date().replace(day=1) - timedelta(days=1), by=SYSTEM, at=now)
    checks.suggest_everywhere(by=SYSTEM, at=now)


def _people(villages: list[Area], *, now: datetime) -> None:
    lines = ["kode,total,laki-laki,perempuan,anak"]
    for at, area in enumerate(villages):
        total = SIZES[at % len(SIZES)] + 137 * at
        lines.append(f"{area.code},{total},{total * 503 // 1000},{total - total * 503 // 1000},{total * 29 // 100}")
    totals = [sum(int(line.split(",")[column]) for line in lines[1:]) for column in range(1, 5)]
    lines.append(f"{CITY},{','.join(map(str, totals))}")
    given = population.Given(
        source="Penduduk karangan untuk demo",
        licence="tidak untuk dipakai",
        year=now.year - 1,
        file_name="penduduk-demo.csv",
    )
    population.load(raw="\n".join(lines).encode(), given=given, by=SYSTEM, at=now)


def _before(world: World, *, now: datetime) -> None:
    header, *rows = BEFORE
    lines = [",".join(map(str, header)), *(f"{now.year - ago},{cases},{victims}" for ago, cases, victims in rows)]
    data = prior.PriorData(
        title="Kekerasan terhadap perempuan dan anak", definition="kasus dan korban menurut buku register dinas (angka karangan)",
        source="Laporan tahunan karangan untuk demo", area=world.areas[CITY], file_name="register-demo.csv",
        published={Unit.CASES: 181}, decided="parts", reason="Baris dapat dicocokkan dengan buku register, totalnya tidak.",
    )  # fmt: skip
    prior.load(raw="\n".join(lines).encode(), data=data, by=SYSTEM, at=now)
