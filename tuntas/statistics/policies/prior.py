"""Which published tables are kept, by whom, and with what decision."""

from typing import TYPE_CHECKING

from tuntas.access.actors import Actor, System
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.areas.models import Area
from tuntas.areas.states import Differing
from tuntas.core.errors import Denied

if TYPE_CHECKING:
    from tuntas.statistics.prior_plan import Plan


def check_import(actor: Actor, area: Area | None) -> None:
    """Published tables are brought by who keeps the figures of the area, or by a command."""
    if isinstance(actor, System):
        return
    path = area.path if area else ""
    if not reaches(actor, Permission.STATISTICS_IMPORT, agency_id=None, area_path=path):
        raise Denied("Mengimpor angka wilayah ini adalah tugas petugas data yang wilayah tugasnya mencakupnya.")


def check_named(title: str, definition: str, source: str) -> None:
    """Without source and definition a number cannot be compared with anything."""
    if not (title.strip() and definition.strip() and source.strip()):
        raise Denied("Sebutkan judul, sumber, dan definisinya: apa yang dihitung, dan menurut siapa.")


def check_decided(plan: "Plan", decided: str, reason: str) -> None:
    """Where total and rows differ, somebody says which of them holds, and why. A total of several periods cannot be divided."""
    if not plan.differences:
        return
    if decided not in Differing.values or not reason.strip():
        raise Denied("Total dan jumlah barisnya berbeda. Pilih angka mana yang dipakai, dan tulis alasannya.")
    if decided == Differing.TOTAL and len(plan.spans) > 1:
        raise Denied(
            "Total beberapa periode tidak dapat dibagi menurut tahun. Pakai jumlah rinciannya, atau perbaiki barisnya."
        )
