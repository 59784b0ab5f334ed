"""A published table of counts as a CSV file, as people type it from a page. Touches no table of the database."""

import calendar
import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from tuntas.statistics.states import Unit

MAX_BYTES = 256 * 1024
MOST_ROWS = 5_000
LARGEST = 100_000_000
PERIODS = {"periode", "tahun", "year", "period", "waktu"}
CODES = {"kode", "code", "kode wilayah"}
UNITS = {
    "kasus": Unit.CASES, "jumlah kasus": Unit.CASES, "cases": Unit.CASES, "korban": Unit.VICTIMS, "jumlah korban": Unit.VICTIMS,
    "victims": Unit.VICTIMS, "laporan": Unit.REPORTS, "pengaduan": Unit.REPORTS, "terlapor": Unit.REPORTED, "pelaku": Unit.REPORTED,
}  # fmt: skip
TOTALS = {"total", "jumlah", "jumlah total", "grand total"}
YEAR = r"(19[5-9]\d|20\d\d)"
PERIOD = re.compile(rf"{YEAR}(?:-(\d\d)(?:-(\d\d))?)?(?:\.\.(?:(\d\d)-)?(\d\d))?")


class FileRefused(Exception):
    """The file cannot be used; the sentence says why and where."""


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day that a number covers."""

    first: date
    last: date

    @property
    def year(self) -> int | None:
        """The year, if it is a whole one."""
        whole = (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31)
        return self.first.year if whole and self.first.year == self.last.year else None


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One row: of what part, when, how many of each unit."""

    number: int
    label: str
    code: str
    span: Span
    counts: dict[Unit, int]


@dataclass
class Table:
    """All rows, and the totals that the file itself writes."""

    units: list[Unit]
    lines: list[Line] = field(default_factory=list)
    totals: dict[Unit, int] = field(default_factory=dict)

    def sums(self) -> Counter[Unit]:
        """What the rows add up to, by unit."""
        found: Counter[Unit] = Counter(dict.fromkeys(self.units, 0))
        for line in self.lines:
            found.update(line.counts)
        return found


def period(text: str) -> Span:
    """2021; 2022-01..10 (months); 2024-01-01..07-11; 2024-01..04-25. Raises FileRefused."""
    match = PERIOD.fullmatch(text.strip())
    span = _span(*(int(part) if part else 0 for part in match.groups())) if match else None
    if span is None:
        raise FileRefused(
            f"“{text[:30]}” bukan periode. Tulis 2021, 2022-01..10 untuk Januari–Oktober, atau 2024-01-01..07-11."
        )
    return span


def _span(year: int, month: int, day: int, to_month: int, last: int) -> Span | None:
    """What was written as numbers, nought where nothing was; None for what no calendar has."""
    if not last:
        end_month, end_day = month or 12, day
    elif to_month or day:  # ..07-11, or a day of the same month
        end_month, end_day = to_month or month, last
    else:
        end_month, end_day = last, 0
    try:
        first = date(year, month or 1, day or 1)
        until = date(year, end_month, end_day or calendar.monthrange(year, end_month)[1])
    except ValueError:
        return None
    return Span(first, until) if first <= until else None


def read(raw: bytes, *, when: str = "") -> Table:
    """The rows of a file. `when`: the period of a table that has no column for it. Raises FileRefused."""
    rows = _rows(raw)
    header = [" ".join(cell.lower().replace("_", " ").split()) for cell in rows[0][1]]
    units = {at: UNITS[name] for at, name in enumerate(header) if name in UNITS}
    if not units or len(set(units.values())) < len(units):
        raise FileRefused(
            "Beri judul kolom angka: kasus, korban, terlapor, atau laporan. Tanpa itu tidak diketahui apa yang dihitung."
        )
    at_period = next((at for at, name in enumerate(header) if name in PERIODS), None)
    at_code = next((at for at, name in enumerate(header) if name in CODES), None)
    at_label = next((at for at in range(len(header)) if at not in {*units, at_period, at_code}), None)
    if at_period is None and not when:
        raise FileRefused("Tabel ini tidak mempunyai kolom periode. Isi periodenya di formulir.")
    table, seen = Table(list(units.values())), set()
    for number, cells in rows[1:]:
        label, code = _cell(cells, at_label), _cell(cells, at_code)
        counts = {unit: value for at, unit in units.items() if (value := _count(cells, at, number)) is not None}
        if (label or _cell(cells, at_period)).casefold() in TOTALS:
            table.totals |= counts
            continue
        span = period(_cell(cells, at_period) or when)
        key = (label.casefold(), code, span)
        if key in seen:
            raise FileRefused(f"Baris {number}: bagian dan periode ini sudah ada di baris sebelumnya.")
        seen.add(key)
        table.lines.append(Line(number, label, code, span, counts))
    if not table.lines:
        raise FileRefused("Berkas ini tidak berisi baris data di bawah judul kolom.")
    return table


def _rows(raw: bytes) -> list[tuple[int, list[str]]]:
    if len(raw) > MAX_BYTES:
        raise FileRefused(f"Berkas lebih besar dari {MAX_BYTES // 1024} KB. Kirim hanya kolom yang diperlukan.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused("Berkas ini bukan CSV dengan huruf UTF-8. Simpan ulang sebagai “CSV UTF-8”.") from error
    if "\0" in text:
        raise FileRefused("Berkas ini bukan CSV. Simpan ulang sebagai “CSV UTF-8”.")
    separator = max(",;\t", key=text.lstrip().partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader if any(map(str.strip, row))]
    except csv.Error as error:
        raise FileRefused("Berkas ini tidak terbaca sebagai CSV; periksa tanda kutipnya.") from error
    if len(rows) < 2:
        raise FileRefused("Berkas ini tidak berisi baris data di bawah judul kolom.")
    if len(rows) > MOST_ROWS:
        raise FileRefused(f"Berkas memuat lebih dari {MOST_ROWS} baris.")
    return rows


def _cell(cells: list[str], at: int | None) -> str:
    text = cells[at] if at is not None and at < len(cells) else ""
    return "".join(character for character in text if character.isprintable())[:80]


def _count(cells: list[str], at: int, number: int) -> int | None:
    text = _cell(cells, at)
    if text in {"", "-", "–"}:  # not told; none at all is written 0
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > 9 or int(text) > LARGEST:
        raise FileRefused(f"Baris {number}: “{text[:20]}” bukan jumlah. Tulis angka tanpa titik atau koma.")
    return int(text)
