"""What somebody has to do in every region, as data: step × profile, with what it rests on. What nobody does is a gap."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from tuntas.bodies.models import TaskLine
from tuntas.bodies.states import Profile, Step
from tuntas.people.states import Education, SchoolOperator

_STANDARD = "Permen PPPA 2/2022"
_TPPO = "UU 21/2007"
_SCHOOL = "Permendikdasmen 6/2026"
_REGENCY = "Dinas Pendidikan kabupaten/kota"


@dataclass(frozen=True)
class Expected:
    """One thing that somebody has to do. `within_hours`: where law or a rule says how soon. `who`: whose it usually is."""

    step: Step
    profile: Profile
    basis: str
    who: str
    within_hours: int = 0
    operator: str = ""
    level: str = ""

    @property
    def school(self) -> str:
        """Which schools, in words; empty for everything else."""
        words = [SchoolOperator(self.operator).label] if self.operator else []
        return ", ".join([*words, Education(self.level).label] if self.level else words)


EXPECTED = (
    Expected(Step.RECEIVE, Profile.ANY, _STANDARD, "UPTD PPA, sekretariat"),
    Expected(Step.OUTREACH, Profile.ANY, _STANDARD, "UPTD PPA"),
    Expected(Step.MEDICAL, Profile.ANY, _STANDARD, "Puskesmas, rumah sakit"),
    Expected(Step.URGENT_HEALTH, Profile.SEXUAL, "R39", "Puskesmas, rumah sakit", 72),
    Expected(Step.FORENSIC, Profile.ANY, "UU 23/2004 Pasal 21", "Rumah sakit"),
    Expected(Step.POLICE_REPORT, Profile.SEXUAL, "UU 12/2022 Pasal 41 (R04)", "Kepolisian", 72),
    Expected(Step.POLICE_PROTECTION, Profile.DOMESTIC, "UU 23/2004 Pasal 16 (R05)", "Kepolisian", 24),
    Expected(Step.LEGAL_AID, Profile.ANY, _STANDARD, "UPTD PPA, lembaga bantuan hukum"),
    Expected(Step.SHELTER, Profile.ANY, _STANDARD, "UPTD PPA, rumah aman"),
    Expected(Step.PSYCHOLOGY, Profile.ANY, _STANDARD, "UPTD PPA, Puskesmas"),
    Expected(Step.SOCIAL_AID, Profile.ANY, _STANDARD, "Dinas Sosial"),
    Expected(Step.SCHOOL_RETURN, Profile.SCHOOL_AGE, _SCHOOL, _REGENCY, 0, SchoolOperator.REGENCY, Education.PRIMARY),
    Expected(Step.SCHOOL_RETURN, Profile.SCHOOL_AGE, _SCHOOL, _REGENCY, 0, SchoolOperator.REGENCY, Education.LOWER_SECONDARY),
    Expected(
        Step.SCHOOL_RETURN, Profile.SCHOOL_AGE, _SCHOOL, "Dinas Pendidikan provinsi", 0, SchoolOperator.PROVINCE,
        Education.UPPER_SECONDARY,
    ),
    Expected(
        Step.SCHOOL_RETURN, Profile.SCHOOL_AGE, "madrasah dibina Kemenag", "Kantor Kementerian Agama", 0, SchoolOperator.RELIGIOUS
    ),
    Expected(Step.COORDINATION, Profile.TRAFFICKING, f"{_TPPO} Pasal 58", "Sekretariat gugus tugas TPPO"),
    Expected(Step.REPATRIATION, Profile.TRAFFICKING, f"{_TPPO} Pasal 51", "UPTD PPA, Dinas Sosial"),
    Expected(Step.MIGRATION, Profile.MIGRANT, "R30", "BP3MI"),
    Expected(Step.LPSK, Profile.TRAFFICKING, f"{_TPPO} Pasal 48 (R37)", "LPSK"),
)  # fmt: skip

# A task for the wider profile is done for the narrower one too.
WIDER: dict[Profile, frozenset[Profile]] = {
    Profile.SCHOOL_AGE: frozenset({Profile.CHILD}),
    Profile.MIGRANT: frozenset({Profile.TRAFFICKING}),
}


def holds_for(line: TaskLine, profile: Profile) -> bool:
    """Whether a line is for victims of a profile."""
    return line.profile in {profile, Profile.ANY} | WIDER.get(profile, frozenset())


def gaps(lines: Iterable[TaskLine]) -> list[Expected]:
    """What nobody does. `lines`: those in force for the area."""
    rows = list(lines)
    return [each for each in EXPECTED if not any(_covers(line, each) for line in rows)]


def asked(wanted: Expected, lines: Iterable[TaskLine]) -> list[TaskLine]:
    """Of lines that are not in force yet, those that would close a gap: whoever was asked has not answered, or waits."""
    return [line for line in lines if _covers(line, wanted)]


@dataclass(frozen=True)
class Overlap:
    """Two lines of different institutions that meet in some victims of some place. `same`: in all of them."""

    one: TaskLine
    other: TaskLine

    @property
    def same(self) -> bool:
        """Whether neither is the wider one."""
        return _reach(self.one) == _reach(self.other)


def overlaps(lines: Iterable[TaskLine]) -> list[Overlap]:
    """Where two institutions do the same step for the same victim: a profile within another, a city within its province.

    The exact ones first.
    """
    by_step: defaultdict[str, list[TaskLine]] = defaultdict(list)
    for line in lines:
        by_step[line.step].append(line)
    found = [
        Overlap(one, other)
        for rows in by_step.values()
        for one, other in combinations(rows, 2)
        if one.agency_id != other.agency_id and _meet(one, other)
    ]
    return sorted(found, key=lambda each: not each.same)


def _meet(one: TaskLine, other: TaskLine) -> bool:
    """Whether there is a victim for whom both lines hold."""
    places = one.area_path.startswith(other.area_path) or other.area_path.startswith(one.area_path)
    victims = holds_for(one, Profile(other.profile)) or holds_for(other, Profile(one.profile))
    levels = "" in (one.school_level, other.school_level) or one.school_level == other.school_level
    return places and victims and levels and one.school_operator == other.school_operator


def _reach(line: TaskLine) -> tuple[str, ...]:
    return line.area_path, line.profile, line.school_level, line.school_operator


def _covers(line: TaskLine, wanted: Expected) -> bool:
    """A line for all levels covers each; one for some level only that."""
    if line.step != wanted.step or not holds_for(line, wanted.profile):
        return False
    return line.school_operator == wanted.operator and line.school_level in {"", wanted.level}
