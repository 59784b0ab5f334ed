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

# Since "A case is carried to its end".
TPPO_1 = Reference("UU 21/2007", "Pasal 1", "angka 1", valid_from=date(2007, 4, 19))
TPPO_24 = Reference("UU 21/2007", "Pasal 24", valid_from=date(2007, 4, 19))
TPPO_48 = Reference("UU 21/2007", "Pasal 48", valid_from=date(2007, 4, 19))
TPPO_58 = Reference("UU 21/2007", "Pasal 58", valid_from=date(2007, 4, 19))
PALERMO_3C = Reference("Protokol Palermo (UU 14/2009)", "Pasal 3", "huruf c")
TPKS_7 = Reference("UU 12/2022", "Pasal 7", valid_from=TPKS_FORCE)
TPKS_30 = Reference("UU 12/2022", "Pasal 30", valid_from=TPKS_FORCE)
TPKS_41 = Reference("UU 12/2022", "Pasal 41", valid_from=TPKS_FORCE)
TPKS_42 = Reference("UU 12/2022", "Pasal 42", valid_from=TPKS_FORCE)
TPKS_43 = Reference("UU 12/2022", "Pasal 43", valid_from=TPKS_FORCE)
TPKS_45 = Reference("UU 12/2022", "Pasal 45", valid_from=TPKS_FORCE)
TPKS_66 = Reference("UU 12/2022", "Pasal 66", valid_from=TPKS_FORCE)
TPKS_68 = Reference("UU 12/2022", "Pasal 68", valid_from=TPKS_FORCE)
TPKS_70 = Reference("UU 12/2022", "Pasal 70", valid_from=TPKS_FORCE)
PKDRT_16 = Reference("UU 23/2004", "Pasal 16", valid_from=date(2004, 9, 22))
PKDRT_28 = Reference("UU 23/2004", "Pasal 28", valid_from=date(2004, 9, 22))
SPPA_7 = Reference("UU 11/2012", "Pasal 7", valid_from=date(2014, 7, 30))
SPPA_19 = Reference("UU 11/2012", "Pasal 19", valid_from=date(2014, 7, 30))
KUHAP_82 = Reference("UU 20/2025", "Pasal 82", valid_from=date(2026, 1, 2))
PDP_20 = Reference("UU 27/2022", "Pasal 20", valid_from=date(2022, 10, 17))
PDP_25 = Reference("UU 27/2022", "Pasal 25", valid_from=date(2022, 10, 17))
PDP_39 = Reference("UU 27/2022", "Pasal 39", valid_from=date(2022, 10, 17))
WITNESS_29 = Reference("UU 13/2006", "Pasal 29")
VICTIM_FUND = Reference("PP 29/2025")
SHELTER_STANDARD = Reference("Permen PPPA 2/2022", "standar penampungan sementara")
MEDIATION_STANDARD = Reference("Permen PPPA 2/2022", "standar mediasi")
CLINICAL_72 = Reference("pedoman pelayanan kesehatan korban kekerasan seksual", "72 jam sejak kejadian")
NO_STALLING = Reference("kebijakan daerah", "perkara tidak berlarut")
CLOSING_STANDARD = Reference("kebijakan daerah", "standar terminasi kasus")
TASK_FORCE = Reference("Permen PPPA 2/2022", "pelimpahan dan koordinasi antarwilayah")

# Since "Working groups, task forces and meetings".
SMALL_NUMBERS = Reference("kebijakan daerah", "angka kecil tidak ditampilkan")
HONEST_FIGURES = Reference("kebijakan daerah", "angka tidak mengatakan lebih daripada yang ditanggungnya")
CADRES_ACTIVE = Reference("kebijakan daerah", "kader yang dilatih dilihat keaktifannya, dan yang jeda didukung")
BODIES_RUN = Reference("kebijakan daerah", "camat memantau apakah kelompok kerja berjalan")
