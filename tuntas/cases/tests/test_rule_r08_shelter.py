from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, make_user, post, sign_in
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting, User
from tuntas.cases import kinds
from tuntas.cases.actions import shelter
from tuntas.cases.actions import walls as case_walls
from tuntas.cases.models import Case, ShelterStay
from tuntas.cases.tests.make import join, make_case, make_party, open_kinds
from tuntas.core import vault
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.obligations.actions import walls
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ADDRESS = "Jalan Rahasia Teratai 3"


def fresh(user: User) -> User:
    found: User = User.objects.get(pk=user.pk)
    return found


def stay(cast: Cast, case: Case | None = None, **given: object) -> ShelterStay:
    case = case or make_case(cast)
    return shelter.admit(
        case, victim=make_party(case), shelter=cast.agencies["shelter"], needs="Susu bayi", by=cast.manager, at=NOW, **given  # type: ignore[arg-type]
    )  # fmt: skip


def test_rule_r08_day_14_is_the_end_and_day_10_warns(cast: Cast) -> None:
    row = stay(cast)
    assert row.duty is not None
    assert (row.duty.kind, row.duty.due_at, row.duty.basis) == ("shelter.exit", NOW + 14 * DAY, "R08")
    assert row.duty.next_escalation_at == NOW + 10 * DAY
    assert kinds.SHELTER_EXIT.locked


def test_rule_r08_days_count_from_the_admission(cast: Cast) -> None:
    row = stay(cast, admitted_at=NOW - 3 * DAY)
    assert row.duty is not None
    assert row.duty.due_at == NOW + 11 * DAY


def test_rule_r08_out_and_in_again_begins_no_new_14_days(cast: Cast) -> None:
    row = stay(cast)
    shelter.leave(row, exit_plan="Balai", by=cast.manager, at=NOW + 10 * DAY)
    given: dict[str, Any] = {"victim": row.victim, "shelter": cast.agencies["shelter"], "by": cast.manager}
    back = shelter.admit(row.case, **given, at=NOW + 11 * DAY)
    assert back.duty is not None
    assert back.duty.due_at == NOW + 14 * DAY
    with pytest.raises(InvalidTransition, match="masih tinggal"):
        shelter.admit(row.case, **given, at=NOW + 11 * DAY)
    shelter.leave(back, exit_plan="Pulang", by=cast.manager, at=NOW + 13 * DAY)
    months_later = shelter.admit(row.case, **given, at=NOW + 90 * DAY)
    assert months_later.duty is not None
    assert months_later.duty.due_at == NOW + 104 * DAY


def test_once_she_left_the_danger_is_looked_at_anew_and_the_house_does_not_know_where_she_went(
    cast: Cast, client: Client
) -> None:
    row, officer = stay(cast), cast.by_role[Role.SHELTER_OFFICER]
    row = shelter.leave(row, exit_plan="Ke rumah bibi Kenari", by=officer, at=NOW + DAY)
    risk = Obligation.objects.unsettled().get(dossier_id=row.case_id, kind="case.reassess_risk")
    assert risk.due_at == NOW + 2 * DAY
    assert shelter.open_stay(row, by=officer, at=NOW + DAY) == {"needs": "", "exit_plan": ""}
    assert shelter.open_stay(row, by=cast.manager, at=NOW + DAY)["exit_plan"] == "Ke rumah bibi Kenari"
    sign_in(client, officer)
    text = client.get(reverse("cases:shelter", args=[row.pk])).content.decode()
    assert "hanya dibaca tim kasusnya" in text
    assert "Kenari" not in text


def test_where_the_house_must_not_know_any_more_she_moves_within_hours(cast: Cast) -> None:
    row = stay(cast)
    case_walls.keep_out(row.case, agencies=[cast.agencies["shelter"]], by=cast.supervisor, at=NOW)
    row.refresh_from_db()
    assert row.duty is not None
    assert (row.duty.kind, row.duty.due_at, row.duty.urgent) == ("shelter.exit", NOW + timedelta(hours=6), True)


def test_rule_r08_nobody_leaves_without_a_plan(cast: Cast) -> None:
    row = stay(cast)
    with pytest.raises(Denied) as refused:
        shelter.leave(row, exit_plan="  ", by=cast.manager, at=NOW + DAY)
    assert refused.value.rule == "R08"
    row = shelter.leave(row, exit_plan="Pulang ke bibi", by=cast.manager, at=NOW + DAY)
    assert (row.status, row.duty, row.left_at) == ("left", None, NOW + DAY)
    assert "shelter.exit" not in open_kinds(row.case)
    with pytest.raises(InvalidTransition):
        shelter.leave(row, exit_plan="Lagi", by=cast.manager, at=NOW + DAY)


def test_the_address_is_seen_by_those_on_duty_there_only(cast: Cast) -> None:
    case = make_case(cast)
    row = stay(cast, case)
    officer = cast.by_role[Role.SHELTER_OFFICER]
    join(case, cast.by_role[Role.COMPANION_WORKER])
    row = shelter.write_address(row, address=ADDRESS, by=officer, at=NOW)
    assert ADDRESS.encode() not in bytes(row.address)
    assert shelter.open_address(row, by=officer, at=NOW) == ADDRESS
    others = (
        cast.manager,
        cast.supervisor,
        cast.head,
        cast.by_role[Role.COMPANION_WORKER],
        cast.elsewhere[Role.SHELTER_OFFICER],
    )
    for user in others:
        with pytest.raises(Denied, match="bertugas di sana"):
            shelter.open_address(row, by=user, at=NOW)
        with pytest.raises(Denied):
            shelter.write_address(row, address="x", by=user, at=NOW)


def test_the_address_is_gone_with_the_posting_and_with_the_stay(cast: Cast) -> None:
    row = stay(cast)
    officer = cast.by_role[Role.SHELTER_OFFICER]
    shelter.write_address(row, address=ADDRESS, by=officer, at=NOW)
    row = shelter.leave(row, exit_plan="Balai", by=officer, at=NOW + DAY)
    assert row.address is None
    with pytest.raises(InvalidTransition):
        shelter.open_address(row, by=officer, at=NOW + DAY)
    second = stay(cast)
    Posting.objects.filter(user=officer).update(ends_at=NOW - DAY)
    with pytest.raises(Denied):
        shelter.open_address(second, by=fresh(officer), at=NOW)
    assert not ShelterStay.objects.for_shelter(fresh(officer)).exists()


def test_an_officer_of_another_safe_house_sees_nothing(cast: Cast) -> None:
    row = stay(cast)
    other = make_user("Uji Rumah Lain", "rumah.lain@contoh.test")
    post(other, Role.SHELTER_OFFICER, cast.agencies["social"], cast.city)
    assert not ShelterStay.objects.for_shelter(other).exists()
    with pytest.raises(Denied):
        shelter.open_stay(row, by=other, at=NOW)


def test_the_officer_sees_needs_but_not_the_case(cast: Cast) -> None:
    row = stay(cast)
    officer = cast.by_role[Role.SHELTER_OFFICER]
    assert shelter.open_stay(row, by=officer, at=NOW) == {"needs": "Susu bayi", "exit_plan": ""}
    assert not Case.objects.visible_to(officer).exists()
    row = shelter.write_needs(row, needs="Obat asma", by=officer, at=NOW)
    assert shelter.open_stay(row, by=cast.manager, at=NOW)["needs"] == "Obat asma"
    assert b"asma" not in bytes(ShelterStay.objects.get(pk=row.pk).needs)
    assert vault.box(row.case_id).unseal(ShelterStay.objects.get(pk=row.pk), "needs") == "Obat asma"


def test_behind_a_wall_there_is_no_stay(cast: Cast) -> None:
    row = stay(cast)
    officer = cast.by_role[Role.SHELTER_OFFICER]
    walls.add(row.case_id, users=[officer], by=cast.leadership, at=NOW)
    assert not ShelterStay.objects.for_shelter(officer).exists()
    for act in (shelter.open_stay, shelter.open_address):
        with pytest.raises(Denied):
            act(row, by=officer, at=NOW)


def test_only_a_safe_house_that_may_know_is_chosen(cast: Cast) -> None:
    case = make_case(cast)
    victim = make_party(case)
    with pytest.raises(Denied, match="tempat aman"):
        shelter.admit(case, victim=victim, shelter=cast.agencies["police"], by=cast.manager, at=NOW)
    walls.add(case.pk, agencies=[cast.agencies["shelter"]], by=cast.leadership, at=NOW)
    with pytest.raises(Denied, match="tempat aman"):
        shelter.admit(case, victim=victim, shelter=cast.agencies["shelter"], by=cast.manager, at=NOW)
    with pytest.raises(Denied):
        shelter.admit(case, victim=victim, shelter=cast.agencies["shelter"], by=cast.hotline, at=NOW)
