"""The house rules that a program can see: order of apps, private modules, short files, states changed in actions only."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ROOT / "tuntas"
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
PACKAGES = ("tuntas", "config", "devtools", "tests", "bench")

# What another app may import, besides everything of these three.
PUBLIC = {"models", "actions", "policies", "states", "kinds"}
FREE = {"core", "access", "law"}
PUBLIC_TOO = {
    ("accounts", "fresh"),
    ("accounts", "requests"),  # the request of somebody signed in
    ("agencies", "people"),  # where higher apps put their checks of colleagues
    ("audit", "log"),
    ("audit", "sealing"),  # up to where nothing can appear in the log any more
    ("audit", "presenters"),  # sentences of events, for whoever shows them
    ("areas", "maps"),  # drawing areas beside a table
    ("areas", "people"),  # of how many people a rate speaks
    ("areas", "widgets"),
    ("obligations", "clocks"),
    ("cases", "looks"),  # where higher apps say the words of their codes
    ("bodies", "panels"),  # where higher apps put their section of a body's page
    ("bodies", "views"),  # the head of a body's page, for what hangs on it
    ("cases", "masking"),
    ("cases", "numbers"),
    ("cases", "trafficking"),  # whom to bring in
    ("cases", "views"),  # the head of a case's page, for what hangs on it
    ("meetings", "members"),  # which of those who came are members
    ("meetings", "room"),  # the code that is shown at a moment
    ("people", "names"),  # reading a name
    ("files", "checking"),  # what an upload is, before it is kept
    ("files", "forms"),  # the field that takes a file
    ("files", "views"),  # handing one out
    ("intake", "checklist"),
    ("intake", "desks"),  # where the second person of a higher app sits
    ("intake", "receipts"),
    ("intake", "throttle"),  # the one way to slow down guessing at a public door
    ("letters", "contents"),
    ("letters", "papers"),  # the typed fields of a letter, for who issues one
    ("letters", "press"),
    ("letters", "views"),  # a letter as download
    ("people", "forms"),
    ("people", "wording"),  # what reads like a NIK in a text
    ("people", "querysets"),  # where higher apps say what makes somebody see a sheet
}
# The doors, which show what others own, are imported by nobody; see the order of the apps.


_PASSED_OVER = {True: {"migrations"}, False: {"migrations", "tests"}}


def _files(*, tests: bool = True) -> list[Path]:
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    found += [ROOT / "dev.py", ROOT / "manage.py", ROOT / "conftest.py"]
    return sorted(path for path in found if not _PASSED_OVER[tests] & set(path.relative_to(ROOT).parts))


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_lower_apps_do_not_import_higher_ones() -> None:
    # In a process of its own: import-linter switches off the log of the process it runs in.
    linter = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(linter, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_app_has_its_place() -> None:
    apps = {path.parent.name for path in ROOT.glob("tuntas/*/apps.py")}
    packages = {path.name for path in APPS.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert apps == packages


def _long(text: str) -> Iterator[str]:
    """What is too long in a file, or the file."""
    if (lines := text.count("\n")) > LONGEST_FILE:
        yield f"{lines} lines"
    if lines <= LONGEST_FUNCTION:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            lines = node.end_lineno - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{node.name}: {lines} lines"


# One test for all files: each is looked at in a moment, thousands of tests are not.
def test_files_and_functions_stay_short() -> None:
    assert [f"{_name(path)}: {what}" for path in _files() for what in _long(path.read_text())] == []


def test_the_rule_about_length_would_notice() -> None:
    long = "def grown():\n" + "    pass\n" * LONGEST_FUNCTION
    assert list(_long(long)) == [f"grown: {LONGEST_FUNCTION + 1} lines"]
    assert list(_long("def good():\n    pass\n" + "\n" * LONGEST_FILE)) == [f"{LONGEST_FILE + 2} lines"]
    assert list(_long("def good():\n" + "    pass\n" * (LONGEST_FUNCTION - 1) + "\n" * 9)) == []


def _imports(path: Path) -> Iterator[tuple[str, str]]:
    """(app, module) of every import from one of our apps; the module is empty for the app as a whole."""
    for node in ast.walk(ast.parse(path.read_text())):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "tuntas" and len(parts) > 1:
                yield parts[1], parts[2] if len(parts) > 2 else ""


def test_only_public_modules_of_other_apps_are_imported() -> None:
    private = {
        f"{_name(path)}: {app}.{module}"
        for path in _files(tests=False)
        if path.is_relative_to(APPS)
        for app, module in _imports(path)
        if app not in {path.relative_to(APPS).parts[0], *FREE}
        and module not in PUBLIC
        and (app, module) not in PUBLIC_TOO
    }
    assert private == set()


def _writes_status(node: ast.AST) -> bool:
    """Is this an assignment to `.status`, or an update of status by a queryset?"""
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(isinstance(target, ast.Attribute) and target.attr == "status" for target in targets)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        updating = node.func.attr in {"update", "update_or_create", "bulk_update"}
        return updating and any(keyword.arg == "status" for keyword in node.keywords)
    return False


def _actions(path: Path) -> bool:
    parts = path.relative_to(APPS).parts
    return parts[1] in {"actions", "actions.py"}


OUTSIDE_ACTIONS = [p for p in _files(tests=False) if p.is_relative_to(APPS) and p.parent != APPS]


def test_status_is_written_in_actions_only() -> None:
    files = [(path, path.read_text()) for path in OUTSIDE_ACTIONS if not _actions(path)]
    lines = [
        f"{_name(path)}:{node.lineno}"  # type: ignore[attr-defined]
        for path, text in files
        if "status" in text
        for node in ast.walk(ast.parse(text))
        if _writes_status(node)
    ]
    assert len(files) > 200
    assert lines == []


def test_the_rule_about_status_would_notice() -> None:
    wrong = ["case.status = 1", "Case.objects.filter(pk=1).update(status=1)", "case.status: str = 'x'"]
    right = ["status = 1", "Case.objects.filter(status=1)", "case.state = 1"]
    assert all(any(map(_writes_status, ast.walk(ast.parse(text)))) for text in wrong)
    assert not any(any(map(_writes_status, ast.walk(ast.parse(text)))) for text in right)
