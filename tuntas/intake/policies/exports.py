"""Refusals about taking lists away as a file: a short one alone, a long one with a second person."""

from datetime import datetime, timedelta

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import holds, reaches
from tuntas.audit.models import Event
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.models import Export
from tuntas.intake.states import ExportStatus, check_export_transition

ALONE = 50  # rows in a day that one person takes away without asking
DAY = timedelta(days=1)


def check_export(actor: Actor) -> None:
    """Taking a list away as a file."""
    if not holds(actor, Permission.REPORT_EXPORT):
        raise Denied("Daftar hanya diekspor oleh manajer kasus, supervisor, kepala unit, atau petugas data.")


def check_alone(actor: Actor, count: int, *, at: datetime) -> None:
    """A short list, also together with what the person took in the last day: many short ones are a long one."""
    check_export(actor)
    recent = Event.objects.filter(kind="report.exported", actor_id=actor.id, at__gt=at - DAY)
    taken = sum(int(data["count"]) for data in recent.values_list("data", flat=True) if "export" not in data)
    if count + taken > ALONE:
        raise Denied(
            f"Lebih dari {ALONE} baris dalam sehari hanya diekspor dengan persetujuan orang kedua. Ajukan permintaannya."
        )


def check_decide(actor: Actor, export: Export) -> None:
    """Never the one who asks."""
    check_export_transition(export.status, ExportStatus.APPROVED)
    if actor.id is not None and actor.id == export.asked_by_id:
        raise Denied("Permintaan ekspor diputuskan oleh orang kedua, bukan oleh yang meminta.")
    if not reaches(actor, Permission.REPORT_APPROVE, agency_id=export.agency_id, area_path=export.agency.area_path):
        raise Denied("Permintaan ini hanya diputuskan oleh pemberi persetujuan di lembaga yang ditunjuk.")


def check_download(actor: Actor, export: Export, *, at: datetime) -> None:
    """Once, within a day of the yes, by the one who asked and still may."""
    if actor.id is None or actor.id != export.asked_by_id:
        raise Denied("Ekspor ini hanya diunduh oleh orang yang memintanya.")
    check_export(actor)
    check_export_transition(export.status, ExportStatus.DOWNLOADED)
    if export.decided_at is None or at > export.decided_at + DAY:
        raise InvalidTransition("Persetujuan ekspor ini sudah lewat 24 jam. Ajukan permintaan baru.")
