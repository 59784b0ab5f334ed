"""What is found out later about somebody: a child after all, known under another sheet, the same matter twice."""

from datetime import date

import pytest

from tests.cast import NOW, Cast
from tuntas.cases.actions import parties, recurrence, screening
from tuntas.cases.actions.screening import Answers
from tuntas.cases.models import Case, Party, Screening
from tuntas.cases.states import Act, ClosingReason, PartyRole, Purpose, ScreeningStatus
from tuntas.cases.tests.endings import DAY, LATER, closable, ended, fresh
from tuntas.cases.tests.make import make_case, make_party, make_person
from tuntas.core.errors import Denied
from tuntas.intake.states import ViolenceType
from tuntas.people.actions import merges
from tuntas.people.actions.people import PersonData
from tuntas.people.models import Person

pytestmark = pytest.mark.django_db
BLANK = PersonData(name="Kenanga Contoh")
CHILD = PersonData(name="Kenanga Contoh", birth_date=date(2012, 1, 1))
GROWN = PersonData(name="Kenanga Contoh", birth_date=date(1990, 1, 1))


def victim(cast: Cast, case: Case, data: PersonData, *, child: bool = False) -> Party:
    return parties.add(case, role=PartyRole.VICTIM, data=data, child=child, by=cast.manager, at=NOW)


def test_rule_r09_who_turns_out_to_be_a_child_is_judged_as_one(cast: Cast) -> None:
    case = make_case(cast)
    party = victim(cast, case, BLANK)
    answers = Answers(acts=(Act.RECRUIT,), purposes=(Purpose.PROSTITUTION,))
    row = screening.record(case, victim=party, answers=answers, by=cast.manager, at=NOW)
    screening.review(row, outcome=ScreeningStatus.CLEARED, note="x", by=cast.supervisor, at=NOW)
    parties.acknowledge(case, by=cast.manager, at=LATER)
    parties.edit(party, data=CHILD, by=cast.manager, at=LATER)
    last = Screening.objects.order_by("at").last()
    assert last is not None
    assert (last.status, last.child, last.reasons) == (ScreeningStatus.SUSPECTED, True, ["child_rule"])
    assert (ViolenceType.TRAFFICKING in fresh(case).types, fresh(case).trafficking_alert) == (True, True)
    parties.edit(party, data=CHILD, by=cast.manager, at=LATER + DAY)
    assert Screening.objects.count() == 2


def test_rule_r09_without_a_purpose_nothing_is_judged_again(cast: Cast) -> None:
    case = make_case(cast)
    party = victim(cast, case, BLANK)
    screening.record(case, victim=party, answers=Answers(acts=(Act.RECRUIT,)), by=cast.manager, at=NOW)
    parties.edit(party, data=CHILD, by=cast.manager, at=LATER)
    assert Screening.objects.count() == 1


def test_a_child_whose_age_stood_nowhere_is_not_made_grown_up_by_one(cast: Cast) -> None:
    party = victim(cast, make_case(cast), BLANK, child=True)
    with pytest.raises(Denied, match="orang kedua"):
        parties.edit(party, data=GROWN, by=cast.manager, at=LATER)
    parties.edit(party, data=CHILD, by=cast.manager, at=LATER)
    assert Person.objects.get(pk=party.person_id).child


def test_who_was_never_held_to_be_a_child_gets_an_age_by_one(cast: Cast) -> None:
    party = victim(cast, make_case(cast), BLANK)
    parties.edit(party, data=GROWN, by=cast.manager, at=LATER)
    assert Person.objects.get(pk=party.person_id).child is False


def test_r12_a_child_by_another_sheet_of_hers_is_a_child_in_all_her_cases(cast: Cast) -> None:
    case, other = make_case(cast), make_case(cast)
    blank, known = victim(cast, case, BLANK), victim(cast, other, CHILD)
    merge = merges.propose(kept=known.person, merged=blank.person, reason="x", by=cast.manager, at=NOW)
    merges.approve(merge, by=cast.supervisor, at=LATER)
    blank = Party.objects.get(pk=blank.pk)
    assert (blank.child, blank.ever_child, fresh(case).ever_child) == (True, True, True)


def test_r24_sheets_merged_one_after_the_other_are_one_person(cast: Cast) -> None:
    first, middle, last = (make_person(cast) for _ in range(3))
    one, two = make_case(cast), make_case(cast)
    make_party(one, person=first)
    make_party(two, person=last)
    Person.objects.filter(pk=first.pk).update(merged_into=middle)
    Person.objects.filter(pk=middle.pk).update(merged_into=last)
    recurrence.merged(last, middle, by=cast.manager, at=LATER)
    assert (fresh(one).recurrence, fresh(two).recurrence) == (True, True)


def test_r23_the_same_matter_twice_is_no_recurrence(cast: Cast) -> None:
    case, stays = closable(cast), closable(cast)
    make_party(case, person=make_person(cast))
    ended(cast, case, reason=ClosingReason.DUPLICATE, target=stays)
    assert not recurrence.check(fresh(stays), by=cast.manager, at=LATER)
