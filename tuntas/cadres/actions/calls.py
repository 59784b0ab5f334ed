"""Supportive calls: opened once for each time a cadre falls silent, closed when it was made or is no longer needed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.areas.states import zone_of
from tuntas.audit import log
from tuntas.cadres import kinds
from tuntas.cadres.actions import _row
from tuntas.cadres.models import Cadre, Call
from tuntas.cadres.policies import registry
from tuntas.cadres.states import DORMANT_DAYS, CallStatus, Need, Standing, check_call
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.obligations.actions.opening import AgencyClosed
from tuntas.obligations.states import Outcome


def watch(*, by: Actor, at: datetime) -> int:
    """Open a supportive call for each cadre who has fallen silent; returns how many. Twice is harmless.

    Each in a transaction of its own, so that one that fails holds up no other.
    """
    done = 0
    for pk in _silent(at):
        try:
            done += _open(pk, by=by, at=at)
        except (IntegrityError, AgencyClosed):
            continue  # another worker was faster; or nobody is there any more, who is asked again tomorrow
    return done


def _silent(at: datetime) -> list[object]:
    """Those who may be silent and were not called for it. By the day of the western zone: decided again below."""
    day = at.astimezone(zone_of("61")).date()
    rows = Cadre.objects.with_standing(day).filter(standing__in=[Standing.DORMANT.value, Standing.INACTIVE.value])
    called = Call.objects.filter(Q(since=OuterRef("since")) | Q(is_open=True), cadre=OuterRef("pk"))
    found = rows.filter(~Exists(called)).order_by("id").values_list("pk", "standing", "since", "created_at")
    return [pk for pk, standing, since, known in found if _owed(standing, since, known)]


def _owed(standing: str, since: date, known: datetime) -> bool:
    """Dormant; or inactive by now, and dormant while her line was here already: then no worker ran all that time.

    Of who came in from an old register long silent nobody is asked to call hundreds.
    """
    return standing == Standing.DORMANT or (standing == Standing.INACTIVE and known.date() <= since + DORMANT_DAYS)


@transaction.atomic
def _open(pk: object, *, by: Actor, at: datetime) -> bool:
    cadre = _row.locked_by_id(pk)  # type: ignore[arg-type]  # an id of a row
    state = Cadre.objects.with_standing(registry.today(cadre, at)).get(pk=cadre.pk)
    called = Call.objects.filter(Q(since=state.since) | Q(is_open=True), cadre=cadre)
    if called.exists() or not _owed(state.standing, state.since, cadre.created_at):
        return False
    call = Call(id=uuid7(), cadre=cadre, since=state.since, opened_at=at)
    call.duty = _row.owe(kinds.CALL, call, cadre, dossier_id=cadre.pk, by=by, at=at)
    call.save(force_insert=True)
    log.record("cadre.call_opened", call, by=by, at=at, since=call.since, **_row.place(cadre))
    return True


@transaction.atomic
def called(call: Call, *, needs: Sequence[Need], note: str = "", by: User, at: datetime) -> Call:
    """The call was made: what she needs, kept under her own key. Raises Denied."""
    cadre = _row.locked(call.cadre)
    registry.check_edit(by, cadre)
    call = Call.objects.select_for_update(of=("self",)).select_related("duty").get(pk=call.pk)
    check_call(call.status, CallStatus.DONE)
    call.needs = list(needs)
    if note:
        vault.box(cadre.pk, writing=True).seal(call, note=note)
    _end(call, CallStatus.DONE, cadre, by=by, at=at)
    return call


@transaction.atomic
def no_longer_needed(cadre: Cadre, *, by: Actor, at: datetime) -> int:
    """She is active again, on leave or gone: an open call needs nobody any more. Returns how many."""
    rows = list(Call.objects.select_for_update(of=("self",)).select_related("duty").filter(cadre=cadre, is_open=True))
    standing = Cadre.objects.with_standing(registry.today(cadre, at)).get(pk=cadre.pk).standing if rows else ""
    if standing in {Standing.DORMANT, Standing.INACTIVE}:
        return 0  # what was done long ago and written down now does not end the silence
    for call in rows:
        _end(call, CallStatus.NOT_NEEDED, cadre, by=by, at=at)
    return len(rows)


def drop_open(cadre: Cadre, *, by: Actor, at: datetime) -> None:
    """Her line was never meant to be here: a call that nobody has made goes with it. In the transaction that holds the line."""
    for call in Call.objects.select_for_update(of=("self",)).filter(cadre=cadre, is_open=True).select_related("duty"):
        _end(call, CallStatus.NOT_NEEDED, cadre, by=by, at=at)
        call.delete()


def _end(call: Call, status: CallStatus, cadre: Cadre, *, by: Actor, at: datetime) -> None:
    check_call(call.status, status)
    duty, call.duty = call.duty, None
    call.status, call.ended_at = status, at
    call.ended_by_id = by.id
    call.save(update_fields=["status", "ended_at", "ended_by", "duty", "needs", "note"])
    outcome = Outcome.DONE if status is CallStatus.DONE else Outcome.CANCELLED
    _row.settle(duty, outcome=outcome, by=by, at=at)
    log.record(
        "cadre.called" if status is CallStatus.DONE else "cadre.call_not_needed",
        call,
        by=by,
        at=at,
        **_row.place(cadre),
    )
