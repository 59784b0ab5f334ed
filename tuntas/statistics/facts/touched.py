"""What some events of the log touch: whose facts have to be read again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q

from tuntas.areas.models import Area, Succession
from tuntas.audit.models import Event
from tuntas.cases.models import Case, Party
from tuntas.intake.models import Report
from tuntas.people.models import Person
from tuntas.statistics.facts import people
from tuntas.statistics.facts.places import counted_elsewhere

AREA_CHANGES = frozenset({"area.split", "area.merged", "area.ended", "area.added"})


@dataclass
class Touched:
    """Ids of cases and of reports."""

    cases: set[UUID] = field(default_factory=set)
    reports: set[UUID] = field(default_factory=set)


def by_events(events: Iterable[Event]) -> Touched:
    """Dossiers that the events name, cases of the people they name, and all that lies in areas that changed."""
    ids: set[UUID] = set()
    sheets: set[UUID] = set()
    paths: set[str] = set()
    for event in events:
        subject = _uuid(event.subject_id)
        ids |= {each for each in (event.dossier_id, subject) if each}
        if event.subject_type == "people.merge":
            sheets |= {each for each in (event.dossier_id, _uuid(event.data.get("merged"))) if each}
        if event.kind in AREA_CHANGES:
            paths |= _paths(event)
        if event.kind == "areas.loaded":  # a new edition of the tree: wherever an area has followed another
            paths |= set(Succession.objects.values_list("predecessor__path", flat=True))
    sheets |= set(Person.objects.filter(pk__in=ids).values_list("pk", flat=True))
    touched = Touched(
        cases=set(Case.objects.filter(pk__in=ids).values_list("pk", flat=True)),
        reports=set(Report.objects.filter(pk__in=ids).values_list("pk", flat=True)),
    )
    touched.cases |= set(Party.objects.filter(person__in=people.cluster(sheets)).values_list("case_id", flat=True))
    if paths:
        _in_areas(touched, paths)
    return touched


def _paths(event: Event) -> set[str]:
    """The areas that ended, and the one the event is about."""
    codes = {str(event.data.get("code", "")), *event.data.get("out_of", [])}
    area = Area.objects.filter(pk=event.subject_id).values_list("path", flat=True).first()
    return {f"{code}." for code in codes if code} | ({area} if area else set())


def _in_areas(touched: Touched, paths: set[str]) -> None:
    inside = Q(pk__in=[])
    for path in counted_elsewhere(paths):
        inside |= Q(area_path__startswith=path)
    touched.cases |= set(Case.objects.filter(inside).values_list("pk", flat=True))
    touched.reports |= set(Report.objects.filter(inside).values_list("pk", flat=True))


def _uuid(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
