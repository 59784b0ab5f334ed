from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake import checklist
from tuntas.intake.actions import decisions, proposals, risk, triage
from tuntas.intake.models import Proposal, Report, RiskAssessment
from tuntas.intake.states import Risk, Status
from tuntas.intake.tests.make import make_report, open_kinds
from tuntas.obligations.states import Outcome

LATER = NOW + timedelta(hours=1)
CRITICAL = [item.code for item in checklist.ITEMS if item.critical]


@pytest.mark.parametrize("code", CRITICAL)
def test_one_critical_item_is_high_at_once(code: str) -> None:
    assert checklist.level_of([code]) == Risk.HIGH


@pytest.mark.parametrize(
    ("items", "level"),
    [
        ([], Risk.LOW),
        (["control", "unemployed"], Risk.LOW),
        (["control", "increasing"], Risk.MEDIUM),
        (["forced_sex"], Risk.MEDIUM),
        (["forced_sex", "increasing"], Risk.MEDIUM),
        (["forced_sex", "increasing", "control"], Risk.HIGH),
        (["stalking"], Risk.LOW),
        (["separation"], Risk.LOW),
        (["stalking", "separation"], Risk.HIGH),
    ],
)
def test_otherwise_the_sum_decides(items: list[str], level: Risk) -> None:
    assert checklist.level_of(items) == level


def test_an_unknown_item_is_an_error() -> None:
    with pytest.raises(KeyError):
        checklist.level_of(["nonsense"])


def fresh(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


@pytest.mark.django_db
def test_raising_replaces_the_clock(cast: Cast) -> None:
    report = make_report(cast)
    before = report.duty
    risk.assess(report, items=["strangling"], by=cast.hotline, at=LATER)
    report = fresh(report)
    assert report.risk == Risk.HIGH
    assert report.duty is not None
    assert (report.duty.kind, report.duty.due_at, report.duty.urgent) == (
        "report.triage_high", LATER + timedelta(minutes=15), True,
    )  # fmt: skip
    assert before is not None
    before.refresh_from_db()
    assert before.outcome == Outcome.REPLACED


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["hotline", "manager", "supervisor", "head"])
def test_anyone_who_sees_it_may_raise(cast: Cast, who: str) -> None:
    report = make_report(cast)
    risk.assess(report, items=[], at_least=Risk.HIGH, by=getattr(cast, who), at=LATER)
    assert fresh(report).risk == Risk.HIGH


@pytest.mark.django_db
def test_a_lower_result_changes_nothing_by_itself(cast: Cast) -> None:
    report = make_report(cast, danger_now=True)
    duty = report.duty
    row = risk.assess(report, items=[], by=cast.hotline, at=LATER)
    report = fresh(report)
    assert (row.level, report.risk, report.duty) == (Risk.LOW, Risk.HIGH, duty)
    assert RiskAssessment.objects.count() == 1


@pytest.mark.django_db
def test_looking_again_gives_nobody_more_time(cast: Cast) -> None:
    report = make_report(cast)
    duty = report.duty
    risk.assess(report, items=[], by=cast.hotline, at=LATER)
    report = fresh(report)
    assert (report.risk, report.duty) == (Risk.LOW, duty)


@pytest.mark.django_db
def test_an_accepted_report_gets_the_clock_of_its_danger(cast: Cast) -> None:
    report = triage.accept(make_report(cast), by=cast.hotline, at=NOW)
    risk.assess(report, items=["death_threat"], by=cast.hotline, at=LATER)
    assert (fresh(report).status, open_kinds(report)) == (Status.ACCEPTED, {"report.open_case_high"})


@pytest.mark.django_db
def test_lowering_needs_a_second_person(cast: Cast) -> None:
    report = make_report(cast, danger_now=True)
    proposal = proposals.propose_lower_risk(report, level=Risk.LOW, reason="Salah pencet", by=cast.hotline, at=LATER)
    assert fresh(report).risk == Risk.HIGH
    with pytest.raises(Denied, match="orang kedua"):
        decisions.approve(proposal, by=cast.hotline, at=LATER)
    decisions.approve(proposal, by=cast.supervisor, at=LATER)
    report = fresh(report)
    assert (report.risk, open_kinds(report)) == (Risk.LOW, {"report.triage", "report.first_follow_up"})


@pytest.mark.django_db
@pytest.mark.parametrize("level", [Risk.HIGH, Risk.UNKNOWN])
def test_lowering_is_to_a_lower_level(cast: Cast, level: Risk) -> None:
    with pytest.raises(Denied, match="lebih rendah"):
        proposals.propose_lower_risk(
            make_report(cast, danger_now=True), level=level, reason="x", by=cast.hotline, at=NOW
        )


@pytest.mark.django_db
def test_a_danger_that_rises_voids_the_proposal_to_lower_it(cast: Cast) -> None:
    report = make_report(cast, risk_items=("forced_sex",), by=cast.hotline)
    proposal = proposals.propose_lower_risk(report, level=Risk.LOW, reason="x", by=cast.hotline, at=NOW)
    risk.assess(report, items=["strangling"], by=cast.manager, at=LATER)
    proposal.refresh_from_db()
    assert proposal.status == "withdrawn"
    with pytest.raises(InvalidTransition):
        decisions.approve(proposal, by=cast.supervisor, at=LATER)
    assert fresh(report).risk == Risk.HIGH


@pytest.mark.django_db
def test_the_page_raises_and_proposes(client: Client, cast: Cast) -> None:
    report = make_report(cast)
    client.force_login(cast.hotline)
    url = reverse("intake:danger", args=[report.pk])
    assert client.post(url, {"items": ["strangling"]}).status_code == 302
    assert fresh(report).risk == Risk.HIGH
    assert client.post(url, {"items": ["tidak-ada"]}).status_code == 422
    lower = reverse("intake:lower", args=[report.pk])
    assert client.post(lower, {"level": "1"}).status_code == 422
    response = client.post(lower, {"level": "1", "reason": "Sudah aman"})
    assert response["Location"] == reverse("intake:proposal", args=[Proposal.objects.get().pk])
