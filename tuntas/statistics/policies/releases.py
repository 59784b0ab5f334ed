"""Who reads figures as they are now, and who publishes a period again."""

from datetime import date

from tuntas.access.actors import Actor, Scope
from tuntas.access.permissions import Permission
from tuntas.agencies.models import ReceivingUnit
from tuntas.areas.models import HomeArea
from tuntas.areas.states import paths_up
from tuntas.core.errors import Denied
from tuntas.statistics.models import Release

LEAST = 10  # letters of a reason


def reads_now(actor: Actor, area_path: str, *, on: date) -> bool:
    """Whoever sees the cases of an area one by one, because their own unit receives for it: a figure tells them nothing more."""
    agencies = {grant.agency_id for grant in actor.grants(Permission.CASE_VIEW) if grant.scope is not Scope.ASSIGNED}
    if not agencies:
        return False
    rows = ReceivingUnit.objects.in_force(on).filter(agency_id__in=agencies)
    return rows.filter(area_path__in=paths_up(area_path)).exists()


def check_corrector(actor: Actor) -> None:
    """The data officer of the whole installation."""
    paths = tuple(path for grant in actor.grants(Permission.STATISTICS_IMPORT) for path in grant.area_paths)
    if not paths or not all(path.startswith(paths) for path in HomeArea.objects.paths()):
        raise Denied(
            "Rilis berlaku untuk seluruh wilayah layanan; perbaikannya tugas petugas data seluruh wilayah itu."
        )


def check_correct(actor: Actor, reason: str) -> None:
    """By the data officer of all areas, with a reason that others can read."""
    check_corrector(actor)
    if len(reason.strip()) < LEAST:
        raise Denied("Tulis alasan perbaikan: apa yang keliru dalam rilis ini.")


def check_published(release: Release | None) -> None:
    """Only what was published can be corrected, or taken away."""
    if release is None:
        raise Denied("Angka periode ini belum terbit. Rilis pertama terbit beberapa hari sesudah triwulan berakhir.")
