"""Act, means, purpose: what follows from what was found, with the reasons, and whom to bring in.

Pure functions over codes. Whether the victim "agreed" is not among what they are given: it counts for nothing (R10).
"""

from collections.abc import Collection
from dataclasses import dataclass

from tuntas.agencies.states import AgencyKind
from tuntas.cases.models import Case, Screening
from tuntas.cases.states import Act, Context, Means, Purpose, ScreeningStatus

# For which trafficking is sexual violence too (UU 12/2022 Pasal 4 ayat (2)).
SEXUAL = frozenset({Purpose.PROSTITUTION, Purpose.SEXUAL_USE})
# Purposes in which somebody is exploited already, counted by SIMFONI as exploitation.
EXPLOITING = SEXUAL | {Purpose.FORCED_LABOUR, Purpose.SLAVERY, Purpose.LABOUR_PROFIT, Purpose.EXTORTION}
LABOUR = frozenset({Purpose.FORCED_LABOUR, Purpose.SLAVERY, Purpose.LABOUR_PROFIT})
# Each of these alone makes the case manager look within 24 hours.
STRONG_PURPOSES = frozenset({Purpose.PROSTITUTION, Purpose.FORCED_LABOUR, Purpose.SLAVERY, Purpose.ORGANS})
STRONG_MEANS = frozenset({Means.ABDUCTION, Means.CONFINEMENT, Means.DEBT, Means.FORGERY, Means.PAYMENT})

REASONS = {
    "three_elements": "Ketiga unsur ada: perbuatan, cara, dan tujuan eksploitasi.",
    "child_rule": "Korban anak: perbuatan dan tujuan eksploitasi sudah cukup, tanpa cara memaksa (R09).",
    "two_elements": "Dua dari tiga unsur ada; unsur yang ketiga perlu digali.",
    "child_purpose": "Korban anak: ada tujuan eksploitasi, perbuatannya perlu digali.",
    "strong_purpose": "Ada satu tanda kuat pada tujuan.",
    "strong_means": "Ada satu tanda kuat pada cara.",
    "no_element": "Tidak ada unsur yang ditemukan dalam jawaban.",
    "weak": "Ada tanda, tetapi belum cukup kuat. Tapis lagi bila ada keterangan baru.",
    "consent_not_counted": "Jawaban “mau sendiri” dicatat dan tidak mengubah hasil (R10).",
}


@dataclass(frozen=True)
class Result:
    """What a screening comes to, and why, as codes."""

    status: ScreeningStatus
    reasons: tuple[str, ...]


def judge(*, child: bool, acts: Collection[str], means: Collection[str], purposes: Collection[str]) -> Result:
    """UU 21/2007 Pasal 1: an adult needs act, means and purpose; a child act and purpose (R09).

    One strong sign, two of the elements, or a purpose with a child: an alert that the case manager reviews.
    """
    if child and acts and purposes:
        return Result(ScreeningStatus.SUSPECTED, ("child_rule", *(("three_elements",) if means else ())))
    if acts and means and purposes:
        return Result(ScreeningStatus.SUSPECTED, ("three_elements",))
    found = [
        ("child_purpose", child and bool(purposes)),
        ("two_elements", sum(map(bool, (acts, means, purposes))) == 2),
        ("strong_purpose", bool(STRONG_PURPOSES.intersection(purposes))),
        ("strong_means", bool(STRONG_MEANS.intersection(means))),
    ]
    reasons = tuple(code for code, holds in found if holds)
    if reasons:
        return Result(ScreeningStatus.ALERT, reasons)
    return Result(ScreeningStatus.NO_INDICATION, ("weak" if acts or means or purposes else "no_element",))


def sentences(screening: Screening) -> list[str]:
    """The reasons in words: which rule, then what was found, element by element."""
    codes = [*screening.reasons, *(["consent_not_counted"] if screening.said_yes else [])]
    said = [REASONS[code] for code in codes if code in REASONS]
    elements: tuple[tuple[str, type[Act | Means | Purpose], list[str]], ...] = (
        ("Perbuatan", Act, screening.acts),
        ("Cara", Means, screening.means),
        ("Tujuan", Purpose, screening.purposes),
    )
    for word, codes_of, values in elements:
        if values:
            said.append(f"{word}: {', '.join(codes_of(value).label.lower() for value in values)}.")
    return said


@dataclass(frozen=True)
class Suggestion:
    """An agency to bring in, and what for. Suggested only: a person decides (R30)."""

    kind: AgencyKind
    who: str
    why: str


def suggestions(case: Case, screening: Screening) -> list[Suggestion]:
    """Whom to bring in: by border or region crossed, child, sexual purpose, labour abroad (R30)."""
    status = ScreeningStatus(screening.status)
    held = status in {ScreeningStatus.ALERT, ScreeningStatus.SUSPECTED}
    purposes = {Purpose(value) for value in screening.purposes}
    abroad = screening.crosses_border
    labour_abroad = abroad and bool(LABOUR & purposes or Context.MIGRATION in case.contexts)
    possible = [
        (held, AgencyKind.TASK_FORCE, "Gugus Tugas TPPO", "Koordinasi penanganan perkara perdagangan orang."),
        (
            screening.crosses_region or abroad, AgencyKind.AGENCY_WOMEN_CHILD, "UPTD PPA provinsi",
            "Perkara melintasi kabupaten/kota, provinsi, atau batas negara: koordinasi atau pelimpahan ke provinsi.",
        ),
        (labour_abroad, AgencyKind.MIGRANT_PROTECTION, "BP3MI", "Pekerja migran: pelindungan, dokumen, dan pemulangan."),
        (abroad, AgencyKind.IMMIGRATION, "Kantor Imigrasi", "Batas negara dilewati: paspor, pencegahan, dan data perlintasan."),
        (
            held and (bool(purposes & SEXUAL) or screening.child or status is ScreeningStatus.SUSPECTED), AgencyKind.LPSK, "LPSK",
            "Pelindungan saksi dan korban, serta restitusi." if not purposes & SEXUAL else
            "Pelindungan dan restitusi; tujuan seksual termasuk tindak pidana kekerasan seksual.",
        ),
        (held and screening.child, AgencyKind.AGENCY_SOCIAL, "Dinas Sosial", "Korban anak: pekerja sosial mendampingi pemeriksaan."),
    ]  # fmt: skip
    return [Suggestion(kind, who, why) for wanted, kind, who, why in possible if wanted]
