"""Refusals of reading: the story, names, contact."""

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.intake.models import Forwarding, Proposal, Report
from tuntas.intake.policies.reach import check_within
from tuntas.intake.states import FORWARDING_OPEN, ForwardingStatus


def check_read(actor: Actor, report: Report) -> None:
    """The story is for those who serve."""
    check_within(actor, report, Permission.REPORT_READ, "Isi laporan hanya dibaca oleh petugas yang menanganinya.")


def check_shared(actor: Actor, forwarding: Forwarding) -> None:
    """What was told to a receiver is for that receiver, and for those who read the report itself."""
    if not _receives(actor, forwarding):
        check_read(actor, forwarding.report)


def check_names(actor: Actor, forwarding: Forwarding) -> None:
    """Names that were shared: at the receiver for those who answer, while it is theirs; here as all names."""
    theirs = ForwardingStatus(forwarding.status) in FORWARDING_OPEN | {ForwardingStatus.ACCEPTED}
    path = forwarding.report.area_path
    if not theirs or not reaches(actor, Permission.FORWARDING_ANSWER, agency_id=forwarding.receiver_id, area_path=path):
        check_within(
            actor,
            forwarding.report,
            Permission.REPORT_IDENTITY,
            "Nama-nama pada terusan hanya dibuka oleh petugas yang menjawab terusan atau menangani laporan ini.",
        )


def check_reason(actor: Actor, proposal: Proposal) -> None:
    """Why something is proposed tells of the matter: for those who decide it, and those who read the report."""
    if not reaches(actor, Permission.REPORT_APPROVE, agency_id=proposal.agency_id, area_path=proposal.report.area_path):
        check_read(actor, proposal.report)


def _receives(actor: Actor, forwarding: Forwarding) -> bool:
    path = forwarding.report.area_path
    return reaches(actor, Permission.FORWARDING_VIEW, agency_id=forwarding.receiver_id, area_path=path)


def check_identity(actor: Actor, report: Report) -> None:
    """Names are a right of their own."""
    check_within(
        actor, report, Permission.REPORT_IDENTITY, "Identitas hanya dibuka oleh petugas yang menangani laporan ini."
    )
