"""What stands in a letter: the fields as they are stored, so that the same paper can be printed again years later."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tuntas.agencies.models import Agency
from tuntas.agencies.states import ContactChannel
from tuntas.letters.states import LetterKind, Nature

# All these are about a person: neutral subject, "Rahasia", no QR, content under the key of the dossier.
PERSONAL = frozenset({LetterKind.REFERRAL, LetterKind.TRANSFER, LetterKind.CASE_SUMMARY})
# These are about no person: no dossier, and their content may be read by whoever reads the register.
OPEN = frozenset({LetterKind.INVITATION})
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
    return {
        "above": agency.parent.name if agency.parent else "",
        "name": agency.name,
        "place": agency.area.name,
        "contacts": " · ".join(row.value for row in contacts[:3]),
        "signatory": signatory_title or f"Kepala {agency.name}",
    }


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
