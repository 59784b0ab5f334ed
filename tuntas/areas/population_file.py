"""A CSV file of people by area: what it says, what it does not, and where it does not add up. Touches no table."""

import csv
import io
import re
from dataclasses import dataclass, field

MAX_BYTES = 8 * 1024 * 1024
MOST_ROWS = 90_000
LARGEST = 2_000_000_000
NATION = {"ID", "00", "INDONESIA"}
NAMES = {
    "code": {"code", "kode", "kode wilayah", "kode kemendagri"},
    "name": {"name", "nama", "wilayah", "nama wilayah"},
    "total": {"total", "jumlah", "penduduk", "jumlah penduduk"},
    "male": {"male", "laki-laki", "laki laki", "lk", "l"},
    "female": {"female", "perempuan", "pr", "p"},
    "children": {"under 18", "anak", "usia anak", "di bawah 18"},
    "girls": {"girls under 18", "anak perempuan", "female under 18"},
}
GROUP = re.compile(r"(?:age|usia|umur) (\d{1,3}) (?:(\d{1,3})|(plus|keatas|ke atas))")
CODE = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?")
OLDEST = 200  # the end of an open group


class FileRefused(Exception):
    """The file cannot be used; the sentence says why and where."""


@dataclass(frozen=True, slots=True)
class Row:
    """One area as the file has it. What stands in no column is None; `ages` by first and last year."""

    line: int
    code: str
    name: str
    total: int | None
    male: int | None
    female: int | None
    children: int | None
    girls: int | None
    ages: dict[tuple[int, int], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """A total and the sum of its parts, which should be the same. `about` says what and where."""

    about: str
    total: int
    parts: int


def read(raw: bytes) -> list[Row]:
    """The rows of a file with a header; codes as the official list writes them. Raises FileRefused."""
    if len(raw) > MAX_BYTES:
        raise FileRefused(f"Berkas lebih besar dari {MAX_BYTES // 1024 // 1024} MB. Bagi menurut provinsi.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused("Berkas ini bukan CSV dengan huruf UTF-8. Simpan ulang sebagai “CSV UTF-8”.") from error
    if "\0" in text:
        raise FileRefused("Berkas ini bukan CSV. Simpan ulang sebagai “CSV UTF-8”.")
    separator = max(",;\t", key=text.lstrip().partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        lines = [(reader.line_num, [cell.strip() for cell in row]) for row in reader if any(row)]
    except csv.Error as error:
        raise FileRefused("Berkas ini tidak terbaca sebagai CSV; periksa tanda kutipnya.") from error
    if len(lines) < 2:
        raise FileRefused("Berkas ini tidak berisi baris data di bawah judul kolom.")
    if len(lines) > MOST_ROWS:
        raise FileRefused(f"Berkas memuat lebih dari {MOST_ROWS} baris. Bagi menurut provinsi.")
    columns, groups = _columns(lines[0][1])
    rows: dict[str, Row] = {}
    for line, cells in lines[1:]:
        row = _row(line, cells, columns, groups)
        if row.code in rows:
            raise FileRefused(f"Baris {line}: kode {row.code} sudah ada di baris {rows[row.code].line}.")
        rows[row.code] = row
    return list(rows.values())


def _columns(header: list[str]) -> tuple[dict[str, int], dict[tuple[int, int], int]]:
    names = [" ".join(re.sub(r"[_\s]+", " ", cell.lower()).split()) for cell in header]
    columns = {key: at for at, name in enumerate(names) for key, words in NAMES.items() if name in words}
    groups = {}
    for at, name in enumerate(names):
        if match := GROUP.fullmatch(name):
            groups[int(match[1]), int(match[2]) if match[2] else OLDEST] = at
    if "code" not in columns:
        raise FileRefused("Kolom kode wilayah tidak ditemukan. Beri judul “kode”.")
    if "total" not in columns and not {"male", "female"} <= columns.keys():
        raise FileRefused(
            "Kolom jumlah penduduk tidak ditemukan. Beri judul “total”, atau “laki-laki” dan “perempuan”."
        )
    return columns, groups


def _row(line: int, cells: list[str], columns: dict[str, int], groups: dict[tuple[int, int], int]) -> Row:
    def number(at: int | None) -> int | None:
        text = cells[at] if at is not None and at < len(cells) else ""
        if not text:
            return None
        if not (text.isascii() and text.isdigit()) or int(text[:12]) > LARGEST:
            raise FileRefused(f"Baris {line}: “{text[:20]}” bukan jumlah orang. Tulis angka tanpa titik atau koma.")
        return int(text)

    def text(key: str) -> str:
        at = columns.get(key)
        return cells[at][:80] if at is not None and at < len(cells) else ""

    code = text("code").rstrip(".")
    if code.upper() not in NATION and not CODE.fullmatch(code):
        raise FileRefused(f"Baris {line}: “{code[:20]}” bukan kode wilayah seperti 61.71.01.1001.")
    found = {key: number(columns.get(key)) for key in ("total", "male", "female", "children", "girls")}
    if found["total"] is None and (found["male"] is None or found["female"] is None):
        raise FileRefused(f"Baris {line}: jumlah penduduknya kosong. Isi, atau hapus baris itu.")
    ages = {group: value for group, at in groups.items() if (value := number(at)) is not None}
    return Row(line, code, text("name"), ages=ages, **found)


def chain(groups: dict[tuple[int, int], int], last: int, first: int = 0) -> int | None:
    """The people of age groups that follow each other from `first` to `last` without gap or overlap; None: there are no such."""
    reached = {first: 0}
    for (low, high), value in sorted(groups.items()):
        if low in reached and high <= last:
            reached.setdefault(high + 1, reached[low] + value)
    return reached.get(last + 1)


def differences(rows: list[Row]) -> list[Difference]:
    """Where totals are not the sum of men and women, of ages, or of the areas that lie inside."""
    found = []
    for row in rows:
        where = f"{row.name or row.code} (baris {row.line})"
        if row.total is not None and row.male is not None and row.female is not None:
            found.append(Difference(f"{where}: laki-laki dan perempuan", row.total, row.male + row.female))
        all_ages, young = chain(row.ages, OLDEST), chain(row.ages, 17)
        if all_ages is not None:
            found.append(Difference(f"{where}: kelompok usia", total_of(row), all_ages))
        if row.children is not None and young is not None:
            found.append(Difference(f"{where}: anak menurut kelompok usia", row.children, young))
    return [each for each in found if each.total != each.parts] + _inside(rows)


def _inside(rows: list[Row]) -> list[Difference]:
    sums: dict[str, int] = {}
    for row in rows:
        if row.code.upper() not in NATION:
            around = row.code.rpartition(".")[0]
            sums[around] = sums.get(around, 0) + total_of(row)
    found = []
    for row in rows:
        parts = sums.get("" if row.code.upper() in NATION else row.code)
        if parts is not None and parts != total_of(row):
            found.append(
                Difference(f"{row.name or row.code} (baris {row.line}): wilayah di dalamnya", total_of(row), parts)
            )
    return found


def total_of(row: Row) -> int:
    """As written, or men and women together."""
    return row.total if row.total is not None else (row.male or 0) + (row.female or 0)
