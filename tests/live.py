"""The program answering on a real port: several threads, each with its own connection as the app's role."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import pytest
from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections


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
    options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
    server = _Server(("127.0.0.1", 0), _Handler)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    base = f"http://127.0.0.1:{server.server_port}"
    before = settings.TUNTAS_BASE_URL
    settings.TUNTAS_BASE_URL = base
    yield Live(base)
    settings.TUNTAS_BASE_URL = before
    server.shutdown()
    server.server_close()
    thread.join(5)
    connections.close_all()
    cast(Any, connections["default"]).close_pool()
    del options["pool"]
