"""Keeping facts: up to date from the log, or all made anew. Both read dossiers by the same functions.

The cursor is a number of the log up to which nothing can appear any more (`audit.sealing.settled`): a writer who took a
lower number and commits later is waited for, so no event is passed over; numbers that a rollback left out are nothing.
Facts and cursor move in one transaction. What changes while dossiers are being read has an event behind the cursor and
is read again in the next run: after draining, the facts are those of the dossiers as they are.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.audit import sealing
from tuntas.audit.models import Event
from tuntas.cases.models import Case
from tuntas.intake.models import Report
from tuntas.statistics.facts import reading, touched, years
from tuntas.statistics.facts.places import Successors, successors
from tuntas.statistics.facts.rows import token, write
from tuntas.statistics.models import CaseFact, FactCursor, PersonFact, PersonYear, ReportFact, ServiceFact

CURSOR = 1
EVENTS = 5_000  # taken up in one transaction
BATCH = 2_000  # dossiers read at once


def catch_up(*, at: datetime, patience: float = sealing.PATIENCE) -> int:
    """Take up every event written so far; returns how many. Raises sealing.StillWriting.

    Safe to run twice or on two machines: one works, the other returns at once with nothing.
    """
    upto, taken = sealing.settled(patience), 0
    while count := _take_some(upto, at):
        taken += count
    return taken


@transaction.atomic
def _take_some(upto: int, at: datetime) -> int:
    cursor = FactCursor.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=CURSOR).first()
    if cursor is None or cursor.seq >= upto:
        return 0
    events = list(
        Event.objects.filter(seq__gt=cursor.seq, seq__lte=upto)
        .only("seq", "kind", "subject_type", "subject_id", "dossier_id", "data")
        .order_by("seq")[:EVENTS]
    )
    found, where = touched.by_events(events), successors()
    for ids in _batches(sorted(found.cases)):
        _again(ids, where)
    for ids in _batches(sorted(found.reports)):
        ReportFact.objects.filter(pk__in=[token("report", each) for each in ids]).delete()
        write(ReportFact, reading.of_reports(ids, where))
    cursor.seq, cursor.moved_at = events[-1].seq if len(events) == EVENTS else upto, at
    cursor.save(update_fields=["seq", "moved_at"])
    return len(events)


def _again(ids: list[UUID], where: Successors) -> None:
    """The facts of these cases, and the years of everybody who was in them or is."""
    keys = [token("case", each) for each in ids]
    before = PersonFact.objects.filter(case_key__in=keys)
    people = set(before.values_list("person_key", flat=True))
    before.delete()
    ServiceFact.objects.filter(case_key__in=keys).delete()
    CaseFact.objects.filter(pk__in=keys).delete()
    people |= _write(ids, where)
    years.make(people)


def _write(ids: list[UUID], where: Successors) -> set[UUID]:
    taken = reading.of_cases(ids, where)
    write(CaseFact, taken.cases)
    write(PersonFact, taken.people)
    write(ServiceFact, taken.services)
    return {row.person_key for row in taken.people}


def rebuild(*, at: datetime, patience: float = sealing.PATIENCE) -> int:
    """Make all facts anew in one transaction; until it ends everybody reads the old ones. Returns how many cases.

    Waits for a run that takes up events, and such runs pass over what is being rebuilt.
    """
    with transaction.atomic():
        cursor = FactCursor.objects.select_for_update(of=("self",)).get(pk=CURSOR)
        upto, where, count = sealing.settled(patience), successors(), 0
        for model in (PersonYear, PersonFact, ServiceFact, CaseFact, ReportFact):
            model.objects.all().delete()
        for ids in _batches(Case.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=BATCH)):
            _write(ids, where)
            count += len(ids)
        for ids in _batches(Report.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=BATCH)):
            write(ReportFact, reading.of_reports(ids, where))
        years.make()
        cursor.seq, cursor.moved_at, cursor.rebuilt_at = upto, at, at
        cursor.save(update_fields=["seq", "moved_at", "rebuilt_at"])
    return count


def _batches(ids: "Iterator[UUID] | list[UUID]") -> Iterator[list[UUID]]:
    batch: list[UUID] = []
    for each in ids:
        batch.append(each)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
