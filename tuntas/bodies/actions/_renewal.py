"""The duty to renew a decree: there exactly while the last decree of a body ends within 60 days and none follows (R34)."""

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet

from tuntas.access.actors import Actor
from tuntas.bodies import kinds
from tuntas.bodies.models import Body, Decree
from tuntas.obligations.actions import duties
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome

BEFORE = timedelta(days=60)
_A_DAY = timedelta(days=1)


def candidates(at: datetime) -> "QuerySet[Body]":
    """Bodies for which the duty may have to be opened; a day too many, as each has its own midnight."""
    soon = (at + BEFORE + _A_DAY).date()
    later = Decree.objects.filter(body=OuterRef("body"), from_date__gt=OuterRef("from_date"))
    last = Decree.objects.filter(body=OuterRef("pk"), duty__isnull=True, to_date__lte=soon).exclude(Exists(later))
    return Body.objects.filter(Exists(last), kind__needs_decree=True, dissolved_date__isnull=True).order_by("pk")


def refresh(body: Body, *, by: Actor, at: datetime) -> int:
    """Make it so for a locked body; returns how many duties were opened or ended. Twice is harmless."""
    rows = list(body.decrees.select_related("duty").order_by(F("from_date").asc()))
    return sum(_refresh(body, decree, followed=decree != rows[-1], by=by, at=at) for decree in rows)


def is_due(body: Body, decree: Decree, *, followed: bool, on: date) -> bool:
    """Whether somebody should be working on the next decree on a day."""
    if decree.to_date is None or followed or body.dissolved_date is not None or not body.kind.needs_decree:
        return False
    return on >= decree.to_date - BEFORE


def _refresh(body: Body, decree: Decree, *, followed: bool, by: Actor, at: datetime) -> bool:
    """One decree: no duty where none is due, one until the end of the term where it is."""
    duty, wanted = decree.duty, is_due(body, decree, followed=followed, on=body.agency.today(at))
    if duty is None and not wanted:
        return False
    if duty is not None and wanted and duty.due_at == max(_end(body, decree), duty.opened_at):
        return False
    decree.duty = _open(body, decree, by=by, at=at) if wanted else None
    decree.save(update_fields=["duty"])
    if duty is not None:
        outcome = Outcome.DONE if followed else Outcome.REPLACED if wanted else Outcome.CANCELLED
        duties.settle(duty, outcome=outcome, by=by, at=at)
    return True


def _open(body: Body, decree: Decree, *, by: Actor, at: datetime) -> Obligation:
    return duties.open_duty(
        kind=kinds.RENEW_DECREE, subject=body, dossier_id=body.pk, label=_label(body), agency=body.agency,
        area_path=body.area_path, due_at=_end(body, decree), by=by, at=at,
    )  # fmt: skip


def _label(body: Body) -> str:
    """The name, as far as there is room for it on a worklist."""
    room = Obligation._meta.get_field("label").max_length or 0
    return body.name if len(body.name) <= room else f"{body.name[: room - 1]}…"


def _end(body: Body, decree: Decree) -> datetime:
    """The moment at which the term is over: midnight where the secretariat works."""
    assert decree.to_date is not None  # asked by `is_due`
    return datetime.combine(decree.to_date, time.min, tzinfo=body.agency.zone)
