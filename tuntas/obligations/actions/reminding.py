"""Telling whoever should act once more, between the opening of a duty and the first step of its ladder."""

from datetime import datetime

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.audit import log
from tuntas.notices.actions import outbox
from tuntas.obligations import ladders
from tuntas.obligations.actions._telling import WORKER_STEP
from tuntas.obligations.models import Obligation


@transaction.atomic
def remind(duty: Obligation, *, occasion: str, by: Actor, at: datetime) -> int:
    """One notice without content to whoever should act; the same occasion is told once. Returns how many were told."""
    _, people = ladders.Seats(at=at).people_on(duty, WORKER_STEP)
    told = outbox.notify(
        people,
        kind="duty",
        key=f"reminded:{occasion}:{duty.pk}",
        about_id=duty.pk,
        dossier_id=duty.dossier_id,
        by=by,
        at=at,
    )
    log.record("duty.reminded", duty, by=by, at=at, duty_kind=duty.kind, count=told)
    return told
