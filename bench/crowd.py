"""Many people sending reports at once, each trying again until a receipt is shown, as a browser does: same form, same answers."""

import threading
import time
from dataclasses import dataclass, field

from bench.visitor import STORY, VILLAGES, Lost, Receipt, Visitor, Writing

PEOPLE = 8
PATIENCE = 120.0  # seconds; everything is back much sooner
AGAIN = 7  # every seventh presses the button once more after the receipt


@dataclass(frozen=True)
class Shown:
    """What one person typed, and what was shown for it."""

    story: str
    receipt: Receipt


@dataclass
class Crowd:
    """`count` reports, written by PEOPLE at a time; `mark` tells them from those of other rounds."""

    port: int
    mark: str
    count: int
    shown: list[Shown] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    different: int = 0
    failures: int = 0
    _next: int = 0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(PEOPLE)]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    @property
    def busy(self) -> bool:
        """Whether somebody still waits for a receipt."""
        return any(thread.is_alive() for thread in self._threads)

    @property
    def done(self) -> int:
        """How many are through, with a receipt or without."""
        return len(self.shown) + len(self.lost)

    def _work(self) -> None:
        while True:
            with self._lock:
                index, self._next = self._next, self._next + 1
            if index >= self.count:
                return
            self._one(index)

    def _one(self, index: int) -> None:
        visitor = Visitor(self.port)
        story = f"{STORY}{self.mark}-{index}."
        writing = Writing(visitor, story, VILLAGES[index % len(VILLAGES)], until=time.monotonic() + PATIENCE)
        try:
            fields = writing.to_summary()
            receipt = writing.send(fields)
            with self._lock:
                self.shown.append(Shown(story, receipt))
            if index % AGAIN == 0:
                self.different += writing.send(fields) != receipt
        except Lost as error:
            with self._lock:
                self.lost.append(str(error))
        finally:
            with self._lock:
                self.failures += visitor.failures
            visitor.close()
