from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.cast import NOW, Cast, make_user, post
from tuntas.access.actors import System
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.audit.models import Event
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.obligations.actions import walls
from tuntas.obligations.models import Obligation
from tuntas.people.actions import merges
from tuntas.people.models import Merge, Person
from tuntas.people.policies import merges as policies
from tuntas.people.states import MergeStatus
from tuntas.people.tests.make import make_person

pytestmark = pytest.mark.django_db


def propose(
    cast: Cast, kept: Person | None = None, merged: Person | None = None, by: User | None = None, **heard: Any
) -> Merge:
    return merges.propose(
        kept=kept or make_person(cast), merged=merged or make_person(cast), reason="Tanggal lahir dan ibu sama.",
        by=by or cast.manager, at=NOW, **heard,
    )  # fmt: skip


def gone(merge: Merge) -> Person:
    return Person.objects.get(pk=merge.merged_id)


def test_a_second_person_merges_and_nothing_is_moved(cast: Cast) -> None:
    merge = propose(cast)
    assert gone(merge).merged_into_id is None
    merge = merges.approve(merge, by=cast.supervisor, at=NOW)
    assert gone(merge).merged_into_id == merge.kept_id
    assert merge.duty is None
    assert not Obligation.objects.unsettled().filter(subject_id=merge.pk).exists()
    assert Event.objects.filter(kind="merge.decided", data__status="merged").count() == 1


def test_a_merge_can_be_taken_back(cast: Cast) -> None:
    merge = merges.approve(propose(cast), by=cast.supervisor, at=NOW)
    merge = merges.reverse(merge, by=cast.head, at=NOW + timedelta(days=1))
    assert gone(merge).merged_into_id is None
    assert (merge.status, merge.reversed_at) == (MergeStatus.REVERSED, NOW + timedelta(days=1))
    again = propose(cast, merge.kept, gone(merge))
    assert again.status == MergeStatus.PROPOSED


def test_the_proposer_never_decides(cast: Cast) -> None:
    merge = propose(cast, by=cast.supervisor)
    with pytest.raises(Denied, match="orang kedua"):
        merges.approve(merge, by=cast.supervisor, at=NOW)
    merges.approve(merge, by=cast.head, at=NOW)


@pytest.mark.parametrize("role", [Role.CASE_MANAGER, Role.HOTLINE_OFFICER, Role.SYSTEM_ADMIN, Role.AUDITOR])
def test_others_do_not_decide(cast: Cast, role: Role) -> None:
    merge = propose(cast, by=cast.supervisor)
    for act in (merges.approve, merges.reject, merges.reverse):
        with pytest.raises(Denied):
            act(merge, by=cast.by_role[role], at=NOW)


def test_rejecting_and_withdrawing_change_nothing(cast: Cast) -> None:
    for act, by, status in (
        (merges.reject, cast.supervisor, MergeStatus.REJECTED),
        (merges.withdraw, cast.manager, MergeStatus.WITHDRAWN),
    ):
        merge = act(propose(cast), by=by, at=NOW)
        assert (merge.status, gone(merge).merged_into_id) == (status, None)
        with pytest.raises(InvalidTransition):
            merges.approve(merge, by=cast.head, at=NOW)
    with pytest.raises(Denied, match="pengusulnya"):
        merges.withdraw(propose(cast), by=cast.supervisor, at=NOW)


def test_where_it_ever_was_grave_somebody_from_outside_decides(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = make_person(cast)

    def weighs(people: list[UUID]) -> str:
        return "R01" if kept.pk in people else ""

    monkeypatch.setattr(policies, "_WEIGHS", [weighs])
    with pytest.raises(Denied, match="didengar sendirian") as not_heard:
        propose(cast, kept)
    assert not_heard.value.rule == "R01"
    assert not Merge.objects.exists()
    merge = propose(cast, kept, heard_alone=True)
    assert (merge.outside, merge.agency, merge.heard_alone) == (True, cast.dinas, True)
    for inside in (cast.supervisor, cast.head):
        with pytest.raises(Denied) as refused:
            merges.approve(merge, by=inside, at=NOW)
        assert refused.value.rule == "R01"
    merges.approve(merge, by=cast.leadership, at=NOW)


def test_a_merge_of_two_units_is_decided_above_them(cast: Cast) -> None:
    secretariat = cast.agencies["secretariat"]
    post(cast.manager, Role.CASE_MANAGER, secretariat, cast.district)
    by = User.objects.get(pk=cast.manager.pk)
    merge = propose(cast, make_person(cast), make_person(cast, agency=secretariat, by=by), by=by)
    assert merge.outside
    with pytest.raises(Denied):
        merges.approve(merge, by=cast.supervisor, at=NOW)


def test_what_became_grave_later_counts_too(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    merge = propose(cast)
    monkeypatch.setattr(policies, "_WEIGHS", [lambda people: "R02"])
    with pytest.raises(Denied):
        merges.approve(merge, by=cast.supervisor, at=NOW)


def test_a_sheet_points_to_one_other_and_never_in_a_circle(cast: Cast) -> None:
    one, two, three = (make_person(cast) for _ in range(3))
    merges.approve(propose(cast, one, two), by=cast.supervisor, at=NOW)
    merges.approve(propose(cast, three, one), by=cast.supervisor, at=NOW)
    with pytest.raises(InvalidTransition):
        propose(cast, two, three)
    with pytest.raises(Denied):
        propose(cast, one, one)


def test_a_sheet_that_waits_is_not_proposed_again(cast: Cast) -> None:
    merge = propose(cast)
    with pytest.raises(InvalidTransition):
        propose(cast, make_person(cast), merge.merged)


def test_who_is_behind_a_wall_neither_sees_nor_decides(cast: Cast) -> None:
    merge = propose(cast)
    walls.add(merge.merged_id, users=[cast.supervisor], by=System("uji"), at=NOW)
    assert not Merge.objects.visible_to(cast.supervisor).filter(pk=merge.pk).exists()
    with pytest.raises(Denied):
        merges.approve(merge, by=cast.supervisor, at=NOW)
    assert Merge.objects.visible_to(cast.head).filter(pk=merge.pk).exists()


def test_the_reason_is_read_by_those_who_decide_and_recorded(cast: Cast) -> None:
    merge = propose(cast)
    assert merges.reason(merge, by=cast.head, at=NOW) == ("Tanggal lahir dan ibu sama.", "")
    assert Event.objects.filter(kind="merge.read").count() == 1
    for user in (cast.hotline, cast.sysadmin, cast.elsewhere[Role.SUPERVISOR]):
        with pytest.raises(Denied):
            merges.reason(merge, by=user, at=NOW)


def test_higher_apps_are_told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[Person, Person]] = []
    monkeypatch.setattr(policies, "ON_MERGED", [lambda kept, merged, **_: told.append((kept, merged))])
    merge = merges.approve(propose(cast), by=cast.supervisor, at=NOW)
    assert told == [(merge.kept, merge.merged)]


def test_where_nobody_could_decide_it_is_said(cast: Cast) -> None:
    alone = make_user("Uji Sendiri", "sendiri@contoh.test")
    agency = cast.elsewhere[Role.CASE_MANAGER].postings.get().agency
    agency.postings.exclude(user=alone).update(ends_at=NOW - timedelta(days=1))
    post(alone, Role.SUPERVISOR, agency, cast.other_city)
    one, two = (make_person(cast, agency=agency, by=alone) for _ in range(2))
    with pytest.raises(Denied, match="Belum ada orang kedua"):
        propose(cast, one, two, by=alone)
