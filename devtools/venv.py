"""The virtual environment with the locked wheels. Standard library only."""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

from devtools.places import PYTHON, ROOT, VENV, Stop, say

SUPPORTED = ((3, 11), (3, 14))
RUN = ("requirements.lock", "requirements-embedded.lock")
TEST = (*RUN, "requirements-test.lock")


def check_python() -> None:
    """Refuse a Python that the locked wheels do not support."""
    low, high = SUPPORTED
    if not low <= sys.version_info[:2] <= high:
        raise Stop(f"Python {low[0]}.{low[1]} to {high[0]}.{high[1]} is needed; this is {sys.version.split()[0]}.")


def ensure(locks: tuple[str, ...]) -> None:
    """Make the virtual environment and install what the locks name, unless that has been done."""
    check_python()
    stamp = VENV / f".installed-{len(locks)}"
    wanted = _fingerprint(locks)
    if PYTHON.exists() and any(_read(VENV / f".installed-{n}") == _fingerprint(TEST[:n]) for n in {len(locks), len(TEST)}):
        return
    if not PYTHON.exists() or _read(VENV / ".python") != sys.version:
        say("Making the virtual environment (.venv) …")
        try:
            venv.create(VENV, with_pip=True, clear=True)
        except subprocess.CalledProcessError as error:
            raise Stop("Python's venv module is incomplete. On Debian: apt-get install python3-venv") from error
        (VENV / ".python").write_text(sys.version)
    say("Installing the locked packages …")
    files = [part for lock in locks for part in ("-r", str(ROOT / lock))]
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    if subprocess.run([*pip, "--require-hashes", *files], env=_clean(), check=False).returncode:
        raise Stop("The packages could not be installed; pip says why above.")
    stamp.write_text(wanted)


def _fingerprint(locks: tuple[str, ...]) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for lock in locks:
        digest.update((ROOT / lock).read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def _clean() -> dict[str, str]:
    """The environment without what would send pip's packages elsewhere."""
    return {key: value for key, value in os.environ.items() if key not in {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET"}}


def enter(arguments: list[str]) -> None:
    """Go on in the environment's own Python; comes back only when already there."""
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.execv(PYTHON, [str(PYTHON), str(ROOT / "dev.py"), *arguments])  # noqa: S606 - our own Python
