"""Who had a part in a case is no second person about it, also after it was given away; no small unit is blocked by that."""

from typing import Any

import pytest

from tests.cast import NOW, Cast, make_user, post
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting, User
from tuntas.cases.actions import decisions, proposals, reopening, risk, team
from tuntas.cases.models import Case, Proposal
from tuntas.cases.policies.second import LATELY
from tuntas.cases.states import ClosingReason, TeamRole
from tuntas.cases.tests.endings import DAY, LATER, closable, ended, fresh, proposed
from tuntas.cases.tests.make import make_case, make_party, second_manager
from tuntas.core.errors import Denied
from tuntas.intake.states import Risk
from tuntas.people.actions import merges
from tuntas.people.models import Person

pytestmark = pytest.mark.django_db
SAID: dict[str, Any] = {"reason": "x", "heard_alone": True}
OTHERS = "tidak pernah menjadi timnya"


def lower(cast: Cast, case: Case, *, at: Any = LATER) -> Proposal:
    """A proposal by whoever manages it now."""
    return proposals.propose_lower_risk(fresh(case), level=Risk.LOW, by=fresh(case).manager, at=at, **SAID)


def handed_over(cast: Cast, case: Case, *, at: Any = NOW) -> Case:
    """The supervisor managed it and gave it to a colleague."""
    team.add(case, user=cast.supervisor, role=TeamRole.MANAGER, by=cast.manager, at=at)
    other = User.objects.filter(email="manajer.dua@contoh.test").first() or second_manager(cast)
    team.add(fresh(case), user=other, role=TeamRole.MANAGER, by=cast.supervisor, at=at)
    return fresh(case)


def test_who_gave_a_case_away_does_not_decide_about_it(cast: Cast) -> None:
    case = handed_over(cast, make_case(cast, risk=Risk.HIGH))
    proposal = lower(cast, case)
    assert proposal.agency == cast.unit  # the head may
    with pytest.raises(Denied, match=OTHERS):
        decisions.approve(proposal, by=cast.supervisor, at=LATER)
    decisions.approve(proposal, by=cast.head, at=LATER)
    assert fresh(case).risk == Risk.LOW


def test_who_left_the_team_yesterday_ends_no_case(cast: Cast) -> None:
    case = closable(cast)
    member = team.add(case, user=cast.supervisor, role=TeamRole.COMPANION, by=cast.manager, at=NOW)
    team.leave(member, by=cast.manager, at=NOW)
    proposal = proposed(cast, fresh(case), at=NOW + DAY)
    with pytest.raises(Denied, match=OTHERS) as refused:
        decisions.approve(proposal, by=cast.supervisor, at=NOW + DAY)
    assert refused.value.rule == "R21"


def test_a_team_of_an_earlier_life_or_of_a_duplicate_counts(cast: Cast) -> None:
    double, case = handed_over(cast, make_case(cast, risk=Risk.LOW)), closable(cast)
    proposal = proposed(cast, double, ClosingReason.DUPLICATE, target=case, by=double.manager)
    decisions.approve(proposal, by=cast.head, at=LATER)
    with pytest.raises(Denied, match=OTHERS):
        decisions.approve(proposed(cast, fresh(case), at=LATER), by=cast.supervisor, at=LATER)
    again = handed_over(cast, ended(cast, closable(cast)))
    reopening.reopen(again, note="x", by=cast.manager, at=NOW + 500 * DAY)
    with pytest.raises(Denied, match=OTHERS):
        proposals.reject(lower(cast, risen(cast, again)), note="x", by=cast.supervisor, at=NOW + 501 * DAY)


def test_who_wrote_lately_what_it_rests_on_does_not_decide_and_later_does(cast: Cast) -> None:
    case = make_case(cast, risk=Risk.HIGH)
    risk.assess(case, items=("weapon_used",), by=cast.supervisor, at=NOW)
    with pytest.raises(Denied, match=OTHERS):
        proposals.reject(lower(cast, case), note="x", by=cast.supervisor, at=LATER)
    proposals.withdraw(Proposal.objects.get(), by=cast.manager, at=LATER)
    late = NOW + LATELY + DAY
    decisions.approve(lower(cast, case, at=late), by=cast.supervisor, at=late)


def test_deciding_before_is_no_part_in_it_and_proposing_before_is(cast: Cast) -> None:
    case = make_case(cast, risk=Risk.HIGH)
    decisions.approve(lower(cast, case), by=cast.supervisor, at=LATER)
    risen(cast, case)
    proposal = lower(cast, case, at=LATER + DAY)
    decisions.approve(proposal, by=cast.supervisor, at=LATER + DAY)
    mine = proposals.propose_lower_risk(risen(cast, case), level=Risk.LOW, by=cast.supervisor, at=LATER + DAY, **SAID)
    proposals.withdraw(mine, by=cast.supervisor, at=LATER + DAY)
    with pytest.raises(Denied, match=OTHERS):
        decisions.approve(lower(cast, case, at=LATER + 2 * DAY), by=cast.supervisor, at=LATER + 2 * DAY)


def test_a_unit_where_nobody_is_left_has_its_desk_outside(cast: Cast) -> None:
    case = handed_over(cast, make_case(cast, risk=Risk.HIGH))
    Posting.objects.filter(user=cast.head).update(ends_at=NOW)
    proposal = lower(cast, case)
    assert (proposal.agency, proposal.outside) == (cast.dinas, True)
    decisions.approve(proposal, by=cast.leadership, at=LATER)
    assert fresh(case).risk == Risk.LOW


def test_who_moved_to_the_office_above_does_not_decide_there(cast: Cast) -> None:
    case = make_case(cast, risk=Risk.HIGH)
    moved = make_user("Uji Pindah", "pindah@contoh.test")
    posting = post(moved, Role.SUPERVISOR, cast.unit, cast.city)
    member = team.add(case, user=moved, role=TeamRole.COMPANION, by=cast.manager, at=NOW)
    team.leave(member, by=cast.manager, at=NOW)
    Posting.objects.filter(pk=posting.pk).update(ends_at=NOW)
    post(moved, Role.LEADERSHIP, cast.dinas, cast.city)
    with pytest.raises(Denied, match=OTHERS):
        proposals.reject(lower(cast, case), note="x", by=moved, at=LATER)


def test_two_sheets_are_not_joined_by_who_works_with_the_person(cast: Cast) -> None:
    case = handed_over(cast, make_case(cast))
    kept, merged = (make_party(case).person for _ in range(2))
    merge = merges.propose(kept=kept, merged=merged, reason="x", by=cast.manager, at=LATER)
    with pytest.raises(Denied, match="tidak pernah menangani"):
        merges.approve(merge, by=cast.supervisor, at=LATER)
    merges.approve(merge, by=cast.head, at=LATER)
    assert Person.objects.get(pk=merged.pk).merged_into == kept


def risen(cast: Cast, case: Case) -> Case:
    """In high danger again."""
    Case.objects.filter(pk=case.pk).update(risk=Risk.HIGH)
    return fresh(case)
