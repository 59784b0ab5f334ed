"""Many officers take a number at the same moment, each with a connection of its own."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from tests.cast import Cast
from tuntas.letters.models import Letter, Register
from tuntas.letters.tests.make import make_letter

pytestmark = pytest.mark.django_db(transaction=True)
ISSUERS = 32


@pytest.fixture(autouse=True)
def _closed(cast: Cast) -> Iterator[None]:
    yield
    connections.close_all()


def test_thirty_two_at_once_leave_no_gap_although_every_fourth_fails(cast: Cast) -> None:
    gate = threading.Barrier(ISSUERS)

    def run(place: int) -> None:
        try:
            gate.wait(30)
            with transaction.atomic():
                make_letter(cast)
                if place % 4 == 3:
                    transaction.set_rollback(True)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(ISSUERS) as pool:
        list(pool.map(run, range(ISSUERS)))
    found = sorted(Letter.objects.values_list("sequence", flat=True))
    assert found == list(range(1, ISSUERS * 3 // 4 + 1))
    assert Register.objects.get().last == len(found)
