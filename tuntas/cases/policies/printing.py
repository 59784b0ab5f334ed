"""Refusals about a case on paper: who prints, whom nobody names, what leaves the house (R12, R36)."""

from collections.abc import Collection
from uuid import UUID

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.cases import masking
from tuntas.cases.models import Case
from tuntas.cases.policies.parties import check_notice
from tuntas.cases.policies.reach import check_known, check_within
from tuntas.core.errors import Denied

CHILD = (
    "Nama, orang tua, alamat, dan sekolah anak dalam kasus selalu disamarkan di atas kertas, juga wali, pelapor, dan orang"
    " tua, keluarga, atau pasangan anak yang dilaporkan."
)


def check_print(actor: Actor, case: Case) -> None:
    """Whoever serves the case; in a trafficking case the secrecy notice comes first."""
    check_within(actor, case, Permission.CASE_PRINT, "Ringkasan kasus hanya dicetak oleh yang menangani kasusnya.")
    check_known(actor, case)
    check_notice(actor, case)


def check_naming(actor: Actor, case: Case, named: Collection[UUID]) -> None:
    """Adults are named by those who may open names. Children by nobody."""
    if not named:
        return
    check_within(
        actor, case, Permission.CASE_IDENTITY,
        "Nama hanya dicetak oleh manajer, pendamping, dan konselor hukum kasus ini.",
    )  # fmt: skip
    if masking.always(case).intersection(named):
        raise Denied(CHILD, rule="R12")


def check_outgoing(actor: Actor, case: Case, named: Collection[UUID]) -> None:
    """A numbered summary is a letter of the unit. Names travel by referral, where consent or another basis is checked."""
    check_within(
        actor, case, Permission.LETTER_ISSUE,
        "Ringkasan untuk luar unit diterbitkan oleh manajer kasus atau supervisor. Anda dapat mencetak salinan di dalam unit.",
    )  # fmt: skip
    if named:
        raise Denied(
            "Ringkasan yang keluar dari unit tidak memuat nama. Identitas disampaikan lewat rujukan, yang mencatat"
            " persetujuan atau dasar hukumnya."
        )
