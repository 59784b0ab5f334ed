from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import NOW, Cast
from tuntas.access.actors import Reporter, System
from tuntas.audit.models import Event
from tuntas.core.errors import Denied
from tuntas.intake import receipts
from tuntas.intake.actions import reports, status
from tuntas.intake.models import CodeThrottle, Report
from tuntas.intake.receipts import Receipt
from tuntas.intake.states import Channel

pytestmark = pytest.mark.django_db
WRONG = "1234" * 5


@pytest.fixture
def receipt(cast: Cast) -> Receipt:
    return reports.receive(
        form_id=uuid4(), channel=Channel.WEB, area=cast.village, answers=reports.ReceiveData(), by=Reporter(), at=NOW
    )


def find(number: str, code: str, seconds: float = 0) -> Report | None:
    return status.find(number=number, code=code, by=Reporter(), at=NOW + timedelta(seconds=seconds))


def test_number_and_code_find_the_report_however_they_are_written(receipt: Receipt) -> None:
    spaced = " ".join(receipt.code[at : at + 4] for at in range(0, 20, 4))
    found = find(receipt.number.replace("-", ""), spaced)
    assert found is not None
    assert found.pk == receipt.report_id
    assert Event.objects.filter(kind="report.opened_by_reporter").count() == 1


def test_a_wrong_code_and_an_unknown_number_look_the_same(receipt: Receipt) -> None:
    unknown = next(filter(None, (receipts.read_number(f"26-0000-000{digit}") for digit in range(10))))
    for number in (receipt.number, unknown):
        assert [find(number, WRONG) for _ in range(5)] == [None] * 5
        with pytest.raises(Denied, match="Tunggu"):
            find(number, WRONG)
    assert set(CodeThrottle.objects.values_list("number", "failures")) == {(receipt.number, 5), (unknown, 5)}


def test_waiting_doubles_and_ends_at_a_minute(receipt: Receipt) -> None:
    seconds, waits = 0.0, []
    for _ in range(14):
        find(receipt.number, WRONG, seconds)
        row = CodeThrottle.objects.get(pk=receipt.number)
        wait = (row.blocked_until - NOW).total_seconds() - seconds if row.blocked_until else 0
        waits.append(wait)
        seconds += wait + 1
    assert waits[:6] == [0, 0, 0, 0, 1, 2]
    assert max(waits) == 60


def test_the_right_code_clears_the_brake(receipt: Receipt) -> None:
    find(receipt.number, WRONG)
    assert find(receipt.number, receipt.code) is not None
    assert not CodeThrottle.objects.exists()


def test_while_waiting_even_the_right_code_waits_at_most_a_minute(receipt: Receipt) -> None:
    for _ in range(5):
        find(receipt.number, WRONG)
    with pytest.raises(Denied):
        find(receipt.number, receipt.code)
    assert find(receipt.number, receipt.code, 61) is not None


def test_a_slip_in_the_number_is_no_try(receipt: Receipt) -> None:
    slip = receipt.number[:-1] + str((int(receipt.number[-1]) + 1) % 10)
    assert find(slip, receipt.code) is None
    assert find("bukan nomor", receipt.code) is None
    assert not CodeThrottle.objects.exists()


def test_a_declined_code_finds_nothing(receipt: Receipt) -> None:
    report = Report.objects.get(pk=receipt.report_id)
    reports.decline_code(form_id=report.form_id, by=Reporter(), at=NOW)
    assert find(receipt.number, receipt.code) is None


def test_old_tries_are_forgotten(receipt: Receipt) -> None:
    find(receipt.number, WRONG)
    assert status.clear_throttles(by=System("uji"), at=NOW + timedelta(hours=1)) == 0
    assert status.clear_throttles(by=System("uji"), at=NOW + timedelta(hours=25)) == 1
