"""Every kind of event that the program records has its sentence, and no sentence is about nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tuntas.audit.presenters import choices
from tuntas.audit.sentences import LOOKS, SENTENCES

TUNTAS = Path(__file__).parents[2] / "tuntas"
RECORDERS = {"record", "_record"}


def _calls() -> Iterator[tuple[ast.Call, ast.AST, str]]:
    """Each call of a recorder, the function around it, and where it stands."""
    for file in sorted(TUNTAS.rglob("*.py")):
        if {"tests", "migrations"} & set(file.parts):
            continue
        for around in ast.walk(ast.parse(file.read_text())):
            if isinstance(around, ast.FunctionDef):
                for node in ast.walk(around):
                    if isinstance(node, ast.Call) and _name(node.func) in RECORDERS and node.args:
                        yield node, around, f"{file.relative_to(TUNTAS)}:{node.lineno}"


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _kinds(value: ast.expr, around: ast.AST) -> Iterator[str]:
    """The kinds an expression can stand for: a text, one of two, a variable of the function, a text with a state."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from _kinds(value.body, around)
        yield from _kinds(value.orelse, around)
    elif isinstance(value, ast.JoinedStr) and isinstance(value.values[0], ast.Constant):
        start = str(value.values[0].value)
        yield from [kind for kind in SENTENCES if kind.startswith(start)] or [start]
    elif isinstance(value, ast.Name):
        for node in ast.walk(around):
            if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == value.id for target in node.targets):
                yield from _kinds(node.value, around)


def recorded() -> dict[str, str]:
    found: dict[str, str] = {}
    for call, around, place in _calls():
        for kind in _kinds(call.args[0], around):
            found[kind] = place
    return found


def test_every_kind_that_is_recorded_has_a_sentence() -> None:
    found = recorded()
    assert len(found) > 50
    missing = {kind: place for kind, place in found.items() if kind not in SENTENCES}
    assert missing == {}, "add a line to tuntas/audit/sentences.py"


def test_every_sentence_is_about_something_that_is_recorded() -> None:
    assert sorted(set(SENTENCES) - set(recorded())) == []


def test_kinds_are_noun_and_verb_and_sentences_end() -> None:
    for kind, text in SENTENCES.items():
        assert kind == "refused" or re.fullmatch(r"[a-z_]+\.[a-z_]+", kind), kind
        assert text.endswith("."), kind
        assert "mengapa" not in text.lower(), kind


def test_looks_are_kinds() -> None:
    assert set(SENTENCES) >= LOOKS


def test_the_filter_offers_each_kind_in_words() -> None:
    assert len(choices()) == len(SENTENCES)
    assert not any("{" in words or ("(" in words and ")" not in words) for _, words in choices())
