"""Two people closing the last two duties of a report in the same moment; and the database asked to let a report go ownerless."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import psycopg
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from bench.figures import Figure
from tuntas.access.actors import System
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.agencies.models import ReceivingUnit
from tuntas.areas.models import Area
from tuntas.core.errors import Denied
from tuntas.intake import kinds
from tuntas.intake.actions import endings, reports, risk, triage
from tuntas.intake.models import Report
from tuntas.intake.states import Channel, Risk, ViolenceType
from tuntas.obligations.actions import duties
from tuntas.obligations.models import Obligation

Closer = Callable[[], object]
BY = System("bench")
VILLAGE = "61.71.02.1003."

OWNERLESS = """
SELECT (SELECT count(*) FROM intake_report s WHERE s.is_open AND NOT EXISTS
         (SELECT 1 FROM obligations_obligation o WHERE o.id = s.duty_id AND o.settled_at IS NULL AND o.subject_id = s.id))
     + (SELECT count(*) FROM intake_forwarding s WHERE s.is_open AND NOT EXISTS
         (SELECT 1 FROM obligations_obligation o WHERE o.id = s.duty_id AND o.settled_at IS NULL AND o.subject_id = s.id))
     + (SELECT count(*) FROM intake_proposal s WHERE s.is_open AND NOT EXISTS
         (SELECT 1 FROM obligations_obligation o WHERE o.id = s.duty_id AND o.settled_at IS NULL AND o.subject_id = s.id))
"""


def ownerless() -> int:
    """Open reports, forwardings and proposals that no open duty of their own keeps. Looked at row by row, trusting no constraint."""
    with connection.cursor() as cursor:
        cursor.execute(OWNERLESS)
        return int(cursor.fetchall()[0][0])


def officer() -> User:
    """Somebody who may end reports of the unit that receives for the village."""
    unit = ReceivingUnit.objects.receiver_for(VILLAGE, on=timezone.localdate())
    found: User = User.objects.filter(postings__role=Role.SUPERVISOR, postings__agency=unit).order_by("pk")[0]
    return found


def receive(by: User) -> Report:
    """A report that an officer wrote down and judged, with its two duties: it can be ended in every way."""
    given = reports.receive(
        form_id=uuid4(), channel=Channel.PHONE, area=Area.objects.current().get(path=VILLAGE), by=by, at=timezone.now(),
        answers=reports.ReceiveData(narrative="Lomba penutup", types=(ViolenceType.OTHER,)),
    )  # fmt: skip
    risk.assess(Report.objects.get(pk=given.report_id), items=(), at_least=Risk.LOW, by=by, at=timezone.now())
    return Report.objects.select_related("duty").get(pk=given.report_id)


def _keeper_and_other(report: Report) -> tuple[Obligation, Obligation]:
    assert report.duty is not None
    return report.duty, Obligation.objects.unsettled().filter(subject_id=report.pk).exclude(pk=report.duty.pk).get()


def settle_both(report: Report, _: User) -> tuple[Closer, Closer]:
    """Each settles one of the two, by the program's own action."""
    keeper, other = _keeper_and_other(report)
    return (
        lambda: duties.settle(keeper, by=BY, at=timezone.now()),
        lambda: duties.settle(other, by=BY, at=timezone.now()),
    )


def swap_and_settle(report: Report, _: User) -> tuple[Closer, Closer]:
    """One makes the other duty the keeper and settles the first; meanwhile somebody settles that other duty."""
    keeper, other = _keeper_and_other(report)

    @transaction.atomic
    def swap() -> None:
        _execute("UPDATE intake_report SET duty_id = %s WHERE id = %s", other.pk, report.pk)
        _settle(keeper.pk)

    return swap, lambda: _settle(other.pk)


def settle_both_by_hand(report: Report, _: User) -> tuple[Closer, Closer]:
    """As the first, in plain SQL past all of our code."""
    keeper, other = _keeper_and_other(report)
    return (lambda: _settle(keeper.pk)), (lambda: _settle(other.pk))


def two_endings(report: Report, by: User) -> tuple[Closer, Closer]:
    """Two officers end the report in different ways."""
    return (
        lambda: triage.answer(report, form_id=uuid4(), text="Sudah dijawab.", by=by, at=timezone.now()),
        lambda: endings.end_as_non_case(report, note="Bukan pengaduan.", by=by, at=timezone.now()),
    )


def end_and_accept(report: Report, by: User) -> tuple[Closer, Closer]:
    """One ends it, the other keeps it for a case."""
    return (
        lambda: triage.answer(report, form_id=uuid4(), text="Sudah dijawab.", by=by, at=timezone.now()),
        lambda: triage.accept(report, by=by, at=timezone.now()),
    )


def end_and_settle(report: Report, by: User) -> tuple[Closer, Closer]:
    """One ends the report with both duties, the other settles its keeper by hand."""
    keeper, _ = _keeper_and_other(report)
    return (
        lambda: triage.answer(report, form_id=uuid4(), text="Sudah dijawab.", by=by, at=timezone.now()),
        lambda: _settle(keeper.pk),
    )


RACES = (settle_both, swap_and_settle, settle_both_by_hand, two_endings, end_and_accept, end_and_settle)


def _execute(statement: str, *values: UUID | str | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _settle(duty_id: UUID) -> None:
    _execute(
        "UPDATE obligations_obligation SET settled_at = now(), outcome = 'done', next_escalation_at = NULL, rings_at = NULL WHERE id = %s",
        duty_id,
    )


def races(count: int) -> list[Figure]:
    """As many races, each kind in turn. A closer may be refused; the report may not be left without a duty."""
    by = officer()
    ends_won, left = [], 0
    with ThreadPoolExecutor(2) as pool:
        for index in range(count):
            report = receive(by)
            barrier = Barrier(2, timeout=30)
            ends = [pool.submit(_run, barrier, closer) for closer in RACES[index % len(RACES)](report, by)]
            ends_won.append(sum(end.result() for end in ends))
            left += _left_ownerless(report.pk)
        list(pool.map(_leave, [Barrier(2, timeout=30)] * 2))
    name = f"{count:,} races of two closers"
    return [
        Figure(f"{name}: reports left ownerless", max(left, ownerless()), "", 0),
        Figure(f"{name}: not won by exactly one", count - ends_won.count(1), "", 0),
    ]


def _leave(barrier: Barrier) -> None:
    """Each of the two threads closes its own connection: neither takes the task of both."""
    barrier.wait()
    connection.close()


def _run(barrier: Barrier, closer: Closer) -> bool:
    """Whether the closer got its way. Anything but a refusal is a fault of ours and is raised."""
    connection.ensure_connection()
    barrier.wait()
    try:
        closer()
    except (Denied, IntegrityError):
        return False
    except OperationalError as error:
        if isinstance(error.__cause__, psycopg.errors.DeadlockDetected):
            return False
        raise
    return True


def _left_ownerless(report_id: UUID) -> bool:
    report = Report.objects.get(pk=report_id)
    kept = report.duty_id and Obligation.objects.unsettled().filter(pk=report.duty_id, subject_id=report_id).exists()
    return report.is_open and not kept


def statements() -> list[Figure]:
    """Plain SQL as the app's role that would leave a report ownerless. Every one must be refused."""
    let_through = [name for name, attempt in _attempts().items() if _commits(attempt)]
    if let_through:
        raise AssertionError(f"the database let through: {', '.join(let_through)}")
    return [
        Figure(
            f"{len(_attempts())} ways to leave a report ownerless by plain SQL: let through", len(let_through), "", 0
        )
    ]


def _commits(attempt: Callable[[], None]) -> bool:
    try:
        with transaction.atomic():
            attempt()
    except (IntegrityError, psycopg.errors.InsufficientPrivilege):
        return False
    except Exception as error:
        if isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege | psycopg.errors.GeneratedAlways):
            return False
        raise
    return True


def _attempts() -> dict[str, Callable[[], None]]:
    """Name and deed, each on a report of its own."""
    by = officer()
    one, two, three, four, five, six, closed = (receive(by) for _ in range(7))
    keeper, other = _keeper_and_other(four)
    triage.answer(closed, form_id=uuid4(), text="Sudah dijawab.", by=by, at=timezone.now())

    def name_settled_one() -> None:
        _settle(other.pk)
        _execute("UPDATE intake_report SET duty_id = %s WHERE id = %s", other.pk, four.pk)
        _settle(keeper.pk)

    return {
        "insert without a duty": lambda: _execute(
            "INSERT INTO intake_report (id, form_id, number, status, channel, received_at, area_id, area_path, area_known, agency_id,"
            " risk, danger_now, types, ever_types, victim_age, ever_child, reporter_role, anonymous, contact_allowed, wants_detail,"
            " safety_decision)"
            " SELECT gen_random_uuid(), gen_random_uuid(), '00-0000-0000', status, channel, received_at, area_id, area_path, area_known,"
            " agency_id, risk, danger_now, types, ever_types, victim_age, ever_child, reporter_role, anonymous, contact_allowed,"
            " wants_detail, safety_decision FROM intake_report WHERE id = %s",
            one.pk,
        ),
        "settle the keeper": lambda: _settle(two.duty_id or uuid4()),
        "take the duty away": lambda: _execute("UPDATE intake_report SET duty_id = NULL WHERE id = %s", three.pk),
        "name a settled duty": name_settled_one,
        "name a duty about something else": lambda: _execute(
            "UPDATE intake_report SET duty_id = %s WHERE id = %s", six.duty_id, five.pk
        ),
        "reopen without a duty": lambda: _execute(
            "UPDATE intake_report SET status = 'triage', closed_at = NULL WHERE id = %s", closed.pk
        ),
        "reopen on the settled duty": lambda: _execute(
            "UPDATE intake_report SET status = 'triage', closed_at = NULL, duty_id ="
            " (SELECT id FROM obligations_obligation WHERE subject_id = %s AND kind = %s) WHERE id = %s",
            closed.pk, kinds.TRIAGE.code, closed.pk,
        ),
        "say that it is open": lambda: _execute("UPDATE intake_report SET is_open = false WHERE id = %s", six.pk),
        "delete the keeper": lambda: _execute("DELETE FROM obligations_obligation WHERE id = %s", five.duty_id),
        "switch the constraints off": lambda: _execute("SET session_replication_role = replica"),
    }  # fmt: skip
