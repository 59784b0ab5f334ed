"""People and counts brought by files, and a look at a silent area, for tests that go to every address."""

from typing import Any

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.areas.actions import population
from tuntas.statistics import silent
from tuntas.statistics.actions import checks, prior
from tuntas.statistics.tests.make_silence import make_silence

PEOPLE = b"kode,total,laki-laki,perempuan,anak\n61.71,680000,342000,338000,190000\n61.71.01,97000,48000,49000,27000\n"


def figures(cast: Cast) -> dict[str, dict[str, Any]]:
    """Arguments by name."""
    given = population.Given(
        source="Berkas uji", licence="CC0", year=2025, decided="total", reason="Baru satu kecamatan."
    )
    people = population.load(raw=PEOPLE, given=given, by=cast.sysadmin, at=NOW)
    data = prior.PriorData(title="Uji", definition="kasus menurut uji", source="Berkas uji", area=cast.city)
    before = prior.load(raw=b"tahun,kasus\n2021,12\n", data=data, by=cast.by_role[Role.DATA_OFFICER], at=NOW)
    quiet = make_silence(cast)
    picture = silent.of(cast.city, last_year=NOW.year - 1)
    check = checks.suggest(quiet, picture=picture, by=cast.head, at=NOW)
    return {
        "population": {"pk": people.pk},
        "prior": {"pk": before.pk},
        "silence_check": {"pk": check.pk},
        "suggestable": {"pk": cast.village.pk},
    }
