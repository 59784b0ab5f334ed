"""The rules that Tuntas enforces, by the ids of the domain reference (R01 …): what, how strictly, on what basis.

A policy that refuses and a duty kind that sets a clock name their rule here; a test holds them to it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tuntas.law import references as ref
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


_RULES = (
    Rule(
        "R01",
        "Laporan yang pernah digolongkan kekerasan seksual tidak diakhiri oleh satu orang: orang kedua, dari luar unit, "
        "ikut memutuskan. Penyelesaian di luar peradilan tidak dicatat sebagai akhir laporan.",
        Severity.BLOCK,
        (ref.TPKS_23, ref.TWO_PERSONS),
    ),
    Rule(
        "R02",
        "Laporan yang pernah digolongkan perdagangan orang tidak diakhiri oleh satu orang: orang kedua, dari luar unit, "
        "ikut memutuskan. Perkaranya diteruskan sampai tuntas.",
        Severity.BLOCK,
        (ref.TPPO_26, ref.TPKS_4, ref.TWO_PERSONS),
    ),
    Rule(
        "R16",
        "Laporan berisiko tinggi ditangani saat itu juga, siang atau malam. Rencana boleh menyusul.",
        Severity.TIMER,
        (ref.SERVICE_STANDARD, ref.RISK_CLOCKS),
    ),
    Rule(
        "R17",
        "Laporan berisiko sedang mendapat layanan pertama dalam 6 jam.",
        Severity.TIMER,
        (ref.SERVICE_STANDARD, ref.RISK_CLOCKS),
    ),
    Rule(
        "R18",
        "Setiap laporan ditindaklanjuti pertama kali paling lambat dalam 3 hari kerja.",
        Severity.TIMER,
        (ref.COMPLAINT_CLOCK,),
    ),
    Rule(
        "R20",
        "Laporan yang diteruskan wajib dikonfirmasi dan dijawab oleh penerima. Sampai diterima, laporan tetap milik pengirim.",
        Severity.TIMER,
        (ref.FORWARDING,),
    ),
    Rule(
        "R24",
        "Laporan yang mirip ditunjukkan kepada petugas; orang yang memutuskan apakah sama, bukan komputer.",
        Severity.WARN,
        (ref.ONE_COUNT,),
    ),
    Rule(
        "R31",
        "Pelapor boleh tidak menyebut nama. Nomor yang ia tinggalkan hanya dilihat petugas penerima.",
        Severity.REQUIRE,
        (ref.TPKS_69, ref.WITNESS_10),
    ),
)

RULES: dict[str, Rule] = {rule.id: rule for rule in _RULES}


def rule(rule_id: str) -> Rule:
    """The rule of an id; raises KeyError for one that is not enforced here."""
    return RULES[rule_id]


def basis_text(rule_id: str, *, on: date | None = None) -> str:
    """The basis as it stands under a refusal or a deadline. An id that this version no longer has stays as it is."""
    found = RULES.get(rule_id)
    if found is None:
        return rule_id
    basis = found.in_force(on) if on else found.references
    confirmed = "sudah" if found.confirmed else "belum"
    return f"{rule_id} · {'; '.join(str(item) for item in basis)} · dikonfirmasi pejabat hukum: {confirmed}"
