"""What may not be done to the duties matrix, each with the sentence that people read."""

from datetime import date, datetime

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.access.roles import GRANTS, Role
from tuntas.accounts.models import Posting
from tuntas.agencies.models import Agency
from tuntas.agencies.states import AgencyKind
from tuntas.areas.states import paths_up
from tuntas.bodies.models import Body, TaskLine
from tuntas.bodies.policies import bodies
from tuntas.bodies.states import Profile, Step, TaskStatus, check_task_transition
from tuntas.core.errors import Denied
from tuntas.people.states import Education, SchoolOperator

TWICE = "Usulan yang sama untuk lembaga itu sudah ada dan belum berakhir."
HEADS = sorted(role for role, grants in GRANTS.items() if Permission.TASK_ACCEPT in grants)
_FOR_SCHOOL = frozenset({Profile.ANY, Profile.CHILD, Profile.SCHOOL_AGE, Profile.DISABLED})


def answers_itself(agency: Agency, at: datetime) -> bool:
    """Whether somebody in Tuntas may accept for it: its head, or whoever leads an agency above it."""
    if not agency.uses_tuntas:
        return False
    _, above = Agency.objects.families([agency.pk])
    rows = Posting.objects.in_force(at).filter(role__in=HEADS, agency__in=above, user__is_active=True)
    return any(row.agency_id == agency.pk or row.role == Role.LEADERSHIP for row in rows)


def check_propose(
    actor: Actor, body: Body, agency: Agency, *, step: Step, profile: Profile, level: str, operator: str, at: datetime
) -> None:
    """The secretariat proposes what an institution of the area may do at all."""
    bodies.check_edit(actor, body)
    if not Agency.objects.open_on(bodies.today(body, at)).around(body.area_path).filter(pk=agency.pk).exists():
        raise Denied(f"{agency.name} tidak bertugas di {body.area.full_name}. Pilih lembaga di wilayah itu.")
    if step is Step.SCHOOL_RETURN:
        _check_school(agency, profile, level, operator)
    elif level or operator:
        raise Denied("Jenjang dan penyelenggara sekolah hanya untuk langkah sekolah. Kosongkan keduanya.")


def check_new(body: Body, **told: object) -> None:
    """Nothing is proposed twice."""
    if body.task_lines.filter(ended_at__isnull=True, **told).exists():
        raise Denied(TWICE)


def check_answer(actor: Actor, line: TaskLine, at: datetime) -> None:
    """The head answers; the secretariat only where nobody there can, from the letter."""
    if accepts(actor, line):
        return
    if answers_itself(line.agency, at):
        raise Denied(f"Usulan ini dijawab oleh kepala {line.agency.short_name} atau pimpinan di atasnya.")
    bodies.check_keep(actor, line.body.agency)


def check_there(line: TaskLine, at: datetime) -> None:
    """An institution that has closed does nothing any more: what it was asked is ended."""
    closed = line.agency.closed_date
    if closed is not None and closed <= bodies.today(line.body, at):
        raise Denied(f"{line.agency.name} sudah ditutup. Akhiri pembagian tugas ini, lalu usulkan kepada lembaga lain.")


def check_accept(actor: Actor, line: TaskLine, at: datetime) -> None:
    """What was proposed can be accepted."""
    check_answer(actor, line, at)
    check_there(line, at)
    check_task_transition(line.status, TaskStatus.ACCEPTED)


def check_decline(actor: Actor, line: TaskLine, at: datetime) -> None:
    """What was proposed can be declined."""
    check_answer(actor, line, at)
    check_task_transition(line.status, TaskStatus.DECLINED)


def check_acceptance(line: TaskLine, *, name: str, position: str, letter: str, on: date, at: datetime) -> None:
    """Who accepted, as what, by which letter, when."""
    if not (name.strip() and position.strip() and letter.strip()):
        raise Denied("Nama, jabatan, dan nomor surat diperlukan.")
    if on > bodies.today(line.body, at):
        raise Denied("Tanggal surat belum tiba. Periksa tahunnya.")


def check_enforce(actor: Actor, line: TaskLine, at: datetime) -> None:
    """The secretariat puts in force what was accepted."""
    bodies.check_edit(actor, line.body)
    check_there(line, at)
    check_task_transition(line.status, TaskStatus.IN_FORCE)


def check_end(actor: Actor, line: TaskLine) -> None:
    """The secretariat ends what it proposed."""
    bodies.check_edit(actor, line.body)
    check_task_transition(line.status, TaskStatus.ENDED)


def accepts(actor: Actor, line: TaskLine) -> bool:
    """Whether it is this person's own institution, or one below."""
    agency = line.agency
    return reaches(actor, Permission.TASK_ACCEPT, agency_id=agency.pk, area_path=agency.area_path)


def _check_school(agency: Agency, profile: Profile, level: str, operator: str) -> None:
    """Schools belong to the regency, the province or Kemenag: by operator and level (domain reference §13)."""
    if profile not in _FOR_SCHOOL:
        raise Denied("Langkah sekolah adalah untuk korban anak. Pilih profil korban anak usia sekolah.")
    if not operator:
        raise Denied("Pilih penyelenggara sekolahnya: kabupaten/kota, provinsi, atau Kemenag.")
    if operator == SchoolOperator.RELIGIOUS:
        if agency.kind != AgencyKind.RELIGIOUS_AFFAIRS:
            raise Denied("Madrasah dan pesantren dibina Kementerian Agama. Pilih Kantor Kementerian Agama.")
        return
    if agency.kind != AgencyKind.AGENCY_EDUCATION:
        raise Denied("Sekolah ini dibina dinas pendidikan. Pilih dinas pendidikan.")
    provincial = len(paths_up(agency.area_path)) == 1
    if operator == SchoolOperator.PROVINCE and not provincial:
        raise Denied("SMA, SMK, dan SLB dibina dinas pendidikan provinsi. Pilih dinas itu.")
    if operator == SchoolOperator.REGENCY and (provincial or level == Education.UPPER_SECONDARY):
        raise Denied("PAUD, SD, dan SMP dibina dinas kabupaten/kota; SMA, SMK, dan SLB dibina provinsi.")
