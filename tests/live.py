"""The program answering on a real port: several threads, each with its own connection as the app's role.

With TUNTAS_TEST_SLOW=0.3 every answer comes so many seconds late, and its second half as much later again: a test that looks at
a page, or into the database, before what it waits for has happened then fails each time, not once in a hundred times.
"""

import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import pytest
from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections

SLOW = float(os.environ.get("TUNTAS_TEST_SLOW", "0"))


def _late(answer: Any) -> Any:
    """The same program on a machine that has much else to do."""

    def program(environ: dict[str, Any], start: Any) -> Iterator[bytes]:
        time.sleep(SLOW)
        parts = answer(environ, start)
        try:
            for part in parts:
                half = len(part) // 2
                yield part[:half]
                time.sleep(SLOW)
                yield part[half:]
        finally:
            parts.close()

    return program


class _Server(ThreadedWSGIServer):
    daemon_threads = False  # so that closing waits for requests that still use the database


class _Handler(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        """Say nothing: the program's own log is what tests look at."""


@dataclass(frozen=True)
class Live:
    """A running server; `url("/x/")` is the whole address of a path."""

    base: str

    def url(self, path: str) -> str:
        """The whole address of a path."""
        return self.base + path


@pytest.fixture
def live(transactional_db: None) -> Iterator[Live]:
    """Serve the program from this test's own clone until the test ends; connections are kept, as gunicorn keeps them."""
    connections["default"].close()  # one that is not of the pool cannot be handed back to it
    options = connections["default"].settings_dict["OPTIONS"]
    options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 60}
    server = _Server(("127.0.0.1", 0), _Handler)
    server.set_app(_late(get_wsgi_application()) if SLOW else get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    base = f"http://127.0.0.1:{server.server_port}"
    before = settings.TUNTAS_BASE_URL
    settings.TUNTAS_BASE_URL = base
    yield Live(base)
    settings.TUNTAS_BASE_URL = before
    server.shutdown()
    server.server_close()
    thread.join(60)
    connections.close_all()
    cast(Any, connections["default"]).close_pool()
    del options["pool"]
