"""`dev.py run` from outside: in a deep folder with spaces, after kills, and when it cannot start."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from devtools.places import ROOT, VENV
from devtools.processes import command_line
from devtools.system import free_port

PARTS = ("config", "devtools", "tuntas", "dev.py", "manage.py", "pyproject.toml", "requirements.lock")
LOCKS = ("requirements-embedded.lock", "requirements-test.lock")
# The bars (60 s, 5 s) are for a quiet machine; a test only sees to it that a start comes to its end.
FIRST, SECOND, PATIENCE = 300.0, 120.0, 120.0


@dataclass
class Copy:
    """A copy of the project, with the same virtual environment, and what it says."""

    home: Path
    port: int = field(default_factory=free_port)
    running: subprocess.Popen[bytes] | None = None

    @property
    def said(self) -> str:
        return (self.home / "said.log").read_text()

    def environment(self, **more: str) -> dict[str, str]:
        names = ("PATH", "HOME", "LANG", "PG_BINDIR")
        passed = {name: os.environ[name] for name in names if name in os.environ}
        return passed | {"PORT": str(self.port)} | more

    def start(self) -> float:
        """Start it and wait for a page; returns how long that took."""
        began = time.monotonic()
        command = [sys.executable, "dev.py", "run", "--empty"]
        with (self.home / "said.log").open("wb") as log:
            self.running = subprocess.Popen(command, cwd=self.home, env=self.environment(), stdout=log, stderr=log)
        while not self.answers() or "Tuntas answers" not in self.said:
            assert self.running.poll() is None, self.said
            assert time.monotonic() - began < FIRST + 30, self.said
            time.sleep(0.05)
        return time.monotonic() - began

    def answers(self) -> bool:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/", headers={"User-Agent": "Peramban-Rahasia"})
        try:
            urllib.request.urlopen(request, timeout=20).close()
        except urllib.error.HTTPError as error:
            error.close()
            return error.code < 500
        except OSError:
            return False
        return True

    def ask(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run another command of dev.py to its end."""
        command = [sys.executable, "dev.py", *arguments]
        env = self.environment(**more)
        return subprocess.run(
            command, cwd=self.home, env=env, capture_output=True, text=True, timeout=PATIENCE, check=False
        )

    def end(self, how: signal.Signals) -> None:
        assert self.running
        self.running.send_signal(how)
        self.running.wait(PATIENCE)

    def children(self) -> list[int]:
        """Every process started from this copy, but dev.py itself."""
        ids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
        ours = [pid for pid in ids if str(self.home) in command_line(pid)]
        return [pid for pid in ours if not self.running or pid != self.running.pid]

    def web_workers(self) -> list[int]:
        """The processes that answer: all of the web server's but the first."""
        return [pid for pid in self.children() if "gunicorn" in command_line(pid) and os.getsid(pid) != pid]


@pytest.fixture(scope="module")
def copy() -> Iterator[Copy]:
    with tempfile.TemporaryDirectory(prefix="a folder with spaces ") as base:
        Path(base).chmod(0o755)
        home = Path(base) / "deeper and deeper/into the folders of somebody/who likes long names/tuntas"
        home.mkdir(parents=True)
        assert len(str(home)) > 80
        for name in (*PARTS, *LOCKS):
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy2)(source, home / name)
        (home / ".venv").symlink_to(VENV)
        made = Copy(home)
        yield made
        if made.running and made.running.poll() is None:
            made.end(signal.SIGTERM)
        for pid in made.children():
            os.kill(pid, signal.SIGKILL)


def test_a_port_in_use_is_said_plainly(copy: Copy) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = copy.ask("run", PORT=str(port))
    assert done.returncode == 1
    assert f"Port {port} is in use by another program." in done.stderr


@pytest.mark.parametrize("port", ["http", "0", "70000"])
def test_a_port_that_is_none_is_said_plainly(copy: Copy, port: str) -> None:
    assert "PORT must be a number from 1 to 65535" in copy.ask("run", PORT=port).stderr


def test_a_database_out_of_reach_is_said_plainly(copy: Copy) -> None:
    done = copy.ask("run", DATABASE_URL=f"postgresql://someone:secret@127.0.0.1:{free_port()}/x")
    assert done.returncode == 1
    assert "cannot be reached" in done.stderr
    assert "secret" not in done.stderr


def test_an_unknown_task_is_refused(copy: Copy) -> None:
    assert copy.ask("fly").returncode == 2


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes in /proc")
def test_it_starts_survives_kills_and_stops(copy: Copy) -> None:
    assert copy.start() < FIRST
    assert "for trying only" in copy.said

    again = copy.ask("run")
    assert again.returncode == 1
    assert f"already running from this folder: http://127.0.0.1:{copy.port}/" in again.stderr

    starts: list[float] = []
    while not starts or (starts[-1] > SECOND and len(starts) < 3):  # other programs may take the machine for a moment
        os.kill(copy.web_workers()[0], signal.SIGSTOP)  # it will not end by itself, and holds the port
        copy.end(signal.SIGKILL)
        starts.append(copy.start())
    assert starts[-1] < SECOND, copy.said

    for pid in copy.children():  # the server of the database, web, worker and theirs
        os.kill(pid, signal.SIGKILL)
    limit = time.monotonic() + PATIENCE
    while not copy.answers():
        assert time.monotonic() < limit, copy.said
        time.sleep(0.1)
    assert "starting it again" in copy.said

    copy.end(signal.SIGTERM)
    assert copy.running
    assert copy.running.returncode == 0
    assert copy.children() == []
    assert "Peramban-Rahasia" not in copy.said
