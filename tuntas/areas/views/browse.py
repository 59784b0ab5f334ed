"""Looking at areas: the list, one area, suggestions while typing."""

import re
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.access.requests import StaffRequest, only_posted
from tuntas.areas import maps, policies
from tuntas.areas.models import Area, HomeArea
from tuntas.areas.search import LONGEST, search
from tuntas.areas.states import Level
from tuntas.areas.widgets import Typed
from tuntas.core.paging import page
from tuntas.core.policies import refusal

RESULTS = 30


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Search, the home areas, then all provinces."""
    only_posted(request)
    visible = Area.objects.visible_to(request.user)
    homes = list(visible.filter(home__isnull=False).order_by("code"))
    text = request.GET.get("q", "")[:LONGEST]
    provinces = page(visible.current().filter(level=Level.PROVINCE), "code", "id", after=request.GET.get("after", ""))
    context = {
        "homes": homes,
        "text": text,
        "longest": LONGEST,
        "found": search(text, first=[home.path for home in homes], limit=RESULTS) if text else [],
        "provinces": provinces,
    }
    return render(request, "areas/list.html", context)


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One area: where it lies, what lies in it, what it came from and what became of it."""
    area = get_object_or_404(Area.objects.visible_to(request.user).select_related("parent"), pk=pk)
    ended = request.GET.get("berakhir") == "1"
    inside = Area.objects.filter(parent=area, valid_to__isnull=not ended)
    chart = None if ended or area.level >= Level.VILLAGE else _map(area, list(inside.order_by("code")))
    context = {
        "area": area,
        "around": [up for up in Area.objects.current().ancestors_of(area.path) if up.pk != area.pk],
        "inside": page(inside, "code", "id", after=request.GET.get("after", "")),
        "ended": ended,
        "map": chart,
        "word": Level(min(area.level + 1, Level.RT)).label,
        "successions": area.successions.select_related("successor").order_by("effective_date", "successor__code"),
        "precessions": area.precessions.select_related("predecessor").order_by("effective_date", "predecessor__code"),
        "is_home": HomeArea.objects.contain(area.path),
        "editor": holds(request.user, Permission.AREA_EDIT),
        "no_neighbourhoods": refusal(policies.check_neighbourhoods, request.user, area),
        "no_rename": refusal(policies.check_rename, request.user, area),
        "no_change": refusal(policies.check_change, request.user, area),
        "can_add": Level.VILLAGE <= area.level <= Level.RW,
        "can_import": Level.REGENCY <= area.level <= Level.VILLAGE,
    }
    return render(request, "areas/detail.html", context)


def _map(area: Area, inside: list[Area]) -> maps.Map | None:
    """What lies in it, each with the end of its code."""
    shades = [
        maps.Shade(
            each,
            step=0,
            words=each.code,
            mark=each.code.rpartition(".")[2],
            url=reverse("areas:detail", args=[each.pk]),
        )
        for each in inside
    ]
    about = f"Bagian {area.full_name}, masing-masing dengan akhir kodenya."
    return maps.draw(shades, title=f"Peta {area.full_name}", about=about, legend=())


@require_safe
def suggest(request: StaffRequest) -> HttpResponse:
    """The results of a search field of a form, as a fragment (htmx); the field works by its button too."""
    only_posted(request)
    name = request.GET.get("nama", "")
    if not re.fullmatch(r"[\w-]{1,60}", name, re.ASCII):
        raise Http404
    text = request.GET.get(f"{name}-cari", "").replace("\x00", "")
    results = search(text, first=HomeArea.objects.paths())
    picker = {
        "name": name,
        "search_id": f"id_{name}",
        "typed": Typed(text=text),
        "results": results,
        "nothing": len(text.strip()) > 1 and not results,
    }
    return render(request, "areas/_results.html", {"picker": picker})
