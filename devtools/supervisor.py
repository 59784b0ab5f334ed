"""Keeps services running: one that ends by itself is started again, and said so. Standard library only."""

import json
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from devtools.places import ROOT, VAR, Stop, say
from devtools.processes import end_leftover

RECORD = VAR / "processes.json"
TRIES, WITHIN = 20, 60.0


@dataclass
class Service:
    """One program that has to run. `start` starts it and returns its process."""

    name: str
    start: Callable[[], "subprocess.Popen[bytes]"]
    process: "subprocess.Popen[bytes] | None" = None
    starts: deque[float] = field(default_factory=lambda: deque(maxlen=TRIES))

    def ensure(self) -> bool:
        """Start the program unless it runs; was it started now? Raises Stop when it keeps ending."""
        if self.process and self.process.poll() is None:
            return False
        if self.process:
            say(f"{self.name} ended (code {self.process.returncode}); starting it again.")
        now = time.monotonic()
        if len(self.starts) == TRIES and now - self.starts[0] < WITHIN:
            raise Stop(f"{self.name} keeps ending; the reason stands above.")
        self.starts.append(now)
        self.process = self.start()
        return True


def ensure(services: list[Service]) -> None:
    """Start what does not run, and write down the process ids for end_leftovers()."""
    started = [service.ensure() for service in services]
    if any(started):
        RECORD.write_text(json.dumps([service.process.pid for service in services if service.process]))


def end_leftovers() -> None:
    """End what outlived a killed predecessor where the kernel does not do so (see processes.start)."""
    pids = json.loads(RECORD.read_text() or "[]") if RECORD.exists() else []
    for pid in pids:
        end_leftover(pid, str(ROOT), signal.SIGQUIT, seconds=1)
    RECORD.unlink(missing_ok=True)
