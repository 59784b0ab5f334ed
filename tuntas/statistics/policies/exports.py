"""Refusals of taking figures away."""

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.core.errors import Denied
from tuntas.statistics.models import FigureFile


def check_export(actor: Actor, area_path: str) -> None:
    """Only who may take figures of that area."""
    paths = tuple(path for grant in actor.grants(Permission.STATISTICS_EXPORT) for path in grant.area_paths)
    if not area_path.startswith(paths) or not paths:
        raise Denied("Angka wilayah ini dapat Anda baca, tetapi tidak dapat Anda unduh.")


def check_take(actor: Actor, row: FigureFile) -> None:
    """Made, still kept, and one may still take figures of that area."""
    check_export(actor, row.area_path)
    if row.content is None:
        raise Denied("Berkas ini belum selesai, atau sudah lebih dari seminggu. Minta sekali lagi.")
