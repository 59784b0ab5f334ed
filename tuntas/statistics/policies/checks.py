"""Who asks for a look at a silent area, and who says what was found."""

from collections.abc import Collection

from tuntas.access.actors import Actor, System
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.areas.models import Area
from tuntas.core.errors import Denied
from tuntas.statistics.models import SilenceCheck
from tuntas.statistics.states import CheckStatus, check_transition


def check_suggest(actor: Actor, area: Area, *, suggested: bool) -> None:
    """A look is asked for by who reads the figures of the area, and only where they suggest it."""
    if not isinstance(actor, System) and not reaches(
        actor, Permission.STATISTICS_VIEW, agency_id=None, area_path=area.path
    ):
        raise Denied("Meminta pemeriksaan wilayah ini adalah tugas yang membaca angkanya.")
    if not suggested:
        raise Denied("Angka wilayah ini tidak menyarankan pemeriksaan untuk periode ini.")


def check_answer(actor: Actor, check: SilenceCheck) -> None:
    """Whoever works where the duty lies says what was found."""
    if not reaches(actor, Permission.DUTY_VIEW, agency_id=check.agency_id, area_path=check.area_path):
        raise Denied("Hasil pemeriksaan dicatat oleh lembaga yang bertanggung jawab untuk wilayah itu.")
    check_transition(check.status, CheckStatus.DONE)


def check_result(channels: Collection[str], found: str) -> None:
    """A look tried at least one way to report, and found something."""
    if not channels or not found:
        raise Denied("Sebutkan saluran yang dicoba, dan apa yang ditemukan.")
