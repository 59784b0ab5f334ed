"""R28: small cells are hidden, and others with them, so that no total gives a small one back. Nowhere else is it decided.

Printed are a number, "<5" (one to four), or "×" (any number, closed to protect another one). After protecting, every
true one to four keeps at least three possible values for whoever knows everything that is printed (`network`, exact).

What is shown follows from three rules:
- A breakdown is shown only where the total of its area is shown, and that is decided from the top of the tree of areas
  downwards: what the table of a city hides, the page of a kecamatan does not tell.
- A list of one dimension never hides its total: it closes more of its parts instead, at last all of them.
- A crossed table takes over which rows and columns its two lists hide, closes all cells in those, and hides no others
  of them: several crossed tables of one year tell together no more than each of them. Where that does not suffice,
  the table is not shown.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from tuntas.statistics.network import THRESHOLD, Arc, Network, Shown

FEW_SIGN, CLOSED_SIGN = f"<{THRESHOLD}", "×"
EXPLAINED = (
    f"{FEW_SIGN}: satu sampai empat. {CLOSED_SIGN}: angka lain, berapa pun, yang ditutup supaya angka kecil tidak dapat dihitung kembali. "
    "Angka kecil disembunyikan agar tidak ada orang yang dapat dikenali (R28)."
)


@dataclass(frozen=True)
class Cell:
    """A count as it may be printed. Who prints uses `text` or `number`, and never sees a hidden value."""

    shown: Shown
    number: int | None

    @property
    def text(self) -> str:
        """With Indonesian thousands."""
        if self.number is None:
            return FEW_SIGN if self.shown is Shown.FEW else CLOSED_SIGN
        return f"{self.number:,}".replace(",", ".")


def cell(value: int, shown: Shown) -> Cell:
    """A count under a sign."""
    return Cell(shown, value if shown is Shown.NUMBER else None)


def _sign(value: int) -> Shown:
    return Shown.FEW if 0 < value < THRESHOLD else Shown.NUMBER


def total(value: int, *, shown: Shown | None = None) -> Cell:
    """A total of its own; `shown` as a table above decided."""
    return cell(value, _sign(value) if shown is None else shown)


def parts(values: Mapping[str, int], whole: int, *, several: bool = False) -> dict[str, Shown]:
    """How the parts of a shown total are printed. `several`: one may be counted under several parts.

    The total must be shown: below the threshold nobody calls this. Raises ValueError.
    """
    if _sign(whole) is not Shown.NUMBER:
        raise ValueError("what has a hidden total has no parts to show")
    # In the order of their keys: which of two equal ones is closed must not depend on which page asks.
    arcs = {key: Arc("parts", "whole", values[key], _sign(values[key])) for key in sorted(values)}
    around = [Arc("whole", "parts", whole)]
    if several:
        around.append(Arc("whole", "parts", sum(values.values()) - whole, printed=False))
    network = Network([*arcs.values(), *around])
    while network.unsafe():
        if not _close(list(arcs.values())):
            break
    return {key: arc.shown for key, arc in arcs.items()}


def _close(arcs: Sequence[Arc]) -> bool:
    """Close one more: the smallest number that is not small, then an empty cell, at last what says "<5"."""
    numbers = [arc for arc in arcs if arc.shown is Shown.NUMBER]
    few = [arc for arc in arcs if arc.shown is Shown.FEW]
    for arc in sorted(numbers, key=lambda each: (each.value == 0, each.value)) or few:
        arc.shown = Shown.CLOSED
        return True
    return False


@dataclass(frozen=True)
class Crossed:
    """Counts by two lists. `rows` and `columns`: the counts of the lists, with how they are printed."""

    values: Mapping[tuple[str, str], int]
    rows: Mapping[str, tuple[int, Shown]]
    columns: Mapping[str, tuple[int, Shown]]
    whole: int
    several_rows: bool = False
    several_columns: bool = False


def crossed(table: Crossed) -> dict[tuple[str, str], Shown] | None:
    """How the cells of a crossed table are printed; None: the table is not shown."""
    if table.several_rows and table.several_columns:
        raise ValueError("no table crosses two lists of which both may hold several at once")
    arcs = {
        (row, column): Arc(("row", row), ("column", column), table.values.get((row, column), 0), _inner(table, row, column))
        for row in table.rows
        for column in table.columns
    }  # fmt: skip
    network = Network([*arcs.values(), *_margins(table)])
    left = [arc for arc in network.arcs if arc.small]
    while left:
        left = [arc for arc in left if not network.safe(arc)]
        if left and not _close_around(left[0], list(arcs.values())):
            return None
    return {key: arc.shown for key, arc in arcs.items()}


def _inner(table: Crossed, row: str, column: str) -> Shown:
    if Shown.NUMBER in {table.rows[row][1]} & {table.columns[column][1]}:
        return _sign(table.values.get((row, column), 0))
    return Shown.CLOSED


def _margins(table: Crossed) -> list[Arc]:
    """The totals of rows and columns, the whole, and by how much sums go beyond it where one counts several times."""
    arcs = [Arc("all", ("row", key), value, shown) for key, (value, shown) in table.rows.items()]
    arcs += [Arc(("column", key), "end", value, shown) for key, (value, shown) in table.columns.items()]
    arcs.append(Arc("end", "all", table.whole))
    if table.several_rows:
        beyond: dict[Hashable, int] = {
            key: sum(table.values.get((row, key), 0) for row in table.rows) - value
            for key, (value, _) in table.columns.items()
        }
        arcs += [Arc(("column", key), "beyond", value, printed=False) for key, value in beyond.items()]
        arcs.append(Arc("beyond", "all", sum(beyond.values()), printed=False))
    if table.several_columns:
        beyond = {
            key: sum(table.values.get((key, column), 0) for column in table.columns) - value
            for key, (value, _) in table.rows.items()
        }
        arcs += [Arc("beyond", ("row", key), value, printed=False) for key, value in beyond.items()]
        arcs.append(Arc("end", "beyond", sum(beyond.values()), printed=False))
    return arcs


def _close_around(arc: Arc, arcs: Sequence[Arc]) -> bool:
    """Close one more cell for the sake of a small one: in its row or column, whichever has less closed, then anywhere."""
    row = [each for each in arcs if each.tail == arc.tail]
    column = [each for each in arcs if each.head == arc.head]
    for near in sorted((row, column), key=lambda cells: sum(each.shown is not Shown.NUMBER for each in cells)):
        if _close(near):
            return True
    return _close(arcs)
