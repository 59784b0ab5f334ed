"""Opening a case, from a report or directly, and adding further reports to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, models, transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.audit import log
from tuntas.cases import numbers
from tuntas.cases.actions import _carry, _case, _follows, _proposal, _risk, _taken_over
from tuntas.cases.models import Case, CaseReport, TeamMember
from tuntas.cases.policies import opening as policies
from tuntas.cases.states import Context, EntryKind, Status, TeamRole
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.intake.actions import endings
from tuntas.intake.models import Report
from tuntas.intake.states import Risk, ViolenceType
from tuntas.people.actions.people import PersonData

TRIES = 12
# A number that is taken, or a form that was sent twice at once.
AGAIN = frozenset({"cases_case_number_key", "core_dossierkey_pkey"})
TRAFFICKING = {ViolenceType.TRAFFICKING}


@dataclass(frozen=True)
class CaseData:
    """What is known when a case is opened. `narrative` and `summary` are sealed; the rest is codes."""

    types: tuple[ViolenceType, ...] = ()
    contexts: tuple[Context, ...] = ()
    risk: Risk = Risk.UNKNOWN
    risk_items: tuple[str, ...] = ()
    danger_now: bool = False
    child: bool = False
    disabled_victim: bool = False
    victim_reported_at: datetime | None = None
    narrative: str = ""
    summary: str = ""
    ever_types: tuple[ViolenceType, ...] = ()


@dataclass(frozen=True)
class Offer:
    """What another agency is given with a case: `shared` is the text, `sheets` what was ticked, by party of the source.

    `subject` and `url_name`: where the offer stands, for the first line of the timeline.
    """

    source: Case
    subject: models.Model
    url_name: str
    shared: str
    sheets: Mapping[UUID, PersonData] = field(default_factory=dict)


def open_directly(
    *,
    agency: Agency,
    area: Area,
    data: CaseData,
    manager: User | None = None,
    case_id: UUID | None = None,
    by: User,
    at: datetime,
) -> Case:
    """Open a case that no report led to; whoever opens it manages it, unless somebody else is named.

    `case_id` comes from the form: the same form opens one case, however often it is sent.
    """
    policies.check_open(by, agency, area_path=area.path)
    chosen = manager or by
    policies.check_manager(chosen, agency, dossiers=(), at=at)
    return _opened(agency=agency, area=area, data=data, manager=chosen, case_id=case_id, by=by, at=at)


def open_from_report(
    report: Report, *, manager: User | None = None, data: CaseData | None = None, by: User, at: datetime
) -> Case:
    """Open a case from an accepted report: class, danger, walls and the people it names come along.

    `data` adds what is known besides. Raises Denied for a report that was not accepted or already became a case.
    """
    report = Report.objects.select_related("agency__area", "area").get(pk=report.pk)  # as it is now; held in `_link`
    policies.check_open_from(by, report)
    chosen = manager or by
    policies.check_manager(chosen, report.agency, dossiers=(report.pk,), at=at)
    given = _carry.data_of(report, data or CaseData(), by=by, at=at)
    return _opened(agency=report.agency, area=report.area, data=given, manager=chosen, report=report, by=by, at=at)


@transaction.atomic
def open_taken_over(offer: Offer, *, agency: Agency, by: User, at: datetime) -> Case:
    """A case of another agency's own, for what it takes over: with the gravest that the source ever was, its danger,
    walls and victims, and what was shared; the source stays as it is.

    The caller holds the source locked and checked who accepts. Raises Denied where nobody there could manage it.
    """
    source = offer.source
    manager = policies.manager_for(source, agency, by=by, at=at)
    policies.check_somebody_manages(manager)
    assert manager is not None
    area = source.area if source.area_path.startswith(agency.area_path) else agency.area
    data = _taken_over.data_of(source, offer.shared)
    return _opened(agency=agency, area=area, data=data, manager=manager, offer=offer, by=by, at=at)


@transaction.atomic
def link_report(case: Case, report: Report, *, by: User, at: datetime) -> Case:
    """A further report about the same matter: its class, danger, walls and people are added; nothing is taken away."""
    case = _case.locked(case)
    report = Report.objects.select_related("agency__area", "area").get(pk=report.pk)
    policies.check_link(by, case, report)
    _link(case, report, by=by, at=at)
    _carry.add_to(case, report, by=by, at=at)
    case = _case.locked(case)  # people change it
    _proposal.void_outgrown(case, by=by, at=at)
    _follows.follow(case, by=by, at=at)
    _case.entry(case, EntryKind.REPORT_LINKED, report, url_name="intake:detail", by=by, at=at)
    log.record("case.report_linked", case, by=by, at=at, report=str(report.pk))
    return case


def _opened(
    *,
    agency: Agency,
    area: Area,
    data: CaseData,
    manager: User,
    report: Report | None = None,
    offer: Offer | None = None,
    case_id: UUID | None = None,
    by: User,
    at: datetime,
) -> Case:
    for _ in range(TRIES):
        known = Case.objects.filter(pk=case_id, opened_by=by).first() if case_id else None
        if known is not None:
            return known
        try:
            case = _draft(agency, area, data, manager, by=by, at=at)
            case.id = case_id or case.id
            return _store(case, data, report=report, offer=offer, by=by, at=at)
        except IntegrityError as error:
            if getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") not in AGAIN:
                raise
            if case_id and not Case.objects.filter(pk=case_id, opened_by=by).exists():
                case_id = None  # it is the id of something else: never an answer about that
    raise RuntimeError("no free case number was found")


@transaction.atomic
def _store(case: Case, data: CaseData, *, report: Report | None, offer: Offer | None, by: User, at: datetime) -> Case:
    box = vault.create(case.pk, "case", at=at)
    box.seal(case, narrative=data.narrative, summary=data.summary)
    if origin := report or (offer.source if offer else None):
        _carry.walls(origin.pk, case, by=by, at=at)
    if offer is not None:
        _taken_over.mark(case, offer.source)
    kind, due_at = _case.keeper_for(case, Status.ASSESSMENT, at)
    case.duty = _case.open_for(case, kind, due_at=due_at, by=by, at=at)
    case.save(force_insert=True)
    TeamMember.objects.create(case=case, user=case.manager, role=TeamRole.MANAGER, since=at)
    _first_line(case, report, offer, by=by, at=at)
    if report is not None:
        _link(case, report, by=by, at=at)
    _first_risk(case, data, by=by, at=at)
    if report is not None:
        _carry.people(report, case, by=by, at=at)
    if offer is not None:
        _taken_over.follow_on(case, offer.source, offer.sheets, by=by, at=at)
    case = _case.locked(case)  # people change it
    _follows.follow(case, by=by, at=at)
    return case


def _first_line(case: Case, report: Report | None, offer: Offer | None, *, by: User, at: datetime) -> None:
    subject, url_name = (offer.subject, offer.url_name) if offer else (None, "")
    origin = "transfer" if offer else "report" if report else "direct"
    _case.entry(case, EntryKind.OPENED, subject, url_name=url_name, detail=origin, by=by, at=at)
    log.record(
        "case.opened", case, by=by, at=at, manager=str(case.manager_id), report=str(report.pk) if report else "",
        types=case.types, risk=case.risk,
    )  # fmt: skip
    if offer is not None:
        log.record("case.taken_over", case, by=by, at=at, source=str(offer.source.pk), offer=str(offer.subject.pk))


def _draft(agency: Agency, area: Area, data: CaseData, manager: User, *, by: User, at: datetime) -> Case:
    types = sorted(set(data.types))
    ever = sorted({*types, *data.ever_types})
    year = at.astimezone(ZoneInfo(area.timezone)).year
    return Case(
        id=uuid7(),
        number=numbers.new_number(year),
        agency=agency,
        area=area,
        area_path=area.path,
        manager=manager,
        opened_at=at,
        opened_by=by,
        risk=Risk.HIGH if data.danger_now else data.risk,
        danger_now=data.danger_now,
        types=types,
        ever_types=ever,
        contexts=sorted(set(data.contexts)),
        ever_trafficking=bool(TRAFFICKING.intersection(ever)),
        ever_child=data.child,
        disabled_victim=data.disabled_victim,
        victim_reported_at=data.victim_reported_at,
        last_entry_at=at,
    )


def _link(case: Case, report: Report, *, by: User, at: datetime) -> None:
    endings.hand_to_case(report, by=by, at=at)
    CaseReport.objects.create(case=case, report=report, by=by, at=at)


def _first_risk(case: Case, data: CaseData, *, by: Actor, at: datetime) -> None:
    """The danger as it was judged before, as the first point of the line; the next look has its clock."""
    if case.risk != Risk.UNKNOWN:
        _risk.judged(case, level=Risk(case.risk), items=data.risk_items, by=by, at=at)
        _case.entry(case, EntryKind.RISK, url_name="cases:risk", detail=str(int(case.risk)), by=by, at=at)
    _risk.reassess(case, by=by, at=at)
