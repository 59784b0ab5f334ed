"""What a published table would bring: which parts are areas we know, and where its totals are not the sum of its rows."""

import re
from dataclasses import dataclass, field

from tuntas.areas.models import Area
from tuntas.core.errors import Denied
from tuntas.statistics import prior_file
from tuntas.statistics.prior_file import Line, Table
from tuntas.statistics.states import Unit

ALIASES = {"di yogyakarta": "daerah istimewa yogyakarta", "dki jakarta": "daerah khusus ibukota jakarta"}
SHORT = (("kab. ", "kabupaten "), ("kec. ", "kecamatan "), ("kel. ", "kelurahan "))


@dataclass
class Plan:
    """Each row with its area, if one is known. `unknown`: parts that are no area here; they count in the total."""

    table: Table
    areas: dict[Line, Area | None] = field(default_factory=dict)
    differences: list[dict[str, object]] = field(default_factory=list)

    @property
    def unknown(self) -> list[str]:
        """Their names, as written."""
        return [
            line.label or line.code for line, area in self.areas.items() if area is None and (line.label or line.code)
        ]

    @property
    def spans(self) -> set[prior_file.Span]:
        """All periods that occur."""
        return {line.span for line in self.table.lines}


def make(raw: bytes, *, area: Area | None, when: str = "", published: dict[str, int] | None = None) -> Plan:
    """Read, match, add up. Totals typed by the reader stand beside those that the file writes. Raises Denied."""
    try:
        table = prior_file.read(raw, when=when)
    except prior_file.FileRefused as error:
        raise Denied(str(error)) from error
    plan = Plan(table)
    names = _names(area)
    for line in table.lines:
        plan.areas[line] = (
            names.get(line.code.rstrip(".")) or names.get(_key(line.label)) if line.label or line.code else area
        )
    table.totals |= {Unit(unit): total for unit, total in (published or {}).items()}
    sums = table.sums()
    plan.differences = [
        {"about": f"Jumlah {unit.label}", "unit": unit.value, "total": total, "parts": sums[unit]}
        for unit, total in table.totals.items()
        if unit in sums and total != sums[unit]
    ]
    return plan


def _names(area: Area | None) -> dict[str, Area]:
    """Areas inside by code and by name. Those nearer are meant before those deeper (Serpong is a kecamatan, and a kelurahan in it)."""
    current = Area.objects.current()
    near = current.filter(parent=area) if area else current.filter(parent__isnull=True)
    deep = current.filter(parent__parent=area) if area else current.none()
    return _by_name(list(deep)) | _by_name(list(near))


def _by_name(areas: list[Area]) -> dict[str, Area]:
    """A name that several have means none of them."""
    found: dict[str, set[Area]] = {}
    for each in areas:
        for key in (each.code, _key(each.full_name), _key(each.name)):
            found.setdefault(key, set()).add(each)
    return {key: next(iter(named)) for key, named in found.items() if len(named) == 1}


def _key(name: str) -> str:
    text = " ".join(name.casefold().split())
    for short, full in SHORT:
        text = re.sub(rf"^{re.escape(short)}", full, text)
    return "".join(ALIASES.get(text, text).replace("provinsi ", "").split())
