from datetime import date, timedelta
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tuntas.cases.actions import health
from tuntas.cases.models import Case, Incident, Service
from tuntas.cases.states import LegalStep, ServiceKind
from tuntas.cases.tests.make import make_case, make_party, open_kinds
from tuntas.core import vault
from tuntas.intake.states import ViolenceType

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TODAY = date(2026, 11, 23)


def found(cast: Cast, case: Case | None = None, **data: Any) -> Service | None:
    case = case or make_case(cast, types=(ViolenceType.SEXUAL,))
    given = {"possible_penetration": True, "recorded_at": NOW, "recorded_by": cast.manager} | data
    incident = Incident.objects.create(case=case, **given)
    return health.check(case, incident, victim=make_party(case), by=cast.manager, at=NOW)


def test_rule_r39_within_72_hours_it_is_urgent_and_waits_for_no_police(cast: Cast) -> None:
    case = make_case(cast, types=(ViolenceType.SEXUAL,))
    row = found(cast, case, at_time=NOW - 5 * HOUR)
    assert row is not None
    assert (row.kind, row.urgent, row.rule, row.due_at) == (ServiceKind.HEALTH, True, "R39", NOW + 2 * HOUR)
    assert row.duty is not None
    assert (row.duty.kind, row.duty.due_at, row.duty.urgent, row.duty.basis) == (
        "service.urgent_health", NOW + 2 * HOUR, True, "R39",
    )  # fmt: skip
    assert case.police_reported_at is None
    assert "laporan polisi" in vault.box(case.pk).unseal(row, "purpose")
    assert LegalStep.REPORTED not in open_kinds(case)


def test_rule_r39_the_72nd_hour_comes_first_when_it_is_near(cast: Cast) -> None:
    row = found(cast, at_time=NOW - 71 * HOUR)
    assert row is not None
    assert row.due_at == NOW + HOUR


@pytest.mark.parametrize(
    "when",
    [
        {},
        {"on_date": TODAY},
        {"on_date": TODAY - 3 * DAY},
        {"on_date": TODAY - 30 * DAY, "until_date": TODAY},
        {"on_date": TODAY - 5 * DAY, "approximate": True},
    ],
)
def test_rule_r39_a_time_that_is_not_known_counts_as_within(cast: Cast, when: dict[str, Any]) -> None:
    row = found(cast, **when)
    assert row is not None
    assert (row.urgent, row.due_at) == (True, NOW + 2 * HOUR)


@pytest.mark.parametrize("when", [{"at_time": NOW - 73 * HOUR}, {"on_date": TODAY - 5 * DAY}])
def test_rule_r39_later_it_is_an_ordinary_service_that_says_why(cast: Cast, when: dict[str, Any]) -> None:
    row = found(cast, **when)
    assert row is not None
    assert row.duty is not None
    assert (row.urgent, row.duty.kind, row.kind) == (False, "service.give", ServiceKind.HEALTH)
    assert vault.box(row.case_id).unseal(row, "purpose").startswith("Lebih dari 72 jam")


def test_rule_r39_nothing_without_possible_penetration(cast: Cast) -> None:
    assert found(cast, possible_penetration=False, at_time=NOW) is None
    assert not Service.objects.exists()


def test_rule_r39_asking_again_opens_no_second_service_but_a_new_incident_does(cast: Cast) -> None:
    case = make_case(cast, types=(ViolenceType.SEXUAL,))
    victim = make_party(case)

    def incident(at: Any) -> Incident:
        return Incident.objects.create(case=case, possible_penetration=True, recorded_at=at, recorded_by=cast.manager)

    first = incident(NOW)
    row = health.check(case, first, victim=victim, by=cast.manager, at=NOW)
    assert health.check(case, first, victim=victim, by=cast.manager, at=NOW + HOUR) == row
    assert row is not None
    before = row.duty
    row.status, row.duty, row.ended_at, row.proof = "cancelled", None, NOW, ""
    row.save()
    assert before is not None
    assert health.check(case, first, victim=victim, by=cast.manager, at=NOW + HOUR) == row
    later = health.check(case, incident(NOW + DAY), victim=victim, by=cast.manager, at=NOW + DAY)
    assert later is not None
    assert later != row


def test_rule_r39_what_may_wait_some_days_does_not_stand_for_what_may_not(cast: Cast) -> None:
    case = make_case(cast, types=(ViolenceType.SEXUAL,))
    victim = make_party(case)
    told: dict[str, Any] = {"case": case, "possible_penetration": True, "recorded_by": cast.manager}
    old = Incident.objects.create(on_date=TODAY - 30 * DAY, recorded_at=NOW, **told)
    first = health.check(case, old, victim=victim, by=cast.manager, at=NOW)
    new = Incident.objects.create(at_time=NOW, recorded_at=NOW + HOUR, **told)
    second = health.check(case, new, victim=victim, by=cast.manager, at=NOW + HOUR)
    assert first is not None
    assert second is not None
    assert (first.urgent, second.urgent, second.due_at) == (False, True, NOW + 3 * HOUR)
    assert health.check(case, new, victim=victim, by=cast.manager, at=NOW + 2 * HOUR) == second
