from datetime import date, timedelta

import pytest

from tests.cast import NOW, Cast
from tuntas.access.actors import System
from tuntas.access.roles import Role
from tuntas.cases import kinds
from tuntas.cases.actions import pressure, protection, risk
from tuntas.cases.models import Case, Incident, Party, Protection
from tuntas.cases.states import Context, PressureKind, ProtectionKind, ProtectionStatus
from tuntas.cases.tests.make import join, make_case, make_party, open_kinds
from tuntas.core import vault
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.states import Risk, ViolenceType

pytestmark = pytest.mark.django_db
K, S = ProtectionKind, ProtectionStatus
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TODAY = date(2026, 11, 23)
WORKER = System("pengawas pelindungan")


def household(cast: Cast, **data: object) -> tuple[Case, Party]:
    case = make_case(cast, contexts=(Context.DOMESTIC,), **data)  # type: ignore[arg-type]
    return case, make_party(case)


def rows(case: Case) -> list[tuple[str, str]]:
    return list(Protection.objects.filter(case=case).order_by("at", "id").values_list("kind", "status"))


def asked(cast: Cast, kind: ProtectionKind) -> Protection:
    case = make_case(cast)
    return protection.ask(case, victim=make_party(case), kind=kind, by=cast.manager, at=NOW)


def give(row: Protection, cast: Cast, *, days: int) -> Protection:
    return protection.granted(
        row, decided_at=NOW, starts=TODAY, ends=TODAY + days * DAY, reference="B/1", by=cast.manager, at=NOW
    )


def test_rule_r05_danger_in_the_household_asks_the_police_within_24_hours(cast: Cast) -> None:
    case, _ = household(cast)
    assert rows(case) == []
    risk.assess(case, items=["strangling"], by=cast.manager, at=NOW)
    assert rows(case) == [(K.POLICE_DOMESTIC, S.TO_REQUEST)]
    row = Protection.objects.get(case=case)
    assert row.duty is not None
    assert (row.duty.kind, row.duty.due_at, row.duty.urgent) == ("protection.request", NOW + DAY, True)
    assert kinds.PROTECT.locked


@pytest.mark.parametrize(
    ("contexts", "items"), [((Context.DOMESTIC,), ["control"]), ((Context.COMMUNITY,), ["strangling"])]
)
def test_rule_r05_asks_nothing_without_danger_or_outside_the_household(
    cast: Cast, contexts: tuple[Context, ...], items: list[str]
) -> None:
    case = make_case(cast, contexts=contexts)
    make_party(case)
    risk.assess(case, items=items, by=cast.manager, at=NOW)
    assert rows(case) == []


def test_rule_r05_each_victim_is_asked_for_and_only_once(cast: Cast) -> None:
    case, _ = household(cast)
    make_party(case)
    risk.assess(case, items=["strangling"], by=cast.manager, at=NOW)
    risk.assess(case, items=["strangling", "weapon_used"], by=cast.manager, at=NOW + HOUR)
    protection.propose_for(Case.objects.get(pk=case.pk), by=cast.manager, at=NOW + HOUR)
    assert rows(case) == [(K.POLICE_DOMESTIC, S.TO_REQUEST)] * 2


def test_rule_r05_the_court_is_asked_within_24_hours_of_the_granting(cast: Cast) -> None:
    row = give(asked(cast, K.POLICE_DOMESTIC), cast, days=7)
    follow = Protection.objects.get(follows=row)
    assert follow.duty is not None
    assert (follow.kind, follow.status, follow.duty.due_at) == (K.COURT_ORDER, S.TO_REQUEST, NOW + DAY)
    follow = protection.requested(follow, requested_at=NOW + HOUR, by=cast.manager, at=NOW + HOUR)
    assert follow.duty is not None
    assert (follow.duty.kind, follow.duty.due_at) == ("protection.answer_court", NOW + HOUR + 7 * DAY)


def test_rule_r06_sexual_violence_with_a_threat_may_be_protected_and_lpsk_follows(cast: Cast) -> None:
    case = make_case(cast, types=(ViolenceType.SEXUAL,))
    make_party(case)
    protection.propose_for(case, by=cast.manager, at=NOW)
    assert rows(case) == []
    pressure.record(case, kind=PressureKind.THREAT, text="Akan disebarkan.", by=cast.manager, at=NOW)
    row = Protection.objects.get(case=case)
    assert row.duty is not None
    assert (row.kind, row.duty.kind, kinds.PROTECT_SEXUAL.locked) == (
        K.POLICE_SEXUAL,
        "protection.request_sexual",
        False,
    )
    row = give(row, cast, days=14)
    follow = Protection.objects.get(follows=row)
    assert follow.duty is not None
    assert (follow.kind, follow.duty.basis, follow.duty.due_at) == (K.LPSK, "R06", NOW + DAY)


@pytest.mark.parametrize("kind", [PressureKind.MONEY, PressureKind.SETTLEMENT, PressureKind.PRESSURE])
def test_rule_r06_an_offer_of_money_is_no_threat(cast: Cast, kind: PressureKind) -> None:
    case = make_case(cast, types=(ViolenceType.SEXUAL,))
    make_party(case)
    pressure.record(case, kind=kind, by=cast.manager, at=NOW)
    assert rows(case) == []


def test_rule_r38_lpsk_decides_within_seven_days(cast: Cast) -> None:
    row = protection.requested(asked(cast, K.LPSK), requested_at=NOW, reference="P-1", by=cast.manager, at=NOW)
    assert row.duty is not None
    assert (row.duty.kind, row.duty.due_at, row.duty.basis) == ("protection.answer_week", NOW + 7 * DAY, "R38")
    assert kinds.PROTECTION_WEEK.locked


def test_rule_r38_the_police_are_asked_after_a_day(cast: Cast) -> None:
    row = protection.requested(asked(cast, K.POLICE_DOMESTIC), requested_at=NOW, by=cast.manager, at=NOW)
    assert row.duty is not None
    assert (row.duty.kind, row.duty.due_at) == ("protection.answer", NOW + DAY)


@pytest.mark.parametrize(
    ("kind", "days", "rule"),
    [
        (K.POLICE_DOMESTIC, 7, "R05"),
        (K.POLICE_SEXUAL, 14, "R06"),
        (K.COURT_ORDER, 366, "R05"),
        (K.COURT_RESTRICTION, 184, "R07"),
    ],
)
def test_no_protection_lasts_longer_than_the_law_allows(cast: Cast, kind: ProtectionKind, days: int, rule: str) -> None:
    row = asked(cast, kind)
    with pytest.raises(Denied, match="paling lama") as refused:
        give(row, cast, days=days + 1)
    assert refused.value.rule == rule
    with pytest.raises(Denied, match="sebelum hari pertama"):
        give(row, cast, days=-1)
    assert give(row, cast, days=days).status == S.GRANTED


def test_rule_r07_the_end_is_watched_48_and_24_hours_before(cast: Cast) -> None:
    row = give(asked(cast, K.POLICE_DOMESTIC), cast, days=7)
    assert row.duty is not None
    assert row.ends_at is not None
    assert (row.duty.kind, row.duty.due_at, row.duty.basis) == ("protection.expires", row.ends_at, "R07")
    assert row.duty.next_escalation_at == row.ends_at - 48 * HOUR
    assert [step.after for step in kinds.PROTECTION_EXPIRES.ladder][:3] == [-48 * HOUR, -24 * HOUR, 0 * HOUR]


def test_rule_r07_a_restriction_is_renewed_seven_days_before(cast: Cast) -> None:
    row = give(asked(cast, K.COURT_RESTRICTION), cast, days=180)
    assert row.duty is not None
    assert row.ends_at is not None
    assert (row.duty.kind, row.duty.due_at) == ("protection.renew", row.ends_at - 7 * DAY)
    longer = protection.extended(row, ends=TODAY + 360 * DAY, by=cast.manager, at=NOW)
    assert longer.duty is not None
    assert longer.ends_at is not None
    assert longer.duty.due_at == longer.ends_at - 7 * DAY
    with pytest.raises(Denied, match="Seluruhnya"):
        protection.extended(longer, ends=TODAY + 400 * DAY, by=cast.manager, at=NOW)


@pytest.mark.parametrize("kind", [K.POLICE_DOMESTIC, K.POLICE_SEXUAL])
def test_rule_r07_what_the_police_gave_is_not_extended(cast: Cast, kind: ProtectionKind) -> None:
    row = give(asked(cast, kind), cast, days=5)
    with pytest.raises(Denied, match="tidak diperpanjang"):
        protection.extended(row, ends=TODAY + 6 * DAY, by=cast.manager, at=NOW)


def test_rule_r07_nothing_ends_in_silence(cast: Cast) -> None:
    row = give(asked(cast, K.POLICE_SEXUAL), cast, days=2)
    case = row.case
    lpsk = Protection.objects.get(follows=row)
    protection.not_needed(lpsk, reason="Korban belum mau.", by=cast.manager, at=NOW)
    assert protection.end_expired(by=WORKER, at=NOW + 2 * DAY) == 0
    assert protection.end_expired(by=WORKER, at=NOW + 3 * DAY) == 1
    assert protection.end_expired(by=WORKER, at=NOW + 3 * DAY) == 0
    assert rows(case) == [(K.POLICE_SEXUAL, S.ENDED), (K.LPSK, S.NOT_NEEDED), (K.LPSK, S.TO_REQUEST)]
    again = Protection.objects.get(case=case, status=S.TO_REQUEST)
    assert again.duty is not None
    assert again.duty.due_at == NOW + 4 * DAY
    assert "protection.expires" not in open_kinds(case)


def test_rule_r07_the_end_of_one_opens_nothing_where_another_holds(cast: Cast) -> None:
    row = give(asked(cast, K.POLICE_DOMESTIC), cast, days=2)
    court = Protection.objects.get(follows=row)
    give(court, cast, days=300)
    protection.end_expired(by=WORKER, at=NOW + 5 * DAY)
    assert rows(row.case) == [(K.POLICE_DOMESTIC, S.ENDED), (K.COURT_ORDER, S.GRANTED)]


def test_a_refusal_opens_what_comes_next(cast: Cast) -> None:
    row = protection.requested(asked(cast, K.POLICE_DOMESTIC), requested_at=NOW, by=cast.manager, at=NOW)
    row = protection.refused(row, decided_at=NOW, note="Dianggap urusan keluarga.", by=cast.manager, at=NOW)
    assert rows(row.case) == [(K.POLICE_DOMESTIC, S.REFUSED), (K.COURT_ORDER, S.TO_REQUEST)]
    assert vault.box(row.case_id).unseal(row, "note") == "Dianggap urusan keluarga."


def test_not_needed_is_for_the_manager_with_a_reason_and_not_in_danger(cast: Cast) -> None:
    case, _ = household(cast, danger_now=True)
    companion = cast.by_role[Role.COMPANION_WORKER]
    join(case, companion)
    protection.propose_for(case, by=cast.manager, at=NOW)
    row = Protection.objects.get(case=case)
    with pytest.raises(Denied, match="manajer"):
        protection.not_needed(row, reason="x", by=companion, at=NOW)
    with pytest.raises(Denied, match="bahaya sekarang") as refused:
        protection.not_needed(row, reason="x", by=cast.manager, at=NOW)
    assert refused.value.rule == "R05"
    Case.objects.filter(pk=case.pk).update(danger_now=False)
    row = protection.not_needed(row, reason="Pelaku ditahan.", by=cast.manager, at=NOW)
    assert (row.status, row.duty, row.ended_at) == (S.NOT_NEEDED, None, NOW)
    Case.objects.filter(pk=case.pk).update(danger_now=True)
    protection.propose_for(Case.objects.get(pk=case.pk), by=cast.manager, at=NOW)
    assert len(rows(case)) == 1
    Incident.objects.create(case=case, recorded_at=NOW + HOUR, recorded_by=cast.manager)
    protection.propose_for(Case.objects.get(pk=case.pk), by=cast.manager, at=NOW + HOUR)
    assert rows(case) == [(K.POLICE_DOMESTIC, S.NOT_NEEDED), (K.POLICE_DOMESTIC, S.TO_REQUEST)]


def test_steps_that_do_not_exist_are_refused(cast: Cast) -> None:
    row = asked(cast, K.LPSK)
    with pytest.raises(InvalidTransition):
        protection.refused(row, decided_at=NOW, by=cast.manager, at=NOW)
    with pytest.raises(InvalidTransition):
        protection.ended(row, by=cast.manager, at=NOW)
    row = give(row, cast, days=100)
    with pytest.raises(InvalidTransition):
        give(row, cast, days=120)
    with pytest.raises(InvalidTransition):
        protection.not_needed(row, reason="x", by=cast.manager, at=NOW)
    row = protection.ended(row, by=cast.manager, at=NOW)
    assert rows(row.case) == [(K.LPSK, S.ENDED), (K.LPSK, S.TO_REQUEST)]


def test_only_the_team_asks(cast: Cast) -> None:
    case = make_case(cast)
    for user in (cast.hotline, cast.by_role[Role.COMPANION_WORKER], cast.elsewhere[Role.CASE_MANAGER]):
        with pytest.raises(Denied):
            protection.ask(case, victim=make_party(case), kind=K.LPSK, by=user, at=NOW)


def test_high_risk_of_a_case_with_both_asks_for_both(cast: Cast) -> None:
    case, _ = household(cast, types=(ViolenceType.SEXUAL,), risk=Risk.HIGH)
    protection.propose_for(case, by=cast.manager, at=NOW)
    assert sorted(kind for kind, _ in rows(case)) == [K.POLICE_DOMESTIC, K.POLICE_SEXUAL]


@pytest.mark.parametrize(("starts", "days"), [(365, 7), (-365, 7), (0, 1200)])
def test_rule_r07_a_slip_in_the_year_puts_no_watch_to_sleep(cast: Cast, starts: int, days: int) -> None:
    row = asked(cast, K.LPSK)
    first = TODAY + starts * DAY
    with pytest.raises(Denied, match="Periksa tahunnya"):
        protection.granted(row, decided_at=NOW, starts=first, ends=first + days * DAY, by=cast.manager, at=NOW)
    assert protection.granted(row, decided_at=NOW, starts=TODAY, ends=TODAY + 90 * DAY, by=cast.manager, at=NOW).ends_at
