"""Areas: loading all of them, and finding one by name."""

import random
from functools import partial
from time import perf_counter

from bench.environment import Installation
from bench.figures import Figure, percentile, timed
from devtools import preparation
from tuntas.areas.models import Area
from tuntas.areas.search import search

TYPED = (
    "sungai jawi",
    "benua melayu laut",
    "kota baru",
    "pontiank selatan",
    "kec. pontianak timur",
    "61.71.02",
    "siantan hilir",
    "desa",
)


def areas(place: Installation) -> list[Figure]:
    """Every official area, by the command that an installation runs."""
    for step in ("migrate", "grants"):
        preparation.manage(place.environment, step, "--verbosity", "0")
    began = perf_counter()
    preparation.manage(place.environment, "loadareas", "--verbosity", "0")
    seconds = perf_counter() - began
    return [
        Figure("loading the areas", seconds, "s", 20),
        Figure("areas missing of 91,599", abs(91_599 - Area.objects.count()), "", 0),
    ]


def searches(times: int = 15) -> list[Figure]:
    """What people type, right and wrong, and names drawn from the list."""
    chance = random.Random(1)
    names = list(Area.objects.filter(level=4).values_list("name", flat=True).order_by("code")[:: 91_599 // 40])
    typed = [*TYPED, *chance.sample(names, 12)]
    spans: list[float] = []
    for text in typed:
        spans += timed(partial(search, text, first=["61.71."]), times, warm_up=1)
    return [Figure("finding an area by what was typed: p95", percentile(spans, 95), "ms")]
