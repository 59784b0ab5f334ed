"""What somebody behind a wall learns of its people, by looking for a name: nothing, also not from what follows from it."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.cases.actions import parties
from tuntas.cases.actions.walls import keep_out
from tuntas.cases.models import Party
from tuntas.cases.states import PartyRole
from tuntas.cases.tests.make import make_case, second_manager
from tuntas.core.ids import uuid7
from tuntas.notices.models import Notice
from tuntas.notices.states import Delivery
from tuntas.obligations.actions import climbing, walls
from tuntas.obligations.models import Escalation, Obligation, Wall
from tuntas.obligations.tests.conftest import BY
from tuntas.people.actions import duplicates, merges, people
from tuntas.people.actions.people import PersonData
from tuntas.people.kinds import CHECK_PERSON, DECIDE_MERGE
from tuntas.people.models import Person

pytestmark = pytest.mark.django_db
WHO = PersonData(name="Melati Kusumawardani", nik="6171014403090001")


def write(cast: Cast, by: User) -> Party:
    case = make_case(cast, by=by)
    return parties.write_down(case, role=PartyRole.VICTIM, data=WHO, party_id=uuid7(), child=False, by=by, at=NOW)


def walled_and_looked_for(cast: Cast) -> tuple[Party, Party, User]:
    """A colleague of the same unit who must not know of a case writes down, and looks for, somebody of it."""
    suspect = second_manager(cast)
    hidden = write(cast, cast.manager)
    walls.add(hidden.case_id, users=[suspect], by=cast.supervisor, at=NOW)
    mine = write(cast, suspect)
    assert duplicates.similar(mine.person, by=suspect, at=NOW) == []
    return hidden, mine, suspect


def test_no_duty_notice_or_step_of_a_ladder_tells_that_there_is_somebody(cast: Cast) -> None:
    hidden, _, suspect = walled_and_looked_for(cast)
    duty = Obligation.objects.unsettled().get(kind=CHECK_PERSON.code, subject_id=hidden.person_id)
    assert Obligation.objects.visible_to(cast.manager).filter(pk=duty.pk).exists()
    assert not Obligation.objects.visible_to(suspect).filter(pk=duty.pk).exists()
    climbing.climb(by=BY, at=duty.due_at)
    assert Escalation.objects.filter(obligation=duty, user=cast.manager).exists()
    assert not Escalation.objects.filter(obligation=duty, user=suspect).exists()
    assert not Notice.objects.filter(about_id=duty.pk, user=suspect).exists()


def test_no_page_tells_it_either(client: Client, cast: Cast) -> None:
    hidden, mine, suspect = walled_and_looked_for(cast)
    sign_in(client, suspect)
    for name in ("obligations:mine", "obligations:unit"):
        assert hidden.person.label not in client.get(reverse(name)).content.decode()
    looked = client.post(reverse("people:similar", args=[mine.person_id])).content.decode()
    assert hidden.person.label not in looked
    for url in ("people:detail", "people:similar"):
        assert client.get(reverse(url, args=[hidden.person_id])).status_code == 404
    two = reverse("people:compare", args=[mine.person_id, hidden.person_id])
    assert client.get(two).status_code == 404
    assert client.post(two, {"reason": "x"}).status_code == 404
    page = client.post(
        reverse("cases:party_new", args=[mine.case_id]), {"role": "victim", "name": WHO.name, "nik": WHO.nik}
    )
    assert hidden.person.label not in page.content.decode()


def test_what_was_owed_before_the_wall_stands_behind_it(cast: Cast) -> None:
    suspect = second_manager(cast)
    hidden = write(cast, cast.manager)
    elsewhere = cast.elsewhere[Role.CASE_MANAGER]
    people.record(data=WHO, agency=elsewhere.postings.get().agency, by=elsewhere, at=NOW)
    for person in Person.objects.exclude(pk=hidden.person_id):
        duplicates.similar(person, by=elsewhere, at=NOW)
    duty = Obligation.objects.unsettled().get(kind=CHECK_PERSON.code, subject_id=hidden.person_id)
    assert Obligation.objects.visible_to(suspect).filter(pk=duty.pk).exists()
    keep_out(hidden.case, users=[suspect], by=cast.supervisor, at=NOW)
    assert not Obligation.objects.visible_to(suspect).filter(pk=duty.pk).exists()
    assert not Notice.objects.filter(about_id=duty.pk, user=suspect, status=Delivery.WAITING).exists()
    duplicates.compared(hidden.person, by=cast.manager, at=NOW)
    assert not Obligation.objects.unsettled().filter(pk=duty.pk).exists()


def test_a_merge_of_somebody_behind_a_wall_is_nobody_s_there(cast: Cast) -> None:
    hidden, mine, suspect = walled_and_looked_for(cast)
    merge = merges.propose(kept=hidden.person, merged=mine.person, reason="x", by=cast.manager, at=NOW)
    duty = Obligation.objects.unsettled().get(kind=DECIDE_MERGE.code, subject_id=merge.pk)
    assert not Obligation.objects.visible_to(suspect).filter(pk=duty.pk).exists()
    assert Obligation.objects.visible_to(cast.supervisor).filter(pk=duty.pk).exists()


def asked_about(person: Person) -> set[tuple[object, object]]:
    rows = Obligation.objects.unsettled().filter(kind=CHECK_PERSON.code, subject_id=person.pk)
    return set(rows.values_list("dossier_id", "assignee"))


def test_each_case_that_holds_somebody_is_asked_and_nobody_learns_of_the_other(cast: Cast) -> None:
    """Two colleagues each hold a case of hers that the other must not know of; a third unit writes her down."""
    other = second_manager(cast)
    one = write(cast, cast.manager)
    two = parties.add_known(make_case(cast, by=other), role=PartyRole.WITNESS, person=one.person, by=other, at=NOW)
    walls.add(one.case_id, users=[other], by=cast.supervisor, at=NOW)
    walls.add(two.case_id, users=[cast.manager], by=cast.supervisor, at=NOW)
    elsewhere = cast.elsewhere[Role.CASE_MANAGER]
    sheet = people.record(data=WHO, agency=elsewhere.postings.get().agency, by=elsewhere, at=NOW)
    duplicates.tell_holders(sheet, by=elsewhere, at=NOW)
    assert asked_about(one.person) == {(one.case_id, cast.manager.pk), (two.case_id, other.pk)}
    for user, mine in ((cast.manager, one), (other, two)):
        seen = Obligation.objects.visible_to(user).filter(kind=CHECK_PERSON.code)
        assert [duty.dossier_id for duty in seen] == [mine.case_id]
    duplicates.compared(one.person, by=cast.manager, at=NOW)  # the other still looks themselves
    assert asked_about(one.person) == {(two.case_id, other.pk)}
    duplicates.tell_holders(sheet, by=elsewhere, at=NOW)
    assert asked_about(one.person) == {(two.case_id, other.pk)}  # once for each change


def test_a_suspect_who_holds_an_old_case_of_hers_does_not_learn_that_she_came_again(cast: Cast) -> None:
    suspect = second_manager(cast)
    old = write(cast, suspect)
    new = make_case(cast)
    walls.add(new.pk, users=[suspect], by=cast.supervisor, at=NOW)
    walls.add(old.case_id, users=[cast.manager], by=cast.supervisor, at=NOW)  # so that it is beyond the writer's reach
    mine = parties.write_down(
        new, role=PartyRole.VICTIM, data=WHO, party_id=uuid7(), child=False, by=cast.manager, at=NOW
    )
    assert asked_about(old.person) == set()  # no one duty could be hidden from both
    Wall.objects.filter(dossier_id=old.case_id).delete()
    far = cast.elsewhere[Role.CASE_MANAGER]
    Person.objects.filter(pk=mine.person_id).update(agency=far.postings.get().agency)
    duplicates.tell_holders(Person.objects.get(pk=mine.person_id), by=far, at=NOW)
    assert asked_about(old.person) == {(new.pk, None)}
    assert not Obligation.objects.visible_to(suspect).filter(kind=CHECK_PERSON.code).exists()
    assert Obligation.objects.visible_to(cast.supervisor).filter(kind=CHECK_PERSON.code).exists()
