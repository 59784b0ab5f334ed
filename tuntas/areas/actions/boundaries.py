"""Shapes of areas from a file."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.areas import boundary_file, policies
from tuntas.areas.models import Area, Boundary, BoundarySource
from tuntas.areas.shapes import mark, pack
from tuntas.audit import log
from tuntas.core.errors import Denied

CHANGED = ["source", "lines", "mark_x", "mark_y", "mark_room"]


@dataclass(frozen=True)
class Origin:
    """Where a file comes from, and how it is written."""

    source: str
    licence: str
    file_name: str = ""
    property_name: str = "code"
    object_name: str = ""


@dataclass(frozen=True)
class Drawn:
    """How many areas have a shape now, and which codes of the file no existing area has."""

    drawn: int
    unknown: list[str]


@transaction.atomic
def load(*, raw: bytes, origin: Origin, by: Actor, at: datetime) -> Drawn:
    """Give each area of a file its shape, instead of the one it had. Raises Denied; then nothing has changed."""
    policies.check_origin(origin.source, origin.licence)
    try:
        shapes = boundary_file.read(raw, property_name=origin.property_name, object_name=origin.object_name)
    except boundary_file.FileRefused as error:
        raise Denied(str(error)) from error
    areas = dict(Area.objects.current().filter(code__in=[shape.code for shape in shapes]).values_list("code", "pk"))
    if not areas:
        raise Denied("Tidak ada kode dalam berkas ini yang dikenal. Muat daftar wilayah dahulu (loadareas).")
    source = BoundarySource.objects.create(
        source=origin.source, licence=origin.licence, file_name=origin.file_name[:120],
        file_hash=hashlib.sha256(raw).hexdigest(), imported_at=at,
    )  # fmt: skip
    rows = [_row(areas[shape.code], shape, source) for shape in shapes if shape.code in areas]
    Boundary.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["area"], update_fields=CHANGED, batch_size=500
    )
    log.record("boundaries.loaded", source, by=by, at=at, count=len(rows), file=source.file_hash)
    return Drawn(len(rows), [shape.code for shape in shapes if shape.code not in areas])


def _row(area_id: UUID, shape: boundary_file.Shape, source: BoundarySource) -> Boundary:
    at = mark(shape.lines)
    return Boundary(
        area_id=area_id, source=source, lines=pack(shape.lines), mark_x=at.x, mark_y=at.y, mark_room=at.room
    )
