"""Carrying out an approved ending: what goes with it, what a duplicate leaves to the case that stays."""

from datetime import date, datetime, time

from tuntas.accounts.models import User
from tuntas.areas.states import zone_of
from tuntas.audit import log
from tuntas.cases import kinds
from tuntas.cases.actions import _case, _follows, _process, _proposal, _risk, _walls, legal
from tuntas.cases.models import Case, CaseReport, Party, Proposal, Relationship
from tuntas.cases.policies import closing as policies
from tuntas.cases.policies import legal as legal_policies
from tuntas.cases.policies.closing import Closure
from tuntas.cases.states import ClosingReason, EntryKind, ProposalKind, Status
from tuntas.intake.states import Risk
from tuntas.obligations.states import Outcome

# What is owed beside the keeping duty and makes no sense after the end. Reviews of access are owed all the same.
_FALLS = (
    kinds.REASSESS_RISK, kinds.CHECK_NUMBER, kinds.CONSENT_ENDS, kinds.CONTENT_REMOVAL, *policies.POLICE_DUTIES,
)  # fmt: skip


def closure_of(case: Case, proposal: Proposal) -> Closure:
    """What was said with a proposal to close."""
    why = _case.box(case).unseal(proposal, "why_not_alone")
    return Closure(
        reason=ClosingReason(proposal.closing_reason), target=proposal.target, goals_reviewed=proposal.goals_reviewed,
        victim_informed=proposal.victim_informed, heard_alone=bool(proposal.heard_alone), why_not_alone=why,
        follow_up_dates=proposal.follow_up_dates,
    )  # fmt: skip


def check_again(case: Case, proposal: Proposal, *, at: datetime) -> None:
    """Everything an ending needs, as the case is now."""
    policies.check_close(case, closure_of(case, proposal), at=at)


def carry_out(case: Case, proposal: Proposal, *, by: User, at: datetime) -> None:
    """End a locked case as approved: followed up where there is somebody to ask, else closed."""
    reason = ClosingReason(proposal.closing_reason)
    if proposal.target is not None:
        _leave_to(case, _case.locked(proposal.target), by=by, at=at)
    box = _case.box(case)
    box.seal(case, closing_note=box.unseal(proposal, "reason"))
    _proposal.void(case, set(ProposalKind) - {ProposalKind.LIFT_WALL}, by=by, at=at)
    _case.settle_side(case, *_FALLS, outcome=Outcome.CANCELLED, by=by, at=at)
    if reason in policies.NO_FOLLOW_UP:
        _case.end(case, Status.CLOSED, reason, by=by, at=at)
    else:
        first = min(proposal.follow_up_dates)
        _case.end(case, Status.FOLLOW_UP, reason, due_at=end_of(first, case), by=by, at=at)
    log.record("case.ended", case, by=by, at=at, status=case.status, reason=str(reason), proposal=str(proposal.pk))


def end_of(day: date, case: Case) -> datetime:
    """The last moment of a day where the case is."""
    return datetime.combine(day, time(23, 59), tzinfo=zone_of(case.area_path))


def _leave_to(case: Case, target: Case, *, by: User, at: datetime) -> None:
    """What a duplicate ever was, the case that stays has been too; its people, reports, process and danger go there."""
    policies.check_stays(case, target)
    _walls.bring_along(case.pk, target, by=by, at=at)
    target.types = sorted({*target.types, *case.types})
    target.ever_types = sorted({*target.ever_types, *case.ever_types})
    for name in (
        "ever_trafficking",
        "trafficking_alert",
        "ever_child",
        "child_reported",
        "disabled_victim",
        "danger_now",
    ):
        setattr(target, name, getattr(target, name) or getattr(case, name))
    target.victim_reported_at = min(filter(None, [target.victim_reported_at, case.victim_reported_at]), default=None)
    covered, since = legal_policies.covers(target, case), legal_policies.again_since(target)
    told = case.police_reported_at if since is None or (case.police_reported_at or since) > since else None
    target.police_reported_at = min(filter(None, [target.police_reported_at, told]), default=None)
    target.save()
    if not covered:
        legal.report_again(target, by=by, at=at)
    parties = Party.objects.filter(case=case, removed_at__isnull=True).order_by("role", "ordinal")
    there = {party.pk: _bring(party, target, at=at) for party in parties}
    for row in Relationship.objects.filter(case=case, victim__in=there, reported_person__in=there).order_by("id"):
        victim, reported = there[row.victim_id], there[row.reported_person_id]
        Relationship.objects.get_or_create(
            victim=victim, reported_person=reported, defaults={"case": target, "kind": row.kind}
        )
    _process.move(case, target, by=by, at=at)
    CaseReport.objects.filter(case=case).update(case=target)
    _proposal.void_outgrown(target, by=by, at=at)
    if case.risk > target.risk:
        _proposal.void(target, {ProposalKind.LOWER_RISK}, by=by, at=at)
        _risk.judged(target, level=Risk(case.risk), by=by, at=at)
        _risk.set_level(target, Risk(case.risk), by=by, at=at)
    _follows.follow(target, by=by, at=at)
    _case.entry(target, EntryKind.REPORT_LINKED, case, url_name="cases:detail", detail="duplicate", by=by, at=at)
    log.record("case.took_over", target, by=by, at=at, duplicate=str(case.pk))


def _bring(party: Party, target: Case, *, at: datetime) -> Party:
    known = Party.objects.filter(case=target, person=party.person_id, role=party.role, removed_at__isnull=True).first()
    if known is not None:
        known.child, known.ever_child = known.child or party.child, known.ever_child or party.ever_child
        known.save(update_fields=["child", "ever_child"])
        return known
    last = (
        Party.objects.filter(case=target, role=party.role)
        .order_by("-ordinal")
        .values_list("ordinal", flat=True)
        .first()
    )
    return Party.objects.create(
        case=target, person_id=party.person_id, role=party.role, ordinal=(last or 0) + 1, child=party.child,
        ever_child=party.ever_child, added_at=at,
    )  # fmt: skip
