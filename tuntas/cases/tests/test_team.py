from datetime import timedelta

import pytest

from tests.cast import NOW, Cast, make_user, post
from tuntas.access.actors import System
from tuntas.access.roles import Role
from tuntas.accounts.actions import postings
from tuntas.accounts.models import Posting, User
from tuntas.cases.actions import team
from tuntas.cases.models import Case, TeamMember
from tuntas.cases.states import TeamRole
from tuntas.cases.tests.make import make_case, second_manager
from tuntas.core.errors import Denied
from tuntas.notices.models import Notice
from tuntas.obligations.actions import duties, walls
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import HandOverReason

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def held(case: Case) -> set[User | None]:
    return {duty.assignee for duty in Obligation.objects.unsettled().filter(dossier_id=case.pk)}


def test_a_companion_joins_is_told_and_leaves_with_nothing_in_hand(cast: Cast) -> None:
    case, companion = make_case(cast), cast.by_role[Role.COMPANION_WORKER]
    member = team.add(case, user=companion, role=TeamRole.COMPANION, by=cast.manager, at=NOW)
    assert Case.objects.visible_to(companion).get() == case
    assert Notice.objects.filter(user=companion).exists()
    duty = fresh(case).duty
    assert duty is not None
    duties.assign(duty, to=companion, by=cast.manager, at=NOW)
    team.leave(member, by=cast.manager, at=LATER)
    assert not Case.objects.visible_to(companion).exists()
    assert held(case) == {cast.manager}


def test_there_is_always_one_manager_and_the_duties_are_theirs(cast: Cast) -> None:
    case, other = make_case(cast), second_manager(cast)
    team.add(case, user=other, role=TeamRole.MANAGER, by=cast.supervisor, at=LATER)
    assert (fresh(case).manager, held(case)) == (other, {other})
    now = TeamMember.objects.get(case=case, role=TeamRole.MANAGER, until__isnull=True)
    assert now.user == other
    with pytest.raises(Denied, match="tidak pernah tanpa manajer"):
        team.leave(now, by=cast.supervisor, at=LATER)


@pytest.mark.parametrize(
    ("role", "who"),
    [
        (TeamRole.MANAGER, Role.COMPANION_WORKER), (TeamRole.PSYCHOLOGIST, Role.CASE_MANAGER),
        (TeamRole.LEGAL_COUNSELLOR, Role.HOTLINE_OFFICER), (TeamRole.COMPANION, Role.DATA_OFFICER),
    ],
)  # fmt: skip
def test_each_place_has_its_profession(cast: Cast, role: TeamRole, who: Role) -> None:
    with pytest.raises(Denied, match="Pilih orang lain"):
        team.add(make_case(cast), user=cast.by_role[who], role=role, by=cast.manager, at=NOW)


def test_nobody_behind_the_wall_or_from_elsewhere_joins(cast: Cast) -> None:
    case, companion = make_case(cast), cast.by_role[Role.COMPANION_WORKER]
    walls.add(case.pk, users=[companion], by=cast.manager, at=NOW)
    for user in (companion, cast.elsewhere[Role.COMPANION_WORKER]):
        with pytest.raises(Denied, match="Pilih orang lain"):
            team.add(case, user=user, role=TeamRole.COMPANION, by=cast.manager, at=NOW)


@pytest.mark.parametrize("who", ["hotline", "head", "leadership", "stranger"])
def test_who_does_not_run_cases_changes_no_team(cast: Cast, who: str) -> None:
    case = make_case(cast)
    with pytest.raises(Denied):
        team.add(case, user=cast.by_role[Role.COMPANION_WORKER], role=TeamRole.COMPANION, by=getattr(cast, who), at=NOW)


def test_a_hand_over_of_duties_takes_the_cases_along(cast: Cast) -> None:
    case, other = make_case(cast), second_manager(cast)
    secret = make_case(cast)
    walls.add(secret.pk, users=[other], by=cast.supervisor, at=NOW)
    for duty in Obligation.objects.unsettled().filter(dossier_id=secret.pk):
        duties.assign(duty, to=cast.supervisor, by=cast.supervisor, at=NOW)
    duties.hand_over(from_user=cast.manager, to_user=other, reason=HandOverReason.LEAVING, by=cast.supervisor, at=LATER)
    assert (fresh(case).manager, held(case)) == (other, {other})
    assert fresh(secret).manager == cast.supervisor
    assert not Case.objects.filter(manager=cast.manager, is_open=True).exists()


def test_cases_are_not_handed_to_somebody_who_may_not_manage_them(cast: Cast) -> None:
    make_case(cast)
    with pytest.raises(Denied):
        duties.hand_over(
            from_user=cast.manager, to_user=cast.by_role[Role.COMPANION_WORKER], reason=HandOverReason.SICK,
            by=cast.supervisor, at=LATER,
        )  # fmt: skip
    assert Case.objects.get().manager == cast.manager


def test_nobody_leaves_while_managing_an_open_case(cast: Cast) -> None:
    case = make_case(cast)
    Obligation.objects.filter(dossier_id=case.pk).update(assignee=None)
    posting = Posting.objects.get(user=cast.manager)
    second_manager(cast)
    with pytest.raises(Denied, match="manajer kasus yang terbuka"):
        postings.end(posting, by=cast.head, at=LATER)


def test_a_case_whose_manager_may_not_manage_any_more_gets_another(cast: Cast) -> None:
    case, other = make_case(cast), second_manager(cast)
    make_case(cast, by=cast.supervisor)
    Posting.objects.filter(user=cast.manager).update(role=Role.HOTLINE_OFFICER)
    assert team.replace_lost(by=System("penjaga kasus"), at=LATER) == 1
    assert fresh(case).manager == other
    assert team.replace_lost(by=System("penjaga kasus"), at=LATER) == 0


def test_a_manager_may_accompany_too(cast: Cast) -> None:
    case = make_case(cast)
    team.add(case, user=cast.manager, role=TeamRole.COMPANION, by=cast.manager, at=NOW)
    team.add(case, user=cast.manager, role=TeamRole.COMPANION, by=cast.manager, at=NOW)
    assert TeamMember.objects.filter(case=case, user=cast.manager).count() == 2


def test_two_psychologists_may_serve_one_case(cast: Cast) -> None:
    case = make_case(cast)
    second = make_user("Uji Psikolog Dua", "psikolog.dua@contoh.test")
    post(second, Role.PSYCHOLOGIST, cast.unit, cast.city)
    for user in (cast.by_role[Role.PSYCHOLOGIST], second):
        team.add(case, user=user, role=TeamRole.PSYCHOLOGIST, by=cast.manager, at=NOW)
    assert TeamMember.objects.filter(case=case, role=TeamRole.PSYCHOLOGIST).count() == 2
