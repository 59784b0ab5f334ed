"""The words of the timeline."""

import pytest

from tuntas.cases.states import EntryKind
from tuntas.cases.timeline import words


@pytest.mark.parametrize(
    ("kind", "code", "said"),
    [
        (EntryKind.OPENED, "report", "dari laporan"), (EntryKind.STATUS, "planning", "Rencana"), (EntryKind.RISK, "3", "TINGGI"),
        (EntryKind.RISK, "9", ""), (EntryKind.SERVICE, "2", "Kesehatan"), (EntryKind.TEAM, "companion.left", "Pendamping, keluar"),
        (EntryKind.CLASSIFIED, "sexual.physical", "Seksual, Fisik"), (EntryKind.PARTY, "victim", "Korban"),
        (EntryKind.NOTE, "tidak-dikenal", ""), (EntryKind.NOTE, "", ""),
    ],
)  # fmt: skip
def test_codes_become_words_and_unknown_codes_nothing(kind: EntryKind, code: str, said: str) -> None:
    assert words(kind, code) == said
