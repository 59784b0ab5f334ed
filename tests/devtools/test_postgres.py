"""Our own PostgreSQL server copes with paths, with accounts and with what a kill leaves behind."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from devtools import postgres, processes, scratch
from devtools.places import Stop
from devtools.postgres import Cluster

DEEP = "a folder with spaces/" + "and/then/deeper/" * 6 + "end"


@pytest.fixture
def home() -> Iterator[Path]:
    """A directory that an unprivileged account can reach (pytest's own cannot be), deep and with spaces."""
    with tempfile.TemporaryDirectory(prefix="tuntas test ") as base:
        Path(base).chmod(0o755)
        yield Path(base) / DEEP


@pytest.fixture
def cluster(home: Path) -> Iterator[Cluster]:
    made = Cluster(home, options=scratch.FAST)
    yield made
    made.stop()
    made.remove()


def _answer(cluster: Cluster, query: str) -> object:
    with psycopg.connect(cluster.dsn) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def test_it_runs_in_a_deep_folder_with_spaces_and_on_a_socket_only(cluster: Cluster) -> None:
    assert len(str(cluster.home)) > 80
    with cluster:
        assert _answer(cluster, "SHOW listen_addresses") == ""
        assert _answer(cluster, "SHOW server_encoding") == "UTF8"
        assert len(os.fsencode(cluster.sockets)) <= postgres.SOCKET_LIMIT
    assert cluster.process is None


def test_its_files_are_made_once_and_kept(cluster: Cluster) -> None:
    with cluster, psycopg.connect(cluster.dsn, autocommit=True) as connection:
        connection.execute("CREATE DATABASE kept")
    assert cluster.make() is False
    with cluster:
        assert _answer(cluster, "SELECT count(*) FROM pg_database WHERE datname = 'kept'") == 1


def test_files_that_were_left_half_made_are_made_again(cluster: Cluster) -> None:
    cluster.data.mkdir()
    (cluster.data / "PG_VERSION").write_text("18\n")
    with cluster:
        assert _answer(cluster, "SELECT 1") == 1


def test_it_starts_again_after_kill_9(cluster: Cluster) -> None:
    with cluster:
        assert cluster.process
        cluster.process.kill()
        cluster.process.wait()
        assert (cluster.data / "postmaster.pid").exists()
        cluster.start()
        assert _answer(cluster, "SELECT 1") == 1


def test_a_stale_file_naming_another_living_program_does_not_hinder(cluster: Cluster) -> None:
    cluster.make()
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.data}\n1\n5432\n\n\n\nready\n")
    with cluster:
        assert _answer(cluster, "SELECT 1") == 1


def test_a_server_that_outlived_its_dev_py_is_ended_first(cluster: Cluster) -> None:
    cluster.make()
    command = [str(cluster.bin_dir / "postgres"), "-D", str(cluster.data), "-c", "listen_addresses="]
    command += ["-c", f"unix_socket_directories={cluster.sockets}"]
    who = cluster.account
    with (cluster.home / "orphan.log").open("wb") as log:
        orphan = subprocess.Popen(
            command,
            env=cluster.env,
            cwd="/",
            stdout=log,
            stderr=log,
            user=who.uid if who else None,
            group=who.gid if who else None,
            extra_groups=[] if who else None,
        )
    cluster.process = orphan
    while not cluster._ready():
        assert orphan.poll() is None
    with cluster:
        assert cluster.process.pid != orphan.pid
        assert orphan.wait(120) is not None
        assert _answer(cluster, "SELECT 1") == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere leftovers are ended at the next start")
def test_a_child_dies_with_its_parent() -> None:
    parent = (
        "import os, pathlib, signal\nfrom devtools.processes import start\n"
        "child = start(['sleep', '60'], env=dict(os.environ), cwd=pathlib.Path('/'))\n"
        "print(child.pid, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", parent], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    child = int(done.stdout)
    for _ in range(6000):
        if not processes.command_line(child):
            return
        time.sleep(0.01)
    pytest.fail("the child lives on")


def test_a_leftover_is_ended_only_if_it_is_ours() -> None:
    with subprocess.Popen(["sleep", "60"]) as other:
        assert processes.end_leftover(other.pid, "not in its command line") is False
        assert other.poll() is None
        os.kill(other.pid, signal.SIGTERM)


def test_a_leftover_is_ended_with_the_children_that_hang(tmp_path: Path) -> None:
    hang = f"import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('{tmp_path}', flush=True); time.sleep(60)"
    parent = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {hang!r}])"
    with subprocess.Popen([sys.executable, "-c", parent], start_new_session=True, stdout=subprocess.PIPE) as gone:
        assert gone.stdout
        assert gone.stdout.readline().decode().strip() == str(tmp_path)  # the child hangs, and its parent ends
        gone.wait()
        assert processes.end_leftover(gone.pid, str(tmp_path), seconds=0.1) is True
        assert gone.stdout.read() == b""  # nobody holds the other end any more
    assert processes.end_leftover(gone.pid, str(tmp_path)) is False


def test_programs_of_an_unsupported_version_are_refused(tmp_path: Path) -> None:
    (tmp_path / "postgres").write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 12.9'\n")
    (tmp_path / "postgres").chmod(0o755)
    with pytest.raises(Stop, match="15 to 18"):
        postgres.version(tmp_path)


def test_a_wrong_pg_bindir_is_said_plainly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PG_BINDIR", str(tmp_path))
    with pytest.raises(Stop, match="PG_BINDIR"):
        postgres.binaries(None)
