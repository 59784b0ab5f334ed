"""Reads a table of areas from a CSV file as people send them, and says in a sentence what is wrong with it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tuntas.statistics.silence import Area
from tuntas.statistics.trend import LARGEST

_MOST_BYTES = 20_000_000
_MISSING = {"", "na", "n/a", "nan", "null", "-", "–", "."}


class NotATable(ValueError):
    """The file cannot be used; the sentence says why and where."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns were asked for; an empty name means: the first that fits."""

    area: str = ""
    count: str = ""
    population: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The areas, and the names of the columns they came from (empty: the rows were numbered)."""

    areas: list[Area]
    columns: Columns


def read(path: Path, wanted: Columns, *, years: float = 1) -> Table:
    """First text column: area; first two numeric columns: count and population. Raises NotATable."""
    header, rows = _rows(path)
    found = _columns(header, [row for _, row in rows], wanted)
    area_at, count_at, population_at = found
    areas = []
    for line, row in rows:
        name = _printable(row[area_at]) if area_at is not None else ""
        count = _whole(row[count_at], line, header[count_at])
        population = _whole(row[population_at], line, header[population_at])
        if not population:
            raise NotATable(f"Baris {line}: penduduk (kolom {_quoted(header[population_at])}) harus lebih dari nol.")
        areas.append(Area(name or f"baris {line}", count, population * years))
    area_name = header[area_at] if area_at is not None else ""
    return Table(areas, Columns(area_name, header[count_at], header[population_at]))


def _rows(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise NotATable(f"Berkas {path} tidak dapat dibuka. Periksa nama dan letaknya.") from error
    if len(raw) > _MOST_BYTES:
        raise NotATable("Berkas lebih besar dari 20 MB. Kirim hanya kolom yang diperlukan.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotATable("Berkas ini bukan CSV dengan huruf UTF-8. Simpan ulang sebagai “CSV UTF-8”.") from error
    try:
        return _split(text)
    except csv.Error as error:
        raise NotATable("Berkas ini tidak terbaca sebagai CSV. Simpan ulang sebagai “CSV UTF-8”.") from error


def _split(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    if "\0" in text:
        raise NotATable("Berkas ini bukan CSV. Simpan ulang sebagai “CSV UTF-8”.")
    first = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    for row in reader:
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if not header:
            header = [_printable(cell) for cell in cells]
            continue
        if len(cells) != len(header):
            raise NotATable(f"Baris {reader.line_num} mempunyai {len(cells)} kolom, judulnya {len(header)}.")
        rows.append((reader.line_num, cells))
    if not rows:
        raise NotATable("Berkas ini tidak berisi baris data di bawah judul kolom.")
    return header, rows


def _columns(header: list[str], rows: list[list[str]], wanted: Columns) -> tuple[int | None, int, int]:
    asked = {
        "count": _named(header, wanted.count) if wanted.count else None,
        "population": _named(header, wanted.population) if wanted.population else None,
    }
    numeric = [at for at in range(len(header)) if _mostly_numbers(row[at] for row in rows)]
    free = iter([at for at in numeric if at not in asked.values()])
    for name, at in asked.items():
        asked[name] = next(free, None) if at is None else at
    count, population = asked["count"], asked["population"]
    if count is None or population is None:
        raise NotATable(
            "Diperlukan dua kolom angka: jumlah dan penduduk. Kolom angka yang ditemukan: "
            + (", ".join(_quoted(header[at]) for at in numeric) or "tidak ada")
            + ". Tulis angka tanpa titik atau koma pemisah ribuan."
        )
    if count == population:
        raise NotATable("Jumlah dan penduduk tidak dapat diambil dari kolom yang sama.")
    if wanted.area:
        return _named(header, wanted.area), count, population
    texts = [at for at in range(len(header)) if at not in {*numeric, count, population}]
    return next((at for at in texts if any(row[at] for row in rows)), None), count, population


def _named(header: list[str], name: str) -> int:
    matches = [at for at, title in enumerate(header) if title.casefold() == name.strip().casefold()]
    if len(matches) > 1:
        raise NotATable(f"Ada {len(matches)} kolom bernama {_quoted(name)}. Beri nama yang berbeda.")
    if not matches:
        raise NotATable(f"Tidak ada kolom {_quoted(name)}. Kolom yang ada: {', '.join(map(_quoted, header))}.")
    return matches[0]


def _mostly_numbers(cells: Iterator[str]) -> bool:
    """More than half of what is filled in: one wrong cell is to be named, not to push the next column into its place."""
    filled = [cell for cell in cells if cell.casefold() not in _MISSING]
    return 2 * sum(map(_is_number, filled)) > len(filled)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _whole(cell: str, line: int, column: str) -> int:
    whole, _, rest = cell.partition(".")
    where = f"Baris {line}, kolom {_quoted(column)}"
    if cell.casefold() in _MISSING:
        raise NotATable(f"{where}: angkanya kosong. Isi, atau hapus baris itu dari berkas.")
    if not (whole.isascii() and whole.isdigit()) or rest.strip("0") or (rest and len(rest) == 3):
        raise NotATable(
            f"{where}: {_quoted(cell)} bukan angka bulat dari nol ke atas. Tulis tanpa titik atau koma pemisah."
        )
    digits = whole.lstrip("0")
    if len(digits) > 12 or int(digits or "0") > 10 * LARGEST:
        raise NotATable(f"{where}: angka ini terlalu besar.")
    return int(digits or "0")


def _quoted(text: str) -> str:
    short = _printable(text)
    return f"“{short if len(short) <= 40 else short[:39] + '…'}”"


def _printable(text: str) -> str:
    return "".join(character for character in text if character.isprintable()).strip()
