from datetime import date
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tuntas.areas.states import Level
from tuntas.cases import masking
from tuntas.cases.actions import parties, printing, simfoni
from tuntas.cases.models import Case, Party
from tuntas.cases.states import PartyRole, Relation
from tuntas.cases.tests.make import make_case
from tuntas.core.errors import Denied
from tuntas.people.actions.people import PersonData

pytestmark = pytest.mark.django_db
CHILD = PersonData(
    name="Melati Kusumawardani", birth_date=date(2014, 5, 5), address="Gang Kenanga 7", school="SDN Contoh 9",
    mother_name="Sekar Wangi", guardian_name="Raden Tua", guardian_contact="0812000111", nik="6171014505140001",
    phone="0812000222", aliases="Memel", birth_place="Pontianak", note="Rahasia catatan",
)  # fmt: skip
ADULT = PersonData(name="Cempaka Putih", birth_date=date(1990, 1, 2), address="Jalan Anggrek 3", nik="6171014201900001")
V, R, G = PartyRole.VICTIM, PartyRole.REPORTED_PERSON, PartyRole.GUARDIAN
TOLD = (
    "Kusumawardani",
    "Melati",
    "Gang Kenanga",
    "SDN Contoh",
    "Sekar",
    "Raden",
    "0812000",
    "6171014505140001",
    "Memel",
)


def add(cast: Cast, case: Case, role: PartyRole, data: PersonData) -> Party:
    return parties.add(case, role=role, data=data, by=cast.manager, at=NOW)


def on_paper(cast: Cast, case: Case, *named: Party) -> str:
    """What the press is given, as one text."""
    from tuntas.cases.actions.printing import _content

    return repr(_content(case, [party.pk for party in named], at=NOW).as_fields())


def on_sheet(cast: Cast, case: Case, *, named: bool) -> str:
    return repr(simfoni.sheet(case, named=named, by=cast.manager, at=NOW))


def test_r12_nothing_that_tells_who_a_child_is_stands_in_any_output(cast: Cast) -> None:
    case = make_case(cast)
    child = add(cast, case, V, CHILD)
    for text in (on_paper(cast, case, child), on_sheet(cast, case, named=True), on_sheet(cast, case, named=False)):
        assert [word for word in TOLD if word in text] == []
        assert "M. K." in text
    with pytest.raises(Denied) as refused:
        printing.copy(case, named=[child.pk], by=cast.manager, at=NOW)
    assert refused.value.rule == "R12"


def test_r12_adults_are_masked_only_where_chosen(cast: Cast) -> None:
    case = make_case(cast)
    adult = add(cast, case, V, ADULT)
    for text in (on_paper(cast, case, adult), on_sheet(cast, case, named=True)):
        assert "Cempaka Putih" in text
        assert "Jalan Anggrek 3" in text
    for text in (on_paper(cast, case), on_sheet(cast, case, named=False)):
        assert "Cempaka" not in text
        assert "Anggrek" not in text
        assert "C. P." in text


@pytest.mark.parametrize("role", [V, R, PartyRole.WITNESS])
def test_r12_who_ever_was_a_child_stays_masked(cast: Cast, role: PartyRole) -> None:
    case = make_case(cast)
    party = add(cast, case, role, CHILD)
    Party.objects.filter(pk=party.pk).update(child=False)
    party.person.child = False
    party.person.save(update_fields=["child"])
    assert party.pk in masking.always(case)
    Party.objects.filter(pk=party.pk).update(ever_child=False)
    assert party.pk not in masking.always(case)


def test_r12_whoever_leads_to_the_child_is_masked_too(cast: Cast) -> None:
    case = make_case(cast)
    child, father, stranger = add(cast, case, V, CHILD), add(cast, case, R, ADULT), add(cast, case, R, ADULT)
    guardian = add(cast, case, G, PersonData(name="Wali Anak"))
    assert masking.always(case) == {child.pk, guardian.pk}
    parties.relate(case, victim=child, reported_person=father, kind=Relation.PARENT, by=cast.manager, at=NOW)
    parties.relate(case, victim=child, reported_person=stranger, kind=Relation.NEIGHBOUR, by=cast.manager, at=NOW)
    assert masking.always(case) == {child.pk, guardian.pk, father.pk}
    assert masking.always(make_case(cast)) == frozenset()


def test_r12_a_place_is_told_no_nearer_than_the_kecamatan(cast: Cast) -> None:
    coarse = masking.coarse(cast.village)
    assert coarse is not None
    assert coarse.level == Level.DISTRICT
    assert masking.coarse(cast.city) == cast.city
    assert masking.coarse(None) is None
    case = make_case(cast)
    add(cast, case, V, ADULT)
    assert cast.village.name in on_paper(cast, case)
    add(cast, case, V, CHILD)
    assert cast.village.name not in on_paper(cast, case)


def test_r12_names_in_the_summary_are_blotted_out(cast: Cast) -> None:
    from tuntas.cases.actions import notes

    case = make_case(cast)
    add(cast, case, V, CHILD)
    adult = add(cast, case, R, ADULT)
    text = "MELATI kusumawardani (Memel), murid SDN  Contoh 9, diantar Sekar; dilaporkan Cempaka. Hasilnya baik."
    notes.summarise(case, text=text, by=cast.manager, at=NOW)
    case = Case.objects.get(pk=case.pk)
    shown = on_paper(cast, case, adult)
    assert [word for word in (*TOLD, "MELATI") if word in shown] == []
    assert "dilaporkan Cempaka. Hasilnya baik." in shown
    assert "Cempaka" not in on_paper(cast, case)


def test_r12_scrubbing_leaves_other_words_alone() -> None:
    text = "Ani dan Melatih berlatih di Gang Kenanga 70."
    assert masking.scrubbed(text, [CHILD]) == text
    assert not masking.names_somebody(text, [CHILD])
    assert masking.names_somebody("lihat melati.", [CHILD])
    assert masking.scrubbed("Melati Kusumawardani pulang", [CHILD]) == "[disamarkan] pulang"
    assert masking.scrubbed("kosong", [PersonData()]) == "kosong"


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("Al Fatih", "Kemarin Al pulang, lalu AL tidur.", "Kemarin [disamarkan] pulang, lalu [disamarkan] tidur."),
        ("Li", "Li menangis. Kata Li, ia takut.", "[disamarkan] menangis. Kata [disamarkan], ia takut."),
        ("Bo", "BO dibawa ke bos; bo- bukan nama.", "[disamarkan] dibawa ke bos; bo- bukan nama."),
        # An ordinary word is a name only where nothing else explains its capital.
        (
            "Di Wei",
            "Di rumah Di Wei tinggal di sana, DI sekolah.",
            "Di rumah [disamarkan] tinggal di sana, DI sekolah.",
        ),
        ("Ke", "Ke pasar. Ia pergi ke pasar dengan Ke.", "Ke pasar. Ia pergi ke pasar dengan [disamarkan]."),
        ("A Bun", "Ia minta a dan b.", "Ia minta a dan b."),
    ],
)
def test_r12_short_names_are_masked_and_short_words_are_not(name: str, text: str, shown: str) -> None:
    child = PersonData(name=name)
    assert masking.scrubbed(text, [child]) == shown
    assert masking.names_somebody(text, [child]) == (shown != text)


def test_r12_titles_name_nobody_and_a_mother_called_by_one_is_masked() -> None:
    child = PersonData(name="Melati", mother_name="Ibu Li", guardian_name="Pak RT")
    text = "Ibu korban dan Pak Guru bicara; Ibu Li tidak, dan Li menunggu."
    assert (
        masking.scrubbed(text, [child])
        == "Ibu korban dan Pak Guru bicara; [disamarkan] tidak, dan [disamarkan] menunggu."
    )


def test_r12_whoever_reported_a_child_is_named_on_no_copy(cast: Cast) -> None:
    case = make_case(cast)
    add(cast, case, V, CHILD)
    teller = add(cast, case, PartyRole.REPORTER, PersonData(name="Sekar Wangi", phone="0812999"))
    assert teller.pk in masking.always(case)
    assert "Wangi" not in on_paper(cast, case, teller)
    with pytest.raises(Denied) as refused:
        printing.copy(case, named=[teller.pk], by=cast.manager, at=NOW)
    assert refused.value.rule == "R12"
    grown = make_case(cast)
    add(cast, grown, V, ADULT)
    assert "Sekar Wangi" in on_paper(cast, grown, add(cast, grown, PartyRole.REPORTER, PersonData(name="Sekar Wangi")))


@pytest.mark.parametrize("same", [{"name": "Ibu Sekar Wangi"}, {"name": "X Y", "address": "Gang Kenanga 7"}])
def test_r12_a_parent_under_another_role_is_masked_by_what_the_child_s_sheet_says(
    cast: Cast, same: dict[str, Any]
) -> None:
    case = make_case(cast)
    add(cast, case, V, CHILD)
    mother = add(cast, case, PartyRole.WITNESS, PersonData(**same))
    other = add(cast, case, PartyRole.WITNESS, PersonData(name="Cempaka Putih"))
    shown = on_paper(cast, case, mother, other)
    assert ("Wangi" in shown, "X Y" in shown, "Cempaka Putih" in shown) == (False, False, True)
    reported = add(cast, case, R, PersonData(**same))
    assert same["name"] not in on_sheet(cast, case, named=True)
    assert reported.pk not in masking.always(case)


@pytest.mark.parametrize("kind", [Relation.FAMILY, Relation.SPOUSE])
def test_r12_family_and_spouse_of_a_child_lead_to_it(cast: Cast, kind: Relation) -> None:
    case = make_case(cast)
    child, uncle = add(cast, case, V, CHILD), add(cast, case, R, ADULT)
    witness = parties.add(case, role=PartyRole.WITNESS, data=ADULT, by=cast.manager, at=NOW)
    Party.objects.filter(pk=witness.pk).update(person=uncle.person)  # the same man, also as a witness
    parties.relate(case, victim=child, reported_person=uncle, kind=kind, by=cast.manager, at=NOW)
    assert masking.always(case) == {child.pk, uncle.pk, witness.pk}


def test_initials() -> None:
    assert masking.initials("siti nur-aini") == "S. N. A."
    assert masking.initials("") == ""
