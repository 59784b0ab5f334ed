"""Refusals of reading: the story, names, contact; and of taking lists away."""

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.core.errors import Denied
from tuntas.intake.models import Report
from tuntas.intake.policies.reach import check_within


def check_read(actor: Actor, report: Report) -> None:
    """The story is for those who serve."""
    check_within(actor, report, Permission.REPORT_READ, "Isi laporan hanya dibaca oleh petugas yang menanganinya.")


def check_identity(actor: Actor, report: Report) -> None:
    """Names are a right of their own."""
    check_within(
        actor, report, Permission.REPORT_IDENTITY, "Identitas hanya dibuka oleh petugas yang menangani laporan ini."
    )


def check_export(actor: Actor) -> None:
    """Taking a list away as a file."""
    if not holds(actor, Permission.REPORT_EXPORT):
        raise Denied("Daftar hanya diekspor oleh manajer kasus, supervisor, kepala unit, atau petugas data.")
