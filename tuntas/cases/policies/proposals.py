"""Refusals of the two-person rule."""

from collections.abc import Collection
from datetime import date, datetime

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.areas.states import zone_of
from tuntas.cases.models import Case, Entry, Party, Proposal
from tuntas.cases.policies import grave, legal, second
from tuntas.cases.policies.reach import check_known, check_moving, check_within
from tuntas.cases.querysets.proposals import desks
from tuntas.cases.states import EntryKind, PartyRole, ProposalKind, ProposalStatus, check_proposal_transition
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.desks import Desk
from tuntas.intake.policies.reach import works_at
from tuntas.intake.states import Risk
from tuntas.obligations.models import Obligation, Wall

# Who may propose what.
PROPOSERS = {
    ProposalKind.CLOSE: Permission.CASE_MANAGE,
    ProposalKind.RECLASSIFY: Permission.CASE_MANAGE,
    ProposalKind.REMOVE_SUSPECT: Permission.CASE_MANAGE,
    ProposalKind.MEDIATE: Permission.CASE_MANAGE,
    ProposalKind.ADULT_BIRTH_DATE: Permission.CASE_WORK,
    ProposalKind.LOWER_RISK: Permission.CASE_WORK,
    ProposalKind.NO_COMPLAINT: Permission.CASE_WORK,
    ProposalKind.LIFT_WALL: Permission.CASE_WALL,
}
# What says something about the victim: she is heard alone about it, or it is written down why not.
ABOUT_HER = frozenset(ProposalKind) - {ProposalKind.LIFT_WALL}
ADULT_FROM = 18
# What happened after it was proposed makes these out of date.
_OUTDATES = {
    ProposalKind.CLOSE: (EntryKind.REPORT_LINKED, EntryKind.PRESSURE),
    ProposalKind.RECLASSIFY: (EntryKind.CLASSIFIED, EntryKind.INCIDENT, EntryKind.SCREENING, EntryKind.REPORT_LINKED),
    ProposalKind.LOWER_RISK: (EntryKind.RISK, EntryKind.INCIDENT, EntryKind.REPORT_LINKED),
    ProposalKind.NO_COMPLAINT: (EntryKind.CLASSIFIED, EntryKind.PRESSURE),
    ProposalKind.MEDIATE: (EntryKind.CLASSIFIED, EntryKind.PRESSURE),
}


def check_propose(actor: Actor, case: Case, kind: ProposalKind) -> None:
    """Whoever works there, is not behind the wall, and while the case moves; a wall is lifted in any state."""
    check_within(actor, case, PROPOSERS[kind], "Usulan ini hanya diajukan oleh yang menangani kasusnya.")
    check_known(actor, case)
    if kind is not ProposalKind.LIFT_WALL:
        check_moving(case)


def check_heard(kind: ProposalKind, *, heard_alone: bool | None, why_not_alone: str) -> None:
    """What could make the matter smaller is not decided over her head."""
    if kind in ABOUT_HER and not heard_alone and not why_not_alone.strip():
        raise Denied("Catat dulu: korban sudah didengar sendirian, atau alasan belum dapat didengar sendirian.")


def check_none_pending(case: Case, kind: ProposalKind) -> None:
    """One proposal of a kind at a time."""
    if Proposal.objects.filter(case=case, kind=kind, status=ProposalStatus.PENDING).exists():
        raise InvalidTransition("Usulan seperti ini masih menunggu orang kedua.")


def check_desk(desk: Desk) -> None:
    """A proposal nobody could decide would stand for ever."""
    if desk.agency is None:
        raise Denied(
            "Belum ada orang kedua yang dapat memutuskan usulan ini. Mintalah lembaga induk menugaskan seorang pemberi"
            " persetujuan."
        )


def check_lower(case: Case, level: int | None) -> None:
    """Lower than now, and not below low."""
    if case.risk <= Risk.LOW:
        raise Denied("Risiko kasus ini belum dinilai atau sudah rendah; tidak ada yang diturunkan.")
    if level is None or not Risk.LOW <= level < case.risk:
        raise Denied("Tingkat yang diusulkan harus lebih rendah dari yang sekarang.")


def check_reclassify(case: Case, types: Collection[str]) -> None:
    """Only what takes a grave class away needs this; adding is free, and a case always has a class."""
    if not types:
        raise Denied("Pilih golongan yang berlaku. Bila bukan kekerasan, pilih “Lainnya”.")
    if not grave.loses_class(case, {str(value) for value in types}):
        raise Denied("Usulan ini tidak menghapus golongan kekerasan seksual atau TPPO; ubah golongannya langsung.")


def check_adult(case: Case, party: Party | None, birth_date: date | None, *, on: date) -> None:
    """A child of this case, and a date that makes a grown-up of them today."""
    if party is None or party.case_id != case.pk or not party.child or party.removed_at is not None:
        raise Denied("Pilih pihak yang tercatat sebagai anak dalam kasus ini.")
    if birth_date is None or birth_date > on or not is_adult(birth_date, on):
        raise Denied("Tanggal itu tidak membuat orangnya berusia 18 tahun ke atas; ubah langsung di lembar identitas.")


def is_adult(birth_date: date, on: date) -> bool:
    """Eighteen years old on a day."""
    return (on.year - birth_date.year) - ((on.month, on.day) < (birth_date.month, birth_date.day)) >= ADULT_FROM


def check_suspect(case: Case, party: Party | None) -> None:
    """A reported person who is in the case now."""
    ours = party is not None and party.case_id == case.pk and party.role == PartyRole.REPORTED_PERSON
    if not ours or party is None or party.removed_at is not None:
        raise Denied("Pilih terlapor yang tercatat dalam kasus ini.")


def check_wall(case: Case, wall: Wall | None) -> None:
    """A wall of this case."""
    if wall is None or wall.dossier_id != case.pk:
        raise Denied("Pembatas akses itu sudah tidak ada.")


def check_no_complaint(case: Case) -> None:
    """UU 12/2022 Pasal 7: only an adult's decision, only where it is a complaint offence, and only while a clock runs."""
    legal.check_no_complaint(case)
    if not Obligation.objects.unsettled().filter(dossier_id=case.pk, kind__startswith="case.police_report").exists():
        raise InvalidTransition("Tidak ada tenggat laporan polisi yang berjalan pada kasus ini.")


def check_decide(actor: Actor, proposal: Proposal) -> None:
    """Never the proposer nor who has or had a part in it; from outside the unit where the rule says so, also by now."""
    if proposal.status != ProposalStatus.PENDING:
        check_proposal_transition(proposal.status, ProposalStatus.APPROVED)
    case = proposal.case
    check_known(actor, case)
    rule = "R21" if proposal.kind == ProposalKind.CLOSE else ""
    if actor.id is not None and actor.id == proposal.proposed_by_id:
        raise Denied("Usulan diputuskan oleh orang kedua, bukan oleh pengusulnya.", rule=rule)
    if actor.id in second.had_part(case, at=proposal.proposed_at):
        raise Denied(
            "Usulan diputuskan oleh orang yang tidak menangani kasus ini, tidak pernah menjadi timnya, dan tidak mencatat"
            " pekerjaan di dalamnya dalam 90 hari terakhir.",
            rule=rule,
        )
    outside = proposal.outside or grave.needs_outside(case, ProposalKind(proposal.kind))
    if outside and works_at(actor, case.agency_id):
        raise Denied("Perlu orang kedua dari luar unit (kebijakan daerah).", rule=grave.rule_of(case))
    if proposal.agency_id not in desks(actor):
        raise Denied("Usulan ini hanya diputuskan oleh pemberi persetujuan di lembaga yang ditunjuk.")


def check_current(proposal: Proposal) -> None:
    """Nothing is approved about a case that has become another one since it was proposed."""
    kinds = _OUTDATES.get(ProposalKind(proposal.kind), ())
    if Entry.objects.filter(case=proposal.case_id, kind__in=kinds, at__gt=proposal.proposed_at).exists():
        raise InvalidTransition(
            "Sesudah diusulkan ada catatan baru tentang hal ini. Tolak usulan ini; bila masih perlu, ajukan lagi."
        )


def check_withdraw(actor: Actor, proposal: Proposal) -> None:
    """Only the proposer takes a proposal back."""
    check_proposal_transition(proposal.status, ProposalStatus.WITHDRAWN)
    if actor.id is None or actor.id != proposal.proposed_by_id:
        raise Denied("Usulan hanya ditarik oleh pengusulnya.")


def check_read(actor: Actor, proposal: Proposal) -> None:
    """Why something is proposed tells of the matter: for the desk that decides, and for those who read the case."""
    check_known(actor, proposal.case)
    if proposal.agency_id in desks(actor):
        return
    if not Case.objects.visible_to(actor, Permission.CASE_READ).filter(pk=proposal.case_id).exists():
        raise Denied("Alasan usulan hanya dibaca oleh yang memutuskan dan yang menangani kasusnya.")


def today(case: Case, at: datetime) -> date:
    """The day at the place of the case."""
    return at.astimezone(zone_of(case.area_path)).date()
