"""The code of the room: it stands on the screen of the secretariat and changes, so that a name is written by who sees or hears it.

Derived from the meeting and the minutes that run, and kept nowhere. The code that was shown before holds a while longer:
people type slowly. Six digits are said aloud; what the picture carries is longer, so that nobody can guess it.
"""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tuntas.core.vault import blind
from tuntas.meetings.models import Meeting

FIELD = "k"  # in the address of the picture
SPAN = timedelta(minutes=5)
DIGITS = 6
_PICTURE = 12  # characters of five bits


@dataclass(frozen=True)
class RoomCode:
    """What lets somebody in: `spoken` is typed, `scanned` stands in the QR code. `until`: when the next one is shown, if ever."""

    spoken: str
    scanned: str
    until: datetime | None


def shown(meeting: Meeting, *, at: datetime) -> RoomCode:
    """The code on the screen at a moment; where the secretariat let it stand still, always the same."""
    if meeting.fixed_code_at is not None:
        return _code(meeting, f"fixed|{meeting.fixed_code_at.timestamp():.6f}", None)
    turn = int(at.timestamp() // SPAN.total_seconds())
    ends = datetime.fromtimestamp((turn + 1) * SPAN.total_seconds(), tz=UTC)
    return _code(meeting, str(turn), ends)


def accepts(meeting: Meeting, given: str, *, at: datetime) -> bool:
    """Whether it is the code of now, or the one before it."""
    given = tidy(given)
    return any(given in {code.spoken, code.scanned} for code in (shown(meeting, at=at), shown(meeting, at=at - SPAN)))


def tidy(given: str) -> str:
    """As people type it, with spaces and dots."""
    return "".join(sign for sign in given.lower() if sign.isascii() and sign.isalnum())


def from_picture(given: str) -> bool:
    """Whether it has the shape of what the picture carries: nothing that anybody would guess or type."""
    return len(tidy(given)) == _PICTURE


def _code(meeting: Meeting, turn: str, until: datetime | None) -> RoomCode:
    digest = blind("meeting-room", f"{meeting.pk.hex}|{turn}")
    number = int.from_bytes(digest[:8]) % 10**DIGITS
    return RoomCode(f"{number:0{DIGITS}}", base64.b32encode(digest[8:]).decode().lower()[:_PICTURE], until)
