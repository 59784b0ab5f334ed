"""What may not be done to bodies, each with the sentence that people read."""

from collections.abc import Callable
from datetime import date, datetime

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.bodies.models import Body, BodyKind
from tuntas.bodies.states import OPEN_TASKS, ElectionStatus, PathStatus
from tuntas.core.errors import Denied

# Higher apps add what they know, in ready(): each is silent or raises Denied while something of the body is open.
dissolving_checks: list[Callable[[Body, datetime], None]] = []

NAME_TAKEN = "Di wilayah ini sudah ada kelompok dengan nama itu. Pakai nama lain, atau ubah kelompok yang sudah ada."


def today(body: Body, at: datetime) -> date:
    """The local day of a body, which is that of its secretariat."""
    return body.agency.today(at)


def check_keep(actor: Actor, agency: Agency) -> None:
    """Bodies are kept by their secretariat."""
    if not reaches(actor, Permission.BODY_EDIT, agency_id=agency.pk, area_path=agency.area_path):
        raise Denied(f"Data kelompok dicatat oleh sekretariatnya ({agency.short_name}).")


def check_edit(actor: Actor, body: Body) -> None:
    """A body is changed by its secretariat, while it exists."""
    check_keep(actor, body.agency)
    check_not_dissolved(body)


def check_not_dissolved(body: Body) -> None:
    """What has been dissolved stays as it was."""
    if body.dissolved_date is not None:
        raise Denied(f"{body.name} dibubarkan pada {body.dissolved_date:%d-%m-%Y}; datanya tidak diubah lagi.")


def check_founded(founded_date: date, *, agency: Agency, at: datetime) -> None:
    """A body that is written down exists."""
    if founded_date > agency.today(at):
        raise Denied("Tanggal pembentukan belum tiba. Periksa tahunnya.")


def check_kind(kind: BodyKind, area: Area, parent: Body | None) -> None:
    """The kind fits the level of the area; a sub-group is part of a body there, and nothing else is part of another."""
    if area.level not in kind.levels:
        words = ", ".join(Level(level).label.lower() for level in sorted(kind.levels))
        raise Denied(f"{kind.name} dibentuk di tingkat {words}; {area.full_name} bukan tingkat itu.")
    if kind.sub and parent is None:
        raise Denied(f"{kind.name} adalah bagian dari kelompok lain. Pilih kelompok induknya.")
    if parent is None:
        return
    if not kind.sub:
        raise Denied(f"{kind.name} berdiri sendiri. Kosongkan kelompok induk, atau pilih jenis sub gugus tugas.")
    check_not_dissolved(parent)
    if parent.kind.sub:
        raise Denied(f"{parent.name} sendiri bagian dari kelompok lain. Pilih kelompok di atasnya.")
    if not area.path.startswith(parent.area_path):
        raise Denied(f"{parent.name} bukan kelompok di wilayah ini. Pilih kelompok induk di {area.full_name}.")


def check_secretariat(agency: Agency, area: Area, *, at: datetime) -> None:
    """The secretariat works where the body is, and is open."""
    if agency.closed_date is not None and agency.closed_date <= agency.today(at):
        raise Denied(f"{agency.name} sudah ditutup. Pilih sekretariat lain.")
    if not area.path.startswith(agency.area_path):
        raise Denied(f"{agency.name} tidak bertugas di {area.full_name}. Pilih sekretariat di wilayah itu.")


def check_name(name: str, area: Area, *, without: Body | None = None) -> None:
    """Two bodies of one place do not have the same name."""
    same = Body.objects.filter(area=area, name=name, dissolved_date__isnull=True)
    if same.exclude(pk__in=[without.pk] if without else []).exists():
        raise Denied(NAME_TAKEN)


def check_parent(actor: Actor, body: Body | None, parent: Body | None) -> None:
    """Sub-groups are written down by the secretariat of the body they belong to; no body is part of itself."""
    if parent is None or (body is not None and body.parent_id == parent.pk):
        return
    if body is not None and parent.pk == body.pk:
        raise Denied("Kelompok tidak dapat menjadi bagian dari dirinya sendiri. Pilih kelompok induk lain.")
    check_keep(actor, parent.agency)


def check_still_parent(body: Body, kind: BodyKind) -> None:
    """What has sub-groups does not become one."""
    if kind.sub and body.sub_groups.filter(dissolved_date__isnull=True).exists():
        raise Denied(f"{body.name} masih mempunyai sub gugus tugas, jadi tidak dapat menjadi bagian kelompok lain.")


def check_no_secretariat(agency: Agency, _at: datetime) -> None:
    """Agencies ask before one closes: a body needs somebody who keeps its papers."""
    kept = Body.objects.filter(agency=agency, dissolved_date__isnull=True).order_by("name", "id").first()
    if kept is not None:
        raise Denied(f"Lembaga ini masih menjadi sekretariat {kept.name}. Tunjuk sekretariat lain lebih dahulu.")


def check_dissolve(actor: Actor, body: Body, *, on: date, at: datetime) -> None:
    """A body ends when nobody waits for it any more: what was begun is ended first, by whoever began it."""
    check_edit(actor, body)
    if on > today(body, at):
        raise Denied("Tanggal pembubaran belum tiba. Catat pada hari itu.")
    if on < body.founded_date:
        raise Denied("Tanggal pembubaran lebih awal daripada tanggal pembentukan. Periksa keduanya.")
    sub = body.sub_groups.filter(dissolved_date__isnull=True).order_by("name", "id").first()
    if sub is not None:
        raise Denied(f"Masih ada bagian di bawahnya: {sub.name}. Catat dulu pembubarannya.")
    if body.elections.filter(status=ElectionStatus.OPEN).exists():
        raise Denied("Masih ada pemilihan pengurus yang belum ditetapkan. Tetapkan atau batalkan dulu.")
    if body.task_lines.filter(status__in=OPEN_TASKS).exists():
        raise Denied("Masih ada usulan pembagian tugas yang belum selesai. Berlakukan atau akhiri dulu.")
    if body.paths.filter(status=PathStatus.OPEN).exists():
        raise Denied("Masih ada jalur yang berjalan. Selesaikan atau hentikan dulu.")
    for check in dissolving_checks:
        check(body, at)
