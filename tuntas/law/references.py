"""What our rules rest on. A reference names act and article and never quotes the text, nor any penalty."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Reference:
    """One place in a law, a local standard, or a decision of this system's design.

    `confirmed`: the legal officer has read it there. `valid_to` is the first day on which it no longer holds.
    """

    act: str
    article: str = ""
    paragraph: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    confirmed: bool = False

    def __str__(self) -> str:
        return " ".join(filter(None, [self.act, self.article, self.paragraph]))

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)


TPKS_FORCE = date(2022, 5, 9)
TPKS_23 = Reference("UU 12/2022", "Pasal 23", valid_from=TPKS_FORCE)
TPKS_69 = Reference("UU 12/2022", "Pasal 69", valid_from=TPKS_FORCE)
TPKS_4 = Reference("UU 12/2022", "Pasal 4", "ayat (2)", valid_from=TPKS_FORCE)
TPPO_26 = Reference("UU 21/2007", "Pasal 26", valid_from=date(2007, 4, 19))
WITNESS_10 = Reference("UU 13/2006 jo. UU 31/2014", "Pasal 10")
SERVICE_STANDARD = Reference("Permen PPPA 2/2022", "standar layanan")
RISK_CLOCKS = Reference("kebijakan daerah", "standar pelayanan (SK 301/2022)")
COMPLAINT_CLOCK = Reference("kebijakan daerah", "standar pelayanan pengaduan UPTD PPA")
FORWARDING = Reference("kebijakan daerah", "aduan yang diteruskan wajib dijawab")
TWO_PERSONS = Reference("kebijakan daerah", "dua orang untuk langkah yang dapat menghilangkan laporan")
ONE_COUNT = Reference("kebijakan daerah", "satu kejadian dicatat satu kali")
