"""A CSV file of RW and RT: what its lines say, and what is wrong with them. Touches no table."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_BYTES = 256 * 1024
MAX_LINES = 5000
ENCODINGS = ("utf-8-sig", "cp1252")  # what Excel writes
VILLAGE_COLUMNS = {"kode", "kode wilayah", "kelurahan", "desa", "kelurahan/desa", "wilayah"}
NUMBER = re.compile(r"(?:RW|RT)?[ .]*0*([1-9]\d{0,2})", re.IGNORECASE)


class FileRefused(Exception):
    """The whole file cannot be read; the sentence says what to do."""


@dataclass(frozen=True)
class Problem:
    """One thing to put right, and in which line of the file (the header is line 1)."""

    line: int
    sentence: str


@dataclass(frozen=True)
class Line:
    """One RW, or one RT with the RW around it (0: directly in the village). `village` as written, code or name."""

    number: int
    village: str
    rw: int
    rt: int


@dataclass
class Contents:
    """All that a file says."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def decode(raw: bytes) -> str:
    """Text of an uploaded file. Raises FileRefused."""
    if len(raw) > MAX_BYTES:
        raise FileRefused(f"Berkas terlalu besar (paling besar {MAX_BYTES // 1024} KB). Bagi menjadi beberapa berkas.")
    for encoding in ENCODINGS:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise FileRefused("Berkas ini bukan CSV. Di Excel pilih Simpan sebagai, lalu CSV.")


def read(text: str, *, village_needed: bool) -> Contents:
    """The lines of a file with header `kelurahan;rw;rt` (or `rw;rt` where the village is known). Raises FileRefused."""
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_BYTES:
        raise FileRefused(f"Berkas terlalu besar (paling besar {MAX_BYTES // 1024} KB). Bagi menjadi beberapa berkas.")
    header, _, _ = text.lstrip().partition("\n")
    separator = max(";,\t", key=header.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return _read(((rows.line_num, row) for row in rows), village_needed=village_needed)
    except csv.Error as error:
        raise FileRefused("Berkas ini tidak dapat dibaca sebagai CSV; periksa tanda kutipnya.") from error


def _read(rows: Iterator[tuple[int, list[str]]], *, village_needed: bool) -> Contents:
    columns: dict[str, int] | None = None
    contents = Contents()
    seen: dict[tuple[str, int, int], int] = {}
    for number, row in rows:
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if columns is None:
            columns = _columns(cells, village_needed=village_needed)
            continue
        if len(contents.lines) + len(contents.problems) >= MAX_LINES:
            raise FileRefused(f"Berkas memuat lebih dari {MAX_LINES} baris. Bagi menjadi beberapa berkas.")
        _add(contents, cells, columns, number, seen)
    if columns is None or not (contents.lines or contents.problems):
        raise FileRefused("Berkas ini tidak memuat baris apa pun di bawah judul kolom.")
    return contents


def _columns(cells: list[str], *, village_needed: bool) -> dict[str, int]:
    names = [" ".join(cell.lower().replace("_", " ").split()) for cell in cells]
    columns: dict[str, int] = {}
    for at, name in enumerate(names):
        key = "village" if name in VILLAGE_COLUMNS else name
        if key in {"village", "rw", "rt"}:
            columns.setdefault(key, at)
    wanted = "kelurahan;rw;rt" if village_needed else "rw;rt"
    if "rw" not in columns and "rt" not in columns:
        raise FileRefused(f"Baris pertama harus memuat judul kolom: {wanted}.")
    if village_needed and "village" not in columns:
        raise FileRefused(f"Kolom kelurahan (nama atau kodenya) belum ada. Baris pertama harus: {wanted}.")
    return columns


def _add(
    contents: Contents, cells: list[str], columns: dict[str, int], number: int, seen: dict[tuple[str, int, int], int]
) -> None:
    try:
        line = _line(cells, columns, number)
    except ValueError as error:
        contents.problems.append(Problem(number, str(error)))
        return
    key = (line.village.casefold(), line.rw, line.rt)
    if key in seen:
        contents.problems.append(Problem(number, f"sama dengan baris {seen[key]}."))
        return
    seen[key] = number
    contents.lines.append(line)


def _line(cells: list[str], columns: dict[str, int], number: int) -> Line:
    values = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
    village = _text(values.get("village", ""))
    if "village" in columns and not village:
        raise ValueError("kelurahan atau desa belum diisi.")
    rw, rt = _number(values.get("rw", ""), "RW"), _number(values.get("rt", ""), "RT")
    if not rw and not rt:
        raise ValueError("nomor RW dan RT dua-duanya kosong.")
    return Line(number, village, rw, rt)


def _text(cell: str) -> str:
    # A cell like this runs as a formula when somebody opens an export of it in a spreadsheet.
    if cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        raise ValueError(f'isi "{_short(cell)}" tampak seperti rumus. Tulis nama atau nomornya saja.')
    return cell


def _number(cell: str, word: str) -> int:
    if not _text(cell):
        return 0
    match = NUMBER.fullmatch(cell)
    if match is None:
        raise ValueError(f'nomor {word} "{_short(cell)}" tidak dikenal. Tulis angka 1 sampai 999.')
    return int(match[1])


def _short(cell: str) -> str:
    return cell if len(cell) <= 30 else f"{cell[:30]}…"
