"""Figures as XLSX, CSV and PDF. Everything comes from `sheets`: no file knows a count that a page hides."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tuntas.agencies.models import Agency
from tuntas.areas.states import zone_of
from tuntas.letters import contents, press
from tuntas.letters.states import Nature
from tuntas.statistics import suppression
from tuntas.statistics.figures import scopes, sheets
from tuntas.statistics.figures.counting import Scope
from tuntas.statistics.figures.declarations import MEASURES, D, Measure
from tuntas.statistics.figures.moment import one_moment
from tuntas.statistics.states import FileFormat
from tuntas.statistics.vocabulary import BASES
from tuntas.statistics.wording import UNDER_REPORTING, number

# A cell that begins like this is a formula for a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
Told = Callable[[int], None]


@dataclass(frozen=True)
class Part:
    """One measure: its total, its lists, its crossed tables."""

    measure: Measure
    shown: sheets.Figures
    years: list[tuple[int, suppression.Cell]]
    lists: list[sheets.Listed]
    grids: list[sheets.Grid]


def steps() -> int:
    """How many steps a file takes, for the bar."""
    return len(MEASURES) + 1


def content(form: FileFormat, scope: Scope, *, agency: Agency, on: datetime, told: Told) -> bytes:
    """The file of a scope. `told` hears how many steps are done. Raises press.PressFailed."""
    parts = list(_parts(scope, told, crossed=form is not FileFormat.CSV))
    if form is FileFormat.XLSX:
        from tuntas.statistics.figures import workbook

        return workbook.write(parts, scope, preface(scope))
    if form is FileFormat.CSV:
        return _csv(parts, scope)
    return press.pdf("figures", _paper(parts, scope, agency, on))


def _parts(scope: Scope, told: Told, *, crossed: bool) -> Iterator[Part]:
    for at, measure in enumerate(MEASURES, start=1):
        with one_moment():
            part = _part(measure, scope, crossed=crossed)
        yield part
        told(at)


def _part(measure: Measure, scope: Scope, *, crossed: bool) -> Part:
    shown = sheets.figures(measure, scope)
    lists = [sheets.listed(shown, D[key]) for key in measure.lists]
    grids = [sheets.grid(shown, row, column) for row, column in (sheets.crosses(measure, scope) if crossed else [])]
    years = sheets.years(measure, scope)
    return Part(measure, shown, years, [each for each in lists if each], [each for each in grids if each])


def preface(scope: Scope) -> list[str]:
    """What has to be read before any figure."""
    return [
        f"Angka {scope.year}, {scopes.name(scope.area_path)}",
        f"Menurut {BASES[scope.basis][1].lower()}. {edition(scope)}",
        UNDER_REPORTING,
        suppression.EXPLAINED,
        *(f"{measure.label}: {measure.how}" for measure in MEASURES),
        *(f"{D[key].label}: {D[key].how}" for key in D if D[key].how),
    ]


def edition(scope: Scope) -> str:
    """Which release a file was made from; every file has one."""
    assert scope.release is not None
    return str(scope.release)


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


CSV_HEAD = (
    "Tahun",
    "Menurut",
    "Kode wilayah",
    "Wilayah",
    "Yang dihitung",
    "Rincian",
    "Kode",
    "Kategori",
    "Jumlah",
    "Rilis",
    "Catatan",
)
CSV_TAGS = (
    "#date+year", "#meta+basis", "#adm+code", "#adm+name", "#indicator+name", "#indicator+list", "#indicator+code",
    "#indicator+category", "#indicator+value+num", "#meta+release", "#description+note",
)  # fmt: skip


def _csv(parts: list[Part], scope: Scope) -> bytes:
    """One line for each count, under a row of names and a row of HXL tags."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(CSV_HEAD)
    writer.writerow(CSV_TAGS)
    basis, area, release = BASES[scope.basis][1], scopes.name(scope.area_path), edition(scope)
    for part in parts:
        start = (scope.year, basis, scope.area_path.rstrip("."), area, part.measure.label)
        rows = [("Jumlah", "", "", part.shown.whole)]
        rows += [
            (each.dimension.label, line.code.rstrip("."), line.label, line.cell)
            for each in part.lists
            for line in each.lines
        ]
        for label, code, text, cell in rows:
            count = cell.number if cell.number is not None else cell.text
            writer.writerow(
                [safe(str(value)) for value in (*start, label, code, text, count, release, UNDER_REPORTING)]
            )
    return ("\ufeff" + out.getvalue()).encode()


def _paper(parts: list[Part], scope: Scope, agency: Agency, on: datetime) -> dict[str, Any]:
    """The yearly report as the press needs it."""
    day = on.astimezone(zone_of(scope.area_path)).date()
    title, basis, *said = preface(scope)
    return {
        "head": contents.head_of(agency, ""),
        "number": "",
        "nature": Nature.ORDINARY.label,
        "subject": f"Laporan tahunan {scope.year}",
        "recipient": "",
        "date": [day.year, day.month, day.day],
        "voided": False,
        "secrecy": False,
        "title": title,
        "basis": basis,
        "note": UNDER_REPORTING,
        "explained": suppression.EXPLAINED,
        "parts": [_printed(part) for part in parts],
        "rules": said[2:],
    }


def _printed(part: Part) -> dict[str, Any]:
    return {
        "title": f"{part.measure.label}: {part.shown.whole.text}",
        "years": [[str(year), cell.text] for year, cell in part.years],
        "lists": [
            {"label": each.dimension.label, "rows": [[line.label, line.cell.text] for line in each.lines]} for each in part.lists
        ],
        "grids": [
            {
                "label": f"{grid.row.label} × {grid.column.label}",
                "head": [grid.row.label, *(line.label for line in grid.columns), "Jumlah"],
                "rows": [[line.label, *(cell.text for cell in cells), line.cell.text] for line, cells in grid.rows],
            }
            for grid in part.grids
            if len(grid.columns) <= PRINTED
        ],
        "waits": [
            [line.label, f"{number(grid.waits[line.code], 1)} hari"]
            for grid in part.grids
            for line, _ in grid.rows
            if line.code in grid.waits
        ],
    }  # fmt: skip


PRINTED = 9  # columns of a table on paper; wider ones are in the worksheet
