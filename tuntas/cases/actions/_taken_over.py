"""What comes along when another agency takes a case over: codes and clocks, never notes, stories or other people's names."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases import kinds, masking
from tuntas.cases.actions import _case, _process, health
from tuntas.cases.models import Case, Incident, Party, RiskAssessment, Service
from tuntas.cases.policies.legal import told_at
from tuntas.cases.states import Context, EntryKind, PartyRole
from tuntas.intake.states import Risk, ViolenceType
from tuntas.obligations.models import Obligation
from tuntas.people.actions import people
from tuntas.people.actions.people import PersonData

if TYPE_CHECKING:
    from tuntas.cases.actions.opening import CaseData


def data_of(source: Case, shared: str) -> "CaseData":
    """What the sender's case is and ever was held to be (R01, R02), and the text that was shared as the story."""
    from tuntas.cases.actions.opening import CaseData

    last = RiskAssessment.objects.filter(case=source).order_by("-at", "-id").first()
    return CaseData(
        types=tuple(ViolenceType(value) for value in source.types),
        ever_types=tuple(ViolenceType(value) for value in source.ever_types),
        contexts=tuple(Context(value) for value in source.contexts),
        risk=Risk(source.risk),
        risk_items=tuple(last.items) if last else (),
        danger_now=source.danger_now,
        child=source.ever_child,
        disabled_victim=source.disabled_victim,
        victim_reported_at=told_at(source),
        narrative=shared,
    )


def mark(case: Case, source: Case) -> None:
    """What a case is known to be besides, before it is stored."""
    case.ever_trafficking = case.ever_trafficking or source.ever_trafficking
    case.trafficking_alert = source.trafficking_alert
    case.child_reported = source.child_reported
    case.recurrence = source.recurrence
    case.police_reported_at = source.police_reported_at


def follow_on(case: Case, source: Case, sheets: Mapping[UUID, PersonData], *, by: User, at: datetime) -> None:
    """Victims under their labels, the legal process, health that is still urgent (R39), a suspicion not decided yet."""
    _victims(case, source, sheets, by=by, at=at)
    _process.copy(source, case, by=by, at=at)
    _urgent_incidents(case, source, by=by, at=at)
    open_walls = Obligation.objects.unsettled().filter(dossier_id=source.pk, kind=kinds.SET_WALL.code)
    if open_walls.exists():
        _case.open_for(case, kinds.SET_WALL, urgent=True, by=by, at=at)


def _victims(case: Case, source: Case, sheets: Mapping[UUID, PersonData], *, by: Actor, at: datetime) -> None:
    """A sheet of the receiver's own for each victim, empty where no identity was shared."""
    rows = Party.objects.filter(case=source, role=PartyRole.VICTIM, removed_at__isnull=True).select_related("person")
    for row in rows.order_by("ordinal"):
        child = masking.is_child(row)
        data = sheets.get(row.pk, PersonData())
        person = people.record_shared(data=data, agency=case.agency, by=by, at=at)
        party = Party.objects.create(
            case=case, person=person, role=row.role, ordinal=row.ordinal, child=child, ever_child=child, added_at=at
        )
        case.ever_child = case.ever_child or child
        _case.entry(case, EntryKind.PARTY, url_name="cases:parties", detail=row.role, by=by, at=at)
        log.record(
            "party.added", party, by=by, at=at, dossier_id=case.pk, agency_id=case.agency_id, area_path=case.area_path,
            role=row.role, child=child,
        )  # fmt: skip
    case.save(update_fields=["ever_child"])


def _urgent_incidents(case: Case, source: Case, *, by: User, at: datetime) -> None:
    """Where the sender still owes health first, the receiver owes it too: day and kind of the incident, no story, no place."""
    if not Service.objects.filter(case=source, rule=health.RULE, is_open=True).exists():
        return
    for old in Incident.objects.filter(case=source, possible_penetration=True).order_by("id"):
        row = Incident(
            case=case, on_date=old.on_date, until_date=old.until_date, at_time=old.at_time, approximate=old.approximate,
            types=old.types, contexts=old.contexts, possible_penetration=True, cross_border=old.cross_border,
            recorded_at=at, recorded_by=by,
        )  # fmt: skip
        _case.box(case).seal(row, narrative="", place="")
        row.save(force_insert=True)
        _case.entry(case, EntryKind.INCIDENT, row, url_name="cases:incident", by=by, at=at)
        log.record(
            "incident.recorded", row, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path, types=row.types,
            possible_penetration=True,
        )  # fmt: skip
