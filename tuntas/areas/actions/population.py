"""People by area, from a file; and taking a file back."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.areas import policies, population_plan
from tuntas.areas.models import Area, Population, PopulationSource
from tuntas.areas.population_file import OLDEST, Row, chain, total_of
from tuntas.areas.states import Differing
from tuntas.audit import log
from tuntas.core.errors import Denied


@dataclass(frozen=True)
class Given:
    """What a person says about a file. `decided` and `reason`: what holds where it does not add up."""

    source: str
    licence: str
    year: int
    period: str = ""
    file_name: str = ""
    decided: str = ""
    reason: str = ""


@transaction.atomic
def load(*, raw: bytes, given: Given, by: Actor, at: datetime) -> PopulationSource:
    """Keep the people of a file; where it does not add up, only with a decision. Raises Denied."""
    policies.check_population(by)
    policies.check_origin(given.source, given.licence)
    found = population_plan.preview(raw)
    policies.check_decided(len(found.differences), given.decided, given.reason)
    file_hash = _hash(raw)
    if PopulationSource.objects.filter(file_hash=file_hash, year=given.year).exists():
        raise Denied(f"Berkas ini sudah diimpor untuk tahun {given.year}.")
    source = PopulationSource.objects.create(
        source=given.source, licence=given.licence, year=given.year, period=given.period, file_name=given.file_name[:120],
        file_hash=file_hash, differences=[asdict(each) for each in found.differences],
        decided=given.decided if found.differences else "", reason=given.reason if found.differences else "", imported_at=at,
    )  # fmt: skip
    parts = source.decided == Differing.PARTS
    rows = [_people(row, found.areas[row.code], source, parts=parts) for row in found.rows if row.code in found.areas]
    Population.objects.bulk_create(rows, batch_size=1000)
    log.record("population.loaded", source, by=by, at=at, count=len(rows), year=source.year, decided=source.decided)
    return source


def _hash(raw: bytes) -> str:
    """Of its lines: a browser that sends the text back ends them in its own way."""
    return hashlib.sha256(b"\n".join(raw.removeprefix(b"\xef\xbb\xbf").split())).hexdigest()


def _people(row: Row, area: Area, source: PopulationSource, *, parts: bool) -> Population:
    total, children = total_of(row), population_plan.children(row)
    if parts:
        if row.male is not None and row.female is not None:
            total = row.male + row.female
        children = chain(row.ages, 17) if chain(row.ages, 17) is not None else children
    people = Population(
        source=source, area=area, total=total, male=row.male, female=row.female, children=children, girls=row.girls,
        ages={f"{low}+" if high == OLDEST else f"{low}-{high}": value for (low, high), value in row.ages.items()},
    )  # fmt: skip
    policies.check_people(area.full_name, people)
    return people


@transaction.atomic
def take_back(source: PopulationSource, *, by: Actor, at: datetime) -> None:
    """As if the file had never come; that it did stays in the log."""
    policies.check_population(by)
    log.record("population.taken_back", source, by=by, at=at, year=source.year, count=source.rows.count())
    source.delete()
