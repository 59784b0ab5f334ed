"""Assessment, plan and services: what is asked before (R15), with her (R37), and who goes where; both directions."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import NOW, Cast, post
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.cases.actions import assessments, course, plans, risk, services
from tuntas.cases.actions.assessments import AssessmentData
from tuntas.cases.actions.plans import ItemData
from tuntas.cases.models import Assessment, Case, Party, Plan, PlanItem, Service
from tuntas.cases.states import AssessmentArea, Proof, ServiceForm, ServiceKind, Status, TeamRole
from tuntas.cases.tests.endings import DAY, LATER, assessed, fresh, planned
from tuntas.cases.tests.make import join, make_case, make_party, open_kinds
from tuntas.core import vault
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.states import Risk, ViolenceType
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db
NEED = {"area": AssessmentArea.SAFETY, "need": "a", "goal": "b", "action": "c"}


def disabled(case: Case, accommodation: str = "") -> Party:
    victim = make_party(case)
    victim.person.disabilities = ["sensory"]
    if accommodation:
        vault.box(victim.person_id, writing=True).seal(victim.person, accommodation=accommodation)
    victim.person.save()
    return victim


def test_r15_a_victim_with_a_disability_is_interviewed_with_what_she_needs(cast: Cast) -> None:
    case = make_case(cast)
    victim = disabled(case)
    given: dict[str, Any] = {"data": AssessmentData(), "heard_alone": True, "by": cast.manager, "at": NOW}
    with pytest.raises(Denied, match="akomodasi yang dibutuhkan") as refused:
        assessments.record(case, victim=victim, **given)
    assert refused.value.rule == "R15"
    assessments.record(case, victim=disabled(case, "Juru bahasa isyarat"), **given)
    assert Assessment.objects.count() == 1


def test_r15_asks_nothing_of_others(cast: Cast) -> None:
    assert assessed(cast, make_case(cast)).status == Status.PLANNING


def test_she_is_heard_alone_or_it_is_written_down_why_not(cast: Cast) -> None:
    case = make_case(cast)
    given: dict[str, Any] = {"victim": make_party(case), "heard_alone": False, "by": cast.manager, "at": NOW}
    with pytest.raises(Denied, match="didengar sendirian"):
        assessments.record(case, data=AssessmentData(), **given)
    assessments.record(case, data=AssessmentData(why_not_alone="Masih dirawat"), **given)


def test_economic_need_is_a_need_and_sealed(cast: Cast) -> None:
    case = make_case(cast)
    data = AssessmentData(economic="Butuh modal usaha")
    row = assessments.record(
        case, victim=make_party(case), data=data, heard_alone=True, economic_need=True, by=cast.manager, at=NOW
    )
    assert row.economic_need
    assert vault.box(case.pk).unseal(row, "economic") == "Butuh modal usaha"


@pytest.mark.parametrize(
    ("types", "child"),
    [((ViolenceType.SEXUAL,), False), ((ViolenceType.TRAFFICKING,), False), ((ViolenceType.PHYSICAL,), True)],
)
def test_r37_restitution_is_asked_where_it_is_a_right(cast: Cast, types: tuple[ViolenceType, ...], child: bool) -> None:
    case = make_case(cast, types=types, child=child)
    for decided in ("", "not_yet", "declined"):
        with pytest.raises(Denied, match="Restitusi") as refused:
            plans.make(case, with_victim=True, restitution=decided, by=cast.manager, at=NOW)
        assert refused.value.rule == "R37"
    assert plans.make(case, with_victim=True, restitution="apply", by=cast.manager, at=NOW).pk is not None
    assert (
        plans.make(case, with_victim=True, restitution_reason="Menunggu LPSK", by=cast.manager, at=NOW).pk is not None
    )


def test_r37_is_not_asked_elsewhere(cast: Cast) -> None:
    assert plans.make(make_case(cast), with_victim=True, by=cast.manager, at=NOW).pk is not None


def test_a_plan_is_made_with_her_or_says_why_not(cast: Cast) -> None:
    case = make_case(cast)
    with pytest.raises(Denied, match="bersama korban"):
        plans.make(case, with_victim=False, by=cast.manager, at=NOW)
    assert (
        plans.make(case, with_victim=False, why_without_victim="Masih dirawat", by=cast.manager, at=NOW).pk is not None
    )


def _item(cast: Cast, case: Case, who: User | None = None, days: int = 7) -> PlanItem:
    plan = Plan.objects.filter(case=case).last() or plans.make(case, with_victim=True, by=cast.manager, at=NOW)
    data = ItemData(**NEED, who=who or cast.manager, until_date=(NOW + days * DAY).date())  # type: ignore[arg-type]
    return plans.add_item(plan, data=data, by=cast.manager, at=NOW)


def test_a_line_is_owed_by_its_person_until_the_end_of_the_day_there(cast: Cast) -> None:
    case = make_case(cast)
    item = _item(cast, case)
    assert item.duty is not None
    assert (item.duty.assignee, item.duty.kind) == (cast.manager, "plan_item.do")
    assert item.duty.due_at.isoformat().startswith("2026-11-30T23:59")
    assert item.duty.due_at.utcoffset() == timedelta(hours=7)
    plans.finish_item(item, result="ok", by=cast.manager, at=LATER)
    item = PlanItem.objects.get()
    assert (item.status, item.done_at, item.duty) == ("done", LATER, None)
    plans.resume_item(item, until_date=(NOW + 9 * DAY).date(), by=cast.manager, at=LATER)
    assert "plan_item.do" in open_kinds(case)


def test_only_the_team_is_given_lines_and_no_day_that_has_passed(cast: Cast) -> None:
    case = make_case(cast)
    with pytest.raises(Denied, match="tim kasus"):
        _item(cast, case, who=cast.head)
    with pytest.raises(Denied, match="sudah lewat"):
        _item(cast, case, days=-1)


def test_a_companion_does_not_approve_the_plan_of_their_own_case(cast: Cast) -> None:
    case = assessed(cast, make_case(cast))
    _item(cast, case)
    plan = Plan.objects.get()
    join(case, cast.manager)
    with pytest.raises(Denied, match="Pendamping kasus ini"):
        plans.approve(plan, by=cast.manager, at=NOW)
    plans.approve(plan, by=cast.supervisor, at=NOW)
    assert fresh(case).status == Status.INTERVENTION
    with pytest.raises(InvalidTransition, match="sudah disetujui"):
        plans.approve(plan, by=cast.supervisor, at=NOW)


def test_high_danger_is_acted_on_before_there_is_a_plan(cast: Cast) -> None:
    case = make_case(cast)
    with pytest.raises(Denied, match="berisiko TINGGI") as refused:
        course.start_now(case, by=cast.manager, at=NOW)
    assert refused.value.rule == "R16"
    risk.assess(case, items=("strangling",), by=cast.manager, at=NOW)
    assert course.start_now(case, by=cast.manager, at=NOW).status == Status.INTERVENTION
    assert assessed(cast, fresh(case)).status == Status.PLANNING


def test_watching_begins_when_everything_planned_is_done(cast: Cast) -> None:
    case = assessed(cast, make_case(cast))
    planned(cast, case)
    item = _item(cast, fresh(case))
    with pytest.raises(Denied, match="Masih ada butir"):
        course.monitor(case, by=cast.manager, at=NOW)
    plans.drop_item(item, reason="Tidak perlu", by=cast.manager, at=NOW)
    assert course.monitor(case, by=cast.manager, at=NOW).status == Status.MONITORING
    assert course.resume(case, by=cast.manager, at=NOW).status == Status.INTERVENTION


def _service(cast: Cast, form: ServiceForm = ServiceForm.DIRECT, **data: Any) -> Service:
    case = make_case(cast, **data)
    return services.request(
        case, victim=make_party(case), kind=ServiceKind.HEALTH, form=form, kpad_proposed=True, by=cast.manager, at=NOW
    )


def test_a_service_is_owed_until_it_is_done_with_proof(cast: Cast) -> None:
    row = _service(cast)
    services.start(row, by=cast.manager, at=NOW + 2 * DAY)
    with pytest.raises(Denied, match="bukti"):
        services.finish(row, proof="", result="x", by=cast.manager, at=NOW + 3 * DAY)  # type: ignore[arg-type]
    services.finish(
        row, proof=Proof.LETTER, proof_number="12/RS", result="Visum ada", by=cast.manager, at=NOW + 3 * DAY
    )
    row = Service.objects.get()
    assert (row.status, row.started_at, row.ended_at, row.duty) == ("done", NOW + 2 * DAY, NOW + 3 * DAY, None)
    with pytest.raises(InvalidTransition):
        services.cancel(row, reason="x", by=cast.manager, at=NOW + 4 * DAY)


def test_a_service_is_given_up_only_with_a_reason(cast: Cast) -> None:
    row = _service(cast)
    with pytest.raises(Denied, match="alasannya"):
        services.cancel(row, reason=" ", by=cast.manager, at=NOW)


def test_what_a_rule_opened_is_given_up_only_by_who_manages_the_case(cast: Cast) -> None:
    row = _service(cast)
    Service.objects.update(rule="R39")
    companion = cast.by_role[Role.COMPANION_WORKER]
    join(row.case, companion)
    with pytest.raises(Denied, match="manajer kasus"):
        services.cancel(row, reason="x", by=companion, at=NOW)
    services.cancel(row, reason="Menolak diperiksa", by=cast.manager, at=NOW)


def _prepare(cast: Cast, row: Service, *going: User, police: bool = False, looked: bool = True) -> Service:
    return services.prepare_outreach(
        row, verified=looked, danger_checked=looked, with_police=police, companions=going, by=cast.manager, at=NOW
    )


def test_outreach_begins_when_it_was_verified_and_danger_was_looked_at(cast: Cast) -> None:
    row = _service(cast, ServiceForm.OUTREACH)
    with pytest.raises(Denied, match="berangkat"):
        services.start(row, by=cast.manager, at=NOW)
    _prepare(cast, row, looked=False)
    with pytest.raises(Denied, match="dipastikan"):
        services.set_out(row, by=cast.manager, at=NOW)
    _prepare(cast, row)
    assert services.set_out(row, by=cast.manager, at=NOW).status == "running"


def test_nobody_goes_alone_into_danger_and_the_police_come_along(cast: Cast) -> None:
    row = _service(cast, ServiceForm.OUTREACH, risk=Risk.HIGH)
    _prepare(cast, row)
    with pytest.raises(Denied, match="tidak berangkat sendirian") as refused:
        services.set_out(row, by=cast.manager, at=NOW)
    assert refused.value.rule == "R16"
    _prepare(cast, row, cast.by_role[Role.COMPANION_WORKER])
    with pytest.raises(Denied, match="bersama kepolisian"):
        services.set_out(row, by=cast.manager, at=NOW)
    _prepare(cast, row, cast.by_role[Role.COMPANION_WORKER], police=True)
    assert services.set_out(row, by=cast.manager, at=NOW).status == "running"


def test_kpad_proposes_and_joins_and_never_leads(cast: Cast) -> None:
    row = _service(cast, ServiceForm.OUTREACH)
    kpad = cast.by_role[Role.KPAD]
    _prepare(cast, row, kpad)
    assert list(row.companions.all()) == [kpad]
    with pytest.raises(Denied):
        services.set_out(row, by=kpad, at=NOW)
    post(cast.head, Role.KPAD, cast.agencies["kpad"], cast.city)
    post(cast.head, Role.COMPANION_WORKER, cast.unit, cast.city)
    join(row.case, cast.head)
    head = User.objects.get(pk=cast.head.pk)
    with pytest.raises(Denied, match="tidak memimpin"):
        services.set_out(row, by=head, at=NOW)


def test_strangers_do_not_come_along(cast: Cast) -> None:
    row = _service(cast, ServiceForm.OUTREACH)
    for user in (cast.satpol, cast.elsewhere[Role.KPAD], cast.stranger):
        with pytest.raises(Denied, match="tidak dapat ikut serta"):
            _prepare(cast, row, user)


def test_who_is_not_on_the_team_writes_nothing(cast: Cast) -> None:
    case = make_case(cast)
    victim = make_party(case)
    with pytest.raises(Denied, match="tim kasus"):
        services.request(case, victim=victim, kind=ServiceKind.HEALTH, by=cast.by_role[Role.COMPANION_WORKER], at=NOW)
    join(case, cast.by_role[Role.PSYCHOLOGIST], TeamRole.PSYCHOLOGIST)
    assert (
        services.request(case, victim=victim, kind=ServiceKind.HEALTH, by=cast.by_role[Role.PSYCHOLOGIST], at=NOW).pk
        is not None
    )
    assert Obligation.objects.unsettled().filter(dossier_id=case.pk, kind="service.give").exists()
