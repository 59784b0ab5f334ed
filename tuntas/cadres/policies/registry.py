"""What may refuse a change of the register of cadres."""

from datetime import date, datetime

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.cadres.models import Cadre, Detection
from tuntas.cadres.states import GRAVE_SIGNS
from tuntas.core.errors import Denied, InvalidTransition


def today(cadre: Cadre, at: datetime) -> date:
    """The local day where her line is kept."""
    return cadre.agency.today(at)


def check_keep(actor: Actor, agency: Agency) -> None:
    """Only whoever works for the agency that keeps lines. Raises Denied."""
    if not reaches(actor, Permission.CADRE_EDIT, agency_id=agency.pk, area_path=agency.area_path):
        raise Denied(f"Data kader dicatat oleh lembaga pengampunya ({agency.short_name}).")


def check_edit(actor: Actor, cadre: Cadre) -> None:
    """Only the agency that keeps her line. Raises Denied."""
    check_keep(actor, cadre.agency)


def check_own(actor: Actor, cadre: Cadre) -> None:
    """Herself, while she serves. Raises Denied."""
    if cadre.user_id is None or cadre.user_id != actor.id:
        raise Denied("Halaman ini milik kader yang bersangkutan.")


def check_own_or_kept(actor: Actor, cadre: Cadre) -> None:
    """Herself, or the agency that keeps her line. Raises Denied."""
    if cadre.user_id is None or cadre.user_id != actor.id:
        check_edit(actor, cadre)


def check_needless(actor: Actor, detection: Detection) -> None:
    """Whoever keeps her line may find that no report is needed; not of danger and not of what is grave. Raises Denied."""
    check_edit(actor, detection.cadre)
    rule = (
        "R16" if detection.danger else next((rule for sign, rule in GRAVE_SIGNS.items() if sign in detection.signs), "")
    )
    if rule:
        raise Denied(
            "Tanda bahaya, kekerasan seksual, perkawinan anak, eksploitasi atau perekrutan diteruskan sebagai laporan;"
            " di sana dua orang yang menentukan akhirnya.",
            rule=rule,
        )


def check_serves(cadre: Cadre, *, on: date) -> None:
    """She is a cadre on that day. Raises Denied."""
    if on < cadre.from_date:
        raise Denied(f"Ia menjadi kader mulai {cadre.from_date:%d-%m-%Y}.")
    if cadre.left_date is not None and on >= cadre.left_date:
        raise Denied(f"Ia bukan kader lagi sejak {cadre.left_date:%d-%m-%Y}.")


def check_area(area: Area, agency: Agency) -> None:
    """A kecamatan, kelurahan, RW or RT that the agency looks after. Raises Denied."""
    if area.level < Level.DISTRICT:
        raise Denied("Pilih kecamatan, kelurahan, RW, atau RT tempat kader bertugas.")
    if not area.path.startswith(agency.area_path):
        raise Denied(f"{agency.short_name} tidak bertugas di {area.full_name}.")


def check_since(day: date, *, today: date) -> None:
    """One does not become a cadre tomorrow. Raises Denied."""
    if day > today:
        raise Denied("Tanggal mulai menjadi kader belum tiba.")


def check_user(user: User | None, agency: Agency, *, without: Cadre | None = None, at: datetime) -> None:
    """An account with the role of a cadre at this agency, of nobody else. Raises Denied."""
    if user is None:
        return
    posted = user.postings.in_force(at).filter(role=Role.CADRE, agency=agency)
    if not user.is_active or not posted.exists():
        raise Denied(f"Akun itu tidak bertugas sebagai kader di {agency.short_name}. Beri penugasannya lebih dulu.")
    others = Cadre.objects.filter(user=user)
    if without is not None:
        others = others.exclude(pk=without.pk)
    if others.exists():
        raise Denied("Akun itu sudah dipakai kader lain.")


def check_leave(cadre: Cadre, from_date: date, to_date: date | None) -> None:
    """Within her time as a cadre, and not twice at once. Raises Denied."""
    check_serves(cadre, on=from_date)
    rows = cadre.leaves.exclude(to_date__lte=from_date)
    if to_date is not None:
        rows = rows.filter(from_date__lt=to_date)
    if rows.exists():
        raise Denied("Pada masa itu sudah ada cuti yang dicatat.")


def check_back(cadre: Cadre, on: date) -> None:
    """There is a leave that goes on, and it began before. Raises Denied."""
    if (
        not cadre.leaves.filter(from_date__lt=on, to_date__isnull=True).exists()
        and not cadre.leaves.filter(from_date__lt=on, to_date__gt=on).exists()
    ):
        raise Denied("Tidak ada cuti yang sedang berjalan pada tanggal itu.")


def check_leaves_now(cadre: Cadre, on: date, *, today: date) -> None:
    """Not before she began, not in the future, not twice. Raises Denied."""
    if cadre.left_date is not None:
        raise InvalidTransition(f"Sudah tercatat berhenti sejak {cadre.left_date:%d-%m-%Y}.")
    if on < cadre.from_date:
        raise Denied("Tanggal berhenti lebih awal daripada tanggal mulai.")
    if on > today:
        raise Denied("Tanggal berhenti belum tiba.")
    if cadre.visits.filter(is_open=True).exists():
        raise Denied("Masih ada kunjungan yang belum dikonfirmasi kembali. Pastikan dulu.")


def check_keeps_nobody(agency: Agency, at: datetime) -> None:
    """An agency that keeps cadres does not close: whose would they be? Raises Denied."""
    kept = Cadre.objects.filter(agency=agency).serving_on(agency.today(at)).count()
    if kept:
        raise Denied(f"Lembaga ini masih mengampu {kept} kader. Pindahkan dulu ke lembaga lain.")
