"""Sealing, also while others write."""

import threading
import time
from collections.abc import Callable

import psycopg
import pytest
from django.db import connection, connections
from hypothesis import given
from hypothesis import strategies as st

from tuntas.audit import chain, jobs, sealing, verification
from tuntas.audit.models import Event, Seal
from tuntas.audit.tests.events import NOW, another_connection, sealed, write
from tuntas.core.ids import uuid7

Test = Callable[..., None]


def alone(test: Test) -> Test:
    """In a database of its own, with an empty log."""
    marked: Test = pytest.mark.django_db(transaction=True)(pytest.mark.usefixtures("empty_log")(test))
    return marked


INSERT = (
    "INSERT INTO audit_event (id, at, kind, actor_name, subject_type, subject_id, area_path, data)"
    " VALUES (%s, %s, 'test.slow', 'uji', '', '', '', '{}') RETURNING seq"
)


def slow_event(other: psycopg.Connection) -> int:
    row = other.execute(INSERT, [uuid7(), NOW]).fetchone()
    assert row is not None
    return int(row[0])


@alone
def test_it_seals_all_that_was_written_and_signs_it() -> None:
    write(3)
    [seal] = sealing.seal(at=NOW)
    assert (seal.id, seal.count, seal.previous) == (1, 3, chain.START)
    assert chain.signed(seal.hash, seal.signature, at=seal.at)
    assert not chain.signed(seal.hash, "00" * 64, at=seal.at)
    assert Seal.objects.count() == 1


@alone
def test_it_does_nothing_when_nothing_is_new() -> None:
    sealed(2)
    assert sealing.seal(at=NOW) == []


@alone
def test_a_large_log_is_sealed_in_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "CHUNK", 4)
    write(10)
    assert [seal.count for seal in sealing.seal(at=NOW)] == [4, 4, 2]
    assert verification.verify().findings == []


@alone
def test_numbers_lost_to_a_rollback_are_no_finding() -> None:
    sealed(2)
    with another_connection() as other:
        slow_event(other)
        other.rollback()
    sealed(2)
    result = verification.verify()
    assert result.findings == []
    assert result.events == 4
    assert list(Event.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 4, 5]


@alone
def test_a_writer_who_is_slow_is_neither_missed_nor_stopped() -> None:
    with another_connection() as other:
        early = slow_event(other)
        write(2)  # a later number, committed at once: writing is never stopped by a seal that waits
        with pytest.raises(sealing.StillWriting):
            sealing.seal(at=NOW, patience=0.1)
        assert Seal.objects.count() == 0
        other.commit()
    [seal] = sealing.seal(at=NOW)
    assert (seal.first_seq, seal.count) == (early, 3)
    assert verification.verify().findings == []


@alone
def test_it_waits_for_a_writer_who_ends_in_time() -> None:
    with another_connection() as other:
        slow_event(other)
        ending = threading.Timer(0.2, other.commit)
        ending.start()
        [seal] = sealing.seal(at=NOW)
        ending.join()
    assert seal.count == 1


@alone
def test_writers_and_sealers_at_once_leave_a_good_log_without_gaps_in_the_seals() -> None:
    stop = threading.Event()
    failures: list[BaseException] = []

    def keep(work: str) -> None:
        try:
            while not stop.is_set():
                if work == "write":
                    write(3)
                else:
                    sealing.seal(at=NOW)
        except BaseException as error:  # noqa: BLE001 - told by the assertion below
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=keep, args=(work,)) for work in ("write", "write", "write", "seal", "seal")]
    for thread in threads:
        thread.start()
    limit = time.monotonic() + 120
    while not failures and Event.objects.count() <= 300 and time.monotonic() < limit:
        time.sleep(0.05)
    stop.set()
    for thread in threads:
        thread.join()
    sealing.seal(at=NOW)
    result = verification.verify()
    assert failures == []
    assert result.findings == []
    assert result.events == Event.objects.count() > 50
    assert result.unsealed == 0
    assert list(Seal.objects.order_by("id").values_list("id", flat=True)) == list(range(1, result.seals + 1))


@alone
def test_the_job_seals_and_a_long_transaction_does_not_make_it_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    write(1)
    jobs.seal(0)
    assert Seal.objects.count() == 1
    monkeypatch.setattr(sealing.seal, "__kwdefaults__", {"patience": 0.05})
    with another_connection() as other:
        slow_event(other)
        jobs.seal(0)
    assert Seal.objects.count() == 1


@alone
@pytest.mark.parametrize("statement", ["UPDATE {} SET at = now()", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("table", ["audit_event", "audit_seal"])
def test_the_app_cannot_change_or_remove_anything(table: str, statement: str) -> None:
    sealed(1)
    with another_connection() as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(statement.format(table))


@alone
def test_the_app_cannot_set_the_numbers_back() -> None:
    with another_connection() as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("SELECT setval('audit_event_seq', 1)")


@pytest.mark.django_db
def test_every_event_takes_the_writers_lock() -> None:
    held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND pid = pg_backend_pid()"
    with connection.cursor() as cursor:
        cursor.execute(held, [sealing.WRITING])
        assert cursor.fetchone() == (0,)
        write(1)
        cursor.execute(held, [sealing.WRITING])
        assert cursor.fetchone() == (1,)


@given(
    actor=st.text(max_size=20),
    data=st.dictionaries(
        st.text(max_size=5), st.none() | st.booleans() | st.integers() | st.text(max_size=10), max_size=4
    ),
)
def test_the_canonical_form_is_one_line_and_tells_events_apart(actor: str, data: dict[str, object]) -> None:
    key = uuid7()
    row = (7, key, NOW, "a.b", None, actor, "", "", None, None, "", data)
    line = chain.line(row)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert line == chain.line((*row[:-1], dict(reversed(data.items()))))
    assert line != chain.line((*row[:5], actor + "x", *row[6:]))


def test_the_canonical_form_stays_what_it_is() -> None:
    """A second verifier may exist somewhere: this line may never change."""
    row = (7, "018f-id", NOW, "a.b", None, 'Uji "Ä"', "t", "s", None, None, "61.71.", {"b": 1, "a": None})
    written = '[7,"018f-id","2026-11-23T03:00:00.000000Z","a.b",null,"Uji \\"Ä\\"","t","s",null,null,"61.71.",{"a":null,"b":1}]\n'
    assert chain.line(row) == written.encode()
