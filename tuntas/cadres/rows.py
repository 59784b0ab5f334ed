"""Looking at each row of an old register: whose kelurahan, whether she is known already, what is wrong."""

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.cadres.models import Cadre
from tuntas.cadres.names import token_of
from tuntas.cadres.querysets import VILLAGE
from tuntas.cadres.sheets import Line, day_of


@dataclass
class Row:
    """One row as it would be taken over. `error`: why not; `known`: the id of who is registered already. `doubt`: what is
    taken over all the same, and somebody ought to look at first.
    """

    number: int
    name: str = ""
    contact: str = ""
    area_path: str = ""
    since: str = ""
    known: str = ""
    error: str = ""
    doubt: str = ""

    @property
    def day(self) -> date:
        """Cadre since, of a row in which nothing is wrong."""
        return date.fromisoformat(self.since)


class Places:
    """The kecamatan, kelurahan, RW and RT that an agency looks after, by name."""

    def __init__(self, agency: Agency) -> None:
        rows = Area.objects.current().below(agency.area_path).filter(level__gte=Level.DISTRICT)
        self.paths = {area.path for area in rows}
        self.by_name: dict[int, dict[str, list[Area]]] = {Level.DISTRICT: {}, Level.VILLAGE: {}}
        for area in rows:
            if area.level in self.by_name:
                self.by_name[area.level].setdefault(_plain(area.name), []).append(area)

    def find(self, cells: dict[str, Any]) -> tuple[str, str]:
        """The path of the narrowest area that a row names, and what it names that is not there. Raises ValueError."""
        district, village = _said(cells, "district"), _said(cells, "village")
        path = self._named(Level.DISTRICT, district, "Kecamatan", "") if district else ""
        if village:
            path = self._named(Level.VILLAGE, village, "Kelurahan", path)
        if not path:
            raise ValueError("Kelurahan belum diisi.")
        return self._neighbourhood(path, _said(cells, "rw"), _said(cells, "rt"))

    def _neighbourhood(self, path: str, rw: str, rt: str) -> tuple[str, str]:
        """As far down as it is registered. A number that is not is said: nobody is moved to the kelurahan in silence."""
        for mark, said in (("rw", rw), ("rt", rt)):
            if not said:
                continue
            digits = "".join(filter(str.isdecimal, said.split(".")[0]))
            narrower = f"{path}{mark}{int(digits):02}." if digits and len(digits) < 4 else ""
            if narrower not in self.paths:
                taken = "RW-nya" if mark == "rt" and path.rsplit(".", 2)[-2].startswith("rw") else "kelurahannya"
                return path, f"{mark.upper()} “{said[:20]}” tidak terdaftar di sini; kader dicatat pada {taken}."
            path = narrower
        return path, ""

    def _named(self, level: int, said: str, word: str, within: str) -> str:
        known, wanted = self.by_name[level], _plain(said)
        found = [area for area in known.get(wanted, []) if area.path.startswith(within)]
        if len(found) == 1:
            return found[0].path
        if len(found) > 1:
            raise ValueError(f"Ada {len(found)} {word.lower()} bernama “{said[:60]}”. Tambahkan kolom Kecamatan.")
        near = get_close_matches(wanted, known, n=1, cutoff=0.7)
        hint = f" Maksudnya “{known[near[0]][0].name}”?" if near else ""
        raise ValueError(f"{word} “{said[:60]}” tidak dikenal di sini.{hint}")


def look(lines: list[Line], *, agency: Agency, since: date, today: date) -> list[Row]:
    """Every row with what is wrong, in the order of the file."""
    places, seen = Places(agency), dict[bytes, int]()
    rows = []
    known = _registered(agency)
    for line in lines:
        row = Row(number=line.number)
        rows.append(row)
        try:
            _fill(row, line, places, since, today)
        except ValueError as error:
            row.error = str(error)
            continue
        token = token_of(row.name, row.area_path[:VILLAGE])
        if token in seen:
            row.error = f"Sama dengan baris {seen[token]}: nama dan kelurahan yang sama."
            continue
        seen[token] = row.number
        found = known.get(token, [])
        if len(found) > 1:
            row.error = (
                f"Ada {len(found)} kader dengan nama ini di kelurahan itu. Catat keikutsertaannya di halaman angkatan."
            )
        elif found:
            row.known = found[0]
    return rows


def _fill(row: Row, line: Line, places: Places, since: date, today: date) -> None:
    for cell in line.cells.values():
        if isinstance(cell, str) and cell.lstrip()[:1] == "=":
            raise ValueError("Ada sel berisi rumus. Ganti dengan isinya.")
    name = " ".join(_said(line.cells, "name").split())
    if not name or not any(letter.isalpha() for letter in name):
        raise ValueError("Nama belum diisi.")
    if len(name) > 150 or "\ufffd" in name or any(ord(letter) < 32 for letter in name):
        raise ValueError("Nama ini tidak terbaca. Simpan berkas sebagai XLSX atau CSV UTF-8.")
    row.name, row.contact = name, _said(line.cells, "contact")[:50]
    row.area_path, row.doubt = places.find(line.cells)
    try:
        day = day_of(line.cells.get("since")) or since
    except ValueError as error:
        raise ValueError(
            f"Tanggal “{str(line.cells.get('since'))[:30]}” tidak dapat dibaca. Tulis seperti 31-12-2017."
        ) from error
    if not date(1990, 1, 1) <= day <= today:
        raise ValueError(f"Tanggal {day:%d-%m-%Y} tidak mungkin.")
    row.since = day.isoformat()


def _registered(agency: Agency) -> dict[bytes, list[str]]:
    rows = Cadre.objects.filter(
        area_path__startswith=agency.area_path, left_date__isnull=True, name_token__isnull=False
    )
    found: dict[bytes, list[str]] = {}
    for token, pk in rows.values_list("name_token", "pk"):
        found.setdefault(bytes(token), []).append(str(pk))
    return found


def _said(cells: dict[str, Any], name: str) -> str:
    value = cells.get(name)
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a number of a telephone that a program took for a number
    return str(value if value is not None else "").replace("\x00", "").strip()


def _plain(name: str) -> str:
    words = "".join(letter if letter.isalnum() else " " for letter in name.lower()).split()
    while words and words[0] in {"kelurahan", "kel", "desa", "kecamatan", "kec"}:
        words = words[1:]
    return "".join(words)
