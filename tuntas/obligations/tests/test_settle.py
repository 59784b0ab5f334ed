"""Settling a duty; the database keeps open subjects owned."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import errors

from tests import cast as casting
from tests.cast import NOW, Cast
from tuntas.audit.models import Event
from tuntas.core.errors import InvalidTransition
from tuntas.core.ids import uuid7
from tuntas.obligations.actions import duties
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome
from tuntas.obligations.tests.conftest import BY

Connect = Callable[[], AbstractContextManager[psycopg.Connection[Any]]]
RACES = 1000
SUBJECTS = """
CREATE TABLE subject (
  id uuid PRIMARY KEY, status text NOT NULL, duty_id uuid,
  is_open boolean GENERATED ALWAYS AS (status = 'OPEN') STORED,
  CHECK (is_open = (duty_id IS NOT NULL)),
  FOREIGN KEY (duty_id, is_open, id) REFERENCES obligations_obligation (id, is_open, subject_id)
    DEFERRABLE INITIALLY DEFERRED);
GRANT SELECT, INSERT, UPDATE, DELETE ON subject TO tuntas_app;
"""
SETTLE = "UPDATE obligations_obligation SET settled_at = %s, outcome = 'done', next_escalation_at = NULL WHERE id = %s"


def test_it_ends_the_duty_and_its_ladder(open_duty: Callable[..., Obligation]) -> None:
    duty = open_duty(urgent=True)
    duties.settle(duty, outcome=Outcome.REPLACED, by=BY, at=NOW)
    duty.refresh_from_db()
    assert (duty.settled_at, duty.outcome, duty.is_open) == (NOW, Outcome.REPLACED, False)
    assert (duty.next_escalation_at, duty.rings_at) == (None, None)
    assert Event.objects.get(kind="duty.settled").data["outcome"] == "replaced"


def test_it_cannot_be_settled_twice(open_duty: Callable[..., Obligation]) -> None:
    duty = open_duty()
    duties.settle(duty, by=BY, at=NOW)
    with pytest.raises(InvalidTransition):
        duties.settle(duty, by=BY, at=NOW)


@pytest.fixture
def app_connection(owner_connection: psycopg.Connection[Any]) -> Connect:
    """Connections as the app's role, to a database where something must be owned."""
    owner_connection.execute(SUBJECTS)
    # Two closers often wait for each other; the server looks for that after a second, which 1,000 races would feel.
    with psycopg.connect(os.environ["TUNTAS_TEST_DSN"], autocommit=True) as admin:
        admin.execute(f"ALTER DATABASE {owner_connection.info.dbname} SET deadlock_timeout = '5ms'")

    @contextmanager
    def connect() -> Iterator[psycopg.Connection[Any]]:
        """One transaction; closed also when the commit is refused, which psycopg's own block does not do."""
        with closing(psycopg.connect(os.environ["DATABASE_URL"])) as connection:
            yield connection
            connection.commit()

    return connect


def _opened(cast: Cast, subject: UUID) -> UUID:
    duty = Obligation.objects.create(
        kind="uji", subject_type="uji", subject_id=subject, dossier_id=subject, label="1", agency=cast.unit,
        area_path=cast.city.path, opened_at=NOW, due_at=NOW,
    )  # fmt: skip
    return duty.pk


def _in_one_transaction(connect: Connect, statements: list[tuple[str, list[object]]]) -> None:
    with connect() as app:
        for sql, values in statements:
            app.execute(sql, values)


def test_the_database_refuses_to_leave_an_open_subject_without_an_open_duty(
    app_connection: Connect,
) -> None:
    cast = casting.make()
    subject, other = uuid7(), uuid7()
    keeper, spare, foreign = _opened(cast, subject), _opened(cast, subject), _opened(cast, other)
    with app_connection() as app:
        app.execute("INSERT INTO subject VALUES (%s, 'OPEN', %s)", [subject, keeper])

    point = "UPDATE subject SET duty_id = %s WHERE id = %s"
    forbidden: list[tuple[type[Exception], list[tuple[str, list[object]]]]] = [
        (errors.CheckViolation, [("INSERT INTO subject VALUES (%s, 'OPEN', NULL)", [other])]),
        (errors.CheckViolation, [("UPDATE subject SET duty_id = NULL WHERE id = %s", [subject])]),
        (errors.ForeignKeyViolation, [(SETTLE, [NOW, keeper])]),
        (errors.ForeignKeyViolation, [(point, [foreign, subject])]),
        (errors.ForeignKeyViolation, [(SETTLE, [NOW, spare]), (point, [spare, subject])]),
        (errors.InsufficientPrivilege, [("DELETE FROM obligations_obligation WHERE id = %s", [keeper])]),
    ]
    for error, statements in forbidden:
        with pytest.raises(error):
            _in_one_transaction(app_connection, statements)

    with app_connection() as app:  # replace: point to another, settle the first
        app.execute(point, [spare, subject])
        app.execute(SETTLE, [NOW, keeper])
    with app_connection() as app:  # close
        app.execute("UPDATE subject SET status = 'CLOSED', duty_id = NULL WHERE id = %s", [subject])
        app.execute(SETTLE, [NOW, spare])
    with pytest.raises(errors.ForeignKeyViolation), app_connection() as app:  # reopen on a settled duty
        app.execute("UPDATE subject SET status = 'OPEN', duty_id = %s WHERE id = %s", [keeper, subject])


@dataclass
class _Race:
    """Two closers: each settles its own duty and lets the subject point to the other one if that one looks open."""

    connect: Connect
    jobs: list[tuple[UUID, tuple[UUID, UUID]]]
    start: threading.Barrier = field(default_factory=lambda: threading.Barrier(2))
    refused: list[int] = field(default_factory=lambda: [0, 0])

    def close(self, number: int) -> None:
        with self.connect() as own:
            for subject, pair in self.jobs:
                self.start.wait(120)
                try:
                    self._close_one(own, subject, pair[number], pair[1 - number])
                except (errors.ForeignKeyViolation, errors.DeadlockDetected):
                    own.rollback()
                    self.refused[number] += 1

    def _close_one(self, own: psycopg.Connection[Any], subject: UUID, mine: UUID, other: UUID) -> None:
        found = own.execute("SELECT is_open FROM obligations_obligation WHERE id = %s", [other]).fetchone()
        assert found is not None
        own.execute(SETTLE, [NOW, mine])
        if found[0]:
            own.execute("UPDATE subject SET duty_id = %s WHERE id = %s", [other, subject])
        own.commit()


def test_two_closers_of_the_last_two_duties_never_leave_a_subject_ownerless(app_connection: Connect) -> None:
    cast = casting.make()
    jobs = []
    with app_connection() as app:
        for _ in range(RACES):
            subject = uuid7()
            jobs.append((subject, (_opened(cast, subject), _opened(cast, subject))))
            app.execute("INSERT INTO subject VALUES (%s, 'OPEN', %s)", [subject, jobs[-1][1][0]])
    race = _Race(app_connection, jobs)
    threads = [threading.Thread(target=race.close, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    with app_connection() as app:
        ownerless = app.execute(
            "SELECT count(*) FROM subject s LEFT JOIN obligations_obligation o ON o.id = s.duty_id"
            " WHERE s.is_open AND (o.id IS NULL OR NOT o.is_open)"
        ).fetchone()
    print(f"{RACES} races: {ownerless} ownerless, {sum(race.refused)} commits refused")
    assert ownerless == (0,)
    assert sum(race.refused) >= RACES  # in every race one of the two, or both, had to be refused
