"""The code lists of figures, in the words and the order of SIMFONI PPA (domain reference §6.1).

A list that may have several values at once is stored as one number with a bit for each: `mask` and `bits`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from tuntas.cases.states import PLATFORMS, ClosingReason, Context, PlaceType, Relation, ServiceKind, Status
from tuntas.intake.states import Channel, VictimAge, ViolenceType
from tuntas.people.states import Disability, Education, Marital, Sex, Work

UNKNOWN = "NA"


@dataclass(frozen=True)
class CodeList:
    """Codes and words in printed order. The code "" stands for what is not known."""

    items: tuple[tuple[str, str], ...]

    def mask(self, codes: Iterable[str]) -> int:
        """One bit for each code of the list; codes of other lists are left out."""
        places = {code: at for at, (code, _) in enumerate(self.items)}
        return sum({1 << places[code] for code in codes if code in places})

    def codes(self, mask: int) -> list[str]:
        """The codes of a mask, in order; of 0 the empty code."""
        return [code for at, (code, _) in enumerate(self.items) if mask >> at & 1] or [""]

    def known(self, code: str) -> str:
        """The code, if the list has it."""
        return code if code in dict(self.items) else ""


# SIMFONI has no kind of its own for what happens on line: it is "Seksual", and the place says "Daring".
AS_SIMFONI = {ViolenceType.ELECTRONIC_SEXUAL: ViolenceType.SEXUAL}
TYPES = CodeList((
    ("physical", "Fisik"), ("psychological", "Psikis"), ("sexual", "Seksual"), ("exploitation", "Eksploitasi"),
    ("trafficking", "Trafficking (TPPO)"), ("neglect", "Penelantaran"), ("other", "Lainnya"),
))  # fmt: skip
PLACES = CodeList((
    ("household", "Rumah tangga"), ("workplace", "Tempat kerja"), ("school", "Sekolah"), ("public", "Fasilitas umum"),
    ("short_course", "Lembaga pendidikan kilat"), ("other", "Lainnya"), ("online", "Daring"), ("", UNKNOWN),
))  # fmt: skip
SERVICES = CodeList(tuple((str(kind.value), str(kind.label)) for kind in ServiceKind))
EDUCATION = CodeList((
    ("none", "Tidak sekolah"), ("preschool", "PAUD/TK"), ("primary", "SD"), ("lower_secondary", "SLTP"), ("upper_secondary", "SLTA"),
    ("tertiary", "Perguruan tinggi"), ("", UNKNOWN),
))  # fmt: skip
WORK = CodeList((
    ("none", "Tidak bekerja"), ("student", "Pelajar"), ("housewife", "Ibu rumah tangga"), ("private", "Swasta/buruh"),
    ("civil", "PNS/TNI/Polri"), ("trade_farm_fish", "Pedagang/tani/nelayan"), ("working", "Bekerja"), ("", UNKNOWN),
))  # fmt: skip
MARITAL = CodeList((
    ("single", "Belum kawin"), ("civil", "Nikah catatan sipil"), ("religious", "Nikah agama"), ("customary", "Nikah adat"),
    ("none", "Tidak ada status nikah"), ("divorced", "Cerai"), ("", UNKNOWN),
))  # fmt: skip
RELATIONS = CodeList((
    ("parent", "Orang tua"), ("family", "Keluarga/saudara"), ("spouse", "Suami/istri"), ("former_spouse", "Mantan suami/istri"),
    ("partner_or_friend", "Pacar/teman"), ("neighbour", "Tetangga"), ("teacher", "Guru"), ("employer", "Majikan"),
    ("colleague", "Rekan kerja"), ("other", "Lainnya"),
))  # fmt: skip
SEX = CodeList((("f", "Perempuan"), ("m", "Laki-laki"), ("", UNKNOWN)))
DISABILITY = CodeList(tuple((str(kind.value), str(kind.label)) for kind in Disability))
CONTEXTS = CodeList(tuple((str(kind.value), str(kind.label)) for kind in Context))
PLATFORM = CodeList((*((name, name) for name in PLATFORMS), ("", "Bukan daring")))
ENDINGS = CodeList((
    ("open", "Masih ditangani"),
    *((str(reason.value), str(reason.label)) for reason in ClosingReason if reason is not ClosingReason.DUPLICATE),
))  # fmt: skip
CHANNELS = CodeList(tuple((str(kind.value), str(kind.label)) for kind in Channel))
VICTIM_AGES = CodeList(tuple((str(kind.value), str(kind.label)) for kind in VictimAge))

# The lists above are SIMFONI's; these checks keep them whole when a list of ours grows.
for _codes, _ours in (
    (PLACES, PlaceType), (EDUCATION, Education), (WORK, Work), (MARITAL, Marital), (SEX, Sex),
):  # fmt: skip
    assert {code for code, _ in _codes.items} == set(_ours.values), _ours
assert {code for code, _ in RELATIONS.items} == {code for code in Relation.values if code}
assert {code for code, _ in TYPES.items} == {str(AS_SIMFONI.get(kind, kind)) for kind in ViolenceType}
assert len(Status) > 0


class Basis(IntEnum):
    """By which day something belongs to a year."""

    INCIDENT = 1
    REPORT = 2
    ENTRY = 3


BASES: dict[Basis, tuple[str, str]] = {
    Basis.REPORT: ("lapor", "Tanggal lapor"),
    Basis.INCIDENT: ("kejadian", "Tanggal kejadian"),
    Basis.ENTRY: ("catat", "Tanggal input"),
}


class Part(IntEnum):
    """Who somebody is in a case, as far as figures count them."""

    VICTIM = 1
    REPORTED_PERSON = 2


# Years completed: the last of each group, None for what is beyond.
SIMFONI_AGES = ((5, "0–5"), (12, "6–12"), (17, "13–17"), (24, "18–24"), (44, "25–44"), (59, "45–59"), (None, "60+"))
HEALTH_AGES = ((4, "0–4"), (9, "5–9"), (17, "10–17"), (49, "18–49"), (None, "50+"))


def age_group(groups: tuple[tuple[int | None, str], ...], years: int | None) -> str:
    """The words of the group, "" for an age that is not known."""
    if years is None:
        return ""
    return next(words for last, words in groups if last is None or years <= last)
