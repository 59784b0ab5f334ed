"""Sheets of people: written, changed, opened. The tokens by which a sheet is found are written with it."""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.audit import log
from tuntas.core import vault
from tuntas.people import identifiers, tokens
from tuntas.people.facts import Facts, facts_of
from tuntas.people.models import Person
from tuntas.people.policies import people as policies
from tuntas.people.policies.people import Turn
from tuntas.people.states import Disability, Education, Marital, SafeChannel, SchoolOperator, Sex, Work

ADULT = 18
SEALED = (
    "name", "aliases", "nik", "birth_place", "phone", "address", "school", "mother_name", "guardian_name", "guardian_contact",
    "safe_hours", "code_word", "say_to_others", "accommodation", "note",
)  # fmt: skip
PLAIN = ("area", "sex", "education", "school_operator", "work", "marital", "safe_channel")


@dataclass(frozen=True)
class PersonData:
    """A sheet in the open. Everything may be missing. A birth date says the year, also when another is given."""

    name: str = ""
    aliases: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    birth_year_estimated: bool = False
    birth_place: str = ""
    sex: Sex = Sex.UNKNOWN
    nik: str = ""
    phone: str = ""
    address: str = ""
    area: Area | None = None
    mother_name: str = ""
    guardian_name: str = ""
    guardian_contact: str = ""
    disabilities: tuple[Disability, ...] = ()
    accommodation: str = ""
    education: Education = Education.UNKNOWN
    school: str = ""
    school_operator: SchoolOperator = SchoolOperator.UNKNOWN
    work: Work = Work.UNKNOWN
    marital: Marital = Marital.UNKNOWN
    safe_channel: SafeChannel = SafeChannel.NONE
    safe_hours: str = ""
    code_word: str = ""
    say_to_others: str = ""
    note: str = ""

    def child_on(self, today: date) -> bool | None:
        """Under 18 on a day. With only a year: whoever could be a child counts as one; nothing known: None."""
        if self.birth_date is not None:
            born = self.birth_date
            return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) < ADULT
        return None if self.birth_year is None else today.year - self.birth_year <= ADULT


@transaction.atomic
def record(*, data: PersonData, agency: Agency, by: Actor, at: datetime) -> Person:
    """Write a new sheet, kept by an agency, with a key of its own."""
    policies.check_record(by, agency)
    person = Person(agency=agency, created_at=at, changed_at=at)
    box = vault.create(person.pk, "person", at=at)
    _fill(person, box, data, at=at)
    person.save(force_insert=True)
    log.record("person.recorded", person, by=by, at=at)
    return person


@transaction.atomic
def edit(person: Person, *, data: PersonData, by: Actor, at: datetime) -> Person:
    """Replace what stands on a sheet. Raises vault.Erased, and Denied where becoming older needs two persons."""
    person = locked(person)
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
    person = locked(person)
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


def locked(person: Person) -> Person:
    """The sheet as it is now, held until the end of the transaction."""
    return Person.objects.select_for_update(of=("self",)).select_related("agency__area", "area").get(pk=person.pk)


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
    found = tokens.of_facts(facts_from(data))
    person.words, person.deletions, person.mother_words = found.words, found.deletions, found.mother_words
    person.birth_token = found.birth
    person.nik_token, person.phone_token = identifiers.nik_token(data.nik), identifiers.phone_token(data.phone)
    person.changed_at = at


def facts_from(data: PersonData) -> Facts:
    """A sheet as it is compared with others."""
    return facts_of(
        name=data.name,
        aliases=data.aliases,
        mother_name=data.mother_name,
        birth_date=data.birth_date,
        birth_year=data.birth_year,
        birth_year_estimated=data.birth_year_estimated,
        sex=data.sex,
        area_path=data.area.path if data.area is not None else "",
        phone=data.phone,
        nik=data.nik,
    )


def unsealed(person: Person, box: vault.Box) -> PersonData:
    """A sheet in the open, without a record: for actions that make their own."""
    texts = {name: box.unseal(person, name) for name in SEALED}
    birth = box.unseal(person, "birth_date")
    return PersonData(
        **texts,
        birth_date=date.fromisoformat(birth) if birth else None,
        birth_year=person.birth_year,
        birth_year_estimated=person.birth_year_estimated,
        area=person.area,
        sex=Sex(person.sex),
        disabilities=tuple(Disability(each) for each in person.disabilities),
        education=Education(person.education),
        school_operator=SchoolOperator(person.school_operator),
        work=Work(person.work),
        marital=Marital(person.marital),
        safe_channel=SafeChannel(person.safe_channel),
    )


def _turn(person: Person, before: PersonData, after: PersonData, at: datetime) -> Turn:
    """Dates are compared where both are known, else years; what becomes unknown counts as older."""
    today = person.agency.today(at)
    if before.birth_date and after.birth_date:
        older = after.birth_date < before.birth_date
    else:
        year, new_year = before.birth_year, after.birth_date.year if after.birth_date else after.birth_year
        older = year is not None and (new_year is None or new_year < year)
    return Turn(before.child_on(today), after.child_on(today), older)
