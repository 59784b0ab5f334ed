"""Who may be the same person: found by tokens, compared in the open for the moment, judged by people.

Whom the searcher does not reach is never shown nor counted; whoever holds that sheet is asked to look.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tuntas.access.permissions import Permission
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.core import vault
from tuntas.core.policies import may
from tuntas.obligations.actions import duties
from tuntas.obligations.models import Obligation
from tuntas.people import kinds, ranking
from tuntas.people.actions import _finding, _sheets, people
from tuntas.people.actions._finding import Match
from tuntas.people.actions.people import PersonData
from tuntas.people.likeness import Likeness
from tuntas.people.models import Distinct, Person
from tuntas.people.policies import merges as policies
from tuntas.people.policies.people import check_identity

__all__ = ["Match", "alike", "between", "compared", "distinct", "similar", "tell_holders"]

ASKED_AT_ONCE = 3
FEW = 5  # shown before a sheet is written


@transaction.atomic
def similar(person: Person, *, by: User, at: datetime, limit: int = ranking.SHOWN) -> list[Match]:
    """Up to ten sheets within reach, most alike first. Each one shown is recorded as seen. Raises vault.Erased."""
    policies.check_look_up(by, person, at=at)
    facts = _sheets.facts_from(_sheets.unsealed(person, vault.box(person.pk)))
    found = _finding.ranked(facts, without=[person.pk, *_told_apart(person)])
    reachable = _reachable(found, by)
    shown = [match for match in found if match.person.pk in reachable and may(check_identity, by, match.person)][:limit]
    hidden = [match for match in found if match.person.pk not in reachable and match.probably]
    log.record("person.looked_up", person, by=by, at=at, shown=len(shown))
    for match in shown:
        log.record("person.identity_shown", match.person, by=by, at=at)
    _ask_holders(person, hidden, by=by, at=at)
    return shown


@transaction.atomic
def alike(data: PersonData, *, agency: Agency, by: User, at: datetime) -> list[Match]:
    """Before a sheet is written: those within reach that probably are this person's already; each shown is recorded.

    Whom the writer does not reach is not shown; see `tell_holders`. Raises Denied where it was asked too often.
    """
    policies.check_look_up_new(by, agency, at=at)
    found = [match for match in _finding.ranked(_sheets.facts_from(data)) if match.probably]
    reachable = _reachable(found, by)
    shown = [match for match in found if match.person.pk in reachable and may(check_identity, by, match.person)]
    log.record(
        "person.looked_up",
        None,
        subject_type="people.person",
        by=by,
        at=at,
        agency_id=agency.pk,
        shown=len(shown[:FEW]),
    )
    for match in shown[:FEW]:
        log.record("person.identity_shown", match.person, by=by, at=at)
    return shown[:FEW]


@transaction.atomic
def tell_holders(person: Person, *, by: User, at: datetime) -> None:
    """After a sheet was written: whoever holds one beyond the writer's reach that probably is the same is asked to look.

    The writer learns nothing of it.
    """
    facts = _sheets.facts_from(_sheets.unsealed(person, vault.box(person.pk)))
    found = [match for match in _finding.ranked(facts, without=[person.pk, *_told_apart(person)]) if match.probably]
    reachable = _reachable(found, by)
    _ask_holders(person, [match for match in found if match.person.pk not in reachable], by=by, at=at)


@transaction.atomic
def between(one: Person, other: Person, *, by: User, at: datetime) -> tuple[PersonData, PersonData, Likeness]:
    """Two sheets side by side; both are recorded as seen. Raises vault.Erased."""
    policies.check_compare(by, one, other)
    mine, theirs = (people.open_identity(each, by=by, at=at) for each in (one, other))
    return mine, theirs, _finding.judged(mine, theirs)


@transaction.atomic
def distinct(one: Person, other: Person, *, by: User, at: datetime) -> Distinct:
    """Somebody looked and found two people: not suggested again."""
    policies.check_compare(by, one, other)
    first, second = sorted((one, other), key=lambda person: person.pk)
    row, new = Distinct.objects.get_or_create(one=first, other=second, defaults={"by": by, "at": at})
    if new:
        log.record("person.told_apart", one, by=by, at=at, other=str(other.pk))
    return row


@transaction.atomic
def compared(person: Person, *, by: User, at: datetime) -> Person:
    """The holder has looked whether somebody else's sheet may be about the same person; others who hold it look themselves."""
    policies.check_look_up(by, person, at=at)
    asked = Obligation.objects.unsettled().visible_to(by)
    for duty in asked.filter(kind=kinds.CHECK_PERSON.code, subject_id=person.pk):
        duties.settle(duty, by=by, at=at)
    log.record("person.compared", person, by=by, at=at)
    return person


def _reachable(found: list[Match], by: User) -> set[UUID]:
    """Those of some sheets whose names this person might open."""
    rows = Person.objects.visible_to(by, Permission.PERSON_IDENTITY)
    return set(rows.filter(pk__in=[match.person.pk for match in found]).values_list("pk", flat=True))


def _told_apart(person: Person) -> set[UUID]:
    pairs = Distinct.objects.filter(Q(one=person) | Q(other=person)).values_list("one_id", "other_id")
    return {each for pair in pairs for each in pair} - {person.pk}


def _ask_holders(person: Person, hidden: list[Match], *, by: User, at: datetime) -> None:
    """Whoever holds a sheet that is probably the same person's is asked to look, once for each change of the two.

    Nobody learns whose sheet it is; who must not know of this person, or of the case that holds the sheet, is not told.
    """
    for match in hidden[:ASKED_AT_ONCE]:
        other = match.person
        since = max(person.changed_at, other.changed_at)
        rows = Obligation.objects.filter(kind=kinds.CHECK_PERSON.code, subject_id=other.pk, opened_at__gte=since)
        asked = set(rows.values_list("dossier_id", "agency_id"))
        for holder in policies.holders(person, other, at=at):
            if (holder.dossier_id, holder.agency.pk) in asked:
                continue
            duties.open_duty(
                kind=kinds.CHECK_PERSON, subject=other, dossier_id=holder.dossier_id, label=other.label, agency=holder.agency,
                area_path=other.area_path, assignee=holder.assignee, by=by, at=at,
            )  # fmt: skip
