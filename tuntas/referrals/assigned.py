"""Whom the duties matrix names for a need: lines in force where the case is, for victims like these.

It suggests, and a person decides. The matrix is read for the case; nothing of a case goes the other way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from tuntas.agencies.models import Agency
from tuntas.bodies.models import Decree, TaskLine
from tuntas.bodies.states import Profile, Step
from tuntas.cases.models import Case, Party
from tuntas.cases.states import Context, PartyRole
from tuntas.intake.states import ViolenceType
from tuntas.people.states import Education, SchoolOperator
from tuntas.referrals.policies.sending import grave_secrecy
from tuntas.referrals.states import Need

_SEXUAL = frozenset({ViolenceType.SEXUAL, ViolenceType.ELECTRONIC_SEXUAL})
_AT_SCHOOL = frozenset({Education.PRESCHOOL, Education.PRIMARY, Education.LOWER_SECONDARY, Education.UPPER_SECONDARY})
_SCHOOL_AGE = range(6, 18)
# What is asked for, where the matrix has another word for it: coordination is asked of the task force as another need.
_STEPS: dict[Need, Step] = {Need.OTHER: Step.COORDINATION}


@dataclass(frozen=True)
class Assigned:
    """An agency that took this on, by which papers. `victims`: of whom it holds, where it does not hold of all."""

    agency: Agency
    line: TaskLine
    papers: str
    victims: str = ""


@dataclass(frozen=True)
class _Victim:
    label: str
    profiles: frozenset[Profile]
    level: str
    operator: str


def assigned(
    case: Case, need: Need, *, among: "QuerySet[Agency]", level: str = "", operator: str = "", on: date
) -> list[Assigned]:
    """Lines that fit, the special ones before those for everybody, the nearest body first. Three queries.

    `among`: who can be asked at all; whoever is behind the case's wall is not named here either.
    """
    step = step_of(need)
    if step is None:
        return []
    victims = _victims(case, need, level=level, operator=operator, on=on)
    lines = TaskLine.objects.in_force(on).covering(case.area_path).filter(step=step, agency__in=among)
    found = [
        (line, labels)
        for line in lines.select_related("agency", "body").order_by("agency__name", "id")
        if (labels := [victim.label for victim in victims if _fits(line, victim)])
    ]
    found.sort(key=lambda pair: (pair[0].profile == Profile.ANY, -len(pair[0].area_path)))
    decrees = _decrees([line.body_id for line, _ in found], on)
    return [
        Assigned(
            agency=line.agency, line=line, papers=_papers(line, decrees.get(line.body_id, "")),
            victims="" if len(labels) == len(victims) else ", ".join(labels),
        )
        for line, labels in found
    ]  # fmt: skip


def step_of(need: Need) -> Step | None:
    """The step of the matrix that a need is; none where it has no such step."""
    return Step(need.value) if need.value in Step.values else _STEPS.get(need)


def school_of(case: Case) -> dict[str, str]:
    """Level and operator of the school, if all children among the victims have the same; both are codes on the sheet."""
    rows = _parties(case).filter(child=True).values_list("person__education", "person__school_operator").distinct()
    found = list(rows[:2])
    if len(found) != 1:
        return {}
    return {"level": found[0][0], "operator": found[0][1]}


def _victims(case: Case, need: Need, *, level: str, operator: str, on: date) -> list[_Victim]:
    of_case = _of_case(case)
    return [
        _Victim(
            label=party.label,
            profiles=of_case | _of_party(party, need, on),
            level=level or party.person.education,
            operator=operator or _operator(level or party.person.education, party.person.school_operator),
        )
        for party in _parties(case).select_related("person").order_by("ordinal")
    ]


def _parties(case: Case) -> "QuerySet[Party]":
    return Party.objects.filter(case=case, role=PartyRole.VICTIM, removed_at__isnull=True)


def _of_case(case: Case) -> frozenset[Profile]:
    """What holds of all victims of a case. What it ever was counts: a duty does not end with a new word for it."""
    trafficking = grave_secrecy(case) or ViolenceType.TRAFFICKING in case.ever_types
    held = (
        (Profile.ANY, True),
        (Profile.SEXUAL, bool(_SEXUAL.intersection(case.ever_types))),
        (Profile.DOMESTIC, Context.DOMESTIC in case.contexts),
        (Profile.TRAFFICKING, trafficking),
        (Profile.MIGRANT, trafficking and Context.MIGRATION in case.contexts),
        (Profile.DISABLED, case.disabled_victim),
    )
    return frozenset(profile for profile, holds in held if holds)


def _of_party(party: Party, need: Need, on: date) -> frozenset[Profile]:
    person, found = party.person, set()
    if person.disabilities:
        found.add(Profile.DISABLED)
    if party.child:
        found.add(Profile.CHILD)
        age = on.year - person.birth_year if person.birth_year else None
        if need is Need.SCHOOL_RETURN or person.education in _AT_SCHOOL or age in _SCHOOL_AGE:
            found.add(Profile.SCHOOL_AGE)
    return frozenset(found)


def _operator(level: str, operator: str) -> str:
    """SMA, SMK and SLB belong to the province where nothing else is known (domain reference §13)."""
    return operator or (SchoolOperator.PROVINCE if level == Education.UPPER_SECONDARY else "")


def _fits(line: TaskLine, victim: _Victim) -> bool:
    """For one like her, and for her school as far as it is known."""
    known = ((line.school_level, victim.level), (line.school_operator, victim.operator))
    return line.profile in victim.profiles and all(not asked or not has or asked == has for asked, has in known)


def _decrees(bodies: Iterable[UUID], on: date) -> dict[UUID, str]:
    return dict(Decree.objects.in_force(on).filter(body__in=set(bodies)).values_list("body_id", "number"))


def _papers(line: TaskLine, decree: str) -> str:
    return ", ".join([*([f"SK {decree}"] if decree else []), f"surat {line.accepted_letter}"])
