"""What happened, and what it is held to be."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.areas.models import Area
from tuntas.audit import log
from tuntas.cases import kinds
from tuntas.cases.actions import _case, _follows, _proposal, legal
from tuntas.cases.models import Case, Incident, Party
from tuntas.cases.policies import incidents as policies
from tuntas.cases.policies import legal as legal_policies
from tuntas.cases.policies import reach
from tuntas.cases.states import Context, EntryKind, PartyRole, PlaceType
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.core.vault import Erased
from tuntas.intake.states import ViolenceType
from tuntas.obligations.models import Obligation

CHILD_UNTIL = 18


@dataclass(frozen=True)
class IncidentData:
    """One incident in the open. Nothing is required: what is not known stays empty."""

    on_date: date | None = None
    until_date: date | None = None
    at_time: datetime | None = None
    approximate: bool = False
    place_type: PlaceType = PlaceType.UNKNOWN
    area: Area | None = None
    platform: str = ""
    types: tuple[ViolenceType, ...] = ()
    contexts: tuple[Context, ...] = ()
    possible_penetration: bool = False
    cross_border: bool = False
    narrative: str = ""
    place: str = ""


@transaction.atomic
def add(case: Case, *, data: IncidentData, row_id: UUID | None = None, by: User, at: datetime) -> Incident:
    """Write down an incident. Its types are added to the case's; what follows from them is owed at once (R04, R14, R39)."""
    case = _case.locked(case)
    reach.check_work(by, case)
    plain = {name: getattr(data, name) for name in (
        "on_date", "until_date", "at_time", "approximate", "place_type", "area", "platform", "possible_penetration", "cross_border",
    )}  # fmt: skip
    row = Incident(
        id=row_id or uuid7(),
        case=case,
        **plain,
        types=sorted(set(data.types)),
        contexts=sorted(set(data.contexts)),
        recorded_at=at,
        recorded_by=by,
    )
    _case.box(case).seal(row, narrative=data.narrative, place=data.place)
    row.save(force_insert=True)
    _case.entry(case, EntryKind.INCIDENT, row, url_name="cases:incident", by=by, at=at)
    log.record(
        "incident.recorded", row, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path, types=row.types,
        possible_penetration=row.possible_penetration,
    )  # fmt: skip
    _children_then(case, row)
    _set_class(case, {*case.types, *row.types}, {*case.contexts, *row.contexts}, by=by, at=at)
    if legal_policies.SEXUAL.intersection(row.types) and legal_policies.is_another(case, row):
        legal.report_again(case, by=by, at=at)
    _remove_content(case, by=by, at=at)
    return row


@transaction.atomic
def classify(
    case: Case, *, types: Collection[ViolenceType], contexts: Collection[Context] = (), by: User, at: datetime
) -> Case:
    """Say what the case is held to be. Grave classes are added here, never taken away."""
    case = _case.locked(case)
    policies.check_classify(by, case, types)
    _set_class(case, set(types), set(contexts), by=by, at=at)
    _remove_content(case, by=by, at=at)
    return case


@transaction.atomic
def content_removed(case: Case, *, by: User, at: datetime) -> Case:
    """Evidence was kept first, then removal asked for (R14)."""
    case = _case.locked(case)
    reach.check_work(by, case)
    if _case.settle_side(case, kinds.CONTENT_REMOVAL, by=by, at=at):
        _case.entry(case, EntryKind.INCIDENT, detail="content_removed", by=by, at=at)
        log.record("case.content_removed", case, by=by, at=at)
    return case


@transaction.atomic
def story(case: Case, *, by: User, at: datetime) -> dict[str, str]:
    """What the case is about, in full: narrative, summary, closing note. Recorded. Raises vault.Erased."""
    reach.check_read(by, case)
    box = vault.box(case.pk)
    log.record("case.read", case, by=by, at=at)
    return {name: box.unseal(case, name) for name in ("narrative", "summary", "closing_note")}


@transaction.atomic
def told(case: Case, rows: Collection[Incident], *, by: User, at: datetime) -> dict[object, dict[str, str]]:
    """Narrative and place of incidents, by id; recorded. Raises vault.Erased."""
    reach.check_read(by, case)
    box = vault.box(case.pk)
    log.record("incidents.read", case, by=by, at=at, incidents=[str(row.pk) for row in rows])
    return {row.pk: {name: box.unseal(row, name) for name in ("narrative", "place")} for row in rows}


def _set_class(case: Case, types: set[str], contexts: set[str], *, by: Actor, at: datetime) -> None:
    before = (list(case.types), list(case.contexts))
    case.types, case.contexts = sorted(map(str, types)), sorted(map(str, contexts))
    case.ever_types = sorted({*case.ever_types, *case.types})
    case.ever_trafficking = case.ever_trafficking or ViolenceType.TRAFFICKING in case.ever_types
    case.save(update_fields=["types", "contexts", "ever_types", "ever_trafficking"])
    if before != (case.types, case.contexts):
        detail = (
            ".".join(case.types)[:40].rpartition(".")[0] if len(".".join(case.types)) > 40 else ".".join(case.types)
        )
        _case.entry(case, EntryKind.CLASSIFIED, url_name="cases:incidents", detail=detail, by=by, at=at)
        log.record("case.classified", case, by=by, at=at, before=before[0], types=case.types, contexts=case.contexts)
        # What was proposed when less was known is void; else it would take away what nobody proposed to take.
        _proposal.void_outgrown(case, by=by, at=at)
        if before[0] and not legal_policies.SEXUAL.intersection(before[0]):
            legal.report_again(case, by=by, at=at)  # what was reported before was held to be another matter
    _follows.follow(case, by=by, at=at)


def _remove_content(case: Case, *, by: Actor, at: datetime) -> None:
    """R14: keep the evidence, then ask for removal; once."""
    if ViolenceType.ELECTRONIC_SEXUAL not in case.types:
        return
    if not Obligation.objects.filter(dossier_id=case.pk, kind=kinds.CONTENT_REMOVAL.code).exists():
        _case.open_for(case, kinds.CONTENT_REMOVAL, by=by, at=at)


def _children_then(case: Case, row: Incident) -> None:
    """Whoever was under 18 on the day of the incident counts as a child, also if of age today."""
    day = row.on_date or row.until_date
    if day is None:
        return
    rows = Party.objects.filter(case=case, removed_at__isnull=True, child=False).select_related("person")
    for party in rows:
        if not _under_age(party, day):
            continue
        party.child = party.ever_child = True
        party.save(update_fields=["child", "ever_child"])
        if party.role == PartyRole.VICTIM:
            case.ever_child = True
        elif party.role == PartyRole.REPORTED_PERSON:
            case.child_reported = True
    case.save(update_fields=["ever_child", "child_reported"])


def _under_age(party: Party, day: date) -> bool:
    """By the birth date; by the year where only that is known, in favour of childhood."""
    try:
        text = vault.box(party.person_id).unseal(party.person, "birth_date")
    except Erased:
        text = ""
    if text:
        born = date.fromisoformat(text)
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day)) < CHILD_UNTIL
    return party.person.birth_year is not None and day.year - party.person.birth_year <= CHILD_UNTIL
