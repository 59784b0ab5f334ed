"""Refusals about contacts that are no report, and about looking for earlier reports."""

from datetime import datetime, timedelta

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import holds, reaches
from tuntas.agencies.models import Agency
from tuntas.audit.models import Event
from tuntas.core.errors import Denied
from tuntas.intake.models import ContactEntry

LOOK_UPS = 30
LOOK_UP_WINDOW = timedelta(minutes=10)


def check_add(actor: Actor, agency: Agency | None = None) -> None:
    """Whoever answers the telephone, anywhere or at one agency."""
    if agency is None:
        if not holds(actor, Permission.CONTACT_ENTRY_ADD):
            raise Denied("Catatan kontak hanya dibuat oleh petugas pengaduan.")
    elif not reaches(actor, Permission.CONTACT_ENTRY_ADD, agency_id=agency.pk, area_path=agency.area_path):
        raise Denied("Catatan kontak hanya dibuat oleh petugas pengaduan di lembaganya.")


def check_review(actor: Actor, entry: ContactEntry) -> None:
    """Whoever writes entries or reads reports of the agency may look into one."""
    if not any(
        reaches(actor, permission, agency_id=entry.agency_id, area_path=entry.area_path)
        for permission in (Permission.CONTACT_ENTRY_ADD, Permission.REPORT_READ)
    ):
        raise Denied("Catatan ini hanya ditinjau oleh petugas lembaga yang membuatnya.")


def check_create(actor: Actor, agency: Agency | None = None) -> None:
    """Writing down a report for somebody."""
    if agency is None:
        if not holds(actor, Permission.REPORT_CREATE):
            raise Denied("Laporan baru hanya dicatat oleh petugas pengaduan.")
    elif not reaches(actor, Permission.REPORT_CREATE, agency_id=agency.pk, area_path=agency.area_path):
        raise Denied("Laporan baru hanya dicatat oleh petugas pengaduan di lembaganya.")


def check_look_up(actor: Actor, *, at: datetime) -> None:
    """Looking for earlier reports is for those who write new ones, and not to be used for leafing."""
    check_create(actor)
    recent = Event.objects.filter(actor_id=actor.id).order_by("-seq").values_list("kind", "at")[:200]
    if sum(kind == "report.looked_up" and moment > at - LOOK_UP_WINDOW for kind, moment in recent) >= LOOK_UPS:
        raise Denied("Pencarian laporan serupa terlalu sering. Lanjutkan mencatat; coba cari lagi beberapa menit lagi.")
