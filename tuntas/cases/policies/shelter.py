"""Refusals about stays: who places, who sees the address, who may end one."""

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.agencies.models import Agency
from tuntas.agencies.states import AgencyKind
from tuntas.cases.models import Case, Party, ShelterStay
from tuntas.cases.policies import reach
from tuntas.cases.states import ShelterStatus, check_shelter_transition
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.core.policies import refusal
from tuntas.obligations.models import Wall

SHELTERS = frozenset({AgencyKind.SHELTER})


def check_admit(actor: Actor, case: Case) -> None:
    """Whoever works on the case finds a safe place."""
    reach.check_work(actor, case)


def check_shelter(case: Case, shelter: Agency) -> None:
    """Only an open safe house, and none that must not know of the case."""
    named = Wall.objects.filter(dossier_id=case.pk, agency_id__isnull=False).values_list("agency_id", flat=True)
    below, _ = Agency.objects.families({pk for pk in named if pk})
    walled = any(shelter.pk in family for family in below.values())
    if shelter.kind not in SHELTERS or shelter.closed_date is not None or walled:
        raise Denied("Lembaga ini tidak dapat dipilih sebagai tempat aman untuk kasus ini. Pilih yang lain.")


def check_not_staying(victim: Party) -> None:
    """Nobody sleeps at two places: two stays would be two clocks, and nobody would know where she is."""
    if ShelterStay.objects.filter(victim=victim, is_open=True).exists():
        raise InvalidTransition(f"{victim.label} tercatat masih tinggal di tempat aman. Catat dulu keluarnya.")


def on_duty(actor: Actor, stay: ShelterStay) -> bool:
    """Whether somebody works at the safe house of a stay, by a posting of this moment."""
    return reaches(actor, Permission.SHELTER_VIEW, agency_id=stay.shelter_id, area_path=stay.case.area_path)


def check_see(actor: Actor, stay: ShelterStay) -> None:
    """Needs and plan: those on duty at the safe house, and those who read the case."""
    if on_duty(actor, stay):
        reach.check_known(actor, stay.case)
        return
    reach.check_read(actor, stay.case)


def reads_texts(actor: Actor, stay: ShelterStay) -> bool:
    """Once she has left, where she went and what she needed is for those who read the case, not for the house she left."""
    case = stay.case
    return stay.status == ShelterStatus.STAYING or not refusal(reach.check_read, actor, case)


def check_address(actor: Actor, stay: ShelterStay) -> None:
    """The address is for those on duty at this safe house while she stays there, and for nobody else: not for the case team."""
    if not on_duty(actor, stay):
        raise Denied("Alamat rumah aman hanya dilihat petugas yang bertugas di sana.", rule="R08")
    reach.check_known(actor, stay.case)
    if stay.status != ShelterStatus.STAYING:
        raise InvalidTransition("Penampungan ini sudah berakhir; alamatnya tidak ditampilkan lagi.")


def check_change(actor: Actor, stay: ShelterStay) -> None:
    """Needs and the end of a stay: the case team and those on duty."""
    if not on_duty(actor, stay):
        reach.check_work(actor, stay.case)
    reach.check_known(actor, stay.case)
    check_shelter_transition(stay.status, ShelterStatus.LEFT)


def check_exit_plan(plan: str) -> None:
    """Nobody leaves a safe house without a next place or a plan (R08)."""
    if not plan.strip():
        raise Denied("Tulis dulu ke mana korban pergi atau rencana keluarnya.", rule="R08")
