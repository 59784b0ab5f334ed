"""The access wall: who must not know that a dossier exists."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.notices.actions import outbox
from tuntas.obligations.actions import ring
from tuntas.obligations.actions._telling import back_to_unit
from tuntas.obligations.models import Obligation, RingLine, Wall
from tuntas.obligations.states import RingOutcome


@transaction.atomic
def add(
    dossier_id: UUID, *, users: Iterable[User] = (), agencies: Iterable[Agency] = (), by: Actor, at: datetime
) -> int:
    """Keep users and agencies (with all below them) out; returns how many names are new.

    Open duties of the dossier leave the hands of those kept out, and notices that still wait are not sent.
    That a walled agency owns no duty of the dossier is the caller's to see to: it knows where they go.
    """
    rows = [Wall(dossier_id=dossier_id, user_id=user.pk, by_name=by.name, at=at) for user in users]
    rows += [Wall(dossier_id=dossier_id, agency_id=agency.pk, by_name=by.name, at=at) for agency in agencies]
    known = set(Wall.objects.filter(dossier_id=dossier_id).values_list("user_id", "agency_id"))
    new = [row for row in rows if (row.user_id, row.agency_id) not in known]
    Wall.objects.bulk_create(new, ignore_conflicts=True)
    if not new:
        return 0
    hidden = Wall.objects.hidden_users(dossier_id, at=at)
    _take_out_of_hands(dossier_id, hidden, by=by, at=at)
    outbox.skip(dossier_id=dossier_id, users=hidden, by=by, at=at)
    log.record(
        "wall.added", None, by=by, at=at, subject_type="obligations.wall", subject_id=str(dossier_id), dossier_id=dossier_id,
        users=[str(row.user_id) for row in new if row.user_id], agencies=[str(row.agency_id) for row in new if row.agency_id],
    )  # fmt: skip
    return len(new)


@transaction.atomic
def remove(
    dossier_id: UUID, *, users: Iterable[User] = (), agencies: Iterable[Agency] = (), by: Actor, at: datetime
) -> int:
    """Let users or agencies in again; returns how many names were taken away."""
    rows = Wall.objects.filter(dossier_id=dossier_id)
    out = list(rows.filter(user_id__in=[user.pk for user in users])) + list(
        rows.filter(agency_id__in=[agency.pk for agency in agencies])
    )
    if not out:
        return 0
    Wall.objects.filter(pk__in=[row.pk for row in out]).delete()
    log.record(
        "wall.removed", None, by=by, at=at, subject_type="obligations.wall", subject_id=str(dossier_id), dossier_id=dossier_id,
        users=[str(row.user_id) for row in out if row.user_id], agencies=[str(row.agency_id) for row in out if row.agency_id],
    )  # fmt: skip
    return len(out)


def _take_out_of_hands(dossier_id: UUID, hidden: set[UUID], *, by: Actor, at: datetime) -> None:
    """What those kept out still held goes back to the unit; nobody rings them any more."""
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("agency__area", "sender", "assignee")
    for duty in rows.unsettled().filter(dossier_id=dossier_id).order_by("id"):
        # Also one who had answered: then the others on the list are to be rung after all.
        lines = RingLine.objects.filter(obligation=duty, contact__user_id__in=hidden)
        lines = lines.filter(outcome__in=[RingOutcome.WAITING, RingOutcome.ACKNOWLEDGED])
        lines.update(outcome=RingOutcome.SKIPPED, answered_at=at)
        if duty.assignee_id not in hidden:
            continue
        back_to_unit(duty, by=by, at=at)
        if duty.urgent:
            ring.prepare(duty, by=by, at=at)
