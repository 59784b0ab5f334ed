"""The legal process goes on with whoever has the matter from now on: steps, dates and what is owed about them."""

from datetime import datetime

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.cases import kinds
from tuntas.cases.actions import _case
from tuntas.cases.models import Case, LegalEvent
from tuntas.core import vault
from tuntas.obligations.models import Obligation

_OWED = (kinds.HEARING, kinds.POLICE_OBSTACLE, kinds.STEERED_TO_PEACE)


def move(case: Case, target: Case, *, by: Actor, at: datetime) -> None:
    """A duplicate's process belongs to the case that stays, notes and all; both are locked, the old duties fall after."""
    old, new = vault.box(case.pk, writing=True), _case.box(target)
    for row in LegalEvent.objects.filter(case=case).order_by("id"):
        told = {name: old.unseal(row, name) for name in ("note", "late_reason")}
        row.case = target
        new.seal(row, **told)
        row.save()
    for kind in _OWED:
        for duty in Obligation.objects.unsettled().filter(dossier_id=case.pk, kind=kind.code).order_by("id"):
            event = LegalEvent.objects.filter(pk=duty.subject_id).first()
            _case.open_for(target, kind, subject=event, due_at=duty.due_at, urgent=duty.urgent, by=by, at=at)


def copy(source: Case, case: Case, *, by: User, at: datetime) -> None:
    """Another agency takes the case over: which steps, when, under which number, and hearings ahead; no notes."""
    for old in LegalEvent.objects.filter(case=source).order_by("id"):
        row = LegalEvent(
            case=case, by=by, at=at, step=old.step, actor=old.actor, on_date=old.on_date, number=old.number,
            hearing_at=old.hearing_at,
        )  # fmt: skip
        row.save(force_insert=True)
        if old.hearing_at is not None and old.hearing_at > at:
            _case.open_for(case, kinds.HEARING, subject=row, due_at=old.hearing_at, urgent=False, by=by, at=at)
