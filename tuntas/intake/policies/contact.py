"""Messages, contact, and the safety decision before anybody contacts a victim."""

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.core.errors import Denied
from tuntas.intake.models import Report
from tuntas.intake.policies.reach import check_within
from tuntas.intake.states import ReporterRole, SafetyDecision


def check_message(actor: Actor, report: Report) -> None:
    """A message of the office is laid beside the report; only somebody with number and code will read it.

    That is no contact: withdrawn consent does not forbid it.
    """
    check_within(
        actor,
        report,
        Permission.REPORT_TRIAGE,
        "Pesan kepada pelapor hanya ditulis oleh petugas yang menelaah laporan.",
    )
    if report.code_hash is None:
        raise Denied(
            "Laporan ini tidak memiliki kode, sehingga pelapor tidak dapat membaca pesan. Catat jawabannya saja."
        )


def check_decide_safety(actor: Actor, report: Report) -> None:
    """Whether contacting is safe is decided by those who triage."""
    check_within(
        actor, report, Permission.REPORT_TRIAGE, "Keputusan keselamatan dicatat oleh petugas yang menelaah laporan."
    )


def check_contact(actor: Actor, report: Report) -> None:
    """Nobody contacts before consent, and nobody contacts a victim before a safety decision is recorded."""
    check_within(
        actor, report, Permission.REPORT_IDENTITY, "Kontak aman hanya dibuka oleh petugas yang menangani laporan ini."
    )
    if report.anonymous:
        # R31: the number of someone anonymous stays with those who take reports.
        check_within(
            actor,
            report,
            Permission.REPORT_TRIAGE,
            "Pelapor memilih tanpa nama: kontaknya hanya dibuka oleh petugas penerima.",
        )
    if report.contact_withdrawn_at is not None:
        raise Denied("Pelapor menarik persetujuan untuk dihubungi. Jangan menghubungi.")
    if not report.contact_allowed:
        raise Denied("Pelapor tidak meminta dihubungi. Jangan menghubungi.")
    if report.reporter_role == ReporterRole.VICTIM:
        check_contact_victim(report)


def check_contact_victim(report: Report) -> None:
    """A safety decision comes first, and it must say yes."""
    if report.safety_decision == SafetyDecision.UNDECIDED:
        raise Denied("Putuskan dulu apakah menghubungi korban aman, lalu catat keputusannya.")
    if report.safety_decision == SafetyDecision.FORBIDDEN:
        raise Denied("Keputusan keselamatan: jangan menghubungi korban.")


def check_read_messages(actor: Actor, report: Report) -> None:
    """Whoever reads reports of the unit reads what reporters add."""
    check_within(
        actor, report, Permission.REPORT_READ, "Pesan pelapor hanya dibaca oleh petugas yang menangani laporan ini."
    )
