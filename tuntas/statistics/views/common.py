"""What the pages of figures share: who may read them, and the note that stands on each."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.accounts.requests import StaffRequest
from tuntas.areas.states import zone_of
from tuntas.statistics.figures.editions import Editions, published
from tuntas.statistics.policies.releases import reads_now
from tuntas.statistics.wording import UNDER_REPORTING

PUBLISHED = "rilis"


def check(request: StaffRequest, permission: Permission = Permission.STATISTICS_VIEW) -> None:
    """For who reads no figures these pages do not exist. Raises Http404."""
    if not holds(request.user, permission):
        raise Http404


@dataclass(frozen=True)
class Reading:
    """As what somebody reads the figures of an area: as published, or, who sees its cases anyway, as they are now."""

    editions: Editions | None
    may_choose: bool


def reading(request: StaffRequest, area_path: str) -> Reading:
    """What is published, unless somebody may read more and did not ask for less."""
    on = timezone.now().astimezone(zone_of(area_path)).date()
    now = reads_now(request.user, area_path, on=on)
    asked = {**request.GET.dict(), **request.POST.dict()}.get("keadaan")
    return Reading(None if now and asked != PUBLISHED else published(), now)


def edition(read: Reading) -> dict[str, Any]:
    """For `statistics/_edition.html` on pages of several years."""
    newest = read.editions.newest if read.editions else None
    return {
        "release": newest,
        "unpublished": read.editions is not None and newest is None,
        "may_choose": read.may_choose,
    }


def page(request: StaffRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of figures, which extends `statistics/base.html`: the note on under-reporting stands on it."""
    return render(request, template, {"under_reporting": UNDER_REPORTING, **context}, status=status)
