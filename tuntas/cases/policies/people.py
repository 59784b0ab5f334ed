"""What cases have to say when two sheets are held to be one person's, and before a sheet is opened outside of a case."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.cases.models import Case, Party
from tuntas.cases.policies import grave, telling
from tuntas.cases.policies.parties import NOTICE, needs_notice
from tuntas.core.errors import Denied
from tuntas.obligations.models import Wall
from tuntas.people.models import Person
from tuntas.people.policies.merges import Holder


def rule_for(people: Collection[UUID]) -> str:
    """The rule of the gravest case in which one of these people ever stood; "" for none."""
    return next((rule for case in _cases(people) if (rule := grave.rule_of(case))), "")


def not_told(person: UUID) -> set[UUID]:
    """Agencies behind the wall of a case of this person."""
    walls = Wall.objects.filter(dossier_id__in=[case.pk for case in _cases([person])], agency_id__isnull=False)
    return {agency for agency in walls.values_list("agency_id", flat=True) if agency}


def behind(people: Collection[UUID]) -> UUID | None:
    """The case of one of these people around which there is a wall, the one that keeps out most; none where there is none."""
    cases = [case.pk for case in _cases(people)]
    rows = Wall.objects.filter(dossier_id__in=cases).values("dossier_id").annotate(count=Count("pk"))
    found = rows.order_by("-count", "dossier_id").first()
    return found["dossier_id"] if found else None


def holders(person: Person, other: Person, *, at: datetime) -> list[Holder] | None:
    """Who is asked whether `other` is `person` too, where a wall stands around a case of either: each case that holds it.

    None where there is no wall: then the unit that keeps the sheet is asked.
    """
    mine, theirs = _cases([person.pk]), _cases([other.pk])
    walled = set(
        Wall.objects.filter(dossier_id__in=[case.pk for case in (*mine, *theirs)]).values_list("dossier_id", flat=True)
    )
    if not walled:
        return None
    ours = [case.pk for case in mine if case.pk in walled]
    holding = [case for case in theirs if case.closed_at is None] or theirs[-1:]
    places: list[tuple[UUID, Agency, User | None]]
    places = [(case.pk, case.agency, case.manager) for case in holding] or [(other.pk, other.agency, None)]
    found = []
    for held, agency, manager in places:
        dossier = telling.dossier_for(agency, held, ours, at=at)
        if dossier is not None:
            told = manager is not None and manager.is_active and manager.pk not in _hidden([held, *ours], at)
            found.append(Holder(dossier, agency, manager if told else None))
    return found


def _hidden(dossiers: Collection[UUID], at: datetime) -> set[UUID]:
    return set().union(*(Wall.objects.hidden_users(pk, at=at) for pk in dossiers))


def check_notice(actor: Actor, person: Person) -> None:
    """In a trafficking case the secrecy notice comes first, also on the sheet itself (R36).

    Asked of cases that the actor sees: nobody can read the notice of another.
    """
    parties = Party.objects.filter(person=person).values("case")
    if any(needs_notice(actor, case) for case in Case.objects.visible_to(actor).filter(pk__in=parties)):
        raise Denied(NOTICE, rule="R36")


def _cases(people: Collection[UUID]) -> list[Case]:
    rows = Case.objects.filter(pk__in=Party.objects.filter(person__in=people).values("case"))
    return list(rows.select_related("agency__area", "manager").order_by("pk"))
