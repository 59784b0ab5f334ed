"""The counts of the areas below one, as a map beside their table: it shows what the table shows and nothing more."""

import math
from itertools import pairwise

from tuntas.areas import maps
from tuntas.areas.models import Area
from tuntas.statistics.figures.scopes import Question
from tuntas.statistics.figures.sheets import Line, Listed

STEPS = 4


def of_areas(question: Question, listed: Listed, *, area_name: str) -> maps.Map | None:
    """A map of the list by area; None where no boundary was imported.

    Shades are parts of the largest count shown, in four equal steps: areas differ in how many live there, so the
    picture says where counts are high, never where violence is.
    """
    codes = [line.code for line in listed.lines if line.code != question.scope.area_path]
    areas = {area.path: area for area in Area.objects.current().filter(path__in=codes)}
    below = [line for line in listed.lines if line.code in areas]
    most = max((line.cell.number or 0 for line in below), default=0)
    shades = [
        maps.Shade(
            areas[line.code],
            step=_step(line, most),
            words=line.cell.text,
            mark=line.cell.text,
            url=f"?{question.query(wilayah=line.path)}" if line.path else "",
        )
        for line in below
    ]
    title = f"{question.measure.label} {question.scope.year} menurut wilayah, {area_name}"
    about = "Banyaknya yang tercatat, bukan per penduduk. Angka yang disembunyikan di tabel disembunyikan juga di sini."
    return maps.draw(shades, title=title, about=about, legend=_legend(most))


def _step(line: Line, most: int) -> int | None:
    number = line.cell.number
    if number is None:
        return None
    return math.ceil(number * STEPS / most) if number else 0


def _legend(most: int) -> maps.Legend:
    """The counts that each shade stands for; steps in which no whole number lies are left out."""
    ends = [most * step // STEPS for step in range(STEPS + 1)]
    steps = [
        (step, f"{low + 1}–{high}" if high > low + 1 else f"{high}")
        for step, (low, high) in enumerate(pairwise(ends), start=1)
        if high > low
    ]
    return [(0, "0"), *steps, (None, "disembunyikan")]
