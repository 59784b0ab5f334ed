"""Refusals about files that hold for whoever owns them."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, Sum

from tuntas.access.actors import Actor
from tuntas.accounts.models import Posting, User
from tuntas.agencies.models import Agency
from tuntas.core.errors import Denied
from tuntas.files.models import File, FileChunk
from tuntas.files.states import MEGABYTE
from tuntas.obligations.models import Wall

UNKNOWN = "Berkas ini tidak ada dalam jangkauan Anda."
GONE = "Berkas ini sudah dihapus dan tidak dapat dibuka."
MOST_FILES, MOST_BYTES = 200, 300 * MEGABYTE  # of one dossier


def check_known(actor: Actor, dossier_id: UUID) -> None:
    """Nobody adds, reads or takes away a file from behind the wall of what it is about."""
    if actor.id is not None and Wall.objects.against(actor).filter(dossier_id=dossier_id).exists():
        raise Denied(UNKNOWN)


def agency_of(user: User, at: datetime) -> Agency:
    """Where somebody works now. Raises Denied for an account without posting."""
    posting = Posting.objects.in_force(at).filter(user=user).select_related("agency").order_by("pk").first()
    if posting is None:
        raise Denied("Berkas diunggah oleh petugas yang sedang bertugas di suatu lembaga.")
    return posting.agency


def check_there(file: File) -> None:
    """It has not been taken away."""
    if file.removed_at is not None:
        raise Denied(GONE)


def check_room(dossier_id: UUID, size: int, *, most: int) -> None:
    """There is room in this dossier, and on this installation: a full disk stops uploads first and reports last.

    `most`: bytes that all files together may take.
    """
    found = File.objects.filter(dossier_id=dossier_id, removed_at=None).aggregate(count=Count("pk"), bytes=Sum("size"))
    if found["count"] >= MOST_FILES or (found["bytes"] or 0) + size > MOST_BYTES:
        raise Denied(
            f"Berkas di sini sudah mencapai batas ({MOST_FILES} berkas atau {MOST_BYTES // MEGABYTE} MB)."
            " Hapus dulu yang tidak diperlukan."
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_total_relation_size(%s::regclass)", [f"public.{FileChunk._meta.db_table}"])
        taken = cursor.fetchall()[0][0]
    if taken + size > most:
        raise Denied(
            "Tempat penyimpanan berkas di sistem ini penuh. Catatan tetap dapat disimpan tanpa berkas;"
            " beri tahu admin sistem."
        )
