"""A thousand letters with QR codes: how long the worker's job takes, and what it and the presses weigh in memory.

The job runs in a process of its own, as in the worker; it and every process below it are weighed together, many times
a second.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

from django.db import transaction
from django.utils import timezone

from bench.environment import Installation
from bench.figures import Figure
from bench.servers import children
from devtools.places import MANAGE, PYTHON, ROOT
from tests.cast import make_agency
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting, User
from tuntas.agencies.models import Agency
from tuntas.agencies.states import AgencyKind
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.letters import papers
from tuntas.letters.actions import batches
from tuntas.letters.actions.batches import BatchData
from tuntas.letters.models import Letter
from tuntas.letters.states import BatchStatus

FEW, MANY = 100, 1000
SECONDS, GROWTH = 15.0, 1.2
PROVINCE = "17."  # Bengkulu: about 1,500 kelurahan and desa
PAUSE = 0.01
PAGE = os.sysconf("SC_PAGE_SIZE")
# What the worker runs; how long by the clock, and how much of the processors it and its presses took.
JOB = """
import os, time
from tuntas.letters import jobs
began, before = time.monotonic(), os.times()
jobs.make(batch_id="{}")
took = [now - then for now, then in zip(os.times()[:4], before[:4])]
print(time.monotonic() - began, sum(took))
"""
PAPER = papers.Notification(
    subject="Pemberitahuan layanan pengaduan", secretariat="Sekretariat Pokja", address="Jalan Contoh 1",
    hours="Senin sampai Jumat, 08.00 sampai 16.00", contacts=("Telepon 0736-000001", "WhatsApp 0800-0000-0001"),
    group="Kelompok Kerja Pencegahan Kekerasan", note="Poster terlampir mohon ditempel di papan pengumuman. " * 4,
)  # fmt: skip


def made(place: Installation, few: int = FEW, many: int = MANY) -> list[Figure]:
    """Make two batches, one ten times the other."""
    agency, user = _office()
    lists = {count: _made(place, agency, user, count) for count in (few, many)}
    small, (large, seconds, processor) = lists[few][0], lists[many]
    return [
        Figure(f"{many} letters with numbers and QR codes, in one file for the printer", seconds, "s", SECONDS),
        Figure(f"{many} letters: seconds of processors, all together", processor, "s"),
        Figure(f"memory of job and presses at its peak, {few} letters", small, "MB"),
        Figure(f"memory of job and presses at its peak, {many} letters", large, "MB", round(small * GROWTH, 1)),
    ]


def _made(place: Installation, agency: Agency, user: User, count: int) -> tuple[float, float, float]:
    """Peak memory of the job of one batch, seconds by the clock and of the processors."""
    data = BatchData(PAPER, agency.area, (int(Level.VILLAGE),))
    batch = batches.draft(data, agency=agency, by=user, at=timezone.now())
    batches.check(batch, by=user, at=timezone.now())
    with transaction.atomic():  # a worker sees the list only as it is measured
        batches.order(batch, by=user, at=timezone.now())
        batch.deliveries.filter(position__gt=count).delete()  # after it was asked whether the list is whole
    command = [str(PYTHON), str(MANAGE), "shell", "-v", "0", "-c", JOB.format(batch.pk)]
    with subprocess.Popen(command, env=place.environment, cwd=ROOT, stdout=subprocess.PIPE) as process:
        with closing(Scale(process.pid)) as scale:
            said, _ = process.communicate()
        code = process.returncode
    batch.refresh_from_db()
    numbers = set(Letter.objects.filter(delivery__batch=batch).values_list("sequence", flat=True))
    if code or batch.status != BatchStatus.MADE or len(numbers) != count or max(numbers) - min(numbers) != count - 1:
        raise RuntimeError(f"the job of {count} letters did not make them")
    wall, processor = (float(each) for each in said.split())
    return scale.peak, wall, processor


class Scale:
    """Weighs a process and all below it until it is closed."""

    def __init__(self, pid: int) -> None:
        self.peak, self._pid, self._done = 0.0, pid, Event()
        self._thread = Thread(target=self._weigh, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """No more."""
        self._done.set()
        self._thread.join()

    def _weigh(self) -> None:
        while not self._done.wait(PAUSE):
            self.peak = max(self.peak, sum(_resident(pid) for pid in _family(self._pid)))


def _family(pid: int) -> Iterator[int]:
    yield pid
    for child in children(pid):
        yield from _family(child)


def _resident(pid: int) -> float:
    """MB in memory; nothing once it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 1_000_000
    except (OSError, IndexError):
        return 0.0


def _office() -> tuple[Agency, User]:
    area = Area.objects.current().get(path=PROVINCE)
    agency = make_agency("Dinas PPPA untuk ukuran surat", AgencyKind.AGENCY_WOMEN_CHILD, area)
    user = User.objects.filter(postings__role=Role.LEADERSHIP).order_by("pk")[0]
    Posting.objects.create(user=user, role=Role.LEADERSHIP, agency=agency, area=area, starts_at=timezone.now())
    return agency, User.objects.get(pk=user.pk)
