"""Many officers take a number at the same moment, each with a connection of its own; also while a batch takes its own."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from tests.cast import NOW, Cast
from tuntas.letters.actions import making
from tuntas.letters.models import Batch, Delivery, Letter, Register
from tuntas.letters.states import BatchStatus
from tuntas.letters.tests.make import make_letter
from tuntas.letters.tests.make_batches import make_ordered

pytestmark = pytest.mark.django_db(transaction=True)
ISSUERS = 32


@pytest.fixture(autouse=True)
def _closed(cast: Cast) -> Iterator[None]:
    yield
    connections.close_all()


def at_once(run: Callable[[int], None], count: int) -> None:
    """In threads that begin together."""
    gate = threading.Barrier(count)

    def held(place: int) -> None:
        try:
            gate.wait(120)
            run(place)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        list(pool.map(held, range(count)))


def test_thirty_two_at_once_leave_no_gap_although_every_fourth_fails(cast: Cast) -> None:
    def run(place: int) -> None:
        with transaction.atomic():
            make_letter(cast)
            if place % 4 == 3:
                transaction.set_rollback(True)

    at_once(run, ISSUERS)
    found = sorted(Letter.objects.values_list("sequence", flat=True))
    assert found == list(range(1, ISSUERS * 3 // 4 + 1))
    assert Register.objects.get().last == len(found)


def test_while_two_workers_number_a_batch_thirty_others_get_theirs(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "AT_ONCE", 2)
    batch = make_ordered(cast)
    agency = batch.agency

    def run(place: int) -> None:
        if place < 2:
            while making.number_next(batch, by=cast.secretariat, at=NOW):
                pass
        else:
            make_letter(cast, agency=agency)

    at_once(run, ISSUERS)
    total = batch.deliveries.count() + ISSUERS - 2
    found = sorted(Letter.objects.filter(agency=agency).values_list("sequence", flat=True))
    assert found == list(range(1, total + 1))
    assert Register.objects.get(agency=agency).last == total
    assert not Delivery.objects.filter(batch=batch, letter=None).exists()


def test_a_worker_killed_in_the_middle_leaves_no_gap_and_the_next_one_ends_it(cast: Cast) -> None:
    batch = make_ordered(cast)
    total = batch.deliveries.count()
    assert total > 3
    slowly = "import time; from tuntas.letters.actions import making; making.AT_ONCE = 1;"
    # A pause inside of the transaction, so that it is killed with a number in its hand.
    slowly += "kept = making.letters.issue_many; "
    slowly += "making.letters.issue_many = lambda *a, **k: (kept(*a, **k), time.sleep(0.5))[0]; "
    first = _worker(batch, slowly)
    while Delivery.objects.filter(batch=batch).exclude(letter=None).count() < 2:
        assert first.poll() is None
        time.sleep(0.02)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    done = Delivery.objects.filter(batch=batch).exclude(letter=None).count()
    assert 2 <= done < total
    assert _worker(batch, "").wait(300) == 0
    batch.refresh_from_db()
    assert batch.status == BatchStatus.MADE
    found = sorted(Letter.objects.filter(agency=batch.agency).values_list("sequence", flat=True))
    assert found == list(range(1, total + 1)) == list(range(1, Register.objects.get(agency=batch.agency).last + 1))


def _worker(batch: Batch, before: str) -> "subprocess.Popen[bytes]":
    """The worker's job in a process of its own, on the database of this test."""
    given = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    address = " ".join(f"{name}='{given[key]}'" for name, key in names.items() if given[key])
    job = f"{before}from tuntas.letters import jobs; jobs.make(batch_id='{batch.pk}')"
    program = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "shell", "-v", "0", "-c", job]
    return subprocess.Popen(program, env=os.environ | {"DATABASE_URL": address})
