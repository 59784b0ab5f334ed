"""Silent areas of a place; asking somebody to look; saying what was found."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.areas import maps
from tuntas.areas.models import Area
from tuntas.areas.states import Level, zone_of
from tuntas.core.policies import may, refusal
from tuntas.statistics import places, silent
from tuntas.statistics.actions import checks
from tuntas.statistics.figures.editions import Editions
from tuntas.statistics.forms.checks import CheckForm
from tuntas.statistics.models import SilenceCheck
from tuntas.statistics.policies import checks as policies
from tuntas.statistics.states import ReportChannel
from tuntas.statistics.views.common import check as check_reader
from tuntas.statistics.views.common import edition, page, reading
from tuntas.statistics.wording import number

ROWS = 300
MOST_DRAWN = 1000
LEVELS = {"kecamatan": Level.DISTRICT, "desa": Level.VILLAGE}


def _last_year(area: Area, editions: Editions | None) -> int:
    over = timezone.now().astimezone(zone_of(area.path)).year - 1
    return min(over, editions.last_whole_year or over) if editions else over


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """All kelurahan and desa (or kecamatan) of an area, the most silent first."""
    check_reader(request)
    areas = places.areas_for(request.user)
    area = places.chosen(areas, request.GET.get("wilayah", ""))
    if area is None:
        raise Http404
    years = 2 if request.GET.get("tahun") == "2" else silent.YEARS
    read = reading(request, area.path)
    picture = silent.of(
        area,
        last_year=_last_year(area, read.editions),
        years=years,
        level=LEVELS.get(request.GET.get("tingkat", "")),
        today=timezone.localdate(),
        editions=read.editions,
    )
    context = {
        "areas": areas, "area": area, "years": years, "picture": picture, "lines": picture.lines[:ROWS],
        "left": max(0, len(picture.lines) - ROWS), "map": _map(area, picture), "per": number(silent.PER),
        "level": "desa" if picture.level == Level.VILLAGE else "kecamatan", **edition(read), "here": f"wilayah={area.pk}&tahun={years}",
    }  # fmt: skip
    return page(request, "statistics/silent.html", context)


def _map(area: Area, picture: silent.Picture) -> maps.Map | None:
    """A thick edge where somebody should look; the shade tells how the reports compare with what is expected."""
    if len(picture.lines) > MOST_DRAWN:
        return None
    shades = [
        maps.Shade(
            line.area, step=_step(line), words=f"{line.shown} laporan, harapan {line.expected}",
            mark="!" if line.suggested else "", url=reverse("areas:detail", args=[line.area.pk]), strong=line.suggested,
        )
        for line in picture.lines
    ]  # fmt: skip
    legend = (
        (1, "lebih sedikit dari yang wajar"),
        (2, "dalam batas wajar"),
        (4, "lebih banyak dari yang wajar"),
        (None, "tidak dibandingkan, atau tidak ditampilkan"),
    )
    about = "Banyaknya laporan dibanding yang diharapkan dari penduduknya. Tepi tebal dan tanda seru: periksa."
    return maps.draw(shades, title=f"Wilayah sunyi di {area.full_name}", about=about, legend=legend)


def _step(line: silent.Line) -> int | None:
    limits = line.limits
    if limits is None or line.hidden:  # the limits follow from what is expected, and the step from the count
        return None
    return 1 if line.count < limits.low else 4 if line.count > limits.high else 2


@require_POST
def suggest(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Make the suggestion a duty of the unit that receives for the area, compared within the place that was looked at."""
    check_reader(request)
    area = get_object_or_404(Area.objects.visible_to(request.user), pk=pk)
    around = places.chosen(places.areas_for(request.user), request.POST.get("wilayah", ""))
    if around is None or not area.path.startswith(around.path):
        raise Http404
    level = Level(area.level) if area.level in LEVELS.values() else None
    editions = reading(request, around.path).editions
    picture = silent.of(around, last_year=_last_year(area, editions), level=level, editions=editions)
    check = checks.suggest(area, picture=picture, by=request.user, at=timezone.now())
    messages.success(request, f"Pemeriksaan {area.full_name} menjadi kewajiban {check.agency.name}.")
    return redirect("statistics:check", pk=check.pk)


def check(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One look at a silent area: what is owed, or what was found."""
    rows = SilenceCheck.objects.visible_to(request.user).select_related("area", "agency", "duty", "done_by")
    found = get_object_or_404(rows, pk=pk)
    form = CheckForm(request.POST or None)
    if request.method == "POST":
        policies.check_answer(request.user, found)
        if form.is_valid():
            checks.answer(found, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "Hasil pemeriksaan dicatat.")
            return redirect("statistics:check", pk=found.pk)
    context = {
        "check": found,
        "form": form,
        "refused": ""
        if may(policies.check_answer, request.user, found)
        else refusal(policies.check_answer, request.user, found),
        "channels": [ReportChannel(each).label for each in found.channels],
    }
    return page(request, "statistics/check.html", context)
