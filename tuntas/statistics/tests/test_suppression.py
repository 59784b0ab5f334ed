"""R28: what is printed does not give a hidden count back, whatever is added up."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuntas.statistics.network import WIDE, Shown
from tuntas.statistics.suppression import Crossed, cell, crossed, parts, total
from tuntas.statistics.tests.attack import Sums, bounds, possible

SMALL = st.integers(0, 9)


def sums_of_parts(values: Mapping[str, int], *, several: bool, whole: int) -> Sums:
    shown = parts(values, whole, several=several)
    printed = {key: cell(value, shown[key]).text for key, value in values.items()} | {"whole": str(whole)}
    relation = ("whole", list(values))
    return Sums(printed, [] if several else [relation], [relation] if several else [])


def sums_of_crossed(rows: int, columns: int, values: list[int]) -> tuple[Sums, dict[str, int]] | None:
    """A crossed table under the signs of its two lists; nothing where it is not shown."""
    keys = [(f"r{i}", f"c{j}") for i in range(rows) for j in range(columns)]
    table = dict(zip(keys, values, strict=True))
    whole = sum(values)
    by_row = {f"r{i}": sum(value for (row, _), value in table.items() if row == f"r{i}") for i in range(rows)}
    by_column = {f"c{j}": sum(value for (_, col), value in table.items() if col == f"c{j}") for j in range(columns)}
    row_signs, column_signs = parts(by_row, whole), parts(by_column, whole)
    signs = crossed(
        Crossed(
            table,
            {key: (value, row_signs[key]) for key, value in by_row.items()},
            {key: (value, column_signs[key]) for key, value in by_column.items()},
            whole,
        )
    )
    if signs is None:
        return None
    printed = {f"{row}{col}": cell(value, signs[row, col]).text for (row, col), value in table.items()}
    printed |= {key: cell(value, row_signs[key]).text for key, value in by_row.items()}
    printed |= {key: cell(value, column_signs[key]).text for key, value in by_column.items()}
    printed["whole"] = str(whole)
    exact = [(row, [f"{row}{col}" for col in by_column]) for row in by_row]
    exact += [(col, [f"{row}{col}" for row in by_row]) for col in by_column]
    exact += [("whole", list(by_row)), ("whole", list(by_column))]
    true = {f"{row}{col}": value for (row, col), value in table.items()} | by_row | by_column
    return Sums(printed, exact), true


def test_a_small_cell_is_never_hidden_alone() -> None:
    shown = parts({"a": 3, "b": 20, "c": 7}, 30)
    assert shown == {"a": Shown.FEW, "b": Shown.NUMBER, "c": Shown.CLOSED}


def test_two_small_cells_that_their_sum_would_tell_are_closed() -> None:
    shown = parts({"a": 4, "b": 3, "c": 0}, 7)
    assert Shown.CLOSED in shown.values()
    assert parts({"a": 2, "b": 3, "c": 10}, 15) == {"a": Shown.FEW, "b": Shown.FEW, "c": Shown.NUMBER}


def test_what_may_count_twice_still_tells_nothing() -> None:
    """If the other types make four less than there are victims, the small one must be four."""
    shown = parts({"a": 4, "b": 20}, 24, several=True)
    assert shown["b"] is Shown.CLOSED


def test_a_hidden_total_has_no_parts() -> None:
    assert total(4).text == "<5"
    assert total(0).text == "0"
    assert total(1234).text == "1.234"
    with pytest.raises(ValueError, match="hidden total"):
        parts({"a": 4}, 4)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(SMALL, min_size=2, max_size=4).filter(lambda values: sum(values) >= 5), st.booleans(), st.integers(0, 6)
)
def test_no_filling_of_a_list_gives_a_small_cell_away(values: list[int], several: bool, twice: int) -> None:
    """Every filling is tried: each true one to four keeps three possible values."""
    named = {f"p{at}": value for at, value in enumerate(values)}
    whole = max(5, sum(values) - twice, *values) if several else sum(values)
    if whole > sum(values):
        return
    sums = sums_of_parts(named, several=several, whole=whole)
    for name, value in named.items():
        if 0 < value < 5:
            assert len(possible(sums, name, enough=WIDE)) >= WIDE, (sums.printed, name)


@settings(max_examples=40, deadline=None)
@given(st.lists(SMALL, min_size=6, max_size=6).filter(lambda values: sum(values) >= 5))
def test_no_filling_of_a_crossed_table_gives_a_small_cell_away(values: list[int]) -> None:
    made = sums_of_crossed(2, 3, values)
    if made is None:
        return
    sums, true = made
    for name, value in true.items():
        if 0 < value < 5:
            assert len(possible(sums, name, enough=WIDE)) >= WIDE, (sums.printed, name)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=35, max_size=35))
def test_bounds_of_a_large_table_stay_wide(values: list[int]) -> None:
    made = sums_of_crossed(7, 5, values)
    if made is None:
        return
    sums, true = made
    for name, (low, high) in bounds(sums).items():
        if 0 < true.get(name, 0) < 5:
            assert low <= true[name] <= high
            assert high - low + 1 >= WIDE, (sums.printed, name)


def test_the_attack_finds_what_is_hidden_alone() -> None:
    """A test that could not find anything would prove nothing: hiding only the small cells gives all of them away."""
    sums = Sums({"a": "<5", "b": "20", "whole": "23"}, [("whole", ["a", "b"])])
    assert bounds(sums)["a"] == (3, 3)
    assert possible(sums, "a", enough=9) == {3}
    crossed_over = Sums(
        {"ax": "<5", "ay": "9", "bx": "8", "by": "7", "a": "11", "b": "15", "x": "10", "y": "16"},
        [("a", ["ax", "ay"]), ("b", ["bx", "by"]), ("x", ["ax", "bx"]), ("y", ["ay", "by"])],
    )
    assert bounds(crossed_over)["ax"] == (2, 2)


def test_most_of_a_usual_table_stays_readable() -> None:
    """Seven age groups in six kecamatan: hiding everything would be safe and useless."""
    values = [
        4, 11, 19, 8, 22, 6, 0, 2, 9, 14, 7, 17, 5, 1,
        6, 12, 25, 9, 30, 8, 2, 0, 7, 11, 6, 13, 5, 0,
        9, 15, 21, 12, 33, 10, 3, 5, 8, 12, 7, 16, 4, 1,
    ]  # fmt: skip
    made = sums_of_crossed(6, 7, values)
    assert made is not None
    sums, _ = made
    numbers = [name for name, text in sums.printed.items() if text.isdigit()]
    assert len(numbers) > 0.6 * len(sums.printed)
