"""Sheets of people: written, changed, opened. The tokens by which a sheet is found are written with it."""

from dataclasses import fields, replace
from datetime import date, datetime

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.core import vault
from tuntas.people import identifiers, tokens
from tuntas.people.actions import _sheets
from tuntas.people.actions._sheets import PLAIN, SEALED, PersonData, unsealed
from tuntas.people.models import Person
from tuntas.people.policies import people as policies
from tuntas.people.policies.people import Turn

__all__ = ["PersonData", "correct_birth", "edit", "open_identity", "record", "record_shared", "unsealed"]


@transaction.atomic
def record(*, data: PersonData, agency: Agency, by: Actor, at: datetime) -> Person:
    """Write a new sheet, kept by an agency, with a key of its own."""
    policies.check_record(by, agency)
    return _written(data, agency, by=by, at=at)


@transaction.atomic
def record_shared(*, data: PersonData, agency: Agency, by: Actor, at: datetime) -> Person:
    """The same with what another agency shared of somebody: a sheet of the receiver's own. The caller checked who accepts."""
    return _written(data, agency, by=by, at=at)


def _written(data: PersonData, agency: Agency, *, by: Actor, at: datetime) -> Person:
    person = Person(agency=agency, created_at=at, changed_at=at)
    box = vault.create(person.pk, "person", at=at)
    _fill(person, box, data, at=at)
    person.save(force_insert=True)
    log.record("person.recorded", person, by=by, at=at)
    return person


@transaction.atomic
def edit(person: Person, *, data: PersonData, by: Actor, at: datetime) -> Person:
    """Replace what stands on a sheet. Raises vault.Erased, and Denied where becoming older needs two persons."""
    person = _sheets.locked(person)
    policies.check_edit(by, person)
    box = vault.box(person.pk, writing=True)
    before = unsealed(person, box)
    policies.check_turn(by, person, _turn(person, before, data, at), at=at)
    changed = [field.name for field in fields(data) if getattr(before, field.name) != getattr(data, field.name)]
    _fill(person, box, data, at=at)
    person.save()
    log.record("person.edited", person, by=by, at=at, fields=changed)
    return person


@transaction.atomic
def correct_birth(
    person: Person,
    *,
    birth_date: date | None,
    birth_year: int | None = None,
    estimated: bool = False,
    by: Actor,
    at: datetime,
) -> Person:
    """Write the birth that two persons agreed on. The caller has checked both; nothing else on the sheet changes."""
    person = _sheets.locked(person)
    box = vault.box(person.pk, writing=True)
    data = replace(unsealed(person, box), birth_date=birth_date, birth_year=birth_year, birth_year_estimated=estimated)
    _fill(person, box, data, at=at)
    person.save()
    log.record("person.birth_corrected", person, by=by, at=at, child=person.child)
    return person


@transaction.atomic
def open_identity(person: Person, *, by: Actor, at: datetime) -> PersonData:
    """Everything on a sheet, in the open; recorded. Raises vault.Erased."""
    policies.check_identity(by, person)
    box = vault.box(person.pk)
    log.record("person.identity_shown", person, by=by, at=at)
    return unsealed(person, box)


def _fill(person: Person, box: vault.Box, data: PersonData, *, at: datetime) -> None:
    for name in PLAIN:
        setattr(person, name, getattr(data, name))
    person.area_path = data.area.path if data.area is not None else ""
    person.disabilities = [str(each) for each in data.disabilities]
    values = {name: getattr(data, name) for name in SEALED}
    values["nik"], values["phone"] = identifiers.clean_nik(data.nik), identifiers.clean_phone(data.phone)
    box.seal(person, **values)
    box.seal(person, birth_date=data.birth_date.isoformat() if data.birth_date else "")
    person.birth_year = data.birth_date.year if data.birth_date else data.birth_year
    person.birth_year_estimated = data.birth_year_estimated and not data.birth_date and data.birth_year is not None
    person.child = data.child_on(person.agency.today(at))
    found = tokens.of_facts(_sheets.facts_from(data))
    person.words, person.deletions, person.mother_words = found.words, found.deletions, found.mother_words
    person.birth_token = found.birth
    person.nik_token, person.phone_token = identifiers.nik_token(data.nik), identifiers.phone_token(data.phone)
    person.changed_at = at


def _turn(person: Person, before: PersonData, after: PersonData, at: datetime) -> Turn:
    """Dates are compared where both are known, else years; what becomes unknown counts as older."""
    today = person.agency.today(at)
    if before.birth_date and after.birth_date:
        older = after.birth_date < before.birth_date
    else:
        year, new_year = before.birth_year, after.birth_date.year if after.birth_date else after.birth_year
        older = year is not None and (new_year is None or new_year < year)
    return Turn(before.child_on(today), after.child_on(today), older)
