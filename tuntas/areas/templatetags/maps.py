"""`{% load maps %}{% area_map chart %}`: a map of `areas.maps`, and below it where its shapes come from."""

from typing import Any

from django import template

from tuntas.areas.maps import Map

register = template.Library()


@register.inclusion_tag("areas/_map.html")
def area_map(chart: Map | None) -> dict[str, Any]:
    """Nothing where no boundary was imported: the table beside it says the same."""
    return {"map": chart}


@register.filter
def paint(step: int | None, key: str) -> str:
    """How a step is filled: each with a pattern of its own, so that it holds without colour."""
    if step == 0:
        return "#ffffff"
    return f"url(#{key}-{'x' if step is None else step})"
