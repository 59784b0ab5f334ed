"""Refusals of assessment, plan and services."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Q, QuerySet

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting, User
from tuntas.agencies.states import AgencyKind
from tuntas.cases.models import Case, Party, Plan, PlanItem, Service, TeamMember
from tuntas.cases.policies import grave
from tuntas.cases.policies.reach import check_known, check_moving, check_within, check_work
from tuntas.cases.states import (
    PartyRole,
    Proof,
    Restitution,
    ServiceForm,
    ServiceStatus,
    Status,
    TeamRole,
)
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.states import Risk
from tuntas.obligations.models import Wall

AFTER_REOPENING = frozenset({Status.ASSESSMENT, Status.REOPENED})


def check_victim(case: Case, victim: Party | None) -> None:
    """A victim of this case, in it now."""
    ours = victim is not None and victim.case_id == case.pk and victim.role == PartyRole.VICTIM
    if not ours or victim is None or victim.removed_at is not None:
        raise Denied("Pilih korban yang tercatat dalam kasus ini.")


def check_accommodation(victim: Party) -> None:
    """R15: what a victim with a disability needs is known before she is interviewed."""
    person = victim.person
    if person.disabilities and not person.accommodation:
        raise Denied(
            f"{victim.label} hidup dengan disabilitas. Catat dulu akomodasi yang dibutuhkan pada lembar identitas,"
            " misalnya juru bahasa isyarat, lalu lanjutkan wawancara.",
            rule="R15",
        )


def check_assess(actor: Actor, case: Case, victim: Party | None) -> None:
    """Whoever works on the case, with the accommodation she needs."""
    check_work(actor, case)
    check_victim(case, victim)
    assert victim is not None
    check_accommodation(victim)


def check_heard(*, heard_alone: bool, why_not_alone: str) -> None:
    """She is heard alone, or it is written down why not."""
    if not heard_alone and not why_not_alone.strip():
        raise Denied("Catat: korban didengar sendirian, atau alasan belum dapat didengar sendirian.")


def asks_restitution(case: Case) -> bool:
    """R37: trafficking, sexual violence, or a child."""
    return bool(grave.rule_of(case)) or case.ever_child


def check_plan(
    case: Case, *, with_victim: bool, why_without_victim: str, restitution: str, restitution_reason: str
) -> None:
    """Made with her, or why not; restitution decided, or why it is left open."""
    if not with_victim and not why_without_victim.strip():
        raise Denied("Rencana disusun bersama korban. Bila belum, catat alasannya.")
    decided = restitution == Restitution.APPLY
    if asks_restitution(case) and not decided and not restitution_reason.strip():
        raise Denied(
            "Restitusi: pilih diajukan, atau catat alasan bila belum, bila korban tidak menghendaki, atau bila belum"
            " diputuskan.",
            rule="R37",
        )


def check_item(case: Case, plan: Plan, who: User, until: date, *, today: date) -> None:
    """Somebody of the team, a day ahead, in the plan that holds."""
    if not TeamMember.objects.filter(case=case, user=who, until__isnull=True).exists():
        raise Denied("Penanggung jawab dipilih dari tim kasus ini.")
    if Wall.objects.against(who).filter(dossier_id=case.pk).exists():
        raise Denied("Penanggung jawab dipilih dari tim kasus ini.")
    if until < today:
        raise Denied("Batas waktunya sudah lewat. Pilih hari ini atau sesudahnya.")
    newest = Plan.objects.filter(case=case).order_by("-at", "-pk").first()
    if newest is None or newest.pk != plan.pk:
        raise InvalidTransition("Rencana ini sudah diganti dengan yang lebih baru.")


def check_approve(actor: Actor, case: Case, plan: Plan) -> None:
    """The manager; not somebody who is also the companion of this case: then another manager or the supervisor."""
    check_within(actor, case, Permission.CASE_MANAGE, "Rencana disetujui oleh manajer kasus atau supervisor.")
    check_known(actor, case)
    check_moving(case)
    if plan.approved_at is not None:
        raise InvalidTransition("Rencana ini sudah disetujui.")
    if TeamMember.objects.filter(case=case, user=actor.id, role=TeamRole.COMPANION, until__isnull=True).exists():
        raise Denied("Pendamping kasus ini tidak menyetujui rencananya sendiri. Mintalah manajer lain atau supervisor.")
    if not PlanItem.objects.filter(plan=plan).exists():
        raise Denied("Rencana belum berisi satu butir pun.")


def check_service(actor: Actor, case: Case, victim: Party | None) -> None:
    """Whoever works on the case."""
    check_work(actor, case)
    check_victim(case, victim)


def check_change(actor: Actor, case: Case) -> None:
    """Services, items and the like are also brought to their end while an ending is proposed or in follow-up."""
    check_within(actor, case, Permission.CASE_WORK, "Hanya tim kasus ini yang mencatat pekerjaan di dalamnya.")
    check_known(actor, case)


def check_done(proof: str) -> None:
    """Completion is shown by something."""
    if proof not in Proof.values:
        raise Denied("Pilih bukti bahwa layanan sudah diberikan.")


def check_proof_file(service: Service) -> None:
    """There is a file to take away."""
    if service.proof_file is None:
        raise Denied("Layanan ini tidak mempunyai berkas bukti.")


def check_reason(text: str) -> None:
    """What is given up says why."""
    if not text.strip():
        raise Denied("Tulis alasannya.")


def check_not_outreach(service: Service) -> None:
    """An outreach begins only after it was looked at who goes with whom."""
    if service.form == ServiceForm.OUTREACH:
        raise Denied("Penjangkauan dimulai lewat “berangkat”, setelah persiapannya lengkap.")


def check_set_out(service: Service) -> None:
    """What never began has no result."""
    if service.status != ServiceStatus.RUNNING:
        raise InvalidTransition("Penjangkauan ini belum berangkat. Bila tidak jadi, batalkan dengan alasan.")


def check_cancel(actor: Actor, case: Case, service: Service) -> None:
    """What a rule opened is given up by whoever manages the case."""
    if service.rule:
        check_within(
            actor, case, Permission.CASE_MANAGE, "Layanan yang dibuka oleh aturan hanya dibatalkan oleh manajer kasus atau supervisor.",
        )  # fmt: skip


def going_with(case: Case, *, at: datetime) -> "QuerySet[User]":
    """Who may go along: colleagues of the unit, and commissioners of KPAD in the same place."""
    seats = (
        Posting.objects.in_force(at)
        .filter(user__is_active=True)
        .filter(Q(agency=case.agency_id) | Q(role=Role.KPAD, agency__kind=AgencyKind.KPAD))
        .select_related("agency")
    )
    near = [
        seat.user_id for seat in seats if seat.role != Role.KPAD or case.area_path.startswith(seat.agency.area_path)
    ]
    hidden = Wall.objects.hidden_users(case.pk, at=at)
    rows: QuerySet[User] = User.objects.filter(pk__in=set(near) - hidden)
    return rows.order_by("name", "pk")


def check_preparing(case: Case, service: Service, *, going: Collection[User], at: datetime) -> None:
    """Before anybody has gone, with people who may know of it."""
    if service.form != ServiceForm.OUTREACH or service.status != ServiceStatus.REQUESTED:
        raise InvalidTransition("Penjangkauan ini tidak dapat disiapkan lagi.")
    allowed = {user.pk for user in going_with(case, at=at)}
    if any(user.pk not in allowed for user in going):
        raise Denied("Salah satu orang ini tidak dapat ikut serta. Pilih orang lain.")


def check_outreach(case: Case, service: Service, *, leader: User | None, going: Collection[User]) -> None:
    """Verified, danger looked at, nobody alone in danger, police when it is high; KPAD joins and never leads."""
    if service.form != ServiceForm.OUTREACH:
        raise Denied("Layanan ini bukan penjangkauan.")
    if service.status != ServiceStatus.REQUESTED:
        raise InvalidTransition("Penjangkauan ini sudah dimulai atau sudah berakhir.")
    if not service.verified or not service.danger_checked:
        raise Denied("Sebelum berangkat: informasinya dipastikan dan bahayanya diperiksa dulu.")
    if leader is None or not TeamMember.objects.filter(case=case, user=leader, until__isnull=True).exists():
        raise Denied("Penjangkauan dipimpin oleh anggota tim kasus ini.")
    if leader.has_role(Role.KPAD):
        raise Denied("KPAD dapat mengusulkan dan ikut serta, tetapi tidak memimpin penjangkauan.")
    if case.risk in {Risk.HIGH, Risk.UNKNOWN}:
        others = {user.pk for user in going} - {leader.pk}
        if not others:
            raise Denied("Risiko TINGGI atau belum dinilai: tidak berangkat sendirian.", rule="R16")
        if case.risk == Risk.HIGH and not service.with_police:
            raise Denied("Risiko TINGGI: penjangkauan bersama kepolisian.", rule="R16")


def check_course(actor: Actor, case: Case) -> None:
    """Where the work stands is said by whoever works on it."""
    check_work(actor, case)


def check_emergency(actor: Actor, case: Case) -> None:
    """R16: high danger is acted on at once; the plan may follow."""
    check_work(actor, case)
    if case.risk != Risk.HIGH:
        raise Denied("Tanpa rencana hanya ditangani kasus berisiko TINGGI.", rule="R16")


def check_monitor(actor: Actor, case: Case) -> None:
    """Everything planned has been done or dropped."""
    check_work(actor, case)
    if (
        PlanItem.objects.filter(case=case, is_open=True).exists()
        or Service.objects.filter(case=case, is_open=True).exists()
    ):
        raise Denied("Masih ada butir rencana atau layanan yang berjalan.")
