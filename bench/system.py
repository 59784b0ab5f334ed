"""The whole running system, whose parts are killed at any moment and started again as a service manager would."""

import contextlib
import os
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field

from bench import servers
from bench.environment import Installation
from bench.servers import Server, children

WORKERS = 2
RESTART_AFTER = (0.0, 2.5)  # seconds; with its start-up everything is back within ten
KILLS = ("web", "web worker", "job worker", "database", "database process")


@dataclass
class System:
    """gunicorn, workers of the queue, PostgreSQL. Everything here is called from the main thread."""

    place: Installation
    environment: dict[str, str]
    chance: random.Random
    port: int = field(default_factory=servers.free_port)
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
        process = self.place.cluster.process
        assert process is not None
        pids = {
            "web": [self.web.pid],
            "web worker": children(self.web.pid),
            "job worker": [worker.pid for worker in self.workers if worker.alive],
            "database": [process.pid],
            "database process": children(process.pid),
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
        process = self.place.cluster.process
        if (process is None or process.poll() is not None) and self._due("database"):
            self.place.cluster.start()
            self._note("database")

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
        process = self.place.cluster.process
        up = process is not None and process.poll() is None
        return up and not self._down and all(server.alive for server in (self.web, *self.workers))
