"""Words, shapes and times as people read them; plain functions behind the template tags."""

from datetime import date, datetime, timedelta, tzinfo
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des")
ZONES = {timedelta(hours=7): "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}

# A state is never told by colour alone: each kind has its own shape.
SHAPES = {
    "open": "○",
    "active": "●",
    "wait": "◐",
    "done": "✓",
    "late": "■",
    "stopped": "×",
    "info": "i",
    "risk-high": "▲",
    "risk-medium": "◆",
    "risk-low": "▽",
    "risk-none": "?",
}
RISKS = {
    "HIGH": ("risk-high", "TINGGI"),
    "TINGGI": ("risk-high", "TINGGI"),
    "MEDIUM": ("risk-medium", "SEDANG"),
    "SEDANG": ("risk-medium", "SEDANG"),
    "LOW": ("risk-low", "RENDAH"),
    "RENDAH": ("risk-low", "RENDAH"),
}
NOTICES = {
    "info": ("info", "i", "Catatan"),
    "debug": ("info", "i", "Catatan"),
    "success": ("done", "✓", "Selesai"),
    "done": ("done", "✓", "Selesai"),
    "warning": ("late", "!", "Perhatian"),
    "late": ("late", "!", "Perhatian"),
    "error": ("danger", "!", "Belum berhasil"),
    "danger": ("danger", "!", "Penting"),
}


def notice(text: str, level: str) -> dict[str, str]:
    """The look of one message: its colour, its sign and the word read aloud before it."""
    kind, mark, word = NOTICES.get(level, NOTICES["info"])
    return {"kind": kind, "mark": mark, "word": word, "text": text}


def anchor(*texts: str) -> str:
    """An id made from words, short and the same each time the page is drawn."""
    return f"{slugify(texts[0])[:40]}-{crc32(' '.join(texts).encode()):08x}"


def nothing_left(options: dict[str, Any]) -> dict[str, Any]:
    """A misspelt option of a tag must fail at once, not vanish.

    Raises TypeError.
    """
    if options:
        raise TypeError(f"unknown options: {', '.join(sorted(options))}")
    return {}


def zone_of(zone: Any) -> tzinfo:
    """A zone from its name, from itself, from an area that has one, or the current zone."""
    if not zone:
        return timezone.get_current_timezone()
    if isinstance(zone, tzinfo):
        return zone
    return ZoneInfo(str(getattr(zone, "time_zone", zone)))


def zone_name(local: datetime) -> str:
    """WIB, WITA, WIT, or the offset for anywhere else."""
    return ZONES.get(local.utcoffset() or timedelta(), local.strftime("UTC%z"))


def day_text(value: date) -> str:
    """A day in plain text: 22 Nov 2026."""
    return f"{value.day} {SHORT[value.month - 1]} {value.year}"


def moment_text(value: datetime, zone: Any = None) -> str:
    """A moment in plain text: 22 Nov 2026 14.05 WIB."""
    local = value.astimezone(zone_of(zone))
    return f"{day_text(local)} {_clock(local)} {zone_name(local)}"


def moment(value: datetime | None, zone: Any = None, *, style: str = "full") -> SafeString:
    """A <time> in the zone of the area; a dash when there is none."""
    if value is None:
        return SafeString("–")
    local = value.astimezone(zone_of(zone))
    text = {
        "short": f"{local.day} {SHORT[local.month - 1]}",
        "full": day_text(local),
        "long": f"{DAYS[local.weekday()]}, {local.day} {SHORT[local.month - 1]} {local.year} ·",
    }[style]
    return format_html(
        '<time datetime="{}">{} {} {}</time>', local.isoformat("T", "minutes"), text, _clock(local), zone_name(local)
    )


def day(value: date | None, *, long: bool = False) -> SafeString:
    """A <time> of a whole day; a dash when there is none."""
    if value is None:
        return SafeString("–")
    text = day_text(value)
    if long:
        text = f"{DAYS[value.weekday()]}, {value.day} {MONTHS[value.month - 1]} {value.year}"
    return format_html('<time datetime="{}">{}</time>', value.strftime("%Y-%m-%d"), text)


def due(value: datetime | None, now: datetime, zone: Any = None) -> SafeString:
    """How a deadline stands. Lateness is told as a length, the future as a moment."""
    if value is None:
        return SafeString("tanpa tenggat")
    local = value.astimezone(zone_of(zone))
    if value < now:
        text, late = f"lewat {length(now - value)}", "due due--late"
    else:
        today = local.date() == now.astimezone(local.tzinfo).date()
        text, late = f"sampai {'' if today else f'{local.day} {SHORT[local.month - 1]} '}{_clock(local)}", "due"
    return format_html('<time class="{}" datetime="{}">{}</time>', late, local.isoformat("T", "minutes"), text)


def length(span: timedelta) -> str:
    """A length of time in its largest whole unit: 9 menit, 3 jam, 2 hari."""
    minutes = max(1, int(span.total_seconds() // 60))
    for size, word in ((60 * 24, "hari"), (60, "jam")):
        if minutes >= size:
            return f"{minutes // size} {word}"
    return f"{minutes} menit"


def _clock(local: datetime) -> str:
    return f"{local.hour:02}.{local.minute:02}"
