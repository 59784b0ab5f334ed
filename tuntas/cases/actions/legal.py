"""The legal process as it happens: police report and its clock (R04), obstacles, stages, hearings. Never an ending of ours."""

from collections.abc import Collection
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases import kinds
from tuntas.cases.actions import _case, _police_numbers, pressure
from tuntas.cases.models import Case, LegalEvent, Note
from tuntas.cases.policies import legal as policies
from tuntas.cases.policies import reach
from tuntas.cases.states import EntryKind, LegalActor, LegalStep, NoteKind, PressureKind
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.files.actions import files
from tuntas.files.models import File
from tuntas.files.states import Purpose, RemovalReason
from tuntas.obligations.actions import duties
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome

CLOCKS = (kinds.POLICE_REPORT, kinds.POLICE_REPORT_LOCAL)
OBSTACLES = (kinds.POLICE_OBSTACLE, kinds.STEERED_TO_PEACE)
GRAVE = policies.SEXUAL | policies.TRAFFICKING


@transaction.atomic
def record(
    case: Case,
    *,
    step: LegalStep,
    on_date: date,
    actor: LegalActor = LegalActor.INVESTIGATOR,
    number: str = "",
    office: str = "",
    proof_file: UploadedFile | None = None,
    hearing_at: datetime | None = None,
    late_reason: str = "",
    note: str = "",
    row_id: UUID | None = None,
    by: User,
    at: datetime,
) -> LegalEvent:
    """Write down one step. Her own report starts the clock of R04, a police report ends it; obstacles must be followed up."""
    case = _case.locked(case)
    policies.check_record(by, case)
    policies.check_enforcer(step, actor)
    policies.check_hearing(step, hearing_at)
    policies.check_number(step, number)
    policies.check_late_reason(case, step, late_reason, at=at)
    row = LegalEvent(
        id=row_id or uuid7(), case=case, by=by, at=at, step=step,
        actor=LegalActor.OTHER if step is LegalStep.VICTIM_REPORTED else actor, on_date=on_date, number=number,
        office=office, hearing_at=hearing_at,
    )  # fmt: skip
    _case.box(case).seal(row, note=note, late_reason=late_reason)
    if proof_file is not None:
        row.proof_file = _kept(case, proof_file, by=by, at=at)
    row.save(force_insert=True)
    _case.entry(case, EntryKind.LEGAL, row, url_name="cases:legal", detail=str(step), by=by, at=at)
    log.record(
        "legal.recorded", row, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path, step=str(step),
        actor=str(actor), late=bool(late_reason),
    )  # fmt: skip
    _follows(case, row, by=by, at=at)
    return row


@transaction.atomic
def number_checked(case: Case, *, by: User, at: datetime) -> Case:
    """Whoever holds the case has looked at the number that stands on another one too."""
    case = _case.locked(case)
    policies.check_record(by, case)
    # It may stand under the dossier of the other case, where somebody here must not know of that one.
    asked = list(Obligation.objects.unsettled().filter(subject_id=case.pk, kind=kinds.CHECK_NUMBER.code))
    for duty in asked:
        duties.settle(duty, by=by, at=at)
    if asked:
        _case.entry(case, EntryKind.LEGAL, url_name="cases:legal", detail="number_checked", by=by, at=at)
        log.record("legal.number_checked", case, by=by, at=at, dossier_id=case.pk)
    return case


@transaction.atomic
def remove_file(event: LegalEvent, *, reason: RemovalReason, by: User, at: datetime) -> LegalEvent:
    """The file of a proof is taken away at once, with a reason; that the report was made stays written down."""
    case = _case.locked(event.case)
    row = LegalEvent.objects.select_for_update(of=("self",)).select_related("proof_file").get(pk=event.pk)
    policies.check_record(by, case)
    policies.check_file(row)
    assert row.proof_file is not None  # checked
    files.remove(row.proof_file, reason=reason, by=by, at=at)
    _case.entry(case, EntryKind.LEGAL, row, url_name="cases:legal", detail="file_removed", by=by, at=at)
    return row


@transaction.atomic
def check_clock(case: Case, *, by: Actor, at: datetime) -> Obligation | None:
    """Open, exchange or settle the duty to report to the police (R04). The caller holds the case locked.

    72 hours run from the victim's own report; what others reported has a local clock. Called whenever class, the
    victim's report or the decision not to complain changes; returns the duty that was opened now.
    """
    wanted, told = None, policies.told_at(case)
    if policies.runs(case) and case.closed_at is None and not policies.suspended(case):
        wanted = kinds.POLICE_REPORT if told else kinds.POLICE_REPORT_LOCAL
    for kind in CLOCKS:
        if kind is not wanted:
            replaced = Outcome.REPLACED if wanted else Outcome.CANCELLED
            _case.settle_side(case, kind, outcome=replaced, by=by, at=at)
    due_at = told + policies.POLICE_WITHIN if told else None
    runs = Obligation.objects.unsettled().filter(dossier_id=case.pk, kind=wanted.code).first() if wanted else None
    if wanted is None or (runs is not None and (due_at is None or runs.due_at <= due_at)):
        return None
    if runs is not None:  # she had reported earlier than was known
        _case.settle_side(case, wanted, outcome=Outcome.REPLACED, by=by, at=at)
    return _case.open_for(case, wanted, due_at=due_at, by=by, at=at)


def report_again(case: Case, *, by: Actor, at: datetime) -> bool:
    """Something came up of which the police were not told: their report of before, or her decision about that, stops R04 no longer.

    For a locked case; where the clock runs already it keeps its hour. Returns whether it begins again.
    """
    if not policies.SEXUAL.intersection(case.types) or not (case.police_reported_at or policies.suspended(case)):
        return False
    case.police_reported_at = None
    case.save(update_fields=["police_reported_at"])
    _case.entry(case, EntryKind.LEGAL, url_name="cases:legal", detail=policies.AGAIN, by=by, at=at)
    log.record("legal.report_again", case, by=by, at=at)
    check_clock(case, by=by, at=at)
    return True


@transaction.atomic
def suspend_police_clock(case: Case, *, by: Actor, at: datetime) -> int:
    """Two persons wrote down the adult victim's decision not to complain: the clock rests. The caller holds the case locked.

    Raises Denied where such a decision does not count. Returns how many duties were put to rest.
    """
    policies.check_no_complaint(case)
    count = _case.settle_side(case, *CLOCKS, outcome=Outcome.CANCELLED, by=by, at=at)
    _case.entry(case, EntryKind.LEGAL, url_name="cases:legal", detail="no_complaint", by=by, at=at)
    log.record("legal.clock_suspended", case, by=by, at=at, dossier_id=case.pk, count=count)
    return count


@transaction.atomic
def follow_obstacle(case: Case, *, text: str, row_id: UUID | None = None, by: User, at: datetime) -> Case:
    """What was done about a refusal, or about being steered to peace."""
    case = _case.locked(case)
    policies.check_record(by, case)
    row = Note(id=row_id or uuid7(), case=case, by=by, at=at, kind=NoteKind.MEETING)
    _case.box(case).seal(row, text=text)
    row.save(force_insert=True)
    _case.settle_side(case, *OBSTACLES, by=by, at=at)
    _case.entry(case, EntryKind.LEGAL, row, url_name="cases:legal", detail="obstacle_followed", by=by, at=at)
    log.record("legal.obstacle_followed", case, by=by, at=at, dossier_id=case.pk)
    return case


@transaction.atomic
def hearing_attended(event: LegalEvent, *, by: User, at: datetime) -> LegalEvent:
    """The hearing was accompanied, or has passed: its duty is done."""
    case = _case.locked(event.case)
    policies.check_record(by, case)
    policies.check_attended(event, at=at)
    _case.settle_side(case, kinds.HEARING, subject_id=event.pk, by=by, at=at)
    _case.entry(case, EntryKind.LEGAL, event, url_name="cases:legal", detail="hearing_attended", by=by, at=at)
    log.record("legal.hearing_attended", event, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path)
    return event


@transaction.atomic
def open_notes(case: Case, rows: Collection[LegalEvent], *, by: User, at: datetime) -> dict[object, tuple[str, str]]:
    """Note and reason of lateness, by id; reading them is recorded. Raises vault.Erased."""
    reach.check_read(by, case)
    if not any(row.note or row.late_reason for row in rows):
        return {}
    box = vault.box(case.pk)
    log.record("legal.read", case, by=by, at=at, count=len(rows))
    return {row.pk: (box.unseal(row, "note"), box.unseal(row, "late_reason")) for row in rows}


def _kept(case: Case, upload: UploadedFile, *, by: User, at: datetime) -> File:
    return files.store(
        upload=upload, dossier_id=case.pk, purpose=Purpose.POLICE_PROOF, agency=case.agency, area_path=case.area_path, by=by, at=at
    )  # fmt: skip


def _follows(case: Case, row: LegalEvent, *, by: User, at: datetime) -> None:
    """What a step does besides being written down."""
    step = LegalStep(row.step)
    if step is LegalStep.REPORTED:
        row.refresh_from_db(fields=["number_key"])
        _police_numbers.ask_holders(case, row, by=by, at=at)
    if step is LegalStep.VICTIM_REPORTED:
        told = policies.moment_of(row.on_date, case, at)
        case.victim_reported_at = min(filter(None, [case.victim_reported_at, told]))
        case.save(update_fields=["victim_reported_at"])
        check_clock(case, by=by, at=at)
    elif step is LegalStep.REPORTED and case.police_reported_at is None:
        if not policies.covers_all(case, row.on_date):
            return  # it was written before the newest violence: that is not reported yet
        case.police_reported_at = _moment(row.on_date, case, at)
        case.save(update_fields=["police_reported_at"])
        _case.settle_side(case, *CLOCKS, by=by, at=at)
    elif step is LegalStep.REFUSED:
        _case.open_for(case, kinds.POLICE_OBSTACLE, by=by, at=at)
    elif step is LegalStep.STEERED_TO_PEACE or (step is LegalStep.RESTORATIVE and GRAVE.intersection(case.ever_types)):
        if step is LegalStep.STEERED_TO_PEACE:
            pressure.write(case, kind=PressureKind.SETTLEMENT, by=by, at=at)
        _case.open_for(case, kinds.STEERED_TO_PEACE, by=by, at=at)
    elif step is LegalStep.HEARING:
        _case.open_for(case, kinds.HEARING, subject=row, due_at=row.hearing_at, urgent=False, by=by, at=at)


def _moment(day: date, case: Case, at: datetime) -> datetime:
    """Noon of the day on which it was reported, never after now."""
    noon = datetime.combine(day, time(12), tzinfo=ZoneInfo(case.agency.area.timezone))
    return min(noon, at)
