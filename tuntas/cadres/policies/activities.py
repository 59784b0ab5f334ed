"""What may refuse an activity, a visit, a detection."""

import re
from datetime import date, datetime, timedelta

from tuntas.access.actors import Actor
from tuntas.cadres.models import Activity, Cadre, Detection, Visit
from tuntas.cadres.policies import registry
from tuntas.cadres.states import PUBLIC, SILENT, ActivityKind, Source
from tuntas.core.errors import Denied, InvalidTransition

LONGEST_VISIT = timedelta(hours=24)
WORDS_HAVE_PLACE = "Kunjungan rumah dan deteksi dini tidak memuat tempat atau alamat. Hapus {found} dari tulisan ini."
# What an address looks like in few words. Not a proof: a reminder at the moment of writing.
_PLACES = re.compile(
    r"\b(?:jalan|jl|jln|gang|gg|lorong|lrg|komplek|kompleks|perumahan|blok|rt|rw|nomor rumah)\b[\s.:]*\S+",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?:\d[\s.-]?){7,}")


def check_log(actor: Actor, cadre: Cadre, *, source: Source) -> None:
    """Herself from her device; the agency that keeps her line from paper, telephone or voice. Raises Denied."""
    if source is Source.DEVICE:
        registry.check_own(actor, cadre)
    else:
        registry.check_edit(actor, cadre)


def check_done(cadre: Cadre, on: date, *, at: datetime) -> None:
    """On a day that has come, while she was a cadre. Raises Denied."""
    if on > registry.today(cadre, at):
        raise Denied("Tanggal kegiatan belum tiba.")
    registry.check_serves(cadre, on=on)


def check_content(kind: ActivityKind, *, place: str, note: str, participants: int | None) -> None:
    """Home visits and early detections hold no place and no words. Raises Denied."""
    if kind in SILENT and (place or note or participants is not None):
        raise Denied("Kunjungan rumah dan deteksi dini tidak memuat tempat, catatan, atau jumlah orang.", rule="R33")
    if place and kind not in PUBLIC:
        raise Denied("Tempat hanya dicatat untuk sosialisasi dan rapat.")


def check_words(text: str) -> None:
    """Words about what was noticed hold no address and no number that finds somebody. Raises Denied."""
    for pattern, found in ((_PLACES, "alamatnya"), (_DIGITS, "nomornya")):
        if pattern.search(text):
            raise Denied(WORDS_HAVE_PLACE.format(found=found))


def check_retract(actor: Actor, activity: Activity) -> None:
    """By whoever may write it, once, and not what became something else. Raises Denied."""
    registry.check_own_or_kept(actor, activity.cadre)
    if activity.retracted_at is not None:
        raise InvalidTransition("Kegiatan ini sudah dibatalkan.")
    if Detection.objects.filter(activity=activity).exists():
        raise Denied("Deteksi dini tidak dibatalkan: teruskan sebagai laporan atau tutup dengan alasan.")


def check_plan(actor: Actor, cadre: Cadre, expected_at: datetime, *, at: datetime) -> None:
    """One visit at a time, back within a day. Raises Denied."""
    registry.check_own_or_kept(actor, cadre)
    registry.check_serves(cadre, on=registry.today(cadre, at))
    if expected_at <= at:
        raise Denied("Jam kembali sudah lewat. Tulis jam yang akan datang.")
    if expected_at > at + LONGEST_VISIT:
        raise Denied("Kunjungan direncanakan paling lama 24 jam sebelum kembali.")
    if Visit.objects.filter(cadre=cadre, is_open=True).exists():
        raise Denied("Kunjungan sebelumnya belum dikonfirmasi kembali. Kabari dulu bahwa sudah kembali.")
