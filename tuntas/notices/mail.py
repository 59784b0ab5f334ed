"""Small facts about e-mail: when a digest goes out, what of a server's answer may be kept."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

DIGEST_TIME = time(7)


def next_digest(at: datetime, zone: ZoneInfo) -> datetime:
    """The next moment at which a digest goes out where the person works."""
    local = at.astimezone(zone)
    today = datetime.combine(local.date(), DIGEST_TIME, tzinfo=zone)
    return today if today > local else today + timedelta(days=1)


def short_code(code: int, text: bytes | str) -> str:
    """The server's answer without its words, which repeat the address: "550 5.1.1"."""
    plain = text.decode("ascii", "replace") if isinstance(text, bytes) else text
    enhanced = re.match(r"\s*([245]\.\d{1,3}\.\d{1,3})\b", plain)
    return f"{code} {enhanced[1]}" if enhanced else str(code)
