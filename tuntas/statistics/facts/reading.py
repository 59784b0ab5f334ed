"""Reading dossiers into facts: the rules of counting that concern a single case or report stand here."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from tuntas.cases.models import Case, CaseReport, Incident, LegalEvent, Party, Relationship, Service
from tuntas.cases.states import ClosingReason, LegalStep, PartyRole, ServiceStatus
from tuntas.intake.models import Report
from tuntas.intake.states import Status as ReportStatus
from tuntas.intake.states import ViolenceType
from tuntas.statistics import vocabulary as words
from tuntas.statistics.facts import people
from tuntas.statistics.facts.people import Sheet
from tuntas.statistics.facts.places import Successors
from tuntas.statistics.facts.rows import CaseRow, PersonRow, ReportRow, ServiceRow, day, token
from tuntas.statistics.vocabulary import Part

PARTS = {PartyRole.VICTIM: Part.VICTIM, PartyRole.REPORTED_PERSON: Part.REPORTED_PERSON}
GIVEN = frozenset({ServiceStatus.RUNNING, ServiceStatus.DONE})
LONGEST_WAIT = 32_000  # days; what is longer is a slip of the pen


@dataclass
class Taken:
    """Rows of facts, ready to be written."""

    cases: list[CaseRow] = field(default_factory=list)
    people: list[PersonRow] = field(default_factory=list)
    services: list[ServiceRow] = field(default_factory=list)


@dataclass
class _Around:
    """Everything read for a batch of cases, by case."""

    incidents: dict[UUID, list[Incident]]
    parties: dict[UUID, list[Party]]
    services: dict[UUID, list[Service]]
    relations: dict[UUID, set[str]]
    reported: dict[UUID, Any]
    verdicts: set[UUID]
    sheets: dict[UUID, Sheet]


def of_cases(ids: Collection[UUID], where: Successors) -> Taken:
    """Facts of cases. A case that ended as the double of another is no case of its own: there is none of it."""
    cases = list(
        Case.objects.filter(pk__in=ids)
        .exclude(closing_reason=ClosingReason.DUPLICATE)
        .only("id", "area_path", "types", "contexts", "opened_at", "victim_reported_at", "closing_reason")
    )
    around, taken = _around([case.pk for case in cases]), Taken()
    for case in cases:
        _case(case, around, where, taken)
    return taken


def _around(ids: list[UUID]) -> _Around:
    parties = Party.objects.filter(case__in=ids, role__in=PARTS, removed_at__isnull=True)
    parties = parties.only("id", "case_id", "person_id", "role")
    by_case = _by_case(parties)
    relations: defaultdict[UUID, set[str]] = defaultdict(set)
    rows = Relationship.objects.filter(case__in=ids).exclude(kind="")
    for victim, other, kind in rows.values_list("victim_id", "reported_person_id", "kind"):
        relations[victim].add(kind)
        relations[other].add(kind)
    links = CaseReport.objects.filter(case__in=ids).order_by("-report__received_at")
    verdicts = LegalEvent.objects.filter(case__in=ids, step=LegalStep.FINAL_VERDICT).values_list("case_id", flat=True)
    return _Around(
        incidents=_by_case(
            Incident.objects.filter(case__in=ids).only("id", "case_id", "on_date", "place_type", "platform")
        ),
        parties=by_case,
        services=_by_case(
            Service.objects.filter(case__in=ids)
            .exclude(status=ServiceStatus.CANCELLED)
            .only("id", "case_id", "victim_id", "kind", "status", "requested_at", "started_at")
        ),
        relations=relations,
        reported=dict(links.values_list("case_id", "report__received_at")),
        verdicts=set(verdicts),
        sheets=people.sheets({party.person_id for rows_ in by_case.values() for party in rows_}),
    )


def _by_case(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(row)
    return found


def _case(case: Case, around: _Around, where: Successors, taken: Taken) -> None:
    first = min(around.incidents.get(case.pk, []), key=_earliest, default=None)
    happened = first.on_date if first else None
    reported = day(case.victim_reported_at or around.reported.get(case.pk) or case.opened_at, case.area_path)
    at = (where.place(case.area_path), happened, reported, day(case.opened_at, case.area_path))
    place = words.PLACES.known(first.place_type) if first else ""
    platform = words.PLATFORM.known(first.platform) if first else ""
    types, key = types_of(case.types), token("case", case.pk)
    taken.cases.append(
        CaseRow(key, *at, types, words.CONTEXTS.mask(case.contexts), place, platform, case.closing_reason or "open")
    )
    given = _services(case, key, at, around, taken)
    for party in around.parties.get(case.pk, []):
        sheet = around.sheets[party.person_id]
        person = sheet.person
        taken.people.append(
            PersonRow(
                token("party", party.pk), *at, key, sheet.key or token("party", party.pk), PARTS[PartyRole(party.role)],
                sheet.age(happened or reported), person.sex, person.education, person.work, person.marital,
                words.DISABILITY.mask(person.disabilities), words.RELATIONS.mask(around.relations.get(party.pk, ())),
                words.SERVICES.mask(given.get(party.pk, ())), types, place, case.pk in around.verdicts,
            )
        )  # fmt: skip


def _earliest(incident: Incident) -> tuple[date, UUID]:
    return incident.on_date or date.max, incident.pk


def types_of(codes: Iterable[str]) -> int:
    """The types in SIMFONI's words."""
    return words.TYPES.mask({str(words.AS_SIMFONI.get(ViolenceType(code), code)) for code in codes})


def _services(
    case: Case, key: UUID, at: tuple[str, date | None, date, date], around: _Around, taken: Taken
) -> dict[UUID, set[str]]:
    """Service facts of a case; returns which kinds each victim was given."""
    given: defaultdict[UUID, set[str]] = defaultdict(set)
    for row in around.services.get(case.pk, []):
        begun = row.status in GIVEN
        waited = (row.started_at - row.requested_at).days if row.started_at else None
        if waited is not None:
            waited = min(max(waited, 0), LONGEST_WAIT)
        taken.services.append(ServiceRow(token("service", row.pk), *at, key, str(row.kind), begun, waited))
        if begun:
            given[row.victim_id].add(str(row.kind))
    return given


def of_reports(ids: Collection[UUID], where: Successors) -> list[ReportRow]:
    """Facts of reports. A contact that was no report at all is not counted as one."""
    rows = (
        Report.objects.filter(pk__in=ids)
        .exclude(status=ReportStatus.NON_CASE)
        .values_list("pk", "area_path", "received_at", "channel", "types", "victim_age", "status")
    )
    return [
        ReportRow(
            token("report", pk), where.place(path), day(received, path), channel, types_of(types), age, status == ReportStatus.IN_CASE
        )
        for pk, path, received, channel, types, age, status in rows
    ]  # fmt: skip
