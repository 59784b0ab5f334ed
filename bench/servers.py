"""The real processes of an installation: gunicorn with its workers, the worker of the queue; what they cost."""

import contextlib
import http.client
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from devtools import processes
from devtools.places import MANAGE, PYTHON, ROOT, VENV, Stop
from devtools.system import free_port

HOST = "127.0.0.1"
TICKS = os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    """Process ids of the direct children of a process; none once it is gone."""
    with contextlib.suppress(OSError):
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


@dataclass
class Server:
    """One program that can be started, killed and started again."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    end: signal.Signals
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it; call from the main thread only, the kernel ends it when that thread ends."""
        with self.log.open("ab") as log:
            self.process = processes.start(self.command, env=self.environment, cwd=ROOT, log=log, end=self.end)

    def stop(self) -> None:
        """Ask it to end."""
        if self.process:
            processes.stop(self.process)

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self.process is not None
        return self.process.pid

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None


def web(environment: dict[str, str], folder: Path, port: int) -> Server:
    """Gunicorn with the settings of a real installation: two workers of eight threads."""
    command = [
        str(part) for part in (PYTHON, VENV / "bin" / "gunicorn", "-c", ROOT / "config" / "gunicorn.py", "config.wsgi")
    ]
    own = {"BIND": f"{HOST}:{port}", "WEB_WORKERS": "2", "TUNTAS_BASE_URL": f"http://{HOST}:{port}"}
    return Server("web", command, environment | own, folder / "web.log", signal.SIGQUIT)


def worker(environment: dict[str, str], folder: Path, name: str = "worker") -> Server:
    """The worker of the queue."""
    command = [str(PYTHON), str(MANAGE), "procrastinate", "worker"]
    return Server(name, command, environment, folder / f"{name}.log", signal.SIGKILL)


@contextmanager
def serving(environment: dict[str, str], folder: Path) -> "Iterator[Web]":
    """Pages served until the end."""
    port = free_port()
    server = web(environment, folder, port)
    server.start()
    try:
        try:
            wait_for(port)
        except Stop as stop:
            raise Stop(f"{stop}\n{server.log.read_text()[-3000:]}") from None
        yield Web(server, port)
    finally:
        server.stop()


def wait_for(port: int, seconds: float = 60) -> None:
    """Wait until pages are served. Raises Stop."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        connection = http.client.HTTPConnection(HOST, port, timeout=10)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise Stop("The web server did not answer in time.")


@dataclass
class Web:
    """A running gunicorn."""

    server: Server
    port: int

    def pids(self) -> list[int]:
        """The master and its workers."""
        return [self.server.pid, *children(self.server.pid)]

    def cpu(self) -> float:
        """Seconds of CPU that all of them have used, in the program and in the kernel for it."""
        total = 0
        for pid in self.pids():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICKS

    def memory(self) -> float:
        """Megabytes of all of them; what they share counts once."""
        kilobytes = 0
        for pid in self.pids():
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            kilobytes += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        return kilobytes / 1024

    def mapped(self) -> str:
        """Every file that any of them has mapped into memory."""
        return "\n".join(Path(f"/proc/{pid}/maps").read_text() for pid in self.pids())
