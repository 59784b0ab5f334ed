"""The whole running system, whose parts are killed at any moment and started again as a service manager would."""

import contextlib
import os
import random
import signal
import subprocess
import time
from collections import Counter
from dataclasses import dataclass, field

from bench import servers
from bench.environment import Installation
from bench.servers import Server, children
from devtools.system import free_port

WORKERS = 2
RESTART_AFTER = (0.0, 2.5)  # seconds; with its start-up everything is back within ten
KILLS = ("web", "web worker", "job worker", "database", "database process")


@dataclass
class System:
    """gunicorn, workers of the queue, PostgreSQL. Everything here is called from the main thread."""

    place: Installation
    environment: dict[str, str]
    chance: random.Random
    port: int = field(default_factory=free_port)
    killed: Counter[str] = field(default_factory=Counter)
    longest_absence: float = 0.0
    _down: dict[str, tuple[float, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        folder = self.place.folder
        self.web = servers.web(self.environment, folder, self.port)
        own = self.web.environment
        self.workers = [servers.worker(own, folder, f"worker {number + 1}") for number in range(WORKERS)]

    def start(self) -> None:
        """Everything but the database, which runs already."""
        for server in (self.web, *self.workers):
            server.start()
        servers.wait_for(self.port)

    def stop(self) -> None:
        """The same."""
        for server in (*self.workers, self.web):
            server.stop()

    def kill(self, what: str) -> None:
        """SIGKILL to one process of the kind; no harm if it is down already."""
        database = self._database()
        pids = {
            "web": [self.web.pid],
            "web worker": children(self.web.pid),
            "job worker": [worker.pid for worker in self.workers if worker.alive],
            "database": [database.pid] if database else [],
            "database process": children(database.pid) if database else [],
        }[what]
        if pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.chance.choice(pids), signal.SIGKILL)
                self.killed[what] += 1

    def supervise(self) -> None:
        """Start again what has been down for its time."""
        for server in (self.web, *self.workers):
            if not server.alive and self._due(server.name):
                self._back(server)
        cluster = self.place.cluster
        if cluster and not self._database() and self._due("database"):
            cluster.start()
            self._note("database")

    def _database(self) -> "subprocess.Popen[bytes] | None":
        """The server of the database while it runs, if it is ours."""
        process = self.place.cluster.process if self.place.cluster else None
        return process if process and process.poll() is None else None

    def _due(self, name: str) -> bool:
        """Whether the pause before its restart is over; begins it when this is the first look."""
        now = time.monotonic()
        _, again = self._down.setdefault(name, (now, now + self.chance.uniform(*RESTART_AFTER)))
        return now >= again

    def _back(self, server: Server) -> None:
        server.start()
        self._note(server.name)

    def _note(self, name: str) -> None:
        began, _ = self._down.pop(name)
        self.longest_absence = max(self.longest_absence, time.monotonic() - began)

    def whole(self) -> bool:
        """Whether everything runs and nothing waits for its restart."""
        up = self.place.cluster is None or self._database() is not None
        return up and not self._down and all(server.alive for server in (self.web, *self.workers))
