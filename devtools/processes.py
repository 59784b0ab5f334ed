"""Starting processes that end with us, and ending those that outlived a killed predecessor. Standard library only."""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Account:
    """An unprivileged account to run a server as."""

    uid: int
    gid: int


def unprivileged() -> Account | None:
    """Whom to run PostgreSQL as: an account without rights when we are root (it refuses root), else ourselves."""
    if os.geteuid() != 0:
        return None
    entry = pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid)


def _die_with_parent(end: signal.Signals) -> Callable[[], None] | None:
    """On Linux the kernel sends `end` to the child when we die, even by SIGKILL; elsewhere see end_leftover()."""
    if not sys.platform.startswith("linux"):
        return None
    parent, libc = os.getpid(), ctypes.CDLL(None, use_errno=True)

    def before_exec() -> None:
        libc.prctl(PR_SET_PDEATHSIG, end)
        if os.getppid() != parent:  # we died before the child could ask
            os._exit(1)

    return before_exec


def start(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    cwd: Path,
    log: IO[bytes] | None = None,
    account: Account | None = None,
    end: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own (Ctrl-C reaches only us) that ends when we do."""
    return subprocess.Popen(
        [str(part) for part in command],
        env=dict(env),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        preexec_fn=_die_with_parent(end),  # noqa: PLW1509 - we start children from the main thread only
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


def stop(process: subprocess.Popen[bytes], end: signal.Signals = signal.SIGTERM, seconds: float = 20) -> None:
    """Ask a child to end, and make it end if it does not."""
    if process.poll() is None:
        process.send_signal(end)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def command_line(pid: int) -> str:
    """What a process was started as; empty if there is no such process."""
    if pid <= 1:
        return ""
    if sys.platform.startswith("linux"):  # a minimal machine has no ps
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            return ""
    asked = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return asked.stdout.strip()


def end_leftover(pid: int, belongs: str, end: signal.Signals = signal.SIGTERM, seconds: float = 20) -> bool:
    """End what outlived a killed dev.py: a process and those it started; was there one?

    Only what has `belongs` in its command line: the number may by now be another program's.
    """
    if not (alive := _family(pid, belongs)):
        return False
    _send(alive, end)
    limit = time.monotonic() + seconds
    while alive := _family(pid, belongs):
        if time.monotonic() > limit:
            _send(alive, signal.SIGKILL)
        time.sleep(0.05)
    return True


def _family(pid: int, belongs: str) -> list[int]:
    """A process of start() and its children, which have its session: they may live on where it has gone."""
    return [member for member in _session(pid) if belongs in command_line(member)]


def _session(pid: int) -> list[int]:
    if sys.platform.startswith("linux"):
        ids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    else:
        asked = subprocess.run(["ps", "-A", "-o", "pid="], capture_output=True, text=True, check=False)
        ids = [int(line) for line in asked.stdout.split()]
    return [other for other in ids if pid in {other, _session_of(other)}]


def _session_of(pid: int) -> int | None:
    try:
        return os.getsid(pid)
    except OSError:  # gone meanwhile, or nobody's business
        return None


def _send(pids: list[int], what: signal.Signals) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, what)
