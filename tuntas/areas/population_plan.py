"""What a file of people would bring: its areas, what is unknown, where it does not add up. Changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tuntas.areas import population_file
from tuntas.areas.models import Area
from tuntas.areas.population_file import NATION, Difference, Row, chain
from tuntas.core.errors import Denied


@dataclass(frozen=True)
class Preview:
    """What a file would bring. `unknown`: codes that no existing area has. `tells`: what can be computed from it."""

    rows: list[Row]
    areas: dict[str, Area]
    unknown: list[str]
    differences: list[Difference]
    tells: dict[str, int] = field(default_factory=dict)


def preview(raw: bytes) -> Preview:
    """Read a file and find its areas; changes nothing. Raises Denied."""
    try:
        rows = population_file.read(raw)
    except population_file.FileRefused as error:
        raise Denied(str(error)) from error
    areas = {area.code: area for area in Area.objects.current().filter(code__in=[row.code for row in rows])}
    if not areas:
        raise Denied("Tidak ada kode dalam berkas ini yang dikenal. Periksa kolom kode.")
    known = [row for row in rows if row.code in areas]
    return Preview(
        rows, areas, [row.code for row in rows if row.code not in areas and row.code.upper() not in NATION],
        population_file.differences(rows), _tells(known),
    )  # fmt: skip


def _tells(rows: Iterable[Row]) -> dict[str, int]:
    rows = list(rows)
    return {
        "penduduk": len(rows),
        "perempuan": sum(row.female is not None for row in rows),
        "anak di bawah 18 tahun": sum(children(row) is not None for row in rows),
    }


def children(row: Row) -> int | None:
    """As written, or as the age groups add up; None where they do not tell."""
    return row.children if row.children is not None else chain(row.ages, 17)
