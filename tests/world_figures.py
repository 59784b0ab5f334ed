"""People and counts brought by files, for tests that go to every address."""

from typing import Any

from tests.cast import NOW, Cast
from tuntas.areas.actions import population

PEOPLE = b"kode,total,laki-laki,perempuan,anak\n61.71,680000,342000,338000,190000\n61.71.01,97000,48000,49000,27000\n"


def figures(cast: Cast) -> dict[str, dict[str, Any]]:
    """Arguments by name."""
    given = population.Given(
        source="Berkas uji", licence="CC0", year=2025, decided="total", reason="Baru satu kecamatan."
    )
    people = population.load(raw=PEOPLE, given=given, by=cast.sysadmin, at=NOW)
    return {"population": {"pk": people.pk}}
