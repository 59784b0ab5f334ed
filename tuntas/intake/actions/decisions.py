"""The second person says yes: only now does the proposed change happen."""

from datetime import datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.core import vault
from tuntas.intake.actions import _forwarding, _keepers, _proposal, _risk
from tuntas.intake.models import Forwarding, Proposal, Report
from tuntas.intake.policies import proposals as policies
from tuntas.intake.policies import reach
from tuntas.intake.states import CHILD_AGES, FORWARDING_OPEN, ProposalKind, ProposalStatus, Risk
from tuntas.obligations.actions import walls
from tuntas.obligations.models import Wall


@transaction.atomic
def approve(proposal: Proposal, *, note: str = "", by: User, at: datetime) -> Proposal:
    """Do what was proposed. Raises InvalidTransition if the report has gone another way meanwhile."""
    # Both reports of a duplicate, always in the same order: two approvals never wait for each other.
    ids = [pk for pk in (proposal.report_id, proposal.target_id) if pk]
    list(Report.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk").values_list("pk"))
    report = _keepers.locked(proposal.report)
    reach.check_known(by, report)
    proposal = _proposal.locked(proposal)
    proposal.report = report
    policies.check_decide(by, proposal)
    proposal = _proposal.close(proposal, ProposalStatus.APPROVED, note=note, by=by, at=at)
    kind = ProposalKind(proposal.kind)
    if kind in policies.ENDING:
        _end(report, proposal, by=by, at=at)
    elif kind is ProposalKind.PASSED_ON:
        _pass_on(report, proposal, by=by, at=at)
    elif kind is ProposalKind.LOWER_RISK:
        _lower_risk(report, proposal, by=by, at=at)
    elif kind is ProposalKind.LOWER_CLASS:
        _lower_class(report, proposal, by=by, at=at)
    else:
        _lift_wall(report, proposal, by=by, at=at)
    return proposal


def _end(report: Report, proposal: Proposal, *, by: User, at: datetime) -> None:
    status = policies.ENDING[ProposalKind(proposal.kind)]
    if proposal.target is not None:
        target = _keepers.locked(proposal.target)
        policies.check_stays(report, target)
        _carry_over(report, target, by=by, at=at)
        report.duplicate_of = target
    box = vault.box(report.pk, writing=True)
    box.seal(report, ending_note=box.unseal(proposal, "reason"))
    _proposal.withdraw_endings(report, by=by, at=at)
    _keepers.end(report, status, by=by, at=at)
    log.record("report.ended", report, by=by, at=at, status=str(status), proposal=str(proposal.pk))


def _pass_on(report: Report, proposal: Proposal, *, by: User, at: datetime) -> None:
    """The forwarding is still open: with its end the proposal would be void."""
    forwarding = _forwarding.locked(Forwarding.objects.get(report=report, status__in=FORWARDING_OPEN))
    _forwarding.passed_on(forwarding, answer=vault.box(report.pk).unseal(proposal, "reason"), by=by, at=at)


def _carry_over(report: Report, target: Report, *, by: User, at: datetime) -> None:
    """What a duplicate ever was, the report that stays has been too: merging is no way to lose a class, nor a danger."""
    target.ever_types = sorted({*target.ever_types, *report.ever_types})
    target.ever_child = target.ever_child or report.ever_child
    target.save(update_fields=["ever_types", "ever_child"])
    _proposal.withdraw_outgrown(target, by=by, at=at)
    if report.risk > target.risk and _keepers.is_open(target):
        before = target.risk
        _proposal.withdraw(target, {ProposalKind.LOWER_RISK}, by=by, at=at)
        _risk.set_level(target, Risk(report.risk), by=by, at=at)
        log.record("report.risk_carried", target, by=by, at=at, before=before, level=report.risk)


def _lower_risk(report: Report, proposal: Proposal, *, by: User, at: datetime) -> None:
    before = report.risk
    if proposal.level is None or proposal.level >= before:
        return
    _risk.set_level(report, Risk(proposal.level), by=by, at=at)
    log.record("report.risk_lowered", report, by=by, at=at, before=before, level=proposal.level)


def _lower_class(report: Report, proposal: Proposal, *, by: User, at: datetime) -> None:
    """`ever_types` and `ever_child` stay: what the report ever was keeps its weight."""
    before = list(report.types)
    report.types = list(proposal.types)
    report.ever_types = sorted({*report.ever_types, *report.types})
    if proposal.victim_age is not None:
        report.victim_age = proposal.victim_age
        report.ever_child = report.ever_child or proposal.victim_age in CHILD_AGES
    report.save(update_fields=["types", "ever_types", "victim_age", "ever_child"])
    log.record("report.class_lowered", report, by=by, at=at, before=before, types=report.types)


def _lift_wall(report: Report, proposal: Proposal, *, by: User, at: datetime) -> None:
    wall = Wall.objects.filter(dossier_id=report.pk, pk__in=[proposal.wall_id]).first()
    if wall is None:
        return
    users = User.objects.filter(pk=wall.user_id) if wall.user_id else ()
    agencies = Agency.objects.filter(pk=wall.agency_id) if wall.agency_id else ()
    walls.remove(report.pk, users=users, agencies=agencies, by=by, at=at)
