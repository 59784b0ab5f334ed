"""A round on a full disk: the database can write no more. Nobody may lose an answer, nothing may be stored by half."""

import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path

import psycopg

from bench import environment, servers
from bench.figures import Figure
from bench.visitor import FORM, UNSENT, VILLAGES, Lost, Receipt, Visitor, Writing, receipt_on, write
from devtools import databases
from devtools.places import PYTHON, ROOT, Stop, say
from devtools.postgres import Cluster

MEGABYTES = 420
SENDS, LAST = 60, 12  # of them, the last ones when even the log of the database has no room
SKIPPED = 77
SMALL = {"shared_buffers": "32MB", "min_wal_size": "32MB", "max_wal_size": "48MB", "max_connections": "60"}


def in_own_process() -> list[Figure]:
    """The figures of the round, or none with the reason said, where no small disk can be mounted."""
    if os.geteuid() != 0:
        say("Full disk: skipped, mounting a small file system needs root.")
        return []
    done = subprocess.run([str(PYTHON), "-m", "bench.disk"], cwd=ROOT, stdout=subprocess.PIPE, check=False, text=True)
    if done.returncode == SKIPPED:
        say("Full disk: skipped, this machine does not let a small file system be mounted.")
        return []
    if done.returncode:
        raise Stop("The round on a full disk failed; the reason stands above.")
    return [Figure(**each) for each in json.loads(done.stdout)]


@contextmanager
def small_disk() -> Iterator[Path]:
    """A file system of its own, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="tuntas-disk-"))
    folder.chmod(0o755)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m,mode=0755", "tuntas-disk", str(folder)],
        check=False,
        capture_output=True,
    )
    try:
        if mounted.returncode:
            sys.exit(SKIPPED)
        yield folder
    finally:
        if not mounted.returncode:
            subprocess.run(["umount", str(folder)], check=False)
        with suppress(OSError):
            folder.rmdir()


@dataclass
class Outcome:
    """What people saw while the disk was full."""

    shown: list[tuple[str, Receipt]] = field(default_factory=list)
    kept: list[tuple[Writing, dict[str, str]]] = field(default_factory=list)
    other: list[str] = field(default_factory=list)


def main() -> None:
    """Fill the disk under the database while people send; then make room and let them try again."""
    with small_disk() as disk, tempfile.TemporaryDirectory(prefix="tuntas-bench-") as folder:
        cluster = Cluster(disk / "home", options=SMALL)
        try:
            with cluster:
                databases.make_roles(cluster.dsn)
                databases.create(cluster.dsn, environment.NAME)
                place = environment.connect(cluster, Path(folder))
                environment.furnish(place)
                with servers.serving(place.environment, place.folder) as web:
                    figures = _round(cluster, disk, web.port)
        finally:
            shutil.rmtree(cluster.sockets, ignore_errors=True)
    print(json.dumps([asdict(figure) for figure in figures]))


def _round(cluster: Cluster, disk: Path, port: int) -> list[Figure]:
    from django.utils import timezone

    since, outcome = timezone.now(), Outcome()
    written = [write(Visitor(port), f"Penuh {index}.", village=VILLAGES[index % 4]) for index in range(SENDS)]
    filler = fill(disk)
    _send(written[:-LAST], outcome)
    _use_up_log(cluster)
    _send(written[-LAST:], outcome)
    filler.unlink()
    _wait_for_database(cluster)
    late = [(writing.story, _again(writing, answers)) for writing, answers in outcome.kept]
    shown = [*outcome.shown, *((story, receipt) for story, receipt in late if receipt)]
    return [
        Figure("full disk: sends", SENDS, ""),
        Figure("full disk: sends that found no room", len(outcome.kept), ""),
        Figure("full disk: none found no room, so nothing was tested", int(not outcome.kept), "", 0),
        Figure(
            "full disk: answers other than a receipt or “Belum terkirim” with all that was typed",
            len(outcome.other),
            "",
            0,
        ),
        Figure(
            "full disk: people without a receipt once there is room", sum(receipt is None for _, receipt in late), "", 0
        ),
        *_counted(shown, since),
    ]


def fill(disk: Path) -> Path:
    """Take every free byte."""
    filler = disk / "filler"
    for size in (1 << 20, 512):
        with suppress(OSError), filler.open("ab", buffering=0) as file:
            while True:
                file.write(bytes(size))
    return filler


def _send(written: list[tuple[Writing, dict[str, str]]], outcome: Outcome) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda each: _send_one(each[0], each[1], outcome), written))


def _send_one(writing: Writing, answers: dict[str, str], outcome: Outcome) -> None:
    """Press "Kirim" once."""
    try:
        page = writing.visitor.ask(FORM, answers)
    except (OSError, http.client.HTTPException) as error:
        outcome.other.append(type(error).__name__)
        return
    kept = page.read().hidden
    if page.status == 503 and UNSENT in page.text and kept.get("isi"):
        outcome.kept.append((writing, kept))
    elif page.status == 200:
        outcome.shown.append((writing.story, receipt_on(page)))
    else:
        outcome.other.append(f"{page.status} {page.read().heading}")


def _again(writing: Writing, answers: dict[str, str]) -> Receipt | None:
    """Press "Coba kirim lagi"."""
    writing.until = time.monotonic() + 60
    try:
        return writing.send(answers)
    except Lost:
        return None


def _use_up_log(cluster: Cluster) -> None:
    """Make the database need another piece of its own log, which kills it where there is no room."""
    with suppress(psycopg.Error), databases.administrator(cluster.dsn) as administrator:
        for _ in range(8):
            administrator.execute("SELECT pg_logical_emit_message(true, 'bench', repeat('x', 100000)), pg_switch_wal()")


def _wait_for_database(cluster: Cluster) -> None:
    """Until it answers; started again if the full disk has ended it."""
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        if cluster.process is None or cluster.process.poll() is not None:
            cluster.start()
        with suppress(psycopg.Error), databases.administrator(cluster.dsn) as administrator:
            administrator.execute("SELECT 1")
            return
        time.sleep(0.2)
    raise Stop("The database did not come back after the full disk.")


def _counted(shown: list[tuple[str, Receipt]], since: datetime) -> list[Figure]:
    from django.db import connection

    from bench import count
    from bench.crowd import Shown

    connection.close()
    counted = count.everything([Shown(story, receipt) for story, receipt in shown], since=since)
    return [
        Figure(f"full disk: {each.name.replace('_', ' ')}", getattr(counted, each.name), "", 0)
        for each in fields(counted)
    ]


if __name__ == "__main__":
    main()
