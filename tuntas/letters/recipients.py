"""To whom in an area a letter goes, by office, and where its office takes mail."""

from collections.abc import Iterable

from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.areas.states import Level, paths_up


def areas(scope: Area, levels: Iterable[int]) -> list[Area]:
    """Areas of these levels in another, from the village down, in order of code."""
    rows = Area.objects.current().below(scope.path).filter(level__in=list(levels))
    return list(rows.order_by("path"))


def addressees(found: Iterable[Area]) -> dict[str, str]:
    """By path: Lurah Benuamelayu Darat; Ketua RT 002/RW 003 Kelurahan Benuamelayu Darat."""
    rows = list(found)
    around = {up for row in rows for up in paths_up(row.path)}
    names = {row.path: row for row in Area.objects.current().filter(path__in=around)}
    return {row.path: _addressee(row, names) for row in rows}


def addresses(found: Iterable[Area]) -> dict[str, str]:
    """By path: the official e-mail address of an office whose area it is, where exactly one is known."""
    paths = [row.path for row in found if row.level == Level.VILLAGE]
    rows = Agency.objects.filter(area_path__in=paths, closed_date__isnull=True).exclude(email="")
    known: dict[str, list[str]] = {}
    for path, email in rows.values_list("area_path", "email"):
        known.setdefault(path, []).append(email)
    return {path: emails[0] for path, emails in known.items() if len(emails) == 1}


def _addressee(area: Area, names: dict[str, Area]) -> str:
    if area.level == Level.VILLAGE:
        return f"{'Lurah' if area.label == 'Kelurahan' else 'Kepala Desa'} {area.name}"[:150]
    above = [names[up] for up in reversed(paths_up(area.path)) if up in names and up != area.path]
    own = f"{area.label} {area.name}"
    for each in above:
        if each.level == Level.RW:
            own += f"/RW {each.name}"
        elif each.level == Level.VILLAGE:
            own += f" {each.label} {each.name}"
            break
    return f"Ketua {own}"[:150]
