"""`dev.py run`: the whole program on this machine, for trying."""

import fcntl
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools import preparation, processes, supervisor
from devtools.places import MANAGE, PYTHON, ROOT, VAR, VENV, Stop, say
from devtools.postgres import Cluster
from devtools.source import Source, embedded, given
from devtools.supervisor import Service

HOST = "127.0.0.1"


def run(*, empty: bool, began: float) -> None:
    """Prepare and serve until interrupted. `began` is when the command was given, for the printed seconds."""
    port = _port()
    with _only_one(port):
        killed = supervisor.end_leftovers()
        _check_free(port, seconds=5 if killed else 0)
        signal.signal(signal.SIGTERM, _interrupt)
        name = "tuntas_empty" if empty else "tuntas"
        env = preparation.base_environment() | {"TUNTAS_DEMO": "0" if empty else "1", "BIND": f"{HOST}:{port}"}
        env["TUNTAS_BASE_URL"] = f"http://{HOST}:{port}"
        try:
            with _database(name) as source:
                _serve(source, env | source.urls, empty=empty, began=began)
        except KeyboardInterrupt:
            say("\nStopped.")


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _port() -> int:
    text = os.environ.get("PORT", "8000")
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Stop(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


@contextmanager
def _only_one(port: int) -> Iterator[None]:
    """The lock is the kernel's: it goes when the process goes, however it ends."""
    VAR.mkdir(exist_ok=True)
    with (VAR / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Stop(f"Tuntas is already running from this folder: {lock.read().strip()}") from None
        lock.truncate(0)
        lock.write(f"http://{HOST}:{port}/ (process {os.getpid()})")
        lock.flush()
        yield


def _check_free(port: int, seconds: float) -> None:
    """A killed predecessor's port may be held for a moment by what is just ending."""
    limit = time.monotonic() + seconds
    while not _is_free(port):
        if time.monotonic() > limit:
            hint = f"PORT={port + 1} python3 dev.py run"
            raise Stop(f"Port {port} is in use by another program. Choose another: {hint}")
        time.sleep(0.05)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise Stop(f"Port {port} is reserved for root. Choose another: PORT=8000 python3 dev.py run") from None
        except OSError:
            return False
    return True


@contextmanager
def _database(name: str) -> Iterator[Source]:
    """The database that DATABASE_URL gives, or one in a server of our own, started and stopped here."""
    if url := os.environ.get("DATABASE_URL"):
        yield given(url, os.environ.get("DATABASE_OWNER_URL"))
        return
    with Cluster(VAR / "database", options={"max_connections": "100"}) as cluster:
        yield embedded(cluster, name)


def _serve(source: Source, env: dict[str, str], *, empty: bool, began: float) -> None:
    marks = preparation.Marks(env["DATABASE_OWNER_URL"])
    if not empty and source.renew and marks.read().get("demo") == "begun":
        source.renew()  # the demo was cut off half-way: begin it again
    say(f"[{time.monotonic() - began:5.1f} s] Database is up.")
    if preparation.database(env, marks):
        say(f"[{time.monotonic() - began:5.1f} s] Tables, rights and areas are ready.")
    preparation.static_files(env)
    gunicorn: list[str | Path] = [
        PYTHON,
        VENV / "bin" / "gunicorn",
        "-c",
        ROOT / "config" / "gunicorn.py",
        "config.wsgi",
    ]
    worker: list[str | Path] = [PYTHON, MANAGE, "procrastinate", "worker"]
    services = [
        *source.services,
        Service("The web server", lambda: processes.start(gunicorn, env=env, cwd=ROOT, end=signal.SIGQUIT)),
        Service("The worker", lambda: processes.start(worker, env=env, cwd=ROOT, end=signal.SIGKILL)),
    ]
    demo = None
    try:
        supervisor.ensure(services)
        _wait_for_page(services, env["TUNTAS_BASE_URL"])
        say(f"[{time.monotonic() - began:5.1f} s] Tuntas answers: {env['TUNTAS_BASE_URL']}/   (Ctrl-C stops it)")
        say(source.notice)
        demo = _start_demo(env, marks, empty=empty)
        while True:
            supervisor.ensure(services)
            demo = _finish_demo(demo, env, marks, began)
            time.sleep(0.2)
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for process in filter(None, [demo, *(s.process for s in reversed(services) if s not in source.services)]):
            processes.stop(process)
        supervisor.forget()


def _wait_for_page(services: list[Service], base: str) -> None:
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        supervisor.ensure(services)
        try:
            urllib.request.urlopen(f"{base}/", timeout=10).close()
        except urllib.error.HTTPError as error:
            error.close()
        except OSError:
            time.sleep(0.05)
            continue
        return
    raise Stop("The web server did not answer within a minute.")


def _start_demo(env: dict[str, str], marks: preparation.Marks, *, empty: bool) -> subprocess.Popen[bytes] | None:
    """Begin making the demo while pages are already served; or say who can sign in."""
    if empty:
        say("Make the first account in another terminal: python3 dev.py manage createowner")
        return None
    if marks.read().get("demo") == "done":
        say(preparation.manage(env, "demo", "--print", quiet=True))
        return None
    say("Making demo data; pages already work …")
    marks.write(demo="begun")
    return processes.start([PYTHON, MANAGE, "demo"], env=env, cwd=ROOT)


def _finish_demo(
    demo: subprocess.Popen[bytes] | None, env: dict[str, str], marks: preparation.Marks, began: float
) -> subprocess.Popen[bytes] | None:
    if demo is None or demo.poll() is None:
        return demo
    if demo.returncode:
        raise Stop("The demo data could not be made; the reason stands above.")
    marks.write(demo="done")
    say(f"[{time.monotonic() - began:5.1f} s] Demo data are ready. Sign in as one of:")
    say(preparation.manage(env, "demo", "--print", quiet=True))
    return None
