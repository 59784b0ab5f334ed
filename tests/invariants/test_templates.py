"""No template lies about unused, and no page asks for a variable that nobody gives it."""

import logging
import re
from pathlib import Path

import pytest

from tests.access_table import ROWS
from tests.cast import Cast
from tests.invariants.test_access import House
from tests.world import World
from tuntas.access.roles import Role

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(ROOT.glob("tuntas/*/templates/**/*.*"))
# Found by name by Django, allauth or a tag, not by our code.
FOUND_BY_NAME = re.compile(
    r"(^|/)(400|403|403_csrf|404|500)\.html$|^(account|mfa|usersessions)/|^errors/|^components/|^core/catalogue"
)


def _name(path: Path) -> str:
    return path.as_posix().split("/templates/", 1)[1]


def _is_named(template: str, code: str) -> bool:
    """In full, by its last part, or by a folder from which the code chooses (`f"portal/steps/{step}.html"`)."""
    folder, _, last = template.rpartition("/")
    return any(text in code for text in (f'"{template}"', f'"{last}"', f'"{folder}/{{'))


def test_there_is_no_unused_template() -> None:
    code = "\n".join(path.read_text() for path in [*ROOT.glob("tuntas/**/*.py"), *TEMPLATES])
    unused = [
        _name(path) for path in TEMPLATES if not FOUND_BY_NAME.search(_name(path)) and not _is_named(_name(path), code)
    ]
    assert not unused, "\n".join(unused)


def test_loads_are_sorted() -> None:
    for path in TEMPLATES:
        for names in re.findall(r"{% load ([^%]+?) %}", path.read_text()):
            if " from " not in names:
                assert names.split() == sorted(names.split()), path


class _Missing(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the template and the variable."""
        if record.args and "resolving variable" in record.msg:
            variable, template = record.args
            self.seen.add(f"{template}: {variable}")


# Asked for by `{% if %}` only: there after something has happened (a look-up, an erasure, a message sent).
AFTERWARDS = {
    "closed", "days", "erased", "found", "identity", "looked", "message", "must_not_know", "place", "refused", "verified_date", "version",
}  # fmt: skip


@pytest.mark.django_db
def test_no_page_asks_for_a_variable_that_nobody_gives(cast: Cast, world: World) -> None:
    """Every page that the table knows, drawn for one role that may see it."""
    handler, logger = _Missing(), logging.getLogger("django.template")
    before = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    try:
        house = House(world)
        for name, row in ROWS.items():
            who = next(
                (role for code, roles in row.answers.items() if code == 200 for role in sorted(roles)), Role.SUPERVISOR
            )
            house.ask(cast.by_role[who], name, row)
    finally:
        logger.removeHandler(handler)
        logger.level, logger.propagate = before
    asked = sorted(seen for seen in handler.seen if seen.split(": ")[1] not in AFTERWARDS)
    assert not asked, "\n".join(asked)
