from datetime import timedelta

import pytest
from django.db import connection

from tests.cast import NOW, Cast
from tuntas.audit.models import Event
from tuntas.cases import kinds, numbers
from tuntas.cases.actions import opening
from tuntas.cases.actions.opening import CaseData
from tuntas.cases.models import Case, CaseReport, Entry, RiskAssessment, TeamMember
from tuntas.cases.states import EntryKind, Status, TeamRole
from tuntas.cases.tests.make import STORY, make_case, make_from_report, open_kinds, second_manager
from tuntas.core import vault
from tuntas.core.errors import Denied
from tuntas.intake.actions import risk, triage
from tuntas.intake.actions import walls as report_walls
from tuntas.intake.models import Report
from tuntas.intake.states import ReporterRole, Risk, VictimAge, ViolenceType
from tuntas.intake.states import Status as ReportStatus
from tuntas.intake.tests.make import make_report
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_a_case_has_an_owner_a_number_and_a_deadline_from_its_first_moment(cast: Cast) -> None:
    case = fresh(make_case(cast))
    assert numbers.read_number(case.number.lower()) == case.number
    assert (case.status, case.manager, case.agency) == (Status.ASSESSMENT, cast.manager, cast.unit)
    assert case.duty is not None
    assert (case.duty.kind, case.duty.assignee, case.duty.label) == (kinds.ASSESS.code, cast.manager, case.number)
    member = TeamMember.objects.get(case=case)
    assert (member.user, member.role, member.until) == (cast.manager, TeamRole.MANAGER, None)
    assert open_kinds(case) == {kinds.ASSESS.code, kinds.REASSESS_RISK.code}
    connection.check_constraints()


def test_its_story_is_sealed_and_its_opening_recorded_without_it(cast: Cast) -> None:
    case = fresh(make_case(cast))
    assert vault.box(case.pk).unseal(case, "narrative") == STORY
    event = Event.objects.get(kind="case.opened")
    assert (event.dossier_id, event.agency_id, event.data["manager"]) == (case.pk, cast.unit.pk, str(cast.manager.pk))
    assert set(Entry.objects.filter(case=case).values_list("kind", flat=True)) == {EntryKind.OPENED, EntryKind.RISK}


def test_a_case_of_high_danger_is_served_now(cast: Cast) -> None:
    case = make_case(cast, danger_now=True, risk=Risk.LOW)
    assert case.risk == Risk.HIGH
    assert case.duty is not None
    assert (case.duty.kind, case.duty.urgent) == (kinds.ASSESS_HIGH.code, True)


def test_from_a_report_class_danger_and_story_come_along(cast: Cast) -> None:
    report = make_report(
        cast,
        types=(ViolenceType.SEXUAL,),
        victim_age=VictimAge.CHILD_13_17,
        reporter_role=ReporterRole.VICTIM,
        narrative="Cerita asli",
    )
    risk.assess(report, items=["forced_sex"], by=cast.manager, at=NOW)
    case = fresh(make_from_report(cast, report=report, at=LATER))
    report = Report.objects.get(pk=report.pk)
    assert (report.status, report.duty) == (ReportStatus.IN_CASE, None)
    assert CaseReport.objects.get(report=report).case == case
    assert (case.types, case.ever_types, case.ever_child, case.risk) == (["sexual"], ["sexual"], True, Risk.MEDIUM)
    assert (case.victim_reported_at, case.area, case.opened_at) == (NOW, cast.village, LATER)
    assert RiskAssessment.objects.get(case=case).items == ["forced_sex"]
    assert vault.box(case.pk).unseal(case, "narrative") == "Cerita asli"
    assert not Obligation.objects.unsettled().filter(dossier_id=report.pk, kind__startswith="report.open_case").exists()


def test_whoever_must_not_know_of_the_report_must_not_know_of_the_case(cast: Cast) -> None:
    other = second_manager(cast)
    report = make_report(cast)
    report_walls.keep_out(report, users=[other], by=cast.manager, at=NOW)
    case = make_from_report(cast, report=report)
    assert not Case.objects.visible_to(other).exists()
    assert Case.objects.visible_to(cast.supervisor).get() == case


def test_nobody_behind_the_wall_becomes_manager(cast: Cast) -> None:
    other = second_manager(cast)
    report = make_report(cast)
    report_walls.keep_out(report, users=[other], by=cast.manager, at=NOW)
    triage.accept(report, by=cast.manager, at=NOW)
    with pytest.raises(Denied, match="Pilih orang lain"):
        opening.open_from_report(report, manager=other, by=cast.manager, at=NOW)


def test_only_an_accepted_report_becomes_a_case_and_only_once(cast: Cast) -> None:
    report = make_report(cast)
    with pytest.raises(Denied, match="tidak dapat menjadi"):
        opening.open_from_report(report, by=cast.manager, at=NOW)
    make_from_report(cast, report=report)
    with pytest.raises(Denied):
        opening.open_from_report(report, by=cast.manager, at=LATER)
    assert Case.objects.count() == 1


@pytest.mark.parametrize("who", ["hotline", "head", "secretariat", "leadership", "stranger"])
def test_who_does_not_run_cases_opens_none(cast: Cast, who: str) -> None:
    with pytest.raises(Denied, match="Kasus hanya dibuka"):
        make_case(cast, by=getattr(cast, who), manager=cast.manager)


def test_a_manager_named_at_opening_has_the_first_duty(cast: Cast) -> None:
    case = make_case(cast, by=cast.supervisor, manager=cast.manager)
    assert case.duty is not None
    assert (case.manager, case.duty.assignee) == (cast.manager, cast.manager)
    with pytest.raises(Denied, match="Pilih orang lain"):
        make_case(cast, manager=cast.hotline)


def test_a_further_report_only_adds(cast: Cast) -> None:
    case = make_case(cast, types=(ViolenceType.PHYSICAL,), risk=Risk.LOW)
    report = make_report(cast, types=(ViolenceType.SEXUAL,), danger_now=True)
    triage.accept(report, by=cast.manager, at=NOW)
    opening.link_report(case, report, by=cast.manager, at=LATER)
    case = fresh(case)
    assert (case.types, case.risk, case.danger_now) == (["physical", "sexual"], Risk.HIGH, True)
    assert case.duty is not None
    assert case.duty.kind == kinds.ASSESS_HIGH.code
    assert Report.objects.get(pk=report.pk).status == ReportStatus.IN_CASE


def test_a_case_number_is_told_from_a_report_number(cast: Cast) -> None:
    case = make_case(cast)
    assert numbers.read_number(case.number[1:]) == ""
    wrong = case.number[:-1] + str((int(case.number[-1]) + 1) % 10)
    assert numbers.read_number(wrong) == ""


def test_data_given_at_opening_is_kept(cast: Cast) -> None:
    case = opening.open_directly(
        agency=cast.unit, area=cast.city, data=CaseData(types=(ViolenceType.TRAFFICKING,), disabled_victim=True),
        by=cast.supervisor, at=NOW,
    )  # fmt: skip
    assert (case.ever_trafficking, case.disabled_victim, case.risk) == (True, True, Risk.UNKNOWN)
