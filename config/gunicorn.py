"""gunicorn's settings: `gunicorn -c config/gunicorn.py config.wsgi`."""

import os
from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger

from tuntas.core.logs import Line, Masked


class WithoutAddresses(Logger):  # type: ignore[misc]  # gunicorn carries no types
    """Errors of the server itself, without the address that was asked for, masked like all others."""

    def setup(self, cfg: Config) -> None:
        """Gunicorn has handlers of its own."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.addFilter(Masked())
            handler.setFormatter(Line())

    def exception(self, msg: str, *_: Any, **options: Any) -> None:
        """Keep the traceback; gunicorn's arguments here are method and whole URL."""
        super().exception(msg.split(" %s", maxsplit=1)[0], **options)


bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
worker_class = "gthread"
keepalive = 5
graceful_timeout = 20
control_socket_disable = True  # it would lie in the home directory, shared by all installations of an account
# No access log at all: the public pages must leave neither address nor browser anywhere.
# What staff ask for is logged by the program itself, without query strings (core/middleware.py).
accesslog = None
errorlog = "-"
loglevel = "error"  # a warning about a request that makes no sense would name the address it came from
logger_class = WithoutAddresses
proc_name = "tuntas-web"

# One pooled connection for each thread of a worker, see config/settings.py.
os.environ["TUNTAS_POOL_SIZE"] = str(threads)
