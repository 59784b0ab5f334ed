"""What the press is given for one letter: nothing of it changes with the day of printing."""

import base64
from datetime import datetime
from typing import Any

from tuntas.access.actors import Actor
from tuntas.files.actions import files
from tuntas.files.models import File
from tuntas.letters.models import Letter


def data(letter: Letter, stored: dict[str, Any], *, logo: str = "") -> dict[str, Any]:
    """What its template needs."""
    return stored | {
        "number": letter.number,
        "nature": letter.get_nature_display(),
        "subject": letter.subject_line,
        "recipient": letter.recipient,
        "date": [letter.dated.year, letter.dated.month, letter.dated.day],
        "voided": letter.voided_at is not None,
        "logo": logo,
    }


def logo(stored: dict[str, Any], *, by: Actor, at: datetime) -> str:
    """The logo that a letter was issued with, as the press draws it; "" if it has none."""
    pk = stored.get("head", {}).get("logo")
    if not pk:
        return ""
    row = File.objects.get(pk=pk)
    picture = base64.b64encode(files.read(row, by=by, at=at)).decode()
    return f"data:image/jpeg;base64,{picture}"
