"""Many at once, each with a connection of its own, on a database of its own."""

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from random import Random
from typing import TypeVar
from uuid import uuid4

import psycopg
import pytest
from django.db import IntegrityError, OperationalError, connection, connections

from tests.cast import NOW, Cast, make
from tuntas.access.actors import Reporter
from tuntas.core.errors import Denied
from tuntas.intake.actions import decisions, endings, messages, proposals, reports, risk, triage
from tuntas.intake.models import Message, Proposal, Report
from tuntas.intake.receipts import Receipt
from tuntas.intake.states import Channel, ProposalKind, ProposalStatus, Status
from tuntas.intake.tests.make import make_report
from tuntas.obligations.actions import duties
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db(transaction=True)
# `dev.py faults` and `dev.py bench` ask for the whole thousand.
RACES = int(os.environ.get("TUNTAS_RACES", "60"))
T = TypeVar("T")


@pytest.fixture
def cast(transactional_db: None) -> Iterator[Cast]:
    yield make()
    connections.close_all()


def at_once(*calls: Callable[[], T]) -> list[T]:
    """Run all at the same moment, each on a connection of its own; raises what any of them raises."""
    gate = threading.Barrier(len(calls))

    def run(call: Callable[[], T]) -> T:
        try:
            gate.wait(120)
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def send(cast: Cast, form_id: object = None) -> Receipt:
    return reports.receive(
        form_id=form_id or uuid4(), channel=Channel.WEB, area=cast.village,  # type: ignore[arg-type]
        answers=reports.ReceiveData(narrative="Cerita", reporter_phone="081234567890"), by=Reporter(), at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize("count", [16, 64])
def test_many_senders_at_once_each_get_a_number_of_their_own(cast: Cast, count: int) -> None:
    receipts = at_once(*[lambda: send(cast)] * count)
    assert len({receipt.number for receipt in receipts}) == count
    assert Report.objects.count() == count
    assert ownerless() == 0


def test_one_form_sent_ten_times_at_once_is_one_report(cast: Cast) -> None:
    form = uuid4()
    receipts = at_once(*[lambda: send(cast, form)] * 10)
    assert len(set(receipts)) == 1
    assert Report.objects.count() == 1
    assert Obligation.objects.unsettled().filter(dossier_id=receipts[0].report_id).count() == 2


def test_one_message_sent_ten_times_at_once_is_one_message(cast: Cast) -> None:
    report, form = make_report(cast), uuid4()
    at_once(*[lambda: messages.from_reporter(report, form_id=form, text="x", by=Reporter(), at=NOW)] * 10)
    assert Message.objects.count() == 1
    assert Obligation.objects.unsettled().filter(kind="report.read_message").count() == 1


def ownerless() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM intake_report r LEFT JOIN obligations_obligation d"
            " ON d.id = r.duty_id AND d.subject_id = r.id AND d.settled_at IS NULL WHERE r.is_open AND d.id IS NULL"
        )
        return int(cursor.fetchone()[0])


def test_two_who_close_at_once_leave_nothing_ownerless(cast: Cast) -> None:
    """One ends the report, another settles its duties or takes another way; whoever is second is refused.

    Settling a keeper past its report is no way any page takes: it locks in the wrong order, and PostgreSQL may
    end one of the two by its deadlock detector, which refuses as well.
    """
    random = Random(20261122)
    outcomes = {"both": 0, "one": 0}
    for _ in range(RACES):
        report = make_report(cast)
        risk.assess(report, items=[], by=cast.hotline, at=NOW)
        report.refresh_from_db()  # what both of them have on their screens
        one, two = random.sample([_answer, _accept, _settle_keeper, _settle_follow_up, _reassess], 2)

        def attempt(act: Callable[[Report, Cast], object], report: Report = report) -> bool:
            with suppress(Denied, IntegrityError, OperationalError):
                act(report, cast)
                return True
            return False

        done = at_once(lambda one=one: attempt(one), lambda two=two: attempt(two))  # type: ignore[misc]
        outcomes["both" if all(done) else "one"] += 1
        assert ownerless() == 0
    print(f"{RACES} races: {outcomes['both']} both done, {outcomes['one']} one refused, 0 ownerless")


def _answer(report: Report, cast: Cast) -> object:
    return triage.answer(report, form_id=uuid4(), text="x", by=cast.hotline, at=NOW)


def _accept(report: Report, cast: Cast) -> object:
    return triage.accept(report, by=cast.manager, at=NOW)


def _reassess(report: Report, cast: Cast) -> object:
    return risk.assess(report, items=["strangling"], by=cast.supervisor, at=NOW)


def _settle_keeper(report: Report, cast: Cast) -> object:
    assert report.duty is not None
    return duties.settle(report.duty, by=cast.manager, at=NOW)


def _settle_follow_up(report: Report, cast: Cast) -> object:
    duty = Obligation.objects.get(dossier_id=report.pk, kind="report.first_follow_up")
    return duties.settle(duty, by=cast.manager, at=NOW)


def test_two_second_persons_at_once_decide_once(cast: Cast) -> None:
    for _ in range(8):
        report = make_report(cast)
        risk.assess(report, items=[], by=cast.hotline, at=NOW)
        row = proposals.propose_ending(report, kind=ProposalKind.NOT_PROVEN, reason="x", by=cast.hotline, at=NOW)

        def yes(row: Proposal = row) -> bool:
            with suppress(Denied):
                decisions.approve(row, by=cast.supervisor, at=NOW)
                return True
            return False

        def no(row: Proposal = row) -> bool:
            with suppress(Denied):
                proposals.reject(row, note="", by=cast.head, at=NOW)
                return True
            return False

        assert sorted(at_once(yes, no)) == [False, True]
        row.refresh_from_db()
        ended = Report.objects.get(pk=report.pk).status == Status.NOT_PROVEN
        assert ended is (row.status == ProposalStatus.APPROVED)


def test_two_duplicates_of_each_other_decided_at_once_do_not_wait_for_ever(cast: Cast) -> None:
    for _ in range(8):
        pair = [make_report(cast), make_report(cast)]
        rows = [
            proposals.propose_ending(
                one, kind=ProposalKind.DUPLICATE, reason="x", target=other, by=cast.hotline, at=NOW
            )
            for one, other in (pair, reversed(pair))
        ]

        def approve(row: Proposal) -> bool:
            with suppress(Denied):
                decisions.approve(row, by=cast.supervisor, at=NOW)
                return True
            return False

        assert sorted(at_once(lambda rows=rows: approve(rows[0]), lambda rows=rows: approve(rows[1]))) == [False, True]  # type: ignore[misc]
        assert sorted(Report.objects.filter(pk__in=[row.pk for row in pair]).values_list("status", flat=True)) == [
            "duplicate",
            "new",
        ]


_KEEPER = "(SELECT duty_id FROM intake_report WHERE id = %(id)s)"
_ANOTHER = "(SELECT duty_id FROM intake_report WHERE id = %(other)s)"
_SETTLED = "(SELECT id FROM obligations_obligation WHERE subject_id = %(closed)s AND kind = 'report.triage' LIMIT 1)"
_END = "settled_at = now(), outcome = 'done', next_escalation_at = NULL, rings_at = NULL"
STATEMENTS = {
    "insert without duty": "",
    "settle the keeper": f"UPDATE obligations_obligation SET {_END} WHERE id = {_KEEPER}",
    "drop the keeper": "UPDATE intake_report SET duty_id = NULL WHERE id = %(id)s",
    "name another's duty": f"UPDATE intake_report SET duty_id = {_ANOTHER} WHERE id = %(id)s",
    "reopen without duty": "UPDATE intake_report SET status = 'triage', closed_at = NULL WHERE id = %(closed)s",
    "reopen on a settled duty": "UPDATE intake_report SET status = 'triage', closed_at = NULL,"
    f" duty_id = {_SETTLED} WHERE id = %(closed)s",
    "delete the keeper": f"DELETE FROM obligations_obligation WHERE id = {_KEEPER}",
}


@pytest.mark.parametrize("what", STATEMENTS)
def test_raw_sql_of_the_apps_role_cannot_make_a_report_ownerless(cast: Cast, what: str) -> None:
    report, other, closed = (make_report(cast) for _ in range(3))
    endings.hand_to_case(triage.accept(closed, by=cast.hotline, at=NOW), by=cast.manager, at=NOW)
    ids = {"id": report.pk, "other": other.pk, "closed": closed.pk}
    statement = STATEMENTS[what] % {name: f"'{pk}'" for name, pk in ids.items()} or _insert_without_duty(report)
    refusals = (psycopg.errors.IntegrityError, psycopg.errors.InsufficientPrivilege)
    with pytest.raises(refusals):
        _commit(statement)
    assert ownerless() == 0


def _commit(statement: str) -> None:
    with closing(psycopg.connect(os.environ["DATABASE_URL"])) as raw:
        raw.execute(statement.encode())
        raw.commit()


def _insert_without_duty(report: Report) -> str:
    """A copy of a row, with new ids and no duty; generated columns left out."""
    names = [field.column for field in Report._meta.concrete_fields if not field.generated]
    new = {"id": "gen_random_uuid()", "form_id": "gen_random_uuid()", "number": "'26-9999-9999'", "duty_id": "NULL"}
    values = ", ".join(new.get(name, f'"{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO intake_report ({columns}) SELECT {values} FROM intake_report WHERE id = '{report.pk}'"
