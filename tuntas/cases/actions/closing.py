"""Ending a case: proposing it, stopping services while the process is watched, asking how she is afterwards."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.areas.states import zone_of
from tuntas.audit import log
from tuntas.cases import kinds
from tuntas.cases.actions import _case, _ending, _proposal, reopening
from tuntas.cases.models import Case, FollowUp, Proposal
from tuntas.cases.policies import closing as policies
from tuntas.cases.policies import proposals as proposal_policies
from tuntas.cases.policies.closing import Closure
from tuntas.cases.states import ClosingReason, EntryKind, ProposalKind, ProposalStatus, Status
from tuntas.core.ids import uuid7

# She is asked again so soon when she was not reached.
TRY_AGAIN = timedelta(days=7)


@transaction.atomic
def propose(case: Case, *, closure: Closure, note: str, row_id: UUID | None = None, by: User, at: datetime) -> Proposal:
    """Propose an ending. The case waits as “usul terminasi” for the second person, still owned by its unit."""
    if closure.target is not None:
        policies.check_target(by, case, closure.target)
    case = _case.locked(case)
    policies.check_manage(by, case)
    proposal_policies.check_propose(by, case, ProposalKind.CLOSE)
    closure = replace(closure, follow_up_dates=sorted(set(closure.follow_up_dates)))
    policies.check_close(case, closure, at=at)
    proposal = Proposal(
        id=row_id or uuid7(), case=case, kind=ProposalKind.CLOSE, closing_reason=closure.reason, target=closure.target,
        goals_reviewed=closure.goals_reviewed, victim_informed=closure.victim_informed, heard_alone=closure.heard_alone,
        follow_up_dates=list(closure.follow_up_dates),
    )  # fmt: skip
    proposal = _proposal.lay_down(proposal, reason=note, why_not_alone=closure.why_not_alone, by=by, at=at)
    case.status_before = case.status
    _case.move(case, Status.CLOSURE_PROPOSED, by=by, at=at)
    return proposal


@transaction.atomic
def watch_only(case: Case, *, by: User, at: datetime) -> Case:
    """R22: services stop as the victim wishes, the legal process is watched; the case stays open."""
    case = _case.locked(case)
    policies.check_watch_only(by, case)
    _case.move(case, Status.LEGAL_WATCH, by=by, at=at)
    log.record("case.watched_only", case, by=by, at=at)
    return case


@transaction.atomic
def follow_up(
    case: Case,
    *,
    reached: bool,
    safe: bool | None = None,
    violence_again: bool | None = None,
    note: str = "",
    row_id: UUID | None = None,
    by: User,
    at: datetime,
) -> Case:
    """What she said after the end. Danger or violence opens the case again; the last date closes it.

    Not reached: she is asked again a week later, until the last date has passed; that counts as asked.
    """
    case = _case.locked(case)
    policies.check_follow_up(by, case)
    said = {"safe": safe, "violence_again": violence_again} if reached else {"safe": None, "violence_again": None}
    policies.check_said(reached=reached, **said)
    row = FollowUp(id=row_id or uuid7(), case=case, by=by, at=at, reached=reached, **said)
    _case.box(case).seal(row, note=note)
    row.save(force_insert=True)
    _case.entry(case, EntryKind.FOLLOW_UP, row, url_name="cases:follow_up", detail=_outcome(row), by=by, at=at)
    log.record(
        "follow_up.recorded", case, by=by, at=at, reached=reached, safe=row.safe, violence_again=row.violence_again
    )
    if reached and (violence_again or not safe):
        return reopening.again(case, new_violence=bool(violence_again), by=by, at=at)
    return _go_on(case, reached=reached, by=by, at=at)


def _outcome(row: FollowUp) -> str:
    if not row.reached:
        return "not_reached"
    return "again" if row.violence_again else ("safe" if row.safe else "not_safe")


def _go_on(case: Case, *, reached: bool, by: User, at: datetime) -> Case:
    """Ask again on the next chosen date, or close. `closed_at` stays the day of the ending."""
    today = at.astimezone(zone_of(case.area_path)).date()
    chosen = (
        Proposal.objects.filter(case=case, kind=ProposalKind.CLOSE, status=ProposalStatus.APPROVED)
        .order_by("-decided_at", "-pk")
        .values_list("follow_up_dates", flat=True)
        .first()
    )
    later = [day for day in chosen or [] if day > today]
    tries = FollowUp.objects.filter(case=case, reached=False, at__gte=case.closed_at or at).count()
    if later:
        return _case.keep(case, kinds.FOLLOW_UP, due_at=_ending.end_of(min(later), case), by=by, at=at)
    if not reached and tries < policies.ATTEMPTS:
        return _case.keep(case, kinds.FOLLOW_UP, due_at=at + TRY_AGAIN, by=by, at=at)
    _case.end(case, Status.CLOSED, ClosingReason(case.closing_reason), by=by, at=at)
    log.record("case.followed_up", case, by=by, at=at, reached=reached)
    return case
