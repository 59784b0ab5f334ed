"""Locks name their table; what has no order is shuffled, so that nothing leans on luck."""

import ast
from pathlib import Path

import pytest

from tests.cast import Cast
from tuntas.agencies.models import Agency

ROOT = Path(__file__).resolve().parents[2]
FILES = [path for path in sorted(ROOT.glob("tuntas/**/*.py")) if "migrations" not in path.parts]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_locks_say_of_which_table(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "select_for_update"
        ):
            assert any(keyword.arg == "of" for keyword in node.keywords), f"line {node.lineno}"


def test_what_has_no_order_is_shuffled(cast: Cast) -> None:
    orders = {tuple(agency.pk for agency in Agency.objects.all()) for _ in range(12)}
    assert len(orders) > 1
    assert len({tuple(agency.pk for agency in Agency.objects.order_by("pk")) for _ in range(12)}) == 1
