"""Elections of officers: prepared, counted, ended. What was counted becomes a term of office."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.bodies import kinds, tally
from tuntas.bodies.actions import _body, _text
from tuntas.bodies.models import Body, Candidate, Election, Officer
from tuntas.bodies.policies import elections
from tuntas.bodies.states import ElectionMethod, ElectionStatus, Office, check_election_transition
from tuntas.obligations import clocks
from tuntas.obligations.actions import duties
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome

_TAKEN = {"bodies_officer_terms": elections.TAKEN}
_TWICE = {"bodies_candidate_once": elections.TWICE}


@dataclass(frozen=True)
class ElectionData:
    """When and how it is held, by how many."""

    held_date: date
    method: ElectionMethod
    eligible: int
    quorum: int


@dataclass(frozen=True)
class CandidateData:
    """Somebody who stands for an office."""

    office: Office
    name: str
    institution: str


@dataclass(frozen=True)
class Tally:
    """What came of it. Below the quorum only `present` counts. `keeps_to` is the first day after the term."""

    present: int
    votes: Mapping[UUID, int] = field(default_factory=dict)
    blanks: Mapping[Office, int] = field(default_factory=dict)
    witnesses: tuple[str, ...] = ()
    minutes: str = ""
    keeps_from: date | None = None
    keeps_to: date | None = None


@transaction.atomic
def prepare(
    body: Body, *, data: ElectionData, candidates: Sequence[CandidateData] = (), by: User, at: datetime
) -> Election:
    """Begin an election; its result is owed five working days after the day on which it is held. Raises Denied."""
    body = _body.locked(body)
    elections.check_open(by, body)
    elections.check_plan(body, held_date=data.held_date, eligible=data.eligible, quorum=data.quorum)
    election = Election(body=body, created_by=by, created_at=at, **_given(data))
    election.duty = _owe(election, by=by, at=at)
    election.save(force_insert=True)
    for each in candidates:
        _stand(election, each)
    log.record(
        "election.opened", election, by=by, at=at, method=str(data.method), on=data.held_date, count=len(candidates), **_body.place(body)
    )  # fmt: skip
    return election


@transaction.atomic
def change(election: Election, *, data: ElectionData, by: User, at: datetime) -> Election:
    """Another day, method or number, while it has no result. Raises Denied."""
    election = _locked(election)
    elections.check_work(by, election)
    elections.check_plan(election.body, held_date=data.held_date, eligible=data.eligible, quorum=data.quorum)
    given = _given(data)
    changed = [name for name, value in given.items() if getattr(election, name) != value]
    for name in changed:
        setattr(election, name, given[name])
    before = election.duty
    if "held_date" in changed:
        election.duty = _owe(election, by=by, at=at)
    election.save()
    if before is not None and election.duty != before:
        duties.settle(before, outcome=Outcome.REPLACED, by=by, at=at)
    log.record("election.changed", election, by=by, at=at, fields=changed, **_body.place(election.body))
    return election


@transaction.atomic
def stand(election: Election, *, data: CandidateData, by: User, at: datetime) -> Candidate:
    """Somebody stands for an office. Raises Denied."""
    election = _locked(election)
    elections.check_work(by, election)
    row = _stand(election, data)
    log.record("candidate.added", row, by=by, at=at, office=str(data.office), **_body.place(election.body))
    return row


@transaction.atomic
def step_back(candidate: Candidate, *, by: User, at: datetime) -> None:
    """Somebody does not stand, or was written down wrongly. Raises Denied."""
    election = _locked(candidate.election)
    elections.check_work(by, election)
    row = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    log.record("candidate.removed", row, by=by, at=at, office=row.office, **_body.place(election.body))
    row.delete()


def decide(election: Election, *, tally: Tally, confirmed: bool = False, by: User, at: datetime) -> Election:
    """Write down the count. Below the quorum it failed and may be held again; else the elected hold office.

    `confirmed`: a name in the minutes that is also a party's is meant as that of somebody who stood, watched or holds
    office. Raises Denied.
    """
    elections.check_can_decide(by, election, at)
    known = {by.name, *tally.witnesses, *election.candidates.values_list("name", flat=True)}
    known.update(Officer.objects.filter(body=election.body).values_list("name", flat=True))
    _look(election, {"minutes": tally.minutes}, officials=known, confirmed=confirmed, by=by, at=at)
    return _decided(election, tally, by=by, at=at)


@transaction.atomic
def _decided(election: Election, tally: Tally, *, by: User, at: datetime) -> Election:
    election = _locked(election)
    elections.check_can_decide(by, election, at)
    elections.check_present(election, tally.present)
    election.present, election.minutes = tally.present, tally.minutes
    if tally.present < election.quorum:
        _end(election, ElectionStatus.FAILED, by=by, at=at)
        log.record("election.failed", election, by=by, at=at, count=tally.present, **_body.place(election.body))
        return election
    since = elections.check_term(election, from_date=tally.keeps_from, to_date=tally.keeps_to)
    elections.check_minutes(tally.minutes)
    elected = _elected(election, tally)
    election.keeps_from, election.keeps_to = since, tally.keeps_to
    election.witnesses = list(tally.witnesses)
    election.blanks = {str(office): number for office, number in tally.blanks.items()}
    _end(election, ElectionStatus.DECIDED, by=by, at=at)
    for row in elected:
        _install(election, row, since, by=by, at=at)
    log.record(
        "election.decided", election, by=by, at=at, count=len(elected), since=since, **_body.place(election.body)
    )
    return election


def cancel(election: Election, *, reason: str, by: User, at: datetime) -> Election:
    """It is not held, and why. Raises Denied."""
    elections.check_work(by, election)
    _look(election, {"reason": reason}, by=by, at=at)
    return _cancelled(election, reason, by=by, at=at)


@transaction.atomic
def _cancelled(election: Election, reason: str, *, by: User, at: datetime) -> Election:
    election = _locked(election)
    elections.check_work(by, election)
    election.cancel_reason = reason
    _end(election, ElectionStatus.CANCELLED, outcome=Outcome.CANCELLED, by=by, at=at)
    log.record("election.cancelled", election, by=by, at=at, **_body.place(election.body))
    return election


def _elected(election: Election, given: Tally) -> list[Candidate]:
    """The winner of each office, with everybody's votes written down."""
    rows = list(election.candidates.select_for_update(of=("self",)).order_by("name", "id"))
    tally.check_witnesses(given.witnesses, [row.name for row in rows])
    elected = []
    for office in sorted({Office(row.office) for row in rows}):
        standing = {row.pk: row for row in rows if row.office == office}
        count = tally.Count(
            office=office, names={key: row.name for key, row in standing.items()}, blank=given.blanks.get(office, 0),
            votes={key: votes for key, votes in given.votes.items() if key in standing},
        )  # fmt: skip
        won = standing[tally.winner(ElectionMethod(election.method), given.present, count)]
        for row in standing.values():
            row.votes, row.elected = given.votes.get(row.pk), row == won
            row.save(update_fields=["votes", "elected"])
        elected.append(won)
    return elected


def _install(election: Election, row: Candidate, since: date, *, by: User, at: datetime) -> None:
    """The elected hold the office from that day; whoever did before ends on it."""
    body, office, until = election.body, Office(row.office), election.keeps_to
    elections.check_free(body, office, from_date=since, to_date=until)
    for before in Officer.objects.filter(body=body, office=office).overlapping(since, until).order_by("from_date"):
        before.to_date = since
        before.save(update_fields=["to_date"])
        log.record("officer.ended", before, by=by, at=at, office=str(office), on=since, **_body.place(body))
    officer = Officer(
        body=body, office=office, name=row.name, institution=row.institution, election=election, from_date=since, to_date=until
    )  # fmt: skip
    with _body.refused_as(_TAKEN):
        officer.save(force_insert=True)
    log.record("officer.began", officer, by=by, at=at, office=str(office), since=since, **_body.place(body))


def _end(
    election: Election, status: ElectionStatus, *, outcome: Outcome = Outcome.DONE, by: User, at: datetime
) -> None:
    check_election_transition(election.status, status)
    before, election.duty = election.duty, None
    election.status, election.ended_at = status, at
    election.save()
    election.refresh_from_db(fields=["is_open"])
    if before is not None:
        duties.settle(before, outcome=outcome, by=by, at=at)


def _owe(election: Election, *, by: User, at: datetime) -> Obligation:
    """Its result, by the clock from the day on which it is held; of one that was held before, from now."""
    body = election.body
    held = datetime.combine(election.held_date, time(12), tzinfo=body.agency.zone)
    due = clocks.due_at(kinds.DECIDE_ELECTION, agency=body.agency, at=max(held, at))
    return duties.open_duty(
        kind=kinds.DECIDE_ELECTION, subject=election, dossier_id=body.pk, label=body.name[:80], agency=body.agency,
        area_path=body.area_path, due_at=due, by=by, at=at,
    )  # fmt: skip


def _stand(election: Election, data: CandidateData) -> Candidate:
    elections.check_candidate(election, office=data.office, name=data.name)
    row = Candidate(election=election, office=data.office, name=data.name, institution=data.institution)
    with _body.refused_as(_TWICE):
        row.save(force_insert=True)
    return row


def _given(data: ElectionData) -> dict[str, object]:
    return {"held_date": data.held_date, "method": data.method, "eligible": data.eligible, "quorum": data.quorum}


def _locked(election: Election) -> Election:
    """The election as it is now; its body is held first, so that two changes of one body come one after the other."""
    body = _body.locked(election.body)
    found = Election.objects.select_for_update(of=("self",)).select_related("duty").get(pk=election.pk)
    found.body = body
    return found


def _look(
    election: Election,
    texts: Mapping[str, str],
    *,
    officials: Iterable[str] = (),
    confirmed: bool = False,
    by: User,
    at: datetime,
) -> None:
    label = f"Pemilihan {election.held_date:%d-%m-%Y}"
    _text.look(
        election.body, texts, about=election, label=label, officials=officials, confirmed=confirmed, by=by, at=at
    )
