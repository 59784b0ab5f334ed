"""Letters for tests, issued through the action."""

from datetime import datetime
from uuid import UUID

from tests.cast import NOW, Cast
from tuntas.agencies.models import Agency
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.letters import contents
from tuntas.letters.actions import letters
from tuntas.letters.models import Letter
from tuntas.letters.states import LetterKind, Nature

CONTENT = contents.Content(
    sections=(contents.Section("", (("Kebutuhan", "Pemeriksaan"), ("Nama", "Melati Rahasia"))),),
    opening="Dengan hormat.",
    secrecy=True,
)


def make_letter(
    cast: Cast,
    *,
    kind: LetterKind = LetterKind.REFERRAL,
    agency: Agency | None = None,
    dossier_id: UUID | None = None,
    at: datetime = NOW,
) -> Letter:
    """A letter of the unit about a dossier of its own, unless said otherwise."""
    if dossier_id is None:
        dossier_id = uuid7()
        vault.create(dossier_id, "case", at=at)
    return letters.issue(
        agency=agency or cast.unit, kind=kind, nature=Nature.SECRET, subject_line=contents.NEUTRAL_SUBJECTS[kind],
        recipient="Pimpinan Dinas Kesehatan", fields=CONTENT.as_fields(), dossier_id=dossier_id, by=cast.manager, at=at,
    )  # fmt: skip
