"""A sheet in the open, and what every action on it needs: locking, opening without a record, comparing."""

from dataclasses import dataclass
from datetime import date

from tuntas.areas.models import Area
from tuntas.core import vault
from tuntas.people.facts import Facts, facts_of
from tuntas.people.models import Person
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


def locked(person: Person) -> Person:
    """The sheet as it is now, held until the end of the transaction."""
    return Person.objects.select_for_update(of=("self",)).select_related("agency__area", "area").get(pk=person.pk)


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
