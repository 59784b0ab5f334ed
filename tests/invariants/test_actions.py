"""Every action takes who and when, by keyword, and leaves an event."""

import ast
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
# Actions that leave no event of their own, and why.
SILENT = {
    "tuntas.notices": "a notice follows from a change that has its event; delivery is recorded on the notice",
}


def _modules() -> Iterator[ModuleType]:
    for path in sorted(ROOT.glob("tuntas/*/actions/*.py")) + sorted(ROOT.glob("tuntas/*/actions.py")):
        if not path.name.startswith("_"):
            yield import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def _actions() -> list[Callable[..., object]]:
    return [
        function
        for module in _modules()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_") and function.__module__ == module.__name__
    ]


ACTIONS = _actions()


def _name(function: Callable[..., object]) -> str:
    return f"{function.__module__}.{function.__name__}"


def test_there_are_actions() -> None:
    assert len(ACTIONS) > 40


def test_they_take_who_and_when_by_keyword() -> None:
    lacking = [
        f"{_name(action)} lacks {name}="
        for action in ACTIONS
        for name in ("by", "at")
        if (found := inspect.signature(inspect.unwrap(action)).parameters.get(name)) is None
        or found.kind is not inspect.Parameter.KEYWORD_ONLY
    ]
    assert lacking == []


def _calls(path: Path) -> dict[str, set[str]]:
    """For each function of a file the names of what it calls."""
    tree = ast.parse(path.read_text())
    return {
        node.name: {
            getattr(call.func, "attr", getattr(call.func, "id", ""))
            for call in ast.walk(node)
            if isinstance(call, ast.Call)
        }
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    }


@cache
def _all_calls() -> dict[str, set[str]]:
    """The same for the whole program, read once."""
    calls: dict[str, set[str]] = {}
    for path in ROOT.glob("tuntas/*/**/*.py"):
        if "tests" not in path.parts and "migrations" not in path.parts:
            for name, called in _calls(path).items():
                calls.setdefault(name, set()).update(called)
    return calls


def _reaches_record(action: Callable[..., object]) -> bool:
    """Whether the action calls `record`, itself or through functions of the actions and helpers it calls."""
    calls = _all_calls()
    seen: set[str] = set()
    frontier = {inspect.unwrap(action).__name__}
    while frontier:
        if "record" in frontier:
            return True
        seen |= frontier
        frontier = {called for name in frontier for called in calls.get(name, set())} - seen
    return False


def test_they_leave_an_event() -> None:
    silent = [
        _name(action)
        for action in ACTIONS
        if not action.__module__.startswith(tuple(SILENT)) and not _reaches_record(action)
    ]
    assert silent == [], "these never call audit.log.record"
