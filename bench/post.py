"""A mail server that takes everything and remembers which letters it was given."""

import asyncio
import email
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class Letters:
    """How often each letter came: by Message-ID and receiver."""

    port: int = 0
    came: Counter[tuple[str, str]] = field(default_factory=Counter)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802, ARG002 - aiosmtpd calls it so
        """Count it."""
        message_id = email.message_from_bytes(envelope.content)["Message-ID"] or ""
        for receiver in envelope.rcpt_tos:
            self.came[message_id, receiver] += 1
        return "250 OK"

    @property
    def repeated(self) -> int:
        """Letters that came again, each time counted."""
        return sum(times - 1 for times in self.came.values())


class _Controller(Controller):
    def _trigger_server(self) -> None:
        """Learn which free port the system chose before the first connection is tried."""
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def office() -> Iterator[Letters]:
    """Take letters until the end."""
    letters = Letters()
    controller = _Controller(letters, hostname="127.0.0.1", port=0)
    controller.start()
    letters.port = controller.port
    try:
        yield letters
    finally:
        controller.stop()
