"""A batch gets its numbers and its papers once, whatever breaks off in between."""

import pytest

from tests.cast import NOW, Cast
from tuntas.letters.actions import batch_printing
from tuntas.letters.states import BatchStatus
from tuntas.letters.tests.make_batches import ALL, make_made, neighbourhood

pytestmark = pytest.mark.django_db


def test_each_recipient_has_a_letter_with_a_number_and_a_code_of_its_own(cast: Cast) -> None:
    neighbourhood(cast)
    batch = make_made(cast, levels=ALL)
    rows = list(batch.deliveries.select_related("letter").order_by("position"))
    assert batch.status == BatchStatus.MADE
    assert [row.letter.sequence for row in rows] == list(range(1, len(rows) + 1))
    assert len({row.letter.token for row in rows}) == len(rows)
    assert {row.letter.recipient for row in rows} >= {"Lurah Benuamelayu Darat"}
    whole = b"".join(batch_printing.whole(batch, by=cast.secretariat, at=NOW))
    assert whole.startswith(b"%PDF-")
