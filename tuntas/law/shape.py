"""What a rule is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tuntas.law.references import Reference


class Severity(StrEnum):
    """How strictly a rule is held, as people read it."""

    BLOCK = "ditolak sampai syaratnya terpenuhi"
    REQUIRE = "wajib dilengkapi"
    TIMER = "berbatas waktu, lalu naik ke atasan"
    WARN = "diingatkan, dapat dilanjutkan dengan alasan"


@dataclass(frozen=True)
class Rule:
    """One rule. `what` is the sentence people read; `since` is the version of Tuntas that began to enforce it."""

    id: str
    what: str
    severity: Severity
    references: tuple[Reference, ...]
    since: str = "0.1.0"

    @property
    def confirmed(self) -> bool:
        """Whether the legal officer has confirmed every reference."""
        return all(reference.confirmed for reference in self.references)

    def in_force(self, on: date) -> tuple[Reference, ...]:
        """What it rests on on a day."""
        return tuple(reference for reference in self.references if reference.holds(on))
