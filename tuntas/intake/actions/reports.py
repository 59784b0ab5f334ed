"""Receiving a report, showing its receipt again, finding it by number and code."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.audit import log
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.core.prepared import Given, Prepared
from tuntas.intake import checklist, ownership, phones, receipts
from tuntas.intake.actions import _keepers, _similar
from tuntas.intake.models import Report, RiskAssessment
from tuntas.intake.policies import entries
from tuntas.intake.receipts import Receipt
from tuntas.intake.states import CHILD_AGES, Channel, ReporterRole, Risk, Status, VictimAge, ViolenceType
from tuntas.obligations.actions import duties, walls

SEALED = (
    "narrative", "place", "since_when", "about_whom", "must_not_know", "safe_contact", "victim_safety", "reporter_name",
    "reporter_phone", "victim_name", "reported_person_name",
)  # fmt: skip
TRIES = 12

_OF_FORM = Prepared(
    lambda: Report.objects.filter(form_id=Given("form_id")).only("id", "form_id", "number", "code_hash", "received_at")
)


@dataclass(frozen=True)
class ReceiveData:
    """What somebody told us. Nothing is required but what the door asks for.

    `must_not_know` is free text; `wall_users` and `wall_agencies` are ids ticked from a list. `risk_items` are
    codes of the checklist, where an officer asked for them.
    """

    narrative: str = ""
    place: str = ""
    since_when: str = ""
    about_whom: str = ""
    must_not_know: str = ""
    safe_contact: str = ""
    victim_safety: str = ""
    reporter_name: str = ""
    reporter_phone: str = ""
    victim_name: str = ""
    reported_person_name: str = ""
    danger_now: bool = False
    types: tuple[ViolenceType, ...] = ()
    victim_age: VictimAge = VictimAge.UNKNOWN
    reporter_role: ReporterRole = ReporterRole.UNSAID
    anonymous: bool = True
    contact_allowed: bool = False
    wall_users: tuple[UUID, ...] = ()
    wall_agencies: tuple[UUID, ...] = ()
    risk_items: tuple[str, ...] = ()

    @property
    def risk(self) -> Risk:
        """The first level: danger now is TINGGI; without a checklist it is not judged yet."""
        if self.danger_now:
            return Risk.HIGH
        return checklist.level_of(self.risk_items) if self.risk_items else Risk.UNKNOWN


def receive(
    *,
    form_id: UUID,
    channel: Channel,
    area: Area | None,
    answers: ReceiveData,
    agency: Agency | None = None,
    found_by: Agency | None = None,
    by: Actor,
    at: datetime,
) -> Receipt:
    """Store a report, own it, start its clocks; the same form makes one report and one receipt, however often sent.

    `agency` is where an officer took it (it stays there if it receives reports); without it the place decides.
    `found_by` is who found it first. Raises ownership.NoReceiver in an installation without home area.
    """
    if by.id is not None:
        entries.check_create(by, agency)
    for _ in range(TRIES):
        known = _receipt(form_id, at)
        if known is not None:
            return known
        try:
            return _store(
                form_id=form_id,
                channel=channel,
                area=area,
                answers=answers,
                agency=agency,
                found_by=found_by,
                by=by,
                at=at,
            )
        except duties.AgencyClosed:
            continue  # a moment ago: another unit receives by now
        except IntegrityError as error:
            if _constraint(error) not in {"intake_report_form_id_key", "intake_report_number_key"}:
                raise
    raise RuntimeError("no free report number was found")


def receipt_for(*, form_id: UUID, by: Actor, at: datetime) -> Receipt | None:
    """The receipt of a form again, within 24 hours of the first time; nothing afterwards or for an unknown form."""
    report = Report.objects.filter(form_id=form_id).first()
    if report is None or at > report.received_at + receipts.SHOWN_FOR:
        return None
    log.record("report.receipt_shown", report, by=by, at=at)
    return _as_receipt(report, at)


@transaction.atomic
def decline_code(*, form_id: UUID, by: Actor, at: datetime) -> None:
    """The reporter wants no code: nobody can come back with one. Repeating it changes nothing."""
    report = Report.objects.select_for_update(of=("self",)).get(form_id=form_id)
    if report.code_hash is None:
        return
    report.code_hash = None
    report.save(update_fields=["code_hash"])
    log.record("report.code_declined", report, by=by, at=at)


@transaction.atomic
@log.in_one_statement()
def _store(
    *,
    form_id: UUID,
    channel: Channel,
    area: Area | None,
    answers: ReceiveData,
    agency: Agency | None,
    found_by: Agency | None,
    by: Actor,
    at: datetime,
) -> Receipt:
    owner = _owner(area, agency, answers, at=at)
    report = _draft(form_id, channel, owner, answers, by=by, at=at)
    report.area_known, report.found_by = area is not None, found_by or agency
    box = vault.create(report.pk, "report", at=at)
    box.seal(report, **{name: getattr(answers, name) for name in SEALED})
    walled = _raise_walls(report, answers, by=by, at=at)
    report.duty = _keepers.open_new(report, owner, walled=walled, by=by, at=at)
    report.save(force_insert=True)
    if answers.risk_items:
        items = sorted(answers.risk_items)
        RiskAssessment.objects.create(report=report, items=items, level=report.risk, by_id=by.id, at=at)
    _similar.tell_holders(report, by=by, at=at)
    log.record(
        "report.received", report, by=by, at=at, channel=str(channel), risk=report.risk, area_known=report.area_known,
        duty_kind=report.duty.kind,
    )  # fmt: skip
    return _as_receipt(report, at)


def _owner(area: Area | None, agency: Agency | None, answers: ReceiveData, *, at: datetime) -> ownership.Owner:
    """Where an officer took it, if it may stay there; else by the place."""
    walled = ownership.families(answers.wall_agencies)
    if agency is not None and agency.receives_reports and agency.pk not in walled:
        place = area or agency.area
        return ownership.Owner(agency=agency, area=place, outside=ownership.is_outside(place.path))
    return ownership.owner_for(
        area, at=at, without=walled, hidden=ownership.hidden_by(answers.wall_users, walled, at=at)
    )


def _draft(
    form_id: UUID, channel: Channel, owner: ownership.Owner, answers: ReceiveData, *, by: Actor, at: datetime
) -> Report:
    year = at.astimezone(ZoneInfo(owner.area.timezone)).year
    types = sorted(set(answers.types))
    return Report(
        id=uuid7(),
        form_id=form_id,
        number=receipts.new_number(year),
        code_hash=receipts.hash_code(receipts.code_of(form_id)),
        status=Status.NEW,
        channel=channel,
        received_at=at,
        victim_reported_at=at if answers.reporter_role == ReporterRole.VICTIM else None,
        area=owner.area,
        area_path=owner.area.path,
        agency=owner.agency,
        received_by_id=by.id,
        risk=answers.risk,
        danger_now=answers.danger_now,
        types=types,
        ever_types=types,
        victim_age=answers.victim_age,
        ever_child=answers.victim_age in CHILD_AGES,
        reporter_role=answers.reporter_role,
        anonymous=answers.anonymous,
        contact_allowed=answers.contact_allowed,
        phone_token=phones.token(answers.reporter_phone),
    )


def _raise_walls(report: Report, answers: ReceiveData, *, by: Actor, at: datetime) -> bool:
    """Before any duty is opened, so that nobody behind the wall hears of it. Returns whether there is one."""
    walled = bool(answers.wall_users or answers.wall_agencies)
    if walled:
        users = User.objects.filter(pk__in=answers.wall_users)
        agencies = Agency.objects.filter(pk__in=answers.wall_agencies)
        walls.add(report.pk, users=users, agencies=agencies, by=by, at=at)
    return walled


def _receipt(form_id: UUID, at: datetime) -> Receipt | None:
    report = _OF_FORM.first(form_id=form_id)
    return _as_receipt(report, at) if report else None


def _as_receipt(report: Report, at: datetime) -> Receipt:
    """After 24 hours the number alone."""
    shown = report.code_hash is not None and at <= report.received_at + receipts.SHOWN_FOR
    code = receipts.code_of(report.form_id) if shown else ""
    return Receipt(number=report.number, code=code, report_id=report.pk)


def _constraint(error: IntegrityError) -> str:
    diagnostics = getattr(error.__cause__, "diag", None)
    return str(getattr(diagnostics, "constraint_name", "") or "")
