"""The people of a case: writing them down, saying what they are to each other, opening their names."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases.actions import _case, _follows, _suspects, recurrence
from tuntas.cases.models import Case, Incident, Party, Relationship, SecrecyNotice
from tuntas.cases.policies import parties as policies
from tuntas.cases.policies.consents import same
from tuntas.cases.states import EntryKind, PartyRole, Relation
from tuntas.core.ids import uuid7
from tuntas.core.policies import may
from tuntas.core.vault import Erased
from tuntas.people.actions import duplicates, people, supplements
from tuntas.people.actions.duplicates import Match
from tuntas.people.actions.people import PersonData
from tuntas.people.models import Person
from tuntas.people.policies.merges import check_look_up_new


@transaction.atomic
def add(
    case: Case, *, role: PartyRole, data: PersonData, child: bool = False, party_id: UUID | None = None, by: User,
    at: datetime,
) -> Party:  # fmt: skip
    """Write somebody new into a case, with a sheet of their own. `child`: somebody who knows says so.

    Under 18 now or at the incident counts as a child. A repeated victim or suspect marks recurrence. `party_id` comes
    from the form: the same form writes down one person, however often it is sent.
    """
    case = _case.locked(case)
    policies.check_write(by, case)
    known = Party.objects.filter(pk=party_id).first() if party_id else None
    if known is not None and known.case_id == case.pk:
        return known
    if known is not None:
        party_id = None  # the id of a form that was filled in for another case: never an answer about that one
    given = data if data.area is not None or role is not PartyRole.VICTIM else replace(data, area=case.area)
    person = people.record(data=given, agency=case.agency, by=by, at=at)
    was_child = child or _was_child(case, data, at)
    return _added(case, person, role, child=was_child, party_id=party_id, by=by, at=at)


@transaction.atomic
def add_known(
    case: Case, *, role: PartyRole, person: Person, child: bool = False, party_id: UUID | None = None, by: User,
    at: datetime,
) -> Party:  # fmt: skip
    """The same with a sheet that exists and that this person may see."""
    case = _case.locked(case)
    policies.check_write(by, case)
    policies.check_person(by, person)
    return _added(case, person, role, child=child or bool(person.child), party_id=party_id, by=by, at=at)


@transaction.atomic
def alike(case: Case, *, data: PersonData, party_id: UUID, by: User, at: datetime) -> list[Match]:
    """Before somebody new is written down: sheets within reach that probably are this person's already.

    None for a form that was stored already, and where it was asked too often: looking never holds up the writing.
    """
    policies.check_write(by, case)
    stored = Party.objects.filter(pk=party_id, case=case)
    if stored.exists() or not may(check_look_up_new, by, case.agency, at=at):
        return []
    found = duplicates.alike(data, agency=case.agency, by=by, at=at)
    # The search takes a while: another tap may have stored it meanwhile, and nobody is told that nothing was.
    return [] if stored.exists() else found


@transaction.atomic
def write_down(
    case: Case, *, role: PartyRole, data: PersonData, child: bool, party_id: UUID, by: User, at: datetime
) -> Party:
    """Somebody who is new to whoever writes. Where the person may be known beyond their reach, the holder is asked."""
    party = add(case, role=role, data=data, child=child, party_id=party_id, by=by, at=at)
    duplicates.tell_holders(party.person, by=by, at=at)
    return party


@transaction.atomic
def take_known(
    case: Case, *, role: PartyRole, person: Person, data: PersonData, child: bool, party_id: UUID | None = None,
    by: User, at: datetime,
) -> Party:  # fmt: skip
    """It is somebody who has a sheet: no second one is made, and what was typed is added to it."""
    child = child or _was_child(case, data, at)
    party = add_known(case, role=role, person=person, child=child, party_id=party_id, by=by, at=at)
    supplements.add(person, data=data, by=by, at=at)
    _mark(case, party, disabled=bool(data.disabilities))
    return party


@transaction.atomic
def edit(party: Party, *, data: PersonData, by: User, at: datetime) -> Party:
    """Change what stands on the sheet. Making a child older needs two persons; becoming a child counts at once."""
    case = _case.locked(party.case)
    policies.check_write(by, case)
    policies.check_identity(by, case)
    policies.check_party(party, case)
    before = _suspects.told(party.person)
    person = people.edit(party.person, data=data, by=by, at=at)
    if party.role == PartyRole.REPORTED_PERSON and _suspects.told(person) != before:
        _suspects.propose_wall(case, person, by=by, at=at)
    if _was_child(case, data, at) and not party.child:
        party.child = party.ever_child = True
        party.save(update_fields=["child", "ever_child"])
    _mark(case, party, disabled=bool(data.disabilities))
    recurrence.check(case, by=by, at=at)
    _follows.follow(case, by=by, at=at)
    _case.entry(case, EntryKind.PARTY, url_name="cases:parties", detail=f"{party.role}.changed", by=by, at=at)
    log.record(
        "party.edited", party, by=by, at=at, dossier_id=case.pk, agency_id=case.agency_id, area_path=case.area_path
    )
    return party


@transaction.atomic
def relate(
    case: Case, *, victim: Party, reported_person: Party, kind: Relation, by: User, at: datetime
) -> Relationship:
    """What a reported person is to a victim; saying it again replaces it."""
    case = _case.locked(case)
    policies.check_write(by, case)
    policies.check_party(victim, case, PartyRole.VICTIM)
    policies.check_party(reported_person, case, PartyRole.REPORTED_PERSON)
    row, _ = Relationship.objects.update_or_create(
        victim=victim, reported_person=reported_person, defaults={"case": case, "kind": kind}
    )
    _case.entry(case, EntryKind.PARTY, url_name="cases:parties", detail="relationship", by=by, at=at)
    log.record(
        "relationship.set", row, by=by, at=at, dossier_id=case.pk, agency_id=case.agency_id, area_path=case.area_path,
        kind=str(kind),
    )  # fmt: skip
    return row


@transaction.atomic
def acknowledge(case: Case, *, by: User, at: datetime) -> SecrecyNotice:
    """The secrecy notice of a trafficking case has been read (R36); once per person and case."""
    case = _case.locked(case)
    row, new = SecrecyNotice.objects.get_or_create(case=case, user=by, defaults={"at": at})
    if new:
        log.record("case.secrecy_read", case, by=by, at=at, rule="R36")
    return row


@transaction.atomic
def identities(case: Case, *, by: User, at: datetime) -> dict[object, PersonData | None]:
    """The sheets of everybody in a case, by party; None for one whose dossier was erased. Each opening is recorded."""
    policies.check_identity(by, case)
    found: dict[object, PersonData | None] = {}
    rows = Party.objects.filter(case=case, removed_at__isnull=True).select_related(
        "person__area", "person__agency__area"
    )
    for party in rows:
        try:
            found[party.pk] = people.open_identity(party.person, by=by, at=at)
        except Erased:
            found[party.pk] = None
    log.record("case.identities_shown", case, by=by, at=at, count=len(found), secrecy_notice=case.ever_trafficking)
    return found


@transaction.atomic
def sheet(party: Party, *, by: User, at: datetime) -> PersonData:
    """One person's sheet in the open; recorded with the person and with the case. Raises vault.Erased."""
    case = party.case
    policies.check_identity(by, case)
    data = people.open_identity(party.person, by=by, at=at)
    log.record(
        "party.identity_shown", party, by=by, at=at, dossier_id=case.pk, agency_id=case.agency_id, area_path=case.area_path,
        role=party.role,
    )  # fmt: skip
    return data


def _added(
    case: Case, person: Person, role: PartyRole, *, child: bool, party_id: UUID | None = None, by: User,
    at: datetime,
) -> Party:  # fmt: skip
    known = Party.objects.filter(case=case, person=person, role=role, removed_at__isnull=True).first()
    if known is not None:
        return known
    last = Party.objects.filter(case=case, role=role).order_by("-ordinal").values_list("ordinal", flat=True).first()
    party = Party.objects.create(
        id=party_id or uuid7(), case=case, person=person, role=role, ordinal=(last or 0) + 1, child=child,
        ever_child=child, added_at=at,
    )  # fmt: skip
    _mark(case, party, disabled=bool(person.disabilities))
    _case.entry(case, EntryKind.PARTY, url_name="cases:parties", detail=str(role), by=by, at=at)
    log.record(
        "party.added", party, by=by, at=at, dossier_id=case.pk, agency_id=case.agency_id, area_path=case.area_path,
        role=str(role), child=child,
    )  # fmt: skip
    if role is PartyRole.REPORTED_PERSON:
        _suspects.propose_wall(case, person, by=by, at=at)
    recurrence.check(case, by=by, at=at)
    _follows.follow(case, by=by, at=at)
    return party


def merged(kept: Person, gone: Person, *, by: User, at: datetime) -> None:  # noqa: ARG001 - as `on_merged` calls
    """Two sheets became one person's: who is a child by one of them is a child in every case of all of them (R09, R12)."""
    sheets = same(kept.pk)
    if not Person.objects.filter(pk__in=sheets, child=True).exists():
        return
    rows = Party.objects.filter(person__in=sheets, child=False, removed_at__isnull=True)
    for party in rows.order_by("case", "pk"):
        case = _case.locked(party.case)
        party.child = party.ever_child = True
        party.save(update_fields=["child", "ever_child"])
        _mark(case, party, disabled=False)
        _case.entry(case, EntryKind.PARTY, url_name="cases:parties", detail=f"{party.role}.changed", by=by, at=at)
        log.record(
            "party.edited", party, by=by, at=at, dossier_id=case.pk, agency_id=case.agency_id, area_path=case.area_path
        )
        if case.closed_at is None:
            _follows.follow(case, by=by, at=at)


def _mark(case: Case, party: Party, *, disabled: bool) -> None:
    """What the people of a case say about the whole; never back to less."""
    if party.role == PartyRole.VICTIM:
        case.ever_child = case.ever_child or party.ever_child
        case.disabled_victim = case.disabled_victim or disabled
    elif party.role == PartyRole.REPORTED_PERSON:
        case.child_reported = case.child_reported or party.ever_child
    case.save(update_fields=["ever_child", "disabled_victim", "child_reported"])


def _was_child(case: Case, data: PersonData, at: datetime) -> bool:
    """Under 18 today or on a day on which it happened."""
    days: set[date] = {case.agency.today(at)}
    for first, last in Incident.objects.filter(case=case).values_list("on_date", "until_date"):
        days |= {day for day in (first, last) if day}
    return any(data.child_on(day) for day in days)
