"""Finding the same person among very many, names encrypted: how long it takes and whether the right one is among the first.

`python -m bench.duplicates --scale N` measures this alone. People and how they are written twice come from `invented`.
"""

import argparse
import os
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from itertools import islice
from time import perf_counter
from typing import Any
from uuid import UUID

from bench.figures import Figure, percentile, show
from bench.invented import Population, Record

SCALE = 100_000
QUERIES = 600
BATCH = 5000
MILLISECONDS = 25
MISSED_WITH_DATE, MISSED_WITHOUT, MISSED_WITHOUT_50 = 0.03, 0.30, 0.15
COLUMNS = (
    "id", "agency_id", "area_path", "sex", "birth_year", "birth_year_estimated", "disabilities", "education", "school_operator", "work",
    "marital", "safe_channel", "created_at", "changed_at", "words", "deletions", "mother_words", "birth_token", "nik_token", "phone_token",
    "name", "nik", "birth_date", "phone", "mother_name",
)  # fmt: skip
INDEXES = ("words", "deletions")


@dataclass(frozen=True)
class Asked:
    """Somebody who comes a second time, written differently, and the sheet that should be found."""

    record: Record
    sheet: UUID

    @property
    def dated(self) -> bool:
        """Whether a whole birth date was given: the first and last day of a year stand for none."""
        born = self.record.birth_date
        return born is not None and (born.day, born.month) not in {(1, 1), (31, 12)}


def measure(owner_url: str, scale: int) -> list[Figure]:
    """Load so many people, ask for some of them again."""
    began = perf_counter()
    asked = load(owner_url, scale)
    minutes = (perf_counter() - began) / 60
    spans: list[float] = []
    places: dict[Asked, int] = {}
    widest: dict[Asked, bool] = {}
    for each in asked[:30]:  # what a process that has run for a while has in memory
        _ask(each)
    for each in asked:
        span, ids, ranked = _ask(each)
        spans.append(span)
        places[each] = ranked.index(each.sheet) if each.sheet in ranked else len(ranked) + 10
        widest[each] = each.sheet in ids
    dated = [each for each in asked if each.dated]
    rest = [each for each in asked if not each.dated]
    missed, missed_rest = (_share(places[each] >= 10 for each in some) for some in (dated, rest))
    return [
        Figure(f"loading {scale:,} people with their tokens, and the indexes", minutes, "min"),
        Figure(f"same person among {scale:,}: candidates and re-scoring, middle", percentile(spans, 50), "ms"),
        Figure(f"same person among {scale:,}: candidates and re-scoring, p95", percentile(spans, 95), "ms", MILLISECONDS),
        Figure(f"not among the first 10, of {len(dated)} with a birth date", missed, "", MISSED_WITH_DATE),
        Figure(f"not among the first 10, of {len(rest)} without", missed_rest, "", MISSED_WITHOUT),
        Figure(
            f"not among the first 50, of {len(rest)} without",
            _share(not widest[each] for each in rest), "", MISSED_WITHOUT_50,
        ),
    ]  # fmt: skip


def _share(values: Iterable[bool]) -> float:
    found = list(values)
    return sum(found) / max(len(found), 1)


def _ask(each: Asked) -> tuple[float, list[UUID], list[UUID]]:
    from tuntas.people import search
    from tuntas.people.actions import _finding

    facts = facts_of(each.record)
    began = perf_counter()
    ranked = _finding.ranked(facts)
    span = (perf_counter() - began) * 1000
    ids, _ = search.candidates(facts)
    return span, ids, [match.person.pk for match in ranked]


def facts_of(record: Record) -> Any:
    """What stands on a form, as Tuntas reads it."""
    from tuntas.people import facts

    return facts.facts_of(
        name=record.name, mother_name=record.mother_name, birth_date=record.birth_date, birth_year=record.birth_year,
        birth_year_estimated=record.birth_year_estimated, sex=record.sex,
        area_path=f"{record.area_code}." if record.area_code else "", phone=record.phone, nik=record.nik,
    )  # fmt: skip


def people(source: Population) -> Iterator[tuple[Record, Record]]:
    """One after the other, and on a first form: not everything was asked, some with a default date or only a year."""
    while True:
        one, draw = source.person(), source.chance.random()
        written = source.first(one)
        if draw < 0.06 and one.birth_date:
            written = replace(written, birth_date=one.birth_date.replace(day=1, month=1))
        elif draw < 0.12:
            written = replace(written, birth_date=None, birth_year_estimated=True)
        yield one, written


def load(owner_url: str, count: int, seed: int = 3) -> list[Asked]:
    """Load by COPY, each with a key of its own; returns some of them as they come a second time."""
    import psycopg

    from bench.generate import KEY_COLUMNS, START, _copy, uuid_at
    from tuntas.access.actors import System
    from tuntas.agencies.models import Agency
    from tuntas.people.actions import frequencies

    source, chance = Population(seed, villages=2000), random.Random(seed)
    stream, agency, asked = people(source), Agency.objects.order_by("pk")[0].pk, []
    every = max(count // QUERIES, 1)
    with psycopg.connect(owner_url, autocommit=True) as owner:
        for name in INDEXES:
            owner.execute(f"DROP INDEX people_person_{name}")
        for start in range(0, count, BATCH):
            batch = [(uuid_at(START, chance), *two) for two in islice(stream, min(BATCH, count - start))]
            rows = [_row(pk, written, agency, START) for pk, _, written in batch]
            _copy("core_dossierkey", KEY_COLUMNS, [key for key, _ in rows])
            _copy("people_person", COLUMNS, [row for _, row in rows])
            taken = [each for at, each in enumerate(batch, start) if at % every == 0]
            asked += [Asked(source.again(one), pk) for pk, one, _ in taken]
        owner.execute("SET maintenance_work_mem = '512MB'")
        for name in INDEXES:
            owner.execute(
                f"CREATE INDEX people_person_{name} ON people_person USING gin ({name}) WITH (fastupdate = off)"
            )
        frequencies.count(by=System("bench"), at=START + timedelta(days=1))
        for table in ("people_person", "people_tokenfrequency", "core_dossierkey"):
            owner.execute(f"VACUUM (ANALYZE) {table}")
    return asked[:QUERIES]


@cache
def _sheet() -> Any:
    from tuntas.people.models import Person

    return Person()


def _row(pk: UUID, record: Record, agency: UUID, at: Any) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from tuntas.core import vault
    from tuntas.core.keyring import keyring
    from tuntas.people import identifiers, tokens

    ring, key, nonce, sheet = keyring(), AESGCM.generate_key(256), os.urandom(12), _sheet()
    sheet.id = pk
    born = record.birth_date
    vault.Box(pk, key, writing=True).seal(
        sheet, name=record.name, nik=record.nik, birth_date=born.isoformat() if born else "", phone=record.phone,
        mother_name=record.mother_name,
    )  # fmt: skip
    facts = facts_of(record)
    found = tokens.of_facts(facts)
    wrapped = nonce + AESGCM(ring.keks[ring.kek]).encrypt(nonce, key, pk.bytes)
    row: tuple[Any, ...] = (
        pk, agency, facts.area_path, record.sex, facts.year, record.birth_year_estimated, [], "", "", "", "", "", at, at,
        found.words, found.deletions, found.mother_words, found.birth, identifiers.nik_token(record.nik),
        identifiers.phone_token(record.phone), sheet.name, sheet.nik, sheet.birth_date, sheet.phone, sheet.mother_name,
    )  # fmt: skip
    return (pk, "person", wrapped, ring.kek, at), row


def main(arguments: Sequence[str]) -> int:
    """Measure this alone."""
    from bench.environment import furnish, installation

    parser = argparse.ArgumentParser(prog="python -m bench.duplicates")
    parser.add_argument("--scale", type=int, default=SCALE)
    options = parser.parse_args(arguments)
    with installation(shared_buffers="512MB", max_wal_size="4GB", maintenance_work_mem="256MB") as place:
        furnish(place)
        figures = measure(place.owner_url, options.scale)
    show(figures, as_json=False)
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
