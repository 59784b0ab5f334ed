"""The virtual environment with the locked wheels. Standard library only."""

import fcntl
import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools.places import PYTHON, ROOT, VAR, VENV, Stop, say

SUPPORTED = ((3, 11), (3, 14))
RUN = ("requirements.lock", "requirements-embedded.lock")
TEST = (*RUN, "requirements-test.lock")


def check_python() -> None:
    """Refuse a Python that the locked wheels do not support."""
    low, high = SUPPORTED
    if not low <= sys.version_info[:2] <= high:
        raise Stop(f"Python {low[0]}.{low[1]} to {high[0]}.{high[1]} is needed; this is {sys.version.split()[0]}.")


def ensure(locks: tuple[str, ...]) -> None:
    """Make the virtual environment and install what the locks name, unless that has been done.

    Raises Stop when Python or the network cannot provide it.
    """
    check_python()
    with _alone():
        if _complete(locks) or _complete(TEST):
            return
        if not PYTHON.exists() or _read(VENV / ".python") != sys.version:
            _make()
        say("Installing the locked packages …")
        files = [part for lock in locks for part in ("-r", str(ROOT / lock))]
        pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
        if subprocess.run([*pip, "--require-hashes", *files], env=_clean(), check=False).returncode:
            raise Stop("The packages could not be installed; pip says why above.")
        _stamp(locks).write_text(_fingerprint(locks))


def _make() -> None:
    say("Making the virtual environment (.venv) …")
    try:
        venv.create(VENV, with_pip=True, clear=True)
    except (subprocess.CalledProcessError, ImportError) as error:
        raise Stop("Python's venv module is incomplete. On Debian: apt-get install python3-venv") from error
    (VENV / ".python").write_text(sys.version)


def _complete(locks: tuple[str, ...]) -> bool:
    return PYTHON.exists() and _read(_stamp(locks)) == _fingerprint(locks)


def _stamp(locks: tuple[str, ...]) -> Path:
    return VENV / f".installed-{len(locks)}"


def _fingerprint(locks: tuple[str, ...]) -> str:
    digest = hashlib.sha256(_read(VENV / ".python").encode())
    for lock in locks:
        digest.update((ROOT / lock).read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


@contextmanager
def _alone() -> Iterator[None]:
    """Two commands started at once take turns."""
    VAR.mkdir(exist_ok=True)
    with (VAR / "venv.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _clean() -> dict[str, str]:
    """The environment without what would send pip's packages elsewhere."""
    return {key: value for key, value in os.environ.items() if key not in {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET"}}


def enter(arguments: list[str]) -> None:
    """Go on in the environment's own Python; comes back only when already there."""
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.execv(PYTHON, [str(PYTHON), str(ROOT / "dev.py"), *arguments])
