"""What may not be done to areas, each with the sentence that people read."""

import re
from collections.abc import Collection, Sequence
from datetime import date

from tuntas.access.actors import Actor, System
from tuntas.access.permissions import Permission
from tuntas.access.reach import holds, reaches
from tuntas.areas.models import Area, HomeArea, Population
from tuntas.areas.states import LABELS, SEGMENTS, Level
from tuntas.core.errors import Denied


def check_edit(actor: Actor, area: Area) -> None:
    """Areas are changed by those who hold the permission for the area itself or one around it."""
    if not reaches(actor, Permission.AREA_EDIT, agency_id=None, area_path=area.path):
        raise Denied("Mengubah wilayah ini adalah tugas admin sistem yang wilayah tugasnya mencakup wilayah ini.")


def check_exists(area: Area) -> None:
    """What has ended stays as it was."""
    if area.valid_to is not None:
        raise Denied(f"{area.full_name} sudah berakhir pada {area.valid_to:%d-%m-%Y}; riwayatnya tidak diubah lagi.")


def check_rename(actor: Actor, area: Area) -> None:
    """A name may change while the area exists."""
    check_edit(actor, area)
    check_exists(area)


def check_neighbourhoods(actor: Actor, area: Area) -> None:
    """RW and RT lie in a kelurahan or desa; a file may cover all villages of a district, city or regency."""
    check_edit(actor, area)
    check_exists(area)
    if not Level.REGENCY <= area.level <= Level.RW:
        raise Denied("RW dan RT dicatat di dalam kelurahan atau desa.")


def check_add(actor: Actor, parent: Area, level: Level) -> None:
    """An RW lies in a kelurahan or desa; an RT in an RW, or directly in a village that has none."""
    check_neighbourhoods(actor, parent)
    if level == Level.RW and parent.level != Level.VILLAGE:
        raise Denied("RW dicatat di dalam kelurahan atau desa.")
    if level == Level.RT and parent.level not in {Level.VILLAGE, Level.RW}:
        raise Denied("RT dicatat di dalam RW, atau langsung di dalam kelurahan atau desa yang tidak memiliki RW.")


def check_code_free(code: str) -> None:
    """A code belongs to one existing area."""
    if Area.objects.current().filter(code=code).exists():
        raise Denied(f"Kode {code} sudah dipakai oleh wilayah yang masih berlaku.")


def check_change(actor: Actor, area: Area) -> None:
    """An area may end, be split or merged: not a home area, nor one around it."""
    check_edit(actor, area)
    check_exists(area)
    if area.level < Level.DISTRICT:
        raise Denied("Provinsi, kabupaten, dan kota mengikuti daftar resmi Kemendagri dan tidak diubah di sini.")
    if HomeArea.objects.touching(area.path).exists():
        raise Denied("Wilayah kerja instalasi ini tidak dapat diakhiri sebelum wilayah kerja yang baru ditetapkan.")


def check_effective(area: Area, on: date, *, today: date) -> None:
    """A change is recorded on the day it takes effect or later, and after the area and all in it came to be."""
    if on > today:
        raise Denied("Tanggal berlaku masih di depan. Catat perubahan ini pada atau sesudah hari berlakunya.")
    newest = Area.objects.current().below(area.path).order_by("valid_from").filter(valid_from__gte=on).last()
    if newest is not None:
        raise Denied(f"Tanggal berlaku harus sesudah {newest.full_name} mulai ada ({newest.valid_from:%d-%m-%Y}).")


def check_label(area: Area, label: str) -> None:
    """A desa may become a kelurahan, not a kecamatan. What the official list says stays possible."""
    if label != area.label and label not in LABELS[Level(area.level)]:
        raise Denied(f"Jenis wilayah {label} tidak sesuai untuk tingkat ini.")


def _check_new(like: Area, parts: Sequence[tuple[str, str]], *, freed: Collection[str]) -> None:
    """Codes (with labels) of areas to be founded: of the right form, none in use but those that end now."""
    around = like.parent.code if like.parent else ""
    for code, label in parts:
        if not re.fullmatch(re.escape(around) + r"\." + SEGMENTS[Level(like.level)], code):
            raise Denied(
                f"Kode {code} tidak sesuai. Kodenya harus seperti {like.code}: {around}. lalu bagiannya sendiri."
            )
        check_label(like, label)
        if code not in freed:
            check_code_free(code)


def check_split(area: Area, parts: Sequence[tuple[str, str]], *, goes_on: bool) -> None:
    """An area that ends has at least two successors; one that goes on gives land to at least one."""
    codes = [code for code, _ in parts]
    if len(set(codes)) != len(codes):
        raise Denied("Kode wilayah penerus harus berbeda satu sama lain.")
    if len(codes) < (1 if goes_on else 2):
        raise Denied("Sebutkan wilayah penerusnya: paling sedikit dua, atau satu bila wilayah induk tetap ada.")
    _check_new(area, parts, freed=() if goes_on else {area.code})


def check_merge(areas: Sequence[Area], code: str, label: str) -> None:
    """Only areas of one level that lie in the same area can be merged."""
    if len({area.id for area in areas}) < 2:
        raise Denied("Penggabungan memerlukan paling sedikit dua wilayah yang berbeda.")
    if len({(area.level, area.parent_id) for area in areas}) > 1:
        raise Denied("Wilayah yang digabung harus setingkat dan berada di wilayah induk yang sama.")
    _check_new(areas[0], [(code, label)], freed={area.code for area in areas})


def check_homes(found: Sequence[Area], codes: Collection[str]) -> None:
    """At least one home area; each exists; none lies in another; provinces, regencies and cities only."""
    if not codes:
        raise Denied("Instalasi ini harus memiliki paling sedikit satu wilayah kerja.")
    missing = sorted(set(codes) - {area.code for area in found})
    if missing:
        raise Denied(f"Kode wilayah tidak dikenal: {', '.join(missing)}.")
    for area in found:
        if area.level > Level.REGENCY:
            raise Denied(f"{area.full_name} bukan provinsi, kabupaten, atau kota.")
        if any(area.path.startswith(other.path) for other in found if other.id != area.id):
            raise Denied(f"{area.full_name} sudah termasuk dalam wilayah kerja yang lain.")


def check_origin(source: str, licence: str) -> None:
    """What others drew or counted is never kept without saying whose it is and under which licence."""
    if not source.strip() or not licence.strip():
        raise Denied("Sebutkan sumber dan lisensinya; keduanya ditulis di bawah setiap peta dan angka.")


def check_population(actor: Actor) -> None:
    """Who lives where is brought by a command, or by whoever may change areas."""
    if not isinstance(actor, System) and not holds(actor, Permission.AREA_EDIT):
        raise Denied("Mengimpor jumlah penduduk adalah tugas admin sistem.")


def check_decided(differing: int, decided: str, reason: str) -> None:
    """A file that does not add up is taken only by somebody who says which figures hold, and why."""
    if differing and not (decided and reason.strip()):
        raise Denied(
            f"Ada {differing} selisih antara total dan rinciannya. Pilih angka mana yang dipakai, dan tulis alasannya."
        )


def check_people(name: str, people: Population) -> None:
    """A part is not larger than the whole."""
    parts = [people.female or 0, people.male or 0, people.children or 0]
    if not people.total or max(parts) > people.total or (people.girls or 0) > (people.children or 0):
        raise Denied(f"{name}: bagian penduduknya lebih besar dari jumlahnya, atau jumlahnya nol. Perbaiki berkasnya.")
