"""Services in the eight kinds of SIMFONI: asked for, begun, done with proof, or given up with a reason; and outreach."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.cases import kinds
from tuntas.cases.actions import _case
from tuntas.cases.models import Case, Party, PlanItem, Service
from tuntas.cases.policies import work as policies
from tuntas.cases.states import EntryKind, Proof, ServiceForm, ServiceKind, ServiceStatus, check_service_transition
from tuntas.core.ids import uuid7
from tuntas.files.actions import files
from tuntas.files.states import Purpose, RemovalReason
from tuntas.obligations import clocks
from tuntas.obligations.actions import duties
from tuntas.obligations.kinds import Kind
from tuntas.obligations.states import Outcome


@transaction.atomic
def request(
    case: Case, *, victim: Party, kind: ServiceKind, form: ServiceForm = ServiceForm.DIRECT, provider: Agency | None = None,
    plan_item: PlanItem | None = None, purpose: str = "", kpad_proposed: bool = False, urgent: bool = False,
    row_id: UUID | None = None, by: User, at: datetime,
) -> Service:  # fmt: skip
    """Ask for a service; somebody owes it from now on. KPAD may have proposed it."""
    case = _case.locked(case)
    policies.check_service(by, case, victim)
    return open_service(
        case, victim=victim, kind=kind, form=form, provider=provider, plan_item=plan_item, purpose=purpose,
        kpad_proposed=kpad_proposed, urgent=urgent, row_id=row_id, by=by, at=at,
    )  # fmt: skip


def open_service(
    case: Case, *, victim: Party, kind: ServiceKind, form: ServiceForm = ServiceForm.DIRECT, provider: Agency | None = None,
    plan_item: PlanItem | None = None, purpose: str = "", kpad_proposed: bool = False, urgent: bool = False, rule: str = "",
    duty_kind: Kind = kinds.SERVICE, due_at: datetime | None = None, row_id: UUID | None = None, by: User, at: datetime,
) -> Service:  # fmt: skip
    """The same for a locked case, without asking who may; a rule that opens it by itself names its own duty and time."""
    due = due_at or clocks.due_at(duty_kind, agency=case.agency, at=at)
    row = Service(
        id=row_id or uuid7(), case=case, by=by, at=at, victim=victim, kind=kind, form=form,
        provider=provider or case.agency, plan_item=plan_item, urgent=urgent, rule=rule, requested_at=at, due_at=due,
        kpad_proposed=kpad_proposed,
    )  # fmt: skip
    _case.box(case).seal(row, purpose=purpose)
    row.duty = _case.open_for(case, duty_kind, subject=row, due_at=due, urgent=urgent or None, by=by, at=at)
    row.save(force_insert=True)
    _record(case, row, by=by, at=at)
    return row


@transaction.atomic
def start(service: Service, *, by: User, at: datetime) -> Service:
    """It has begun; the waiting time ends. Outreach begins with `set_out`."""
    case, row = _both(service)
    policies.check_change(by, case)
    policies.check_not_outreach(row)
    return _start(case, row, by=by, at=at)


@transaction.atomic
def finish(
    service: Service, *, proof: Proof, proof_number: str = "", proof_file: UploadedFile | None = None, result: str, by: User,
    at: datetime,
) -> Service:  # fmt: skip
    """Done, shown by something, with what came of it; what shows it may be kept as a file, sealed in the case."""
    case, row = _both(service)
    policies.check_change(by, case)
    policies.check_done(proof)
    if row.form == ServiceForm.OUTREACH:
        policies.check_set_out(row)
    row.proof, row.proof_number = Proof(proof), proof_number
    if proof_file is not None:
        row.proof_file = files.store(
            upload=proof_file, dossier_id=case.pk, purpose=Purpose.SERVICE_PROOF, agency=case.agency, area_path=case.area_path,
            by=by, at=at,
        )  # fmt: skip
    row.started_at = row.started_at or at
    return _end(case, row, ServiceStatus.DONE, result=result, by=by, at=at)


@transaction.atomic
def remove_file(service: Service, *, reason: RemovalReason, by: User, at: datetime) -> Service:
    """The file of a proof is taken away at once, with a reason; the proof itself stays written down."""
    case, row = _both(service)
    policies.check_change(by, case)
    policies.check_proof_file(row)
    assert row.proof_file is not None  # checked
    files.remove(row.proof_file, reason=reason, by=by, at=at)
    _case.entry(case, EntryKind.SERVICE, row, url_name="cases:service", detail="file_removed", by=by, at=at)
    return row


@transaction.atomic
def cancel(service: Service, *, reason: str, by: User, at: datetime) -> Service:
    """Given up, and why. A service that a rule opened is given up only by whoever manages the case."""
    case, row = _both(service)
    policies.check_change(by, case)
    policies.check_cancel(by, case, row)
    policies.check_reason(reason)
    return _end(case, row, ServiceStatus.CANCELLED, result=reason, by=by, at=at)


@transaction.atomic
def prepare_outreach(
    service: Service,
    *,
    verified: bool,
    danger_checked: bool,
    with_police: bool,
    companions: Collection[User],
    by: User,
    at: datetime,
) -> Service:
    """What was looked at before anybody goes, and who goes with whom."""
    case, row = _both(service)
    policies.check_course(by, case)
    policies.check_preparing(case, row, going=companions, at=at)
    row.verified, row.danger_checked, row.with_police = verified, danger_checked, with_police
    row.save(update_fields=["verified", "danger_checked", "with_police"])
    row.companions.set(companions)
    _case.entry(case, EntryKind.OUTREACH, row, url_name="cases:service", detail="prepared", by=by, at=at)
    log.record(
        "outreach.prepared", case, by=by, at=at, service=str(row.pk), verified=verified, danger_checked=danger_checked,
        with_police=with_police, companions=[str(user.pk) for user in companions],
    )  # fmt: skip
    return row


@transaction.atomic
def set_out(service: Service, *, by: User, at: datetime) -> Service:
    """They go, led by whoever presses this: never alone in danger, with the police when it is high; KPAD never leads."""
    case, row = _both(service)
    policies.check_course(by, case)
    policies.check_outreach(case, row, leader=by, going=list(row.companions.all()))
    return _start(case, row, by=by, at=at)


def _start(case: Case, row: Service, *, by: User, at: datetime) -> Service:
    check_service_transition(row.status, ServiceStatus.RUNNING)
    row.status, row.started_at = ServiceStatus.RUNNING, at
    row.save(update_fields=["status", "started_at"])
    _record(case, row, by=by, at=at)
    return row


def _end(case: Case, row: Service, status: ServiceStatus, *, result: str, by: User, at: datetime) -> Service:
    check_service_transition(row.status, status)
    before, row.duty = row.duty, None
    row.status, row.ended_at = status, at
    _case.box(case).seal(row, result=result)
    row.save()
    if before is not None:
        outcome = Outcome.DONE if status is ServiceStatus.DONE else Outcome.CANCELLED
        duties.settle(before, outcome=outcome, by=by, at=at)
    _record(case, row, by=by, at=at)
    return row


def _record(case: Case, row: Service, *, by: User, at: datetime) -> None:
    kind = EntryKind.OUTREACH if row.form == ServiceForm.OUTREACH else EntryKind.SERVICE
    _case.entry(case, kind, row, url_name="cases:service", detail=row.status, by=by, at=at)
    log.record(
        "service.changed",
        case,
        by=by,
        at=at,
        service=str(row.pk),
        service_kind=row.kind,
        status=row.status,
        rule=row.rule,
    )


def _both(service: Service) -> tuple[Case, Service]:
    case = _case.locked(service.case)
    rows = Service.objects.select_for_update(of=("self",)).select_related("duty", "victim", "provider", "proof_file")
    row = rows.get(pk=service.pk)
    row.case = case
    return case, row
