"""`dev.py check` and `dev.py fix`: everything that can be said about the code without running it."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools import system
from devtools.places import MANAGE, PYTHON, ROOT, VENV, say

TEMPLATES = "tuntas"
BUILT = ROOT / "tuntas" / "core" / "static"
LOCK = ["uv", "pip", "compile", "--universal", "--generate-hashes", "--no-header", "--quiet"]


def _tool(name: str, *arguments: str) -> list[str]:
    return [str(VENV / "bin" / name), *arguments]


def check() -> int:
    """Run every check, also after one has failed; returns 0 when all hold. Changes nothing."""
    with _environment() as env:
        manage = [str(PYTHON), str(MANAGE)]
        tasks = {
            "format": _tool("ruff", "format", "--check", "--quiet", "."),
            "lint": _tool("ruff", "check", "--quiet", "."),
            "types": _tool("mypy"),
            "order of apps": _tool("lint-imports", "--no-cache"),
            "templates": _tool("djlint", TEMPLATES, "--check", "--lint"),
            "migrations": [*manage, "makemigrations", "--check", "--dry-run"],
            "generated documents": [*manage, "gendocs", "--check"],
        }
        results: dict[str, bool | None] = {name: _report(name, command, env) for name, command in tasks.items()}
    results["built css and js"] = assets_are_current()
    failed = [name for name, holds in results.items() if holds is False]
    say(f"Failed: {', '.join(failed)}" if failed else "All checks hold.")
    return 1 if failed else 0


def assets() -> int:
    """Only the built files; 0 when they are current or cannot be built here, which is said."""
    return 1 if assets_are_current() is False else 0


def fix() -> int:
    """Format, sort, regenerate; returns 0 when every step worked."""
    with _environment() as env:
        tasks = {
            "lint": _tool("ruff", "check", "--fix-only", "--quiet", "."),
            "format": _tool("ruff", "format", "--quiet", "."),
            "templates": _tool("djlint", TEMPLATES, "--reformat", "--quiet"),
            "generated documents": [str(PYTHON), str(MANAGE), "gendocs"],
        }
        # djlint answers 1 when it has changed something
        results = [_report(name, command, env) or name == "templates" for name, command in tasks.items()]
    if npm := system.npm():
        results.append(_build(npm, ROOT / "assets"))
    return 0 if all(results) else 1


def relock() -> int:
    """Make the locks anew from pyproject.toml, with releases at least seven days old; needs uv."""
    uv = system.find("uv")
    if not uv:
        say("uv is needed for this: https://docs.astral.sh/uv/")
        return 1
    week_ago = time.strftime("%Y-%m-%dT00:00:00Z", time.gmtime(time.time() - 7 * 86400))
    base = [uv, *LOCK[1:], "--python-version", "3.11", "--exclude-newer", week_ago]
    for rest in (
        ["pyproject.toml", "-o", "requirements.lock"],
        ["--group", "embedded", "-o", "requirements-embedded.lock"],
        ["--group", "test", "-c", "requirements.lock", "-o", "requirements-test.lock"],
    ):
        subprocess.run([*base, *rest], cwd=ROOT, check=True)
    return 0


def _report(name: str, command: list[str], env: dict[str, str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    say(f"{'ok' if done.returncode == 0 else 'FAILED':7}{name} ({time.monotonic() - began:.1f} s)")
    if done.returncode:
        say((done.stdout + done.stderr).strip())
    return done.returncode == 0


@contextmanager
def _environment() -> Iterator[dict[str, str]]:
    """Enough for Django to load its models; nothing here asks a database."""
    with tempfile.TemporaryDirectory() as directory:
        from tuntas.core.keyring import create

        keyring = Path(directory) / "keyring.json"
        create(keyring)
        given = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "TUNTAS_KEYRING": str(keyring)}
        yield os.environ | given | {"TUNTAS_TRIAL": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}


def assets_are_current() -> bool | None:
    """Build css and js anew in a copy and compare with what is committed; None when there is no npm here."""
    npm = system.npm()
    if not npm:
        say("skipped built css and js: no npm here")
        return None
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(directory) / "project"
        ignore = shutil.ignore_patterns("node_modules")
        shutil.copytree(ROOT / "assets", copy / "assets", ignore=ignore)
        shutil.copytree(BUILT, copy / BUILT.relative_to(ROOT))
        if not _build(npm, copy / "assets"):
            return False
        different = _differences(BUILT, copy / BUILT.relative_to(ROOT))
    say(f"{'FAILED' if different else 'ok':7}built css and js {', '.join(different)}")
    return not different


def _build(npm: str, assets: Path) -> bool:
    for arguments in (["ci", "--no-audit", "--no-fund", "--silent"], ["run", "build", "--silent"]):
        done = subprocess.run([npm, *arguments], cwd=assets, capture_output=True, text=True, check=False)
        if done.returncode:
            say(f"FAILED npm {' '.join(arguments)}\n{done.stdout}{done.stderr}")
            return False
    return True


def _differences(committed: Path, built: Path) -> list[str]:
    def content(directory: Path) -> dict[str, bytes]:
        return {str(path.relative_to(directory)): path.read_bytes() for path in directory.rglob("*") if path.is_file()}

    before, after = content(committed), content(built)
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
