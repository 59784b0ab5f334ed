"""Cases and parties for tests, made through the same actions as all others."""

from datetime import date, datetime
from typing import Any

from tests.cast import NOW, Cast, make_user, post
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.areas.models import Area
from tuntas.cases.actions import opening
from tuntas.cases.actions.opening import CaseData
from tuntas.cases.models import Case, Party, TeamMember
from tuntas.cases.states import PartyRole, TeamRole
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.intake.actions import triage
from tuntas.intake.models import Report
from tuntas.intake.states import Risk, ViolenceType
from tuntas.intake.tests.make import make_report
from tuntas.obligations.models import Obligation
from tuntas.people.models import Person

STORY = "Cerita rahasia kasus Kenanga"
NAME = "Kenanga Rahasia"


def make_case(
    cast: Cast,
    *,
    types: tuple[ViolenceType, ...] = (ViolenceType.PHYSICAL,),
    risk: Risk = Risk.MEDIUM,
    child: bool = False,
    by: User | None = None,
    manager: User | None = None,
    area: Area | None = None,
    at: datetime = NOW,
    **data: Any,
) -> Case:
    """A case of the unit about the village, opened directly by its manager; `data` as in `CaseData`."""
    told: dict[str, Any] = {"types": types, "risk": risk, "child": child, "narrative": STORY} | data
    given = CaseData(**told)
    actor = by or cast.manager
    return opening.open_directly(
        agency=cast.unit, area=area or cast.village, data=given, manager=manager, by=actor, at=at
    )


def make_from_report(cast: Cast, *, report: Report | None = None, at: datetime = NOW, **answers: Any) -> Case:
    """A case from a report that the manager accepted."""
    report = report or make_report(cast, at=at, **answers)
    triage.accept(report, by=cast.manager, at=at)
    return opening.open_from_report(report, by=cast.manager, at=at)


def make_person(cast: Cast, *, name: str = NAME, birth_date: date | None = None, at: datetime = NOW) -> Person:
    """A sheet kept by the unit."""
    child = None if birth_date is None else at.date() < birth_date.replace(year=birth_date.year + 18)
    person = Person(
        id=uuid7(), agency=cast.unit, area=cast.village, area_path=cast.village.path, created_at=at, changed_at=at,
        birth_year=birth_date.year if birth_date else None, child=child,
    )  # fmt: skip
    vault.create(person.pk, "person", at=at).seal(
        person, name=name, birth_date=birth_date.isoformat() if birth_date else ""
    )
    person.save(force_insert=True)
    return person


def make_party(
    case: Case,
    role: PartyRole = PartyRole.VICTIM,
    *,
    person: Person | None = None,
    name: str = NAME,
    child: bool = False,
    at: datetime = NOW,
) -> Party:
    """Somebody in a case; a child where said."""
    ordinal = Party.objects.filter(case=case, role=role).count() + 1
    if person is None:
        birth = date(at.year - 12, 1, 1) if child else date(at.year - 30, 1, 1)
        person = make_person(_Keeps(case), name=name, birth_date=birth, at=at)  # type: ignore[arg-type]  # unit and village only
    party = Party.objects.create(
        case=case, person=person, role=role, ordinal=ordinal, child=child, ever_child=child, added_at=at
    )
    if child and role == PartyRole.VICTIM and not case.ever_child:
        case.ever_child = True
        case.save(update_fields=["ever_child"])
    return party


def join(case: Case, user: User, role: TeamRole = TeamRole.COMPANION, *, at: datetime = NOW) -> TeamMember:
    """Somebody on the team, written straight into the table."""
    return TeamMember.objects.create(case=case, user=user, role=role, since=at)


def second_manager(cast: Cast) -> User:
    """Another case manager of the unit."""
    user = make_user("Uji Manajer Dua", "manajer.dua@contoh.test")
    post(user, Role.CASE_MANAGER, cast.unit, cast.city)
    return user


def open_kinds(case: Case) -> set[str]:
    """Kinds of the open duties of a case."""
    return set(Obligation.objects.unsettled().filter(dossier_id=case.pk).values_list("kind", flat=True))


class _Keeps:
    """The unit and the place of a case, as the cast has them."""

    def __init__(self, case: Case) -> None:
        self.unit, self.village = case.agency, case.area
