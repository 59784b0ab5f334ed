"""Each reason for ending a case, and what it needs (R20, R22, R03): both directions."""

from datetime import timedelta

import pytest

from tests.cast import NOW, Cast
from tuntas.cases.actions import attempts, closing, risk, services
from tuntas.cases.models import Case, Party, PlanItem, Service
from tuntas.cases.policies import closing as policies
from tuntas.cases.policies import grave
from tuntas.cases.states import (
    AttemptResult,
    ClosingReason,
    PartyRole,
    ServiceKind,
    Status,
)
from tuntas.cases.tests.endings import DAY, LATER, closable, ended, fresh, proposed
from tuntas.cases.tests.make import make_case
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.states import Risk, ViolenceType
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db
SEXUAL, TRAFFICKING, PSYCHOLOGICAL = ViolenceType.SEXUAL, ViolenceType.TRAFFICKING, ViolenceType.PSYCHOLOGICAL


@pytest.mark.parametrize("types", [(ViolenceType.PHYSICAL,), (SEXUAL,), (TRAFFICKING,)])
def test_r22_an_ordinary_offence_does_not_end_because_she_asks(cast: Cast, types: tuple[ViolenceType, ...]) -> None:
    case = closable(cast, types=types)
    with pytest.raises(Denied, match="proses hukum dipantau") as refused:
        proposed(cast, case, ClosingReason.VICTIM_REQUEST)
    assert refused.value.rule == "R22"
    watched = closing.watch_only(case, by=cast.manager, at=LATER)
    assert (watched.status, watched.is_open) == (Status.LEGAL_WATCH, True)


def test_r22_a_child_s_case_does_not_end_because_somebody_asks(cast: Cast) -> None:
    case = closable(cast, types=(PSYCHOLOGICAL,), child=True)
    with pytest.raises(Denied) as refused:
        proposed(cast, case, ClosingReason.VICTIM_REQUEST)
    assert refused.value.rule == "R22"


def test_r22_her_wish_ends_what_is_hers_to_end(cast: Cast) -> None:
    case = ended(cast, closable(cast, types=(PSYCHOLOGICAL,)), reason=ClosingReason.VICTIM_REQUEST)
    assert (case.status, case.closing_reason) == (Status.FOLLOW_UP, "victim_request")


def test_three_calls_of_one_morning_and_a_month_of_waiting_do_not_end_a_case(cast: Cast) -> None:
    case = closable(cast)
    for minutes in (0, 10, 20):
        moment = NOW - 40 * DAY + timedelta(minutes=minutes)
        attempts.record(case, result=AttemptResult.NO_ANSWER, safe_way=True, by=cast.manager, at=moment)
    _attempts(cast, case, [39])
    with pytest.raises(Denied, match="hari yang berbeda"):
        proposed(cast, case, ClosingReason.UNREACHABLE)
    _attempts(cast, case, [20])
    with pytest.raises(Denied, match="paling sedikit 30 hari"):
        proposed(cast, case, ClosingReason.UNREACHABLE)
    _attempts(cast, case, [1])
    assert proposed(cast, case, ClosingReason.UNREACHABLE, victim_informed=False).pk is not None


def _attempts(cast: Cast, case: Case, days: list[int], result: AttemptResult = AttemptResult.NO_ANSWER) -> None:
    for day in days:
        attempts.record(case, result=result, safe_way=True, by=cast.manager, at=NOW - day * DAY)


def test_unreachable_needs_three_safe_tries_over_thirty_days(cast: Cast) -> None:
    case = closable(cast)
    _attempts(cast, case, [20, 10, 5, 1])
    with pytest.raises(Denied, match="paling sedikit 3 hari"):
        proposed(cast, case, ClosingReason.UNREACHABLE)
    _attempts(cast, case, [31])
    assert proposed(cast, case, ClosingReason.UNREACHABLE, victim_informed=False).pk is not None


def test_a_try_that_reached_her_starts_the_count_again(cast: Cast) -> None:
    case = closable(cast)
    _attempts(cast, case, [60, 50, 40])
    _attempts(cast, case, [35], AttemptResult.REACHED)
    _attempts(cast, case, [20, 10])
    with pytest.raises(Denied, match="Baru ada pada 2 hari"):
        proposed(cast, case, ClosingReason.UNREACHABLE)


def test_transferred_only_when_somebody_has_accepted(cast: Cast) -> None:
    case = closable(cast)
    with pytest.raises(Denied, match="Belum ada lembaga yang menerima") as refused:
        proposed(cast, case, ClosingReason.TRANSFER_ACCEPTED)
    assert refused.value.rule == "R20"

    def accepted(asked: Case) -> bool:
        return asked.pk == case.pk

    policies.accepted_elsewhere.append(accepted)
    try:
        assert proposed(cast, case, ClosingReason.TRANSFER_ACCEPTED).pk is not None
    finally:
        policies.accepted_elsewhere.remove(accepted)


def test_mediated_only_with_an_agreement(cast: Cast) -> None:
    with pytest.raises(Denied) as refused:
        proposed(cast, closable(cast), ClosingReason.MEDIATED)
    assert refused.value.rule == "R03"


def test_goals_are_reached_only_where_there_was_a_plan(cast: Cast) -> None:
    case = make_case(cast, risk=Risk.LOW)
    risk.assess(case, items=(), by=cast.manager, at=NOW)
    with pytest.raises(Denied, match="Belum ada rencana"):
        proposed(cast, fresh(case))


def test_nothing_of_it_is_left_open(cast: Cast) -> None:
    case = closable(cast)
    service = services.request(
        case, victim=Party.objects.get(case=case), kind=ServiceKind.HEALTH, by=cast.manager, at=NOW
    )
    with pytest.raises(Denied, match="Masih terbuka: 1 layanan"):
        proposed(cast, case)
    services.cancel(service, reason="Sudah lewat BPJS", by=cast.manager, at=NOW)
    ended(cast, case)
    assert not Service.objects.filter(is_open=True).exists()
    assert not PlanItem.objects.filter(is_open=True).exists()


def test_died_duplicate_and_not_ours_are_closed_at_once(cast: Cast) -> None:
    for reason in (ClosingReason.DIED, ClosingReason.NOT_OURS):
        case = ended(cast, closable(cast), reason=reason)
        assert (case.status, case.duty, case.is_open) == (Status.CLOSED, None, False)
        assert not Obligation.objects.unsettled().filter(dossier_id=case.pk).exists()


def test_a_duplicate_leaves_everything_to_the_case_that_stays(cast: Cast) -> None:
    kept = closable(cast)
    case = closable(cast, types=(SEXUAL,), child=True)
    risk.assess(case, items=("increasing", "stalking"), by=cast.manager, at=NOW)
    case = ended(cast, fresh(case), reason=ClosingReason.DUPLICATE, target=kept)
    kept = fresh(kept)
    assert (case.status, case.closing_reason) == (Status.CLOSED, "duplicate")
    assert set(kept.ever_types) == {"physical", "sexual"}
    assert (kept.ever_child, kept.risk) == (True, Risk.MEDIUM)
    assert kept.parties.filter(role=PartyRole.VICTIM).count() == 2
    assert grave.rule_of(kept) == "R01"


def test_a_case_does_not_vanish_behind_one_nobody_works_on(cast: Cast) -> None:
    kept = ended(cast, closable(cast))
    with pytest.raises(InvalidTransition, match="tidak sedang ditangani"):
        proposed(cast, closable(cast), ClosingReason.DUPLICATE, target=kept)
