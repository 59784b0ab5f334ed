"""Refusals about letters, their register and how they are numbered."""

from collections.abc import Callable
from uuid import UUID

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.agencies.models import Agency
from tuntas.core.errors import Denied
from tuntas.letters.models import Letter
from tuntas.letters.states import OPEN_KINDS, LetterStatus, check_letter_transition
from tuntas.obligations.models import Wall

# What apps above have to say before a letter is printed again; each takes the letter and raises Denied.
printing_checks: list[Callable[[Letter], None]] = []
UNKNOWN = "Surat ini tidak ada dalam jangkauan Anda."


def check_known(actor: Actor, letter: Letter) -> None:
    """Nobody acts on a letter from behind the wall of what it is about."""
    about = letter.dossier_id
    if actor.id is not None and about is not None and Wall.objects.against(actor).filter(dossier_id=about).exists():
        raise Denied(UNKNOWN)


def check_print(actor: Actor, letter: Letter) -> None:
    """Reading and printing a letter from the register: whoever issues letters at that unit."""
    check_known(actor, letter)
    about_nobody = letter.kind in OPEN_KINDS and letter.dossier_id is None
    if about_nobody and _reaches(actor, Permission.LETTER_SEND, letter.agency_id, letter.area_path):
        return
    if not _reaches(actor, Permission.LETTER_ISSUE, letter.agency_id, letter.area_path):
        raise Denied("Isi surat hanya dicetak oleh petugas yang menerbitkan surat lembaga ini.")


def check_sign(actor: Actor, letter: Letter) -> None:
    """A signed copy is kept by whoever may print the letter, as long as it counts."""
    check_print(actor, letter)
    if letter.status != LetterStatus.ISSUED:
        raise Denied("Surat ini sudah dibatalkan; salinan bertanda tangan tidak ditambahkan lagi.")


def check_void(actor: Actor, letter: Letter) -> None:
    """A letter is voided by those who answer for the unit; its number stays taken."""
    check_known(actor, letter)
    if not _reaches(actor, Permission.LETTER_VOID, letter.agency_id, letter.area_path):
        raise Denied("Surat dibatalkan oleh supervisor, kepala unit, atau pimpinan lembaga itu.")
    check_letter_transition(letter.status, LetterStatus.VOIDED)


def check_pattern_edit(actor: Actor, agency: Agency | None = None) -> None:
    """How numbers are written is the system administrator's, for the agencies of their area."""
    allowed = (
        reaches(actor, Permission.LETTER_PATTERN_EDIT, agency_id=agency.pk, area_path=agency.area_path)
        if agency is not None
        else bool(actor.grants(Permission.LETTER_PATTERN_EDIT))
    )
    if not allowed:
        raise Denied("Pola nomor surat diatur oleh admin sistem wilayah ini.")


def check_letterhead(actor: Actor, agency: Agency) -> None:
    """The head of its letters is the agency's own, or the system administrator's."""
    if not any(
        _reaches(actor, permission, agency.pk, agency.area_path)
        for permission in (Permission.LETTER_SEND, Permission.LETTER_PATTERN_EDIT)
    ):
        raise Denied("Kop surat diatur oleh lembaga itu sendiri atau admin sistem wilayah ini.")


def check_issue_open(actor: Actor, agency: Agency) -> None:
    """Letters about no person: whoever sends letters of the agency."""
    if not _reaches(actor, Permission.LETTER_SEND, agency.pk, agency.area_path):
        raise Denied("Surat ini diterbitkan oleh sekretariat, kepala unit, atau pimpinan lembaga.")


def _reaches(actor: Actor, permission: Permission, agency_id: UUID, area_path: str) -> bool:
    return reaches(actor, permission, agency_id=agency_id, area_path=area_path)
