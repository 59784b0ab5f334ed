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
    for service in services:
        if service.ensure():
            RECORD.write_text(json.dumps([each.process.pid for each in services if each.process]))


def end_leftovers() -> bool:
    """End what outlived a killed predecessor, at once if it does not end by itself; was there a predecessor?"""
    if not RECORD.exists():
        return False
    for pid in json.loads(RECORD.read_text() or "[]"):
        end_leftover(pid, str(ROOT), signal.SIGQUIT, seconds=1)
    forget()
    return True


def forget() -> None:
    """Everything was stopped in order: nothing is left for end_leftovers()."""
    RECORD.unlink(missing_ok=True)
