"""R03: mediation stays locked until every condition is met; none of them can be ticked for somebody else."""

from datetime import datetime

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting, User
from tuntas.cases.models import Case, Mediation, Pressure, TeamMember
from tuntas.cases.policies import grave, second
from tuntas.cases.policies.reach import check_known, check_moving, check_within, check_work
from tuntas.cases.states import TeamRole
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.states import Risk

RULE = "R03"
_ASSESSORS = {TeamRole.COMPANION: "Pendamping", TeamRole.PSYCHOLOGIST: "Psikolog"}


def check_admissible(case: Case) -> None:
    """No sexual violence, no trafficking, no child, no high danger, no pressure; whatever anybody asks for."""
    if rule := grave.rule_of(case):
        raise Denied(
            "Kekerasan seksual dan perdagangan orang tidak dimediasi, juga bila pernah digolongkan demikian.", rule=rule
        )
    if case.ever_child:
        raise Denied("Kasus dengan korban anak tidak dimediasi.", rule=RULE)
    if case.risk in {Risk.HIGH, Risk.UNKNOWN}:
        raise Denied("Mediasi hanya bila risiko sudah dinilai dan tidak TINGGI.", rule=RULE)
    if Pressure.objects.filter(case__in=grave.same_matter(case)).exists():
        raise Denied(
            "Pada kasus ini tercatat tekanan, ancaman, atau tawaran uang; karena itu tidak dimediasi.", rule=RULE
        )


def check_request(actor: Actor, case: Case) -> None:
    """Whoever works on an admissible case writes down that the victim asked for it; one at a time."""
    check_work(actor, case)
    check_admissible(case)
    if Mediation.objects.filter(case=case, agreed_at__isnull=True, failed_at__isnull=True).exists():
        raise InvalidTransition("Permintaan mediasi pada kasus ini masih terbuka.")


def check_request_date(victim_request_at: datetime | None, *, at: datetime) -> None:
    """A request that is still to come is none."""
    if victim_request_at is not None and victim_request_at > at:
        raise Denied("Permintaan tertulis korban belum diterima: waktunya belum sampai.", rule=RULE)


def check_open(mediation: Mediation) -> None:
    """Nothing happens to a mediation that has ended."""
    if mediation.agreed_at is not None or mediation.failed_at is not None:
        raise InvalidTransition("Mediasi ini sudah berakhir.")


def check_locked(mediation: Mediation) -> None:
    """What the supervisor agreed to is not changed afterwards."""
    check_open(mediation)
    if mediation.approved_at is not None:
        raise InvalidTransition("Mediasi ini sudah disetujui; syaratnya tidak diubah lagi.")


def check_assess(actor: Actor, case: Case, mediation: Mediation, role: TeamRole) -> None:
    """Companion and psychologist of the case, each for themselves."""
    check_work(actor, case)
    check_locked(mediation)
    rows = TeamMember.objects.filter(case=case, user=actor.id, role=role, until__isnull=True)
    if role not in _ASSESSORS or not rows.exists():
        raise Denied(
            f"{_ASSESSORS.get(role, 'Petugas')} kasus ini sendiri yang menyatakan hasil asesmennya.", rule=RULE
        )


def missing(mediation: Mediation) -> list[str]:
    """Which conditions are not met yet, in words; the supervisor's yes comes last and is not among them."""
    conditions = {
        "permintaan tertulis korban": mediation.victim_request_at,
        "asesmen pendamping": mediation.assessed_by_companion_id,
        "asesmen psikolog": mediation.assessed_by_psychologist_id,
        "rencana pemantauan": mediation.monitoring_plan,
    }
    return [name for name, value in conditions.items() if not value]


def check_ready(case: Case, mediation: Mediation) -> None:
    """Every condition but the supervisor's yes."""
    check_admissible(case)
    check_locked(mediation)
    if mediation.case_id != case.pk:
        raise Denied("Mediasi ini milik kasus lain.")
    if (
        mediation.assessed_by_companion_id
        and mediation.assessed_by_companion_id == mediation.assessed_by_psychologist_id
    ):
        raise Denied("Asesmen pendamping dan psikolog dilakukan dua orang.", rule=RULE)
    if found := missing(mediation):
        raise Denied(f"Mediasi masih terkunci. Belum ada: {', '.join(found)}.", rule=RULE)


def check_name(actor: Actor, case: Case, mediation: Mediation) -> None:
    """Who leads it is chosen by the manager, once it is approved."""
    check_within(actor, case, Permission.CASE_MANAGE, "Mediator ditunjuk oleh manajer kasus atau supervisor.")
    check_known(actor, case)
    check_moving(case)
    check_open(mediation)
    if mediation.approved_at is None:
        raise Denied("Mediasi masih terkunci: supervisor belum menyetujui.", rule=RULE)
    check_admissible(case)


def check_mediator(case: Case, mediator: User, *, at: datetime) -> None:
    """Somebody who mediates there and is not on the case's team."""
    seats = Posting.objects.in_force(at).filter(user=mediator, agency=case.agency_id, role=Role.MEDIATOR)
    if not seats.exists() or not mediator.is_active:
        raise Denied("Pilih mediator yang bertugas di unit ini.", rule=RULE)
    if mediator.pk in second.had_part(case, at=at):
        raise Denied("Mediator bukan anggota tim kasus ini, dan tidak pernah ikut menangani perkaranya.", rule=RULE)
    check_known(mediator, case)


def check_lead(actor: Actor, mediation: Mediation) -> None:
    """The named mediator writes down how it ended; danger that rose meanwhile stops it."""
    check_open(mediation)
    if mediation.approved_at is None:
        raise Denied("Mediasi masih terkunci.", rule=RULE)
    if actor.id is None or mediation.mediator_id != actor.id:
        raise Denied("Hasil mediasi dicatat oleh mediatornya.")
    check_known(actor, mediation.case)


def check_agree(actor: Actor, mediation: Mediation) -> None:
    """An agreement, only while the case may still be mediated."""
    check_lead(actor, mediation)
    check_moving(mediation.case)
    check_admissible(mediation.case)


def check_give_up(actor: Actor, case: Case, mediation: Mediation) -> None:
    """The mediator, or whoever works on the case: the victim may stop it at any time."""
    check_open(mediation)
    check_known(actor, case)
    if actor.id is None or mediation.mediator_id != actor.id:
        check_within(actor, case, Permission.CASE_WORK, "Mediasi dihentikan oleh mediator atau tim kasus.")


def check_read(actor: Actor, mediation: Mediation) -> None:
    """The file of the mediation: for its mediator, and those who read the case."""
    if not Mediation.objects.visible_to(actor).filter(pk=mediation.pk).exists():
        raise Denied("Berkas mediasi hanya dibaca oleh mediator dan yang menangani kasusnya.")
