"""Every kind of event that the program records has its sentence, and no sentence is about nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world import World
from tuntas.audit.models import Event
from tuntas.audit.presenters import choices
from tuntas.audit.sentences import LOOKS, SENTENCES
from tuntas.desk.audit_names import NAMES
from tuntas.desk.audit_words import is_coded, record_word, words_of

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


# Data that are no codes: numbers, days, yes and no, ids, names that people or programs gave.
PLAIN = frozenset({
    "after", "added", "before", "by_phone", "child", "code", "codes", "complete_date", "count", "danger_checked", "due_at", "edition",
    "error", "failures", "heard_alone", "hours", "identity", "justified", "known_device", "left", "lines", "moved", "named", "names",
    "number", "numbered", "on", "outside", "pattern", "reached", "recurrence", "rows", "rt", "rw", "safe", "safe_way", "sequence", "sheets",
    "shifts", "shown", "since", "niks", "to", "until", "urgent", "verified", "violence_again", "wants", "with_police", "with_victim",
    "wrong", "year", "good", "logo",
})  # fmt: skip
NOT_DATA = {"by", "at", "subject_type", "subject_id", "dossier_id", "agency_id", "area_path"}


def test_everything_that_an_event_keeps_is_called_something() -> None:
    missing = {
        key.arg: place
        for call, around, place in _calls()
        for key in call.keywords
        if key.arg and key.arg not in NOT_DATA | set(NAMES) and set(_kinds(call.args[0], around)) & set(SENTENCES)
    }
    assert missing == {}, "add a word to NAMES in tuntas/desk/audit_names.py"


def test_no_sentence_shows_a_code_without_a_word() -> None:
    raw = {
        (kind, name)
        for kind, text in SENTENCES.items()
        for name in re.findall(r"\{(\w+)\}", text)
        if name != "who" and not is_coded(name, kind.partition(".")[0]) and name not in PLAIN
    }
    assert raw == set(), "add their list to tuntas/desk/audit_words.py, or to PLAIN here"


# Names that a program or a machine gave, and numbers of law.
AS_THEY_ARE = frozenset(
    {"body.kind", "code", "error", "rule", "source", "pattern", "name", "names", "edition", "restoration"}
)


@pytest.mark.django_db
def test_of_everything_that_happens_in_the_world_of_the_tests_nothing_is_shown_raw(world: World) -> None:
    raw, unnamed = set(), set()
    for event in Event.objects.order_by("seq"):
        words, about = words_of(event.kind), event.kind.partition(".")[0]
        if event.subject_type and not record_word(event.subject_type):
            unnamed.add(event.subject_type)
        for name, value in event.data.items():
            for item in value if isinstance(value, list) else [value]:
                looks_raw = isinstance(item, str) and re.fullmatch(r"[a-z]+([_.:][a-z]+)*", item)
                coded_number = isinstance(item, int) and not isinstance(item, bool) and is_coded(name, about)
                if (
                    not {name, f"{about}.{name}"} & AS_THEY_ARE
                    and (looks_raw or coded_number)
                    and words(name, item) == str(item)
                ):
                    raw.add((event.kind, name, item))
    assert Event.objects.values("kind").distinct().count() > 40
    assert raw == set(), "add their list to tuntas/desk/audit_words.py"
    assert unnamed == set(), "add them to RECORDS in tuntas/desk/audit_names.py"
