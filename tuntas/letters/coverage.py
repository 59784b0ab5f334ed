"""How far the receipts of a batch reach, drawn as a map beside its list, where boundaries were imported."""

from tuntas.areas import maps
from tuntas.areas.maps import Map, Shade
from tuntas.areas.models import Area
from tuntas.areas.states import Level, paths_up
from tuntas.letters.models import Batch

LEGEND = ((0, "belum ada"), (1, "kurang dari separuh"), (3, "separuh atau lebih"), (4, "semua"))
ABOUT = "Tanda terima yang masuk dari setiap kelurahan atau desa, dengan RW dan RT-nya. Tabel di bawah memuat semuanya."


def chart(batch: Batch) -> Map | None:
    """Each kelurahan by the share of its letters that were confirmed; nothing before they went out."""
    if batch.sent_at is None:
        return None
    counts: dict[str, tuple[int, int]] = {}
    for path, at in batch.deliveries.values_list("area_path", "receipt_at"):
        village = paths_up(path)[Level.VILLAGE - 1]
        total, confirmed = counts.get(village, (0, 0))
        counts[village] = (total + 1, confirmed + (at is not None))
    areas = Area.objects.current().filter(path__in=counts).order_by("path")
    shades = [_shade(area, *counts[area.path]) for area in areas]
    return maps.draw(shades, title="Tanda terima menurut kelurahan", about=ABOUT, legend=LEGEND)


def _shade(area: Area, total: int, confirmed: int) -> Shade:
    words = f"{area.full_name}: {confirmed} dari {total} tanda terima"
    return Shade(area, _step(total, confirmed), words, mark=f"{confirmed}/{total}")


def _step(total: int, confirmed: int) -> int:
    if confirmed in {0, total}:
        return 4 if confirmed else 0
    return 3 if 2 * confirmed >= total else 1
