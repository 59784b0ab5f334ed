"""Refusals of an outreach that KPAD proposes. KPAD proposes and joins; the unit decides and leads; nobody raids."""

from django.db.models import Q, QuerySet

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.agencies.models import Agency
from tuntas.cases.models import Case, CaseReport, OutreachProposal
from tuntas.cases.states import MOVING, OutreachStatus, check_outreach_transition
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.models import Forwarding, Report
from tuntas.intake.states import FORWARDING_OPEN, ForwardingStatus

KNOWN = FORWARDING_OPEN | {ForwardingStatus.ACCEPTED}


def proposable(actor: Actor) -> QuerySet[Report]:
    """Reports that KPAD knows: forwarded to it and not declined or taken back, or written down by this commissioner."""
    if not holds(actor, Permission.OUTREACH_PROPOSE):
        return Report.objects.none()
    sent = Forwarding.objects.visible_to(actor, Permission.FORWARDING_ANSWER).filter(status__in=KNOWN)
    written = Report.objects.written_by(actor)
    return Report.objects.known_to(actor).filter(Q(pk__in=sent.values("report")) | Q(pk__in=written.values("pk")))


def agency_of(actor: Actor) -> Agency:
    """For which agency somebody proposes."""
    ids = [grant.agency_id for grant in actor.grants(Permission.OUTREACH_PROPOSE)]
    return Agency.objects.filter(pk__in=ids).order_by("name", "pk")[0]


def case_of(report: Report) -> Case | None:
    """The case in which the outreach would be a service: the one of this report, while it moves."""
    link = CaseReport.objects.filter(report=report, case__status__in=MOVING).select_related("case").first()
    return link.case if link else None


def check_list(actor: Actor) -> None:
    """The page of KPAD."""
    if not holds(actor, Permission.OUTREACH_PROPOSE):
        raise Denied("Penjangkauan diusulkan di sini oleh KPAD.")


def check_propose(actor: Actor, report: Report) -> None:
    """About a report that KPAD knows, one at a time."""
    check_list(actor)
    if not proposable(actor).filter(pk=report.pk).exists():
        raise Denied("Laporan ini tidak ada dalam jangkauan Anda.")
    if OutreachProposal.objects.filter(report=report, status=OutreachStatus.PROPOSED).exists():
        raise InvalidTransition("Usulan penjangkauan untuk laporan ini masih menunggu jawaban unit.")


def check_decide(actor: Actor, row: OutreachProposal, status: OutreachStatus = OutreachStatus.ACCEPTED) -> None:
    """Whoever triages the report or works on its case; never who proposed it."""
    check_outreach_transition(row.status, status)
    if actor.id is not None and actor.id == row.by_id:
        raise Denied("Usulan diputuskan oleh unit, bukan oleh pengusulnya.")
    report = row.report
    mine = Case.objects.visible_to(actor, Permission.CASE_WORK).values("pk")
    in_case = CaseReport.objects.filter(report=report, case__in=mine).exists()
    if not in_case and not Report.objects.visible_to(actor, Permission.REPORT_TRIAGE).filter(pk=report.pk).exists():
        raise Denied("Usulan ini diputuskan oleh petugas yang menangani laporan atau kasusnya.")
