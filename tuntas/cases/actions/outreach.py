"""An outreach that KPAD proposes: the unit accepts or declines it. KPAD learns which, and nothing of the case."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases import kinds
from tuntas.cases.actions import services
from tuntas.cases.models import OutreachProposal, Party
from tuntas.cases.policies import outreach as policies
from tuntas.cases.states import OutreachStatus, OutreachWhen, ServiceForm, ServiceKind
from tuntas.core import vault
from tuntas.core.errors import Denied
from tuntas.core.ids import uuid7
from tuntas.intake.models import Report
from tuntas.intake.states import Risk
from tuntas.obligations.actions import duties


@transaction.atomic
def propose(
    report: Report, *, when: OutreachWhen, reason: str, row_id: UUID | None = None, by: User, at: datetime
) -> OutreachProposal:
    """Somebody should go and see: the unit that has the report, or its case, owes an answer."""
    report = Report.objects.select_for_update(of=("self",)).select_related("agency__area").get(pk=report.pk)
    policies.check_propose(by, report)
    case = policies.case_of(report)
    row = OutreachProposal(
        id=row_id or uuid7(), report=report, proposer=policies.agency_of(by), by=by, at=at, when=when
    )
    vault.box(report.pk, writing=True).seal(row, reason=reason)
    within = OutreachWhen(when).answered_within
    row.duty = duties.open_duty(
        kind=kinds.DECIDE_OUTREACH, subject=row, dossier_id=report.pk, label=report.number,
        agency=case.agency if case else report.agency, area_path=report.area_path, assignee=case.manager if case else None,
        sender=row.proposer, urgent=report.risk == Risk.HIGH, due_at=at + within if within else None, by=by, at=at,
    )  # fmt: skip
    row.save(force_insert=True)
    _record("outreach.proposed", row, by=by, at=at)
    return row


@transaction.atomic
def accept(
    row: OutreachProposal,
    *,
    victim: Party | None = None,
    kind: ServiceKind | None = None,
    answer: str = "",
    by: User,
    at: datetime,
) -> OutreachProposal:
    """The unit goes: in a case it becomes an outreach for a victim, with all that is asked before anybody sets out."""
    row = _locked(row)
    policies.check_decide(by, row)
    case = policies.case_of(row.report)
    if case is not None:
        if victim is None or kind is None:
            raise Denied("Pilih untuk korban yang mana dan layanan apa.")
        row.service = services.request(
            case, victim=victim, kind=kind, form=ServiceForm.OUTREACH, purpose=vault.box(row.report_id).unseal(row, "reason"),
            kpad_proposed=True, by=by, at=at,
        )  # fmt: skip
    _decided(row, OutreachStatus.ACCEPTED, answer, by=by, at=at)
    _record("outreach.accepted", row, by=by, at=at)
    return row


@transaction.atomic
def decline(row: OutreachProposal, *, answer: str, by: User, at: datetime) -> OutreachProposal:
    """The unit does not go, and says why."""
    row = _locked(row)
    policies.check_decide(by, row, OutreachStatus.DECLINED)
    if not answer.strip():
        raise Denied("Tulis alasannya: KPAD membacanya.")
    _decided(row, OutreachStatus.DECLINED, answer, by=by, at=at)
    _record("outreach.declined", row, by=by, at=at)
    return row


@transaction.atomic
def read(row: OutreachProposal, *, by: User, at: datetime) -> dict[str, str]:
    """Why it was proposed, and what the unit answered; recorded. Raises vault.Erased."""
    if not OutreachProposal.objects.visible_to(by).filter(pk=row.pk).exists():
        raise Denied("Usulan ini tidak ada dalam jangkauan Anda.")
    box = vault.box(row.report_id)
    _record("outreach.read", row, by=by, at=at)
    return {name: box.unseal(row, name) for name in ("reason", "answer")}


def _locked(row: OutreachProposal) -> OutreachProposal:
    report = Report.objects.select_for_update(of=("self",)).select_related("agency").get(pk=row.report_id)
    row = OutreachProposal.objects.select_for_update(of=("self",)).select_related("duty", "proposer").get(pk=row.pk)
    row.report = report
    return row


def _decided(row: OutreachProposal, status: OutreachStatus, answer: str, *, by: User, at: datetime) -> None:
    before, row.duty = row.duty, None
    row.status, row.decided_by, row.decided_at = status, by, at
    vault.box(row.report_id, writing=True).seal(row, answer=answer)
    row.save()
    if before is not None:
        duties.settle(before, by=by, at=at)


def _record(kind: str, row: OutreachProposal, *, by: User, at: datetime) -> None:
    report = row.report
    log.record(kind, row, by=by, at=at, agency_id=report.agency_id, area_path=report.area_path)
