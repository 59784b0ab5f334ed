"""A throw-away database server for tests, measurements and breaking things."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools.postgres import Cluster
from devtools.processes import command_line

PREFIX = "tuntas-scratch-"
# Nothing here must outlive a power cut, so nothing waits for the disk.
FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "shared_buffers": "256MB"}


@contextmanager
def cluster(*, durable: bool = False, **options: str) -> Iterator[Cluster]:
    """Start a server in a new temporary directory; stop and delete it at the end."""
    _remove_leftovers()
    home = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    home.chmod(0o755)
    settings = {"max_connections": "200"} | ({} if durable else FAST) | options
    server = Cluster(home, options=settings)
    try:
        with server:
            yield server
    finally:
        server.remove()


def _remove_leftovers() -> None:
    """Delete what a killed run left in the temporary directory."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        pid = int(path.name.removeprefix(PREFIX).split("-")[0])
        if path.stat().st_uid == os.geteuid() and "python" not in command_line(pid):
            shutil.rmtree(path, ignore_errors=True)
