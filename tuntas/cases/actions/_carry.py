"""What a report brings into a case: class, danger, walls, story. Everything is added, nothing is taken away."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.cases.actions import _risk, _walls, legal, parties
from tuntas.cases.models import Case
from tuntas.cases.policies.legal import SEXUAL
from tuntas.cases.states import PartyRole
from tuntas.core.vault import Erased
from tuntas.intake.actions import reading
from tuntas.intake.models import Report
from tuntas.intake.states import CHILD_AGES, ReporterRole, Risk, ViolenceType
from tuntas.obligations.actions import walls as obligation_walls
from tuntas.obligations.models import Wall
from tuntas.people.actions.people import PersonData

if TYPE_CHECKING:
    from tuntas.cases.actions.opening import CaseData


def data_of(report: Report, data: "CaseData", *, by: User, at: datetime) -> "CaseData":
    """What is known from the report, and besides. The story is read for it, which is recorded."""
    types = data.types or tuple(ViolenceType(value) for value in report.types)
    last = report.risk_assessments.order_by("-at", "-id").first()
    try:
        told = reading.story(report, by=by, at=at)["narrative"]
    except Erased:
        told = ""
    return replace(
        data,
        types=types,
        ever_types=tuple(ViolenceType(value) for value in sorted({*report.ever_types, *data.ever_types})),
        risk=Risk(max(report.risk, data.risk)),
        risk_items=data.risk_items or (tuple(last.items) if last else ()),
        danger_now=report.danger_now or data.danger_now,
        child=report.ever_child or data.child,
        victim_reported_at=data.victim_reported_at or report.victim_reported_at,
        narrative=data.narrative or told,
    )


def people(report: Report, case: Case, *, by: User, at: datetime) -> None:
    """Names in the report become people of the case. Opening them is recorded; where there are none nothing happens."""
    try:
        said = reading.identity(report, by=by, at=at)
    except Erased:
        return
    own = report.reporter_role == ReporterRole.VICTIM
    names = {
        PartyRole.VICTIM: said["victim_name"] or (said["reporter_name"] if own else ""),
        PartyRole.REPORTED_PERSON: said["reported_person_name"],
        PartyRole.REPORTER: "" if own else said["reporter_name"],
    }
    phone, how = said.get("reporter_phone", ""), said.get("safe_contact", "")
    teller = PartyRole.VICTIM if own else PartyRole.REPORTER
    for role, name in names.items():
        reached = PersonData(name=name, phone=phone, note=how) if role is teller else PersonData(name=name)
        if reached != PersonData():
            child = role is PartyRole.VICTIM and report.victim_age in CHILD_AGES
            parties.add(case, role=role, data=reached, child=child, by=by, at=at)


def walls(dossier_id: UUID, case: Case, *, by: Actor, at: datetime) -> None:
    """Whoever must not know of what a new case comes from must not know of the case."""
    rows = Wall.objects.filter(dossier_id=dossier_id)
    users = User.objects.filter(pk__in=rows.filter(user_id__isnull=False).values("user_id"))
    agencies = Agency.objects.filter(pk__in=rows.filter(agency_id__isnull=False).values("agency_id"))
    obligation_walls.add(case.pk, users=users, agencies=agencies, by=by, at=at)


def add_to(case: Case, report: Report, *, by: User, at: datetime) -> None:
    """Class, danger and walls of a further report, for a locked case."""
    _walls.bring_along(report.pk, case, by=by, at=at)
    # Whoever reports after the police were told may tell of something else.
    told = case.police_reported_at
    later = bool(SEXUAL.intersection(report.types)) and (told is None or report.received_at > told)
    higher = Risk(max(case.risk, Risk.HIGH if report.danger_now else report.risk))
    case.types = sorted({*case.types, *report.types})
    case.ever_types = sorted({*case.ever_types, *report.ever_types})
    case.ever_trafficking = case.ever_trafficking or ViolenceType.TRAFFICKING in case.ever_types
    case.ever_child = case.ever_child or report.ever_child
    case.danger_now = case.danger_now or report.danger_now
    case.victim_reported_at = min(filter(None, [case.victim_reported_at, report.victim_reported_at]), default=None)
    case.save()
    if later:
        legal.report_again(case, by=by, at=at)
    if higher > case.risk:
        _risk.judged(case, level=higher, by=by, at=at)
        _risk.set_level(case, higher, by=by, at=at)
    people(report, case, by=by, at=at)
