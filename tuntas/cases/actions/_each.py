"""What the worker does to many cases: each in a transaction of its own, so that one that fails holds up no other."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from traceback import extract_tb
from typing import Protocol, TypeVar
from uuid import UUID

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.audit import log
from tuntas.cases.models import Case

logger = logging.getLogger(__name__)


class _OfCase(Protocol):
    case_id: UUID


Row = TypeVar("Row", bound=Case | _OfCase)


def one_by_one(rows: Iterable[Row], work: Callable[[Row], bool], *, step: str, by: Actor, at: datetime) -> int:
    """Do one thing to each; returns to how many it was done. One that fails is recorded and tried by the next run."""
    done = 0
    for row in rows:
        try:
            with transaction.atomic():
                done += work(row)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one must not hold up all others
            _put_off(row, error, step=step, by=by, at=at)
    return done


@transaction.atomic
def _put_off(row: Case | _OfCase, error: Exception, *, step: str, by: Actor, at: datetime) -> None:
    """Which case, which step, what kind of error. What the error says may hold what people typed: it is not kept."""
    case = row if isinstance(row, Case) else Case.objects.get(pk=row.case_id)
    name, place = type(error).__name__, extract_tb(error.__traceback__)[-1]
    logger.error("case %s: %s failed with %s in %s:%s", case.pk, step, name, place.filename, place.lineno)
    log.record("case.put_off", case, by=by, at=at, step=step, error=name)
