"""Rules and their basis."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tuntas.law.references import Reference
from tuntas.law.rules import RULES, basis_text, rule

TUNTAS = Path(__file__).parents[2]


def named() -> Iterator[tuple[str, str]]:
    """Every `rule="…"` in the program, and every rule given to Denied."""
    for file in sorted(TUNTAS.rglob("*.py")):
        if not {"tests", "migrations"} & set(file.parts):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.keyword) and node.arg == "rule" and isinstance(node.value, ast.Constant):
                    yield str(node.value.value), f"{file.relative_to(TUNTAS)}:{node.value.lineno}"


def test_every_rule_named_in_the_program_exists() -> None:
    found = list(named())
    assert found
    assert [place for name, place in found if name and name not in RULES] == []


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_rule_says_what_and_why(name: str) -> None:
    found = rule(name)
    assert re.fullmatch(r"R\d\d", name)
    assert found.what.endswith(".")
    assert found.references
    assert basis_text(name).startswith(f"{name} · ")


@pytest.mark.parametrize("name", sorted(RULES))
def test_no_penalty_and_no_blame_is_ever_printed(name: str) -> None:
    text = f"{RULES[name].what} {basis_text(name)}".lower()
    assert not re.search(r"pidana (penjara|denda)|penjara|denda|rupiah|tahun kurungan|mengapa anda", text)


def test_the_basis_says_whether_the_legal_officer_has_confirmed_it() -> None:
    assert basis_text("R16").endswith("dikonfirmasi pejabat hukum: belum")
    assert "kebijakan daerah" in basis_text("R16")
    assert "UU 12/2022 Pasal 23" in basis_text("R01")


def test_a_reference_holds_from_its_first_to_before_its_last_day() -> None:
    reference = Reference("UU 1", valid_from=date(2022, 5, 9), valid_to=date(2026, 1, 2))
    assert [reference.holds(day) for day in (date(2022, 5, 8), date(2022, 5, 9), date(2026, 1, 1), date(2026, 1, 2))] == [
        False, True, True, False,
    ]  # fmt: skip
    assert "Pasal 23" not in basis_text("R01", on=date(2020, 1, 1))


def test_a_rule_of_another_version_is_told_by_its_id() -> None:
    assert basis_text("R99") == "R99"
