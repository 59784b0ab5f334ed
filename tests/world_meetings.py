"""Meetings of the secretariat of Pontianak Selatan, for tests that go to every address."""

from datetime import timedelta
from typing import Any

from tests.cast import NOW, Cast
from tuntas.meetings.tests.make import make_group, make_meeting


def meetings(cast: Cast) -> dict[str, dict[str, Any]]:
    """Arguments by name: one meeting that is planned, one that was held."""
    body = make_group(cast, name="Pokja untuk semua alamat pertemuan")
    held = make_meeting(cast, body, at=NOW - timedelta(days=7))
    planned = make_meeting(cast, body, held=False)
    return {"meeting": {"pk": planned.pk}, "held_meeting": {"pk": held.pk}}
