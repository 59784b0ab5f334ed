"""Reading an old register as it comes: XLSX or CSV, of whatever program. Nothing of it is trusted; no database here."""

import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

LARGEST = 2 * 1024 * 1024
LARGEST_UNPACKED = 30 * 1024 * 1024
MOST_PARTS, MOST_COLUMNS, MOST_ROWS, MOST_LINES = 200, 30, 2000, 10_000
TOO_LONG = f"Berkas ini lebih dari {MOST_ROWS} baris. Bagi menjadi beberapa berkas."
HEADERS = {
    "name": ("nama", "nama kader", "nama lengkap"),
    "village": ("kelurahan", "desa", "kelurahan/desa", "kel", "kel."),
    "district": ("kecamatan", "kec", "kec."),
    "rw": ("rw",),
    "rt": ("rt",),
    "contact": ("kontak", "no hp", "no. hp", "hp", "telepon", "no telepon", "no. telepon", "nomor hp"),
    "since": ("sejak", "tanggal", "tanggal pelatihan", "kader sejak", "tgl", "tgl pelatihan"),
}
MONTHS = (
    "januari",
    "februari",
    "maret",
    "april",
    "mei",
    "juni",
    "juli",
    "agustus",
    "september",
    "oktober",
    "november",
    "desember",
)
EXCEL_DAY_0 = date(1899, 12, 30)


class Unreadable(Exception):
    """The file as a whole cannot be read; the sentence says why and what to do."""


@dataclass(frozen=True)
class Line:
    """One row of the register: its number in the file, and what its cells say by our names."""

    number: int
    cells: dict[str, Any]


def read(data: bytes) -> list[Line]:
    """The rows below the heading. Raises Unreadable."""
    if len(data) > LARGEST:
        raise Unreadable("Berkas ini lebih besar dari 2 MB.")
    table = _workbook(data) if data[:2] == b"PK" else _text(data)
    columns, start = _heading(table)
    lines = []
    for number, row in table[start:]:
        cells = {name: row[at] if at < len(row) else None for name, at in columns.items()}
        if any(str(value).strip() for value in cells.values() if value is not None):
            lines.append(Line(number, cells))
    if len(lines) > MOST_ROWS:
        raise Unreadable(TOO_LONG)
    if not lines:
        raise Unreadable("Tidak ada baris di bawah judul kolom.")
    return lines


def day_of(value: Any) -> date | None:
    """A day as people and programs write it; None for nothing. Raises ValueError for what is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value if value is not None else "").strip().lower()
    if not text:
        return None
    if text.replace(".", "", 1).isdigit() and 20000 <= float(text) <= 60000:  # Excel counts days
        return EXCEL_DAY_0 + timedelta(days=int(float(text)))
    for form in ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    words = text.split()
    if len(words) == 3 and words[1] in MONTHS and words[0].isdigit() and words[2].isdigit():
        return date(int(words[2]), MONTHS.index(words[1]) + 1, int(words[0]))
    raise ValueError(text)


def _heading(table: list[tuple[int, list[Any]]]) -> tuple[dict[str, int], int]:
    """Where each column is, and where the rows begin: titles may stand above the heading."""
    for at, (_, row) in enumerate(table[:15]):
        said = [" ".join(str(cell or "").lower().replace("_", " ").split()) for cell in row]
        columns = {
            name: next(index for index, cell in enumerate(said) if cell in words)
            for name, words in HEADERS.items()
            if any(cell in words for cell in said)
        }
        if "name" in columns and {"village", "district"} & columns.keys():
            return columns, at + 1
    raise Unreadable("Judul kolom tidak ditemukan. Perlu paling sedikit “Nama” dan “Kelurahan”.")


def _text(data: bytes) -> list[tuple[int, list[Any]]]:
    """CSV with commas, semicolons or tabs, in UTF-8, UTF-16 or the old Windows encoding."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        text = data.decode("utf-16", errors="replace")
    elif b"\x00" in data:
        raise Unreadable("Berkas ini bukan XLSX atau CSV.")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    head = "\n".join(text.splitlines()[:15])
    delimiter = max(";,\t", key=head.count)
    table: list[tuple[int, list[Any]]] = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            _check_size(number, row)
            table.append((number, list(row)))
    except csv.Error as error:
        raise Unreadable("Berkas CSV ini rusak: tanda kutip atau barisnya tidak lengkap.") from error
    return table


def _workbook(data: bytes) -> list[tuple[int, list[Any]]]:
    """The first sheet of an XLSX, after looking how much it would unpack to. Formulas stay text: they are never reckoned."""
    from openpyxl import load_workbook  # only where a file is read: not in a process that serves pages

    _check_packed(data)
    table: list[tuple[int, list[Any]]] = []
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        try:
            for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS), start=1):
                _check_size(number, row)
                table.append((number, list(row)))
        finally:
            book.close()
    except Unreadable:
        raise
    except Exception as error:  # whatever a broken file does to the library is the file's fault
        raise Unreadable("Berkas XLSX ini rusak atau terkunci. Simpan ulang sebagai XLSX atau CSV.") from error
    return table


def _check_packed(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise Unreadable("Berkas XLSX ini terlalu besar setelah dibuka. Simpan hanya lembar yang perlu.")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with packed.open(part) as opened:
                        if b"<!DOCTYPE" in opened.read(LARGEST_UNPACKED):
                            raise Unreadable(
                                "Berkas XLSX ini memuat hal yang tidak diterima. Simpan ulang dari program lembar kerja."
                            )
    except zipfile.BadZipFile as error:
        raise Unreadable("Berkas XLSX ini rusak. Simpan ulang sebagai XLSX atau CSV.") from error


def _check_size(number: int, row: Any) -> None:
    if number > MOST_LINES:
        raise Unreadable(TOO_LONG)
    if len(row) > MOST_COLUMNS and any(cell for cell in row[MOST_COLUMNS:]):
        raise Unreadable(f"Berkas ini lebih dari {MOST_COLUMNS} kolom.")
