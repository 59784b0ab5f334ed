"""Terms of office that end before their day: somebody leaves, or the election they follow from is annulled."""

from datetime import date, datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.bodies.actions import _body, _text
from tuntas.bodies.models import Election, Officer
from tuntas.bodies.policies import bodies, elections
from tuntas.bodies.states import ElectionStatus, check_election_transition


@transaction.atomic
def leave(officer: Officer, *, to_date: date, by: User, at: datetime) -> Officer:
    """Somebody no longer holds an office, and nobody does yet. `to_date`: the first day without. Raises Denied."""
    body = _body.locked(officer.body)
    officer = Officer.objects.select_for_update(of=("self",)).get(pk=officer.pk)
    elections.check_leave(by, body, officer, at=at)
    elections.check_last_day(officer, to_date)
    _end(officer, to_date, by=by, at=at)
    return officer


def annul(election: Election, *, reason: str, by: User, at: datetime) -> Election:
    """What was decided holds no longer, and why: whoever holds office by it stops today. Raises Denied, Mentioned."""
    elections.check_annul(by, election)
    label = f"Pemilihan {election.held_date:%d-%m-%Y}"
    names = [by.name, *election.candidates.values_list("name", flat=True)]
    _text.look(election.body, {"reason": reason}, about=election, label=label, officials=names, by=by, at=at)
    return _annulled(election, reason, by=by, at=at)


@transaction.atomic
def _annulled(election: Election, reason: str, *, by: User, at: datetime) -> Election:
    """A term that has not begun was none; one that has, ends. Who held the office before does not come back by itself."""
    body = _body.locked(election.body)
    election = Election.objects.select_for_update(of=("self",)).get(pk=election.pk)
    election.body = body
    elections.check_annul(by, election)
    check_election_transition(election.status, ElectionStatus.ANNULLED)
    election.status, election.cancel_reason, election.ended_at = ElectionStatus.ANNULLED, reason, at
    election.save(update_fields=["status", "cancel_reason", "ended_at"])
    today = bodies.today(body, at)
    for officer in election.officers.overlapping(today, None).order_by("office"):
        if officer.from_date < today:
            _end(officer, today, by=by, at=at)
        else:
            log.record("officer.removed", officer, by=by, at=at, office=officer.office, **_body.place(body))
            officer.delete()
    log.record("election.annulled", election, by=by, at=at, **_body.place(body))
    return election


def _end(officer: Officer, to_date: date, *, by: User, at: datetime) -> None:
    officer.to_date = to_date
    officer.save(update_fields=["to_date"])
    log.record("officer.ended", officer, by=by, at=at, office=officer.office, on=to_date, **_body.place(officer.body))
