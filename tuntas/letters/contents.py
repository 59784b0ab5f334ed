"""What stands in a letter: the fields as they are stored, so that the same paper can be printed again years later."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from tuntas.agencies.models import Agency
from tuntas.agencies.states import ContactChannel
from tuntas.letters.models import Letterhead
from tuntas.letters.states import OPEN_KINDS, LetterKind, Nature

# All these are about a person: neutral subject, "Rahasia", no QR, content under the key of the dossier.
PERSONAL = frozenset({LetterKind.REFERRAL, LetterKind.TRANSFER, LetterKind.CASE_SUMMARY})
# These are about no person: no dossier, and their content may be read by whoever reads the register.
OPEN = OPEN_KINDS
# What may stand after "Hal" of such a letter: nothing that tells a postman what it is about.
NEUTRAL_SUBJECTS = {
    LetterKind.REFERRAL: "Permohonan layanan",
    LetterKind.TRANSFER: "Pelimpahan penanganan",
    LetterKind.CASE_SUMMARY: "Ringkasan penanganan",
}


@dataclass(frozen=True)
class Section:
    """A heading with rows of label and text."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Content:
    """The body of a letter. `secrecy`: identities in it are kept secret by law (R36), which is printed on it."""

    sections: tuple[Section, ...]
    opening: str = ""
    closing: str = ""
    secrecy: bool = False
    extra: dict[str, Any] = field(default_factory=dict)

    def as_fields(self) -> dict[str, Any]:
        """As `issue` takes it and the press prints it."""
        return {
            "opening": self.opening,
            "closing": self.closing,
            "secrecy": self.secrecy,
            "sections": [
                {"title": each.title, "rows": [[label, text] for label, text in each.rows]} for each in self.sections
            ],
            **self.extra,
        }


def head_of(agency: Agency, signatory_title: str) -> dict[str, str]:
    """The letterhead as it is today; it is stored with the letter."""
    contacts = agency.public_contacts.exclude(channel=ContactChannel.WHATSAPP).order_by("channel", "value")
    head = {
        "above": agency.parent.name if agency.parent else "",
        "name": agency.name,
        "place": agency.area.name,
        "contacts": " · ".join(row.value for row in contacts[:3]),
        "signatory": signatory_title or f"Kepala {agency.name}",
    }
    own = Letterhead.objects.filter(agency=agency).first()
    return head if own is None else head | _own(own)


def _own(own: Letterhead) -> dict[str, str]:
    """What an agency has said of its own head; what it left empty stays as it was."""
    said = {
        "name": own.name, "above": own.above, "address": own.address, "signatory_name": own.signatory_name,
        "signatory_rank": own.signatory_rank, "signatory_nip": own.signatory_nip,
        "logo": str(own.logo_id) if own.logo_id else "",
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}


def code_address(token: str) -> str:
    """Where the QR code of a letter leads: a page that says whether it is genuine. Stored with the letter, so that it
    prints the same when the installation moves.
    """
    return settings.TUNTAS_BASE_URL.rstrip("/") + reverse("letters:genuine", args=[token])


def unnumbered(content: Content, *, agency: Agency, kind: LetterKind, recipient: str, on: date) -> dict[str, Any]:
    """What the press needs for a paper that stays in the house: it takes no number and is kept nowhere."""
    return content.as_fields() | {
        "head": head_of(agency, ""),
        "number": "",
        "nature": Nature.SECRET.label,
        "subject": NEUTRAL_SUBJECTS[kind],
        "recipient": recipient,
        "date": [on.year, on.month, on.day],
        "voided": False,
    }
