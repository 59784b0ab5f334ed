"""Facts of a city in which one kelurahan reports nothing."""

from datetime import date
from uuid import uuid4

from tests.cast import NOW, Cast
from tuntas.access.actors import System
from tuntas.areas.actions import population
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.statistics.models import ReportFact


def villages(cast: Cast) -> list[Area]:
    """The 29 kelurahan of Pontianak."""
    return list(Area.objects.current().below(cast.city.path).filter(level=Level.VILLAGE).order_by("code"))


def make_people(cast: Cast, *, each: int = 20_000) -> None:
    """As many people in every kelurahan."""
    lines = "".join(f"{area.code},{each}\n" for area in villages(cast))
    given = population.Given(source="Penduduk karangan", licence="CC0", year=NOW.year - 1)
    population.load(raw=f"kode,total\n{lines}".encode(), given=given, by=System("uji"), at=NOW)


def make_reports(area: Area, count: int, *, year: int = NOW.year - 1) -> None:
    """Facts of reports in one year."""
    ReportFact.objects.bulk_create(
        ReportFact(
            key=uuid4(), area_path=area.path, report_date=date(year, 1 + at % 12, 3), channel="web", types=1, became_case=False
        )
        for at in range(count)
    )  # fmt: skip


def make_silence(cast: Cast) -> Area:
    """Everywhere about eight reports, in one kelurahan none: that one."""
    make_people(cast)
    quiet, *others = villages(cast)
    for at, area in enumerate(others):
        make_reports(area, 7 + at % 3)
    return quiet
