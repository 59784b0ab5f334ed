"""Yearly numbers of an area, and what they allow to say."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.areas import people
from tuntas.areas.models import Area
from tuntas.areas.states import People, zone_of
from tuntas.statistics import months, places, series, year_chart
from tuntas.statistics.series import OWN, Series
from tuntas.statistics.states import Unit
from tuntas.statistics.suppression import EXPLAINED
from tuntas.statistics.trend import MOST_YEARS, Trend
from tuntas.statistics.views.common import check, edition, page, reading
from tuntas.statistics.wording import number, p_value, sentence

PER = 100_000


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """One series of one area, tested; the others stand below with their own definitions."""
    check(request)
    areas = places.areas_for(request.user)
    area = places.chosen(areas, request.GET.get("wilayah", ""))
    if area is None:
        raise Http404
    unit = _one_of(Unit, request.GET.get("hitung", ""), Unit.CASES)
    who = _one_of(People, request.GET.get("per", ""), People.RESIDENTS)
    today = timezone.now().astimezone(zone_of(area.path)).date()
    read = reading(request, area.path)
    own = series.own(area, unit, today=today, editions=read.editions)
    known = [*series.prior(area, unit, by=request.user), own]
    wanted = request.GET.get("seri", "")
    shown = next((each for each in known if each.key == wanted), _fullest(known))
    join = bool(request.GET.get("gabung")) and shown is not own and bool(shown.years) and bool(own.years)
    context = {
        "areas": areas, "area": area, "unit": unit, "units": Unit.choices, "who": who, "whos": People.choices, "all": known,
        "chosen": shown, "can_join": shown is not own and bool(shown.years) and bool(own.years), "join": join, "explained": EXPLAINED,
        "months": months.flags(area, today=today, editions=read.editions) if unit == Unit.REPORTS and not own.hidden else None,
        **edition(read),
        "here": f"wilayah={area.pk}&hitung={unit}&per={who}",
    }  # fmt: skip
    return page(
        request,
        "statistics/trend.html",
        context | _tested(series.joined(shown, own) if join else shown, area, unit, who),
    )


def _one_of(kind: Any, value: str, default: Any) -> Any:
    return kind(value) if value in kind.values else default


def _fullest(known: list[Series]) -> Series:
    """The one with most years; of two as long the system's own."""
    return max(known, key=lambda each: (len(each.years), each.key == OWN))


def _tested(shown: Series, area: Area, unit: Unit, who: People) -> dict[str, Any]:
    run = dict(list(shown.run().items())[-MOST_YEARS:])
    left_out = sorted(set(shown.years) - set(run))
    if not run:
        return {"series": shown, "trend": None, "left_out": left_out}
    trend, last_year = Trend(tuple(run.values())), max(run)
    known = people.in_areas([area]).get(area.path, [])
    rates = [_rate(people.of(people.nearest(known, year), who), who, run[year]) for year in run]
    rows = [
        (year, number(count), f"{number(of.low, 1)}–{number(of.high, 1)}", rate)
        for (year, count), of, rate in zip(run.items(), trend.intervals, rates, strict=True)
    ]
    return {
        "series": shown,
        "trend": trend,
        "sentence": sentence(trend, last_year=last_year, unit=unit.label, note=False),
        "rows": rows,
        "denominators": sorted({text for _, text in rates if text}),
        "comparisons": [_words(each) for each in trend.comparisons],
        "tests": _tests(trend),
        "chart": year_chart.yearly(trend, first_year=min(run)),
        "left_out": left_out,
    }


def _rate(found: people.Denominator, who: People, count: int) -> tuple[str, str]:
    """Per 100,000 and year, and whose people they are; or why not."""
    if not found.value:
        return "–", found.why
    kind = "perkiraan " if found.estimated else ""
    whose = f"{kind}{who.label}: {found.source}, {number(found.value)} orang" if found.source else ""
    return number(count / found.value * PER, 1), whose


def _words(each: Any) -> tuple[str, str, str]:
    before = number(each.before) + (f" dalam {number(each.before_years)} tahun" if each.before_years != 1 else "")
    interval = f"{number(each.ratio, 2)} ({number(each.interval.low, 2)}–{number(each.interval.high, 2)})"
    return f"{number(each.now)} dibanding {before}", interval, p_value(each.p)


def _tests(trend: Trend) -> list[tuple[str, str]]:
    if trend.plausible is None:
        return []
    rows = []
    if len(trend.counts) > 2:
        for name, test in (("Semua tahun sama", trend.equality), ("Tren garis lurus", trend.linear)):
            rows.append((name, f"p {p_value(test.p)}" + ("" if test.exact else " (pendekatan)")))
    low, high = number(trend.plausible.low), number(trend.plausible.high)
    return [*rows, ("Rentang wajar tahun terakhir (95 %)", f"{low}–{high}")]
