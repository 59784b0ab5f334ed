"""Figures as a workbook. Loads the writer of sheets: for the worker only."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import xlsxwriter

from tuntas.statistics.figures.counting import Scope
from tuntas.statistics.suppression import Cell

if TYPE_CHECKING:
    from tuntas.statistics.figures.files import Part

# Text stays text, whatever it begins with.
PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(parts: "Sequence[Part]", scope: Scope, preface: list[str]) -> bytes:
    """A sheet to be read first, then one for each measure."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, PLAIN) as book:
        book.set_properties({"title": preface[0], "comments": preface[2]})
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        first = book.add_worksheet("Baca dulu")
        first.set_column(0, 0, 120)
        for at, text in enumerate(preface):
            first.write_string(at, 0, text, bold if at == 0 else wrapped)
        for part in parts:
            sheet = _Sheet(book.add_worksheet(part.measure.label), bold)
            sheet.lines([(preface[2],)])
            sheet.lines([(f"{part.measure.label} {scope.year}", part.shown.whole)])
            sheet.table(("Tahun", "Jumlah"), [(str(year), cell) for year, cell in part.years])
            for each in part.lists:
                sheet.table((each.dimension.label, "Jumlah"), [(line.label, line.cell) for line in each.lines])
            for grid in part.grids:
                head = (grid.row.label, *(line.label for line in grid.columns), "Jumlah")
                rows: list[tuple[str | Cell, ...]] = [(line.label, *cells, line.cell) for line, cells in grid.rows]
                rows.append(("Jumlah", *(line.cell for line in grid.columns), part.shown.whole))
                sheet.table(head, rows)
    return out.getvalue()


class _Sheet:
    """Tables one below the other."""

    def __init__(self, sheet: Any, bold: Any) -> None:
        self.sheet, self.bold, self.at = sheet, bold, 0
        sheet.set_column(0, 0, 42)

    def lines(self, rows: Sequence[Sequence[str | Cell]], style: Any = None) -> None:
        for row in rows:
            for column, value in enumerate(row):
                self._put(column, value, style)
            self.at += 1

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str | Cell]]) -> None:
        self.at += 1
        self.lines([tuple(head)], self.bold)
        self.lines(rows)

    def _put(self, column: int, value: str | Cell, style: Any) -> None:
        if isinstance(value, Cell) and value.number is not None:
            self.sheet.write_number(self.at, column, value.number, style)
        else:
            self.sheet.write_string(self.at, column, value.text if isinstance(value, Cell) else value, style)
