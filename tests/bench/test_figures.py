import json

import pytest

from bench.figures import Figure, percentile, show


@pytest.mark.parametrize(("value", "bar", "holds"), [(1, 1, True), (1.01, 1, False), (0, 0, True), (9, None, True)])
def test_a_bar_is_the_greatest_value_that_holds(value: float, bar: float | None, holds: bool) -> None:
    assert Figure("x", value, "", bar).holds is holds


def test_the_95th_percentile_of_a_hundred_values() -> None:
    assert percentile(list(range(101)), 95) == 95


def test_json_says_whether_each_bar_holds(capsys: pytest.CaptureFixture[str]) -> None:
    show([Figure("a", 2, "ms", 1), Figure("b", 2, "ms")], as_json=True)
    assert [(row["name"], row["holds"]) for row in json.loads(capsys.readouterr().out)] == [("a", False), ("b", True)]


def test_the_table_marks_a_broken_bar(capsys: pytest.CaptureFixture[str]) -> None:
    show([Figure("a", 2, "ms", 1)], as_json=False)
    assert "BROKEN" in capsys.readouterr().out
