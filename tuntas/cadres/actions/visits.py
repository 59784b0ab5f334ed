"""Home visits that were announced: whoever went out is back, or somebody looks for her."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cadres import kinds
from tuntas.cadres.actions import _row, activities
from tuntas.cadres.actions.activities import ActivityData
from tuntas.cadres.models import Activity, Cadre, Visit
from tuntas.cadres.policies import activities as policies
from tuntas.cadres.policies import registry
from tuntas.cadres.states import ActivityKind, Source, VisitStatus, check_visit
from tuntas.core.errors import Denied
from tuntas.core.ids import uuid7
from tuntas.obligations.actions.opening import AgencyClosed
from tuntas.obligations.states import Outcome


@transaction.atomic
def plan(cadre: Cadre, *, expected_at: datetime, pk: UUID | None = None, by: User, at: datetime) -> Visit:
    """She goes out and says until when. Not where: the place is nobody's to keep. Raises Denied."""
    cadre = _row.locked(cadre)
    policies.check_plan(by, cadre, expected_at, at=at)
    row = Visit(id=pk or uuid7(), cadre=cadre, planned_at=at, expected_at=expected_at)
    row.duty = _row.owe(
        kinds.RETURN, row, cadre, dossier_id=cadre.pk, assignee=cadre.user, due_at=expected_at, by=by, at=at
    )
    row.save(force_insert=True)
    log.record("cadre.visit_planned", row, by=by, at=at, **_row.place(cadre))
    return row


@transaction.atomic
def returned(visit: Visit, *, visited: bool = True, by: User, at: datetime) -> Visit:
    """She is back, as she says herself or somebody learned. `visited`: the visit took place and counts. Raises Denied."""
    cadre, visit = _locked(visit)
    registry.check_own_or_kept(by, cadre)
    status = VisitStatus.RETURNED if visited else VisitStatus.CANCELLED
    check_visit(visit.status, status)
    if visited:
        visit.activity = _activity(visit, cadre, by=by, at=at)
    duty, visit.duty = visit.duty, None
    visit.status, visit.ended_at, visit.ended_by = status, at, by
    visit.save(update_fields=["status", "ended_at", "ended_by", "duty", "activity"])
    _row.settle(duty, outcome=Outcome.DONE if visited else Outcome.CANCELLED, by=by, at=at)
    log.record("cadre.returned" if visited else "cadre.visit_cancelled", visit, by=by, at=at, **_row.place(cadre))
    return visit


def watch(*, by: Actor, at: datetime) -> int:
    """Whoever is not back by the moment she named becomes somebody's duty; returns how many. Twice is harmless."""
    rows = Visit.objects.filter(is_open=True, missed_at__isnull=True, expected_at__lte=at).order_by("expected_at", "id")
    done = 0
    for visit in list(rows.select_related("cadre")[:500]):
        try:
            done += _miss(visit, by=by, at=at)
        except AgencyClosed:
            continue
    return done


@transaction.atomic
def _miss(visit: Visit, *, by: Actor, at: datetime) -> bool:
    """Her own duty is replaced by one of the agency that keeps her line, urgent, so that somebody is rung at night too."""
    cadre, visit = _locked(visit)
    if not visit.is_open or visit.missed_at is not None:
        return False
    before, visit.missed_at = visit.duty, at
    visit.duty = _row.owe(kinds.CHECK_RETURN, visit, cadre, dossier_id=cadre.pk, urgent=True, by=by, at=at)
    visit.save(update_fields=["missed_at", "duty"])
    _row.settle(before, outcome=Outcome.REPLACED, by=by, at=at)
    log.record("cadre.not_back", visit, by=by, at=at, **_row.place(cadre))
    return True


def _activity(visit: Visit, cadre: Cadre, *, by: User, at: datetime) -> Activity:
    own = cadre.user_id is not None and cadre.user_id == by.pk
    day = visit.planned_at.astimezone(cadre.agency.zone).date()
    data = ActivityData(ActivityKind.HOME_VISIT, day, Source.DEVICE if own else Source.PHONE)
    return activities.record_activity(cadre, data=data, by=by, at=at)


def _locked(visit: Visit) -> tuple[Cadre, Visit]:
    cadre = _row.locked_by_id(visit.cadre_id)
    found = Visit.objects.select_for_update(of=("self",)).select_related("duty").filter(pk=visit.pk).first()
    if found is None:
        raise Denied("Kunjungan itu tidak ada lagi.")
    return cadre, found
