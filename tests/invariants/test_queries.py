"""Locks name their table; what has no order is shuffled, so that nothing leans on luck."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.cast import Cast
from tuntas.agencies.models import Agency

ROOT = Path(__file__).resolve().parents[2]
FILES = [path for path in sorted(ROOT.glob("tuntas/**/*.py")) if "migrations" not in path.parts]


def _locks(path: Path) -> Iterator[ast.Call]:
    text = path.read_text()
    for node in ast.walk(ast.parse(text)) if "select_for_update" in text else ():
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "select_for_update":
            yield node


def test_locks_say_of_which_table() -> None:
    locks = [(path, lock) for path in FILES for lock in _locks(path)]
    silent = [
        f"{path.relative_to(ROOT)}:{lock.lineno}"
        for path, lock in locks
        if not any(keyword.arg == "of" for keyword in lock.keywords)
    ]
    assert len(locks) > 20
    assert silent == []


def test_what_has_no_order_is_shuffled(cast: Cast) -> None:
    orders = {tuple(agency.pk for agency in Agency.objects.all()) for _ in range(12)}
    assert len(orders) > 1
    assert len({tuple(agency.pk for agency in Agency.objects.order_by("pk")) for _ in range(12)}) == 1
