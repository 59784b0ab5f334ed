"""Silent villages of a province with about three thousand, and a map of every regency. All of it is taken back."""

import math
import random
from datetime import date
from functools import partial
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from bench.figures import Figure, percentile, timed
from tuntas.areas import maps
from tuntas.areas.models import Area, Boundary, BoundarySource, Population, PopulationSource
from tuntas.areas.shapes import Mark, mark, pack
from tuntas.areas.states import Level
from tuntas.statistics import silent
from tuntas.statistics.models import ReportFact

PROVINCE = "73"
YEAR = 2025
POINTS = 120  # of one regency, about as many as in a simplified file
PAGE, DRAWING, TIMES = 1000, 250, 8


def measure() -> list[Figure]:
    """What one look costs, with people and reports of three years in every village."""
    with transaction.atomic():
        _furnish()
        province = Area.objects.current().get(code=PROVINCE)
        number = len(silent.of(province, last_year=YEAR).lines)
        look = timed(partial(silent.of, province, last_year=YEAR), TIMES, warm_up=1)
        shades = [
            maps.Shade(area, step=1, words="", mark="12") for area in Area.objects.current().filter(level=Level.REGENCY)
        ]
        draw = timed(lambda: maps.draw(shades, title="", about="", legend=()), TIMES, warm_up=1)
        transaction.set_rollback(True)
    return [
        Figure(f"silent areas among {number} villages: p95", percentile(look, 95), "ms", PAGE),
        Figure(f"map of {len(shades)} regencies: p95", percentile(draw, 95), "ms", DRAWING),
    ]


def _furnish() -> None:
    chance = random.Random(7)
    at = timezone.now()
    source = PopulationSource.objects.create(
        source="bench", licence="bench", year=YEAR, file_hash="bench", imported_at=at
    )
    villages = list(Area.objects.current().filter(path__startswith=f"{PROVINCE}.", level=Level.VILLAGE))
    Population.objects.bulk_create(
        Population(source=source, area=area, total=chance.randint(800, 9_000)) for area in villages
    )
    ReportFact.objects.bulk_create(
        ReportFact(
            key=uuid4(), area_path=area.path, report_date=date(YEAR - chance.randint(0, 2), 6, 1), channel="web", types=1,
            became_case=False,
        )
        for area in villages for _ in range(int(chance.gammavariate(1.2, 1.5)))
    )  # fmt: skip
    drawn = BoundarySource.objects.create(source="bench", licence="bench", imported_at=at)
    Boundary.objects.bulk_create(
        _shape(area, drawn, at_x=number % 40, at_y=number // 40)
        for number, area in enumerate(Area.objects.current().filter(level=Level.REGENCY))
    )


def _shape(area: Area, source: BoundarySource, *, at_x: int, at_y: int) -> Boundary:
    """A coast: a circle whose radius wavers."""
    line: list[int] = []
    for step in range(POINTS):
        angle = 2 * math.pi * step / POINTS
        far = 40_000 * (1 + 0.2 * math.sin(9 * angle))
        line += [int(9_500_000 + at_x * 100_000 + far * math.cos(angle)), int(at_y * 100_000 + far * math.sin(angle))]
    where: Mark = mark([line])
    return Boundary(area=area, source=source, lines=pack([line]), mark_x=where.x, mark_y=where.y, mark_room=where.room)
