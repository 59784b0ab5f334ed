from datetime import timedelta

import pytest

from tests.cast import NOW, Cast, make_user, post
from tuntas.access.roles import Role
from tuntas.cases import kinds
from tuntas.cases.actions import opening, parties, team, walls
from tuntas.cases.models import Case, Entry, TeamMember
from tuntas.cases.states import ClosingReason, PartyRole, Status, TeamRole
from tuntas.cases.tests.endings import closable, ended
from tuntas.cases.tests.make import join, make_case, open_kinds, second_manager
from tuntas.core.errors import Denied
from tuntas.intake.actions import triage
from tuntas.intake.tests.make import make_report
from tuntas.obligations.actions import walls as obligation_walls
from tuntas.obligations.models import Obligation, Wall
from tuntas.people.actions.people import PersonData

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_whoever_is_kept_out_leaves_team_lists_duties_and_timeline(cast: Cast) -> None:
    case, companion = make_case(cast), cast.by_role[Role.COMPANION_WORKER]
    team.add(case, user=companion, role=TeamRole.COMPANION, by=cast.manager, at=NOW)
    walls.keep_out(case, users=[companion, cast.supervisor], by=cast.manager, at=LATER)
    for user in (companion, cast.supervisor):
        assert not Case.objects.visible_to(user).exists()
        assert not Entry.objects.visible_to(user).exists()
        assert not Obligation.objects.visible_to(user).filter(dossier_id=case.pk).exists()
    assert not TeamMember.objects.filter(case=case, user=companion, until__isnull=True).exists()
    with pytest.raises(Denied, match="jangkauan"):
        walls.keep_out(case, by=cast.supervisor, at=LATER)


def test_a_manager_who_is_kept_out_is_replaced_in_the_same_act(cast: Cast) -> None:
    case, other = make_case(cast), second_manager(cast)
    make_case(cast, by=cast.supervisor)
    walls.keep_out(case, users=[cast.manager], by=cast.supervisor, at=LATER)
    case = fresh(case)
    assert case.manager == other
    assert case.duty is not None
    assert case.duty.assignee == other


def test_a_manager_is_kept_out_of_a_case_that_runs(cast: Cast) -> None:
    case, other = closable(cast), second_manager(cast)
    assert case.status == Status.INTERVENTION
    walls.keep_out(case, users=[cast.manager], by=cast.supervisor, at=LATER)
    case = fresh(case)
    assert case.manager == other
    assert not Obligation.objects.unsettled().filter(dossier_id=case.pk, assignee=cast.manager).exists()


def test_a_unit_that_is_kept_out_loses_the_case_upward_deadlines_kept(cast: Cast) -> None:
    case = make_case(cast)
    above = make_user("Uji Manajer Dinas", "manajer.dinas@contoh.test")
    post(above, Role.CASE_MANAGER, cast.dinas, cast.city)
    due = {duty.kind: duty.due_at for duty in Obligation.objects.unsettled().filter(dossier_id=case.pk)}
    walls.keep_out(case, agencies=[cast.unit], by=cast.manager, at=LATER)
    case = fresh(case)
    assert (case.agency, case.manager) == (cast.dinas, above)
    rows = Obligation.objects.unsettled().filter(dossier_id=case.pk)
    assert {duty.kind: duty.due_at for duty in rows} == due
    assert {(duty.agency, duty.assignee) for duty in rows} == {(cast.dinas, above)}
    assert not Case.objects.visible_to(cast.manager).exists()


def test_a_case_is_not_left_without_anybody_who_may_know(cast: Cast) -> None:
    case = make_case(cast)
    with pytest.raises(Denied, match="tidak ada manajer"):
        walls.keep_out(case, agencies=[cast.unit], by=cast.manager, at=LATER)


def test_what_was_proposed_is_not_for_the_one_it_may_be_about(cast: Cast) -> None:
    case = make_case(cast)
    cast.manager.name = "Seruni Kusuma Dewi"
    cast.manager.save()
    parties.add(
        case, role=PartyRole.REPORTED_PERSON, data=PersonData(name="Seruni Kusuma Dewi"), by=cast.supervisor, at=NOW
    )
    duty = Obligation.objects.unsettled().get(dossier_id=case.pk, kind=kinds.SET_WALL.code)
    assert duty.assignee == cast.supervisor
    walls.not_needed(case, by=cast.supervisor, at=LATER)
    assert kinds.SET_WALL.code not in open_kinds(case)
    assert not Wall.objects.exists()


@pytest.mark.parametrize("role", [Role.HOTLINE_OFFICER, Role.COMPANION_WORKER, Role.DATA_OFFICER, Role.LEADERSHIP])
def test_who_does_not_answer_for_the_case_raises_no_wall(cast: Cast, role: Role) -> None:
    with pytest.raises(Denied):
        walls.keep_out(make_case(cast), users=[cast.hotline], by=cast.by_role[role], at=NOW)


def test_what_becomes_part_of_a_case_brings_its_walls_along(cast: Cast) -> None:
    """A duplicate and a further report: whoever must not know of them is out of the case that takes them in."""
    companion, other = cast.by_role[Role.COMPANION_WORKER], second_manager(cast)
    kept = closable(cast)
    join(kept, companion)
    gone = closable(cast)
    walls.keep_out(gone, users=[companion], by=cast.supervisor, at=NOW)
    ended(cast, fresh(gone), reason=ClosingReason.DUPLICATE, target=kept)
    assert not Case.objects.visible_to(companion).filter(pk=kept.pk).exists()
    assert not TeamMember.objects.filter(case=kept, user=companion, until__isnull=True).exists()
    report = make_report(cast)
    triage.accept(report, by=cast.supervisor, at=NOW)
    obligation_walls.add(report.pk, users=[cast.manager], by=cast.supervisor, at=NOW)
    opening.link_report(fresh(kept), report, by=cast.supervisor, at=NOW)
    kept = fresh(kept)
    assert kept.manager in {other, cast.supervisor}
    assert kept.duty is not None
    assert kept.duty.assignee_id != cast.manager.pk
    assert not Case.objects.visible_to(cast.manager).filter(pk=kept.pk).exists()
