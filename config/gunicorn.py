"""gunicorn's settings: `gunicorn -c config/gunicorn.py config.wsgi`."""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
worker_class = "gthread"
keepalive = 5
graceful_timeout = 20
# No access log at all: the public pages must leave neither address nor browser anywhere.
# What staff ask for is logged by the program itself, without query strings (core.middleware).
accesslog = None
errorlog = "-"
loglevel = os.environ.get("WEB_LOG_LEVEL", "warning")
proc_name = "tuntas-web"

# One pooled connection for each thread of a worker, see config/settings.py.
os.environ["TUNTAS_POOL_SIZE"] = str(threads)
