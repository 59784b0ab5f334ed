"""Refusals of the two-person rule."""

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.core.models import DossierKey
from tuntas.intake.desks import Desk
from tuntas.intake.models import Proposal, Report
from tuntas.intake.policies import triage
from tuntas.intake.policies.reach import check_within, works_at
from tuntas.intake.states import ProposalKind, ProposalStatus, Risk, Status, check_proposal_transition, check_transition

ENDING = {
    ProposalKind.DUPLICATE: Status.DUPLICATE,
    ProposalKind.NOT_OURS: Status.NOT_OURS,
    ProposalKind.NOT_PROVEN: Status.NOT_PROVEN,
}
# Endings after which nobody has done anything about it.
DROPPED = frozenset({Status.NOT_OURS, Status.NOT_PROVEN, Status.NON_CASE})


def check_propose_ending(actor: Actor, report: Report, kind: ProposalKind = ProposalKind.NOT_PROVEN) -> None:
    """One of the endings that can make a report disappear."""
    triage.check_triage(actor, report)
    check_transition(report.status, ENDING[kind])
    if kind is not ProposalKind.DUPLICATE:
        triage.check_judged(report)


def check_target(actor: Actor, report: Report, target: Report | None) -> None:
    """The report that stays: another one, within reach, that is not itself a duplicate."""
    if target is None or not Report.objects.visible_to(actor).filter(pk=target.pk).exists():
        raise Denied("Laporan yang dipertahankan tidak ditemukan. Periksa nomornya.")
    if target.pk == report.pk:
        raise Denied("Sebuah laporan tidak dapat menjadi ganda dari dirinya sendiri.")
    check_stays(report, target)


def check_stays(report: Report, target: Report) -> None:
    """What stays must be somebody's work, or have been: else the other vanishes with it. Asked again when it is decided."""
    if target.status == Status.DUPLICATE:
        raise InvalidTransition("Laporan itu sendiri sudah ditandai ganda. Pilih laporan yang dipertahankan.")
    if target.status in DROPPED or not DossierKey.objects.filter(pk=target.pk).exists():
        raise InvalidTransition("Laporan itu sudah diakhiri tanpa ditangani. Buka kembali dulu, atau pilih yang lain.")
    if target.status == Status.ANSWERED and triage.weighs(report):
        raise InvalidTransition("Laporan itu hanya dijawab dengan informasi. Buka kembali dulu, atau pilih yang lain.")


def check_propose_lower_risk(actor: Actor, report: Report, level: Risk | None = None) -> None:
    """Lowering the danger needs a reason, a proposer and a supervisor."""
    triage.check_triage(actor, report)
    triage.check_open(report)
    if report.risk <= Risk.LOW:
        raise Denied("Risiko laporan ini belum dinilai atau sudah rendah; tidak ada yang diturunkan.")
    if level is not None and not Risk.LOW <= level < report.risk:
        raise Denied("Tingkat yang diusulkan harus lebih rendah dari yang sekarang.")


def check_propose_lower_class(actor: Actor, report: Report) -> None:
    """Taking away sexual violence, trafficking or child."""
    triage.check_triage(actor, report)
    triage.check_open(report)


def check_propose_lift_wall(actor: Actor, report: Report) -> None:
    """Whoever may raise a wall may propose to lift one."""
    check_within(
        actor, report, Permission.REPORT_WALL, "Pembatas akses hanya diusulkan dicabut oleh petugas laporan ini."
    )


def check_desk(desk: Desk) -> None:
    """A proposal nobody could decide would stand for ever."""
    if desk.agency is None:
        raise Denied(
            "Belum ada orang kedua di luar unit yang dapat memutuskan usulan ini. Mintalah lembaga induk menugaskan"
            " seorang pemberi persetujuan."
        )


def check_decide(actor: Actor, proposal: Proposal) -> None:
    """Never the proposer; and from outside the unit where the rule says so."""
    if proposal.status != ProposalStatus.PENDING:
        check_proposal_transition(proposal.status, ProposalStatus.APPROVED)
    if actor.id is not None and actor.id == proposal.proposed_by_id:
        raise Denied("Usulan diputuskan oleh orang kedua, bukan oleh pengusulnya.")
    rule = triage.grave_rule(proposal.report.ever_types)
    # Also what became grave only after it was proposed.
    if (proposal.outside or rule) and works_at(actor, proposal.report.agency_id):
        raise Denied("Perlu orang kedua dari luar unit (kebijakan daerah).", rule=rule)
    if not reaches(actor, Permission.REPORT_APPROVE, agency_id=proposal.agency_id, area_path=proposal.report.area_path):
        raise Denied("Usulan ini hanya diputuskan oleh pemberi persetujuan di lembaga yang ditunjuk.")


def check_withdraw(actor: Actor, proposal: Proposal) -> None:
    """Only the proposer takes a proposal back."""
    check_proposal_transition(proposal.status, ProposalStatus.WITHDRAWN)
    if actor.id is None or actor.id != proposal.proposed_by_id:
        raise Denied("Usulan hanya ditarik oleh pengusulnya.")


def check_none_pending(report: Report, kind: ProposalKind) -> None:
    """One proposal of a kind at a time."""
    if Proposal.objects.filter(report=report, kind=kind, status=ProposalStatus.PENDING).exists():
        raise InvalidTransition("Usulan seperti ini masih menunggu orang kedua.")
