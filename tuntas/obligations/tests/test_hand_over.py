"""All duties of one person to another."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, Cast, make, post
from tuntas.access.roles import Role
from tuntas.accounts.actions import postings
from tuntas.accounts.policies import leaving_checks
from tuntas.audit.models import Event
from tuntas.core.errors import Denied
from tuntas.core.ids import uuid7
from tuntas.notices.models import Notice
from tuntas.obligations import kinds, policies
from tuntas.obligations.actions import climbing, duties, walls
from tuntas.obligations.kinds import Clock
from tuntas.obligations.models import HandOver, Obligation
from tuntas.obligations.states import HandOverReason
from tuntas.obligations.tests.conftest import BY

Opened = Callable[..., Obligation]
SICK = HandOverReason.SICK


def test_all_open_duties_and_lines_move_in_one_act(cast: Cast, open_duty: Opened) -> None:
    mine = [open_duty(assignee=cast.manager) for _ in range(3)]
    done = duties.settle(open_duty(assignee=cast.manager), by=BY, at=NOW)
    late = open_duty(assignee=cast.hotline)
    climbing.climb(by=BY, at=late.due_at)
    assert late.escalations.filter(user=cast.manager).exists()

    act = duties.hand_over(from_user=cast.manager, to_user=cast.hotline, reason=SICK, by=cast.head, at=NOW)

    assert act.duties == 3
    assert Obligation.objects.filter(pk__in=[duty.pk for duty in mine], assignee=cast.hotline).count() == 3
    done.refresh_from_db()
    assert done.assignee == cast.manager
    assert late.escalations.filter(user=cast.hotline, rung=1).exists()
    assert Event.objects.filter(kind="duty.handed_over").count() == 3
    assert Event.objects.filter(kind="duties.handed_over").count() == 1
    assert Notice.objects.filter(user=cast.hotline, key__startswith="handed_over:").count() == 1


def test_it_is_all_or_nothing(cast: Cast, open_duty: Opened) -> None:
    here, there = open_duty(assignee=cast.hotline), open_duty(assignee=cast.hotline, agency=cast.agencies["satpol"])
    with pytest.raises(Denied, match="1 dari 2 kewajiban"):
        duties.hand_over(from_user=cast.hotline, to_user=cast.manager, reason=SICK, by=cast.head, at=NOW)
    for duty in (here, there):
        duty.refresh_from_db()
        assert duty.assignee == cast.hotline
    assert not HandOver.objects.exists()


def test_duties_whose_page_the_receiver_cannot_open_are_named_and_nothing_moves(
    client: Client, cast: Cast, open_duty: Opened
) -> None:
    at = timezone.now()
    triage, plain = (
        open_duty(kind=kinds.get("report.triage"), label="26-0007", assignee=cast.hotline, at=at),
        open_duty(assignee=cast.hotline, at=at),
    )
    client.force_login(cast.head)
    data = {"from_user": str(cast.hotline.pk), "to_user": str(cast.by_role[Role.CADRE].pk), "reason": "leaving"}
    answer = client.post(reverse("obligations:hand_over"), data)
    assert answer.status_code == 403
    assert "1 dari 2 kewajiban punya halaman yang tidak terbuka" in answer.content.decode()
    assert "Telaah laporan 26-0007" in answer.content.decode()
    for duty in (triage, plain):
        duty.refresh_from_db()
        assert duty.assignee == cast.hotline
    assert not HandOver.objects.exists()


def test_what_lies_beyond_whoever_hands_over_is_counted_but_not_named(cast: Cast, open_duty: Opened) -> None:
    """Somebody with two postings leaves: the manager of one unit does not read the numbers of the other."""
    there = cast.agencies["secretariat"]
    for user in (cast.hotline, cast.by_role[Role.CADRE]):
        post(user, Role.CADRE, there, cast.district)
    open_duty(kind=kinds.get("report.triage"), label="26-0008", agency=there, assignee=cast.hotline)
    with pytest.raises(Denied, match="1 dari 1") as refused:
        duties.hand_over(from_user=cast.hotline, to_user=cast.by_role[Role.CADRE], reason=SICK, by=cast.manager, at=NOW)
    assert "26-0008" not in refused.value.sentence


def test_a_wall_is_not_passed(cast: Cast, open_duty: Opened) -> None:
    duty = open_duty(assignee=cast.hotline, dossier_id=uuid7())
    walls.add(duty.dossier_id, users=[cast.manager], by=BY, at=NOW)
    with pytest.raises(Denied):
        duties.hand_over(from_user=cast.hotline, to_user=cast.manager, reason=SICK, by=cast.head, at=NOW)


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("head", True), ("manager", True), ("hotline", True), ("leadership", True), ("secretariat", False)],
)
def test_who_may_hand_over_the_duties_of_the_hotline_officer(
    cast: Cast, open_duty: Opened, who: str, allowed: bool
) -> None:
    open_duty(assignee=cast.hotline)
    by = getattr(cast, who)
    if allowed:
        duties.hand_over(from_user=cast.hotline, to_user=cast.supervisor, reason=SICK, by=by, at=NOW)
    else:
        with pytest.raises(Denied):
            duties.hand_over(from_user=cast.hotline, to_user=cast.supervisor, reason=SICK, by=by, at=NOW)


def test_the_page_asks_whose_then_to_whom(client: Client, cast: Cast, open_duty: Opened) -> None:
    open_duty(assignee=cast.hotline, at=timezone.now())
    client.force_login(cast.head)
    url = reverse("obligations:hand_over")
    assert cast.hotline.name in client.get(url).content.decode()
    second = client.get(url, {"from_user": str(cast.hotline.pk)}).content.decode()
    assert "1 kewajiban terbuka" in second
    assert cast.elsewhere[Role.CASE_MANAGER].name not in second
    data = {"from_user": str(cast.hotline.pk), "to_user": str(cast.manager.pk), "reason": "leaving"}
    answer = client.post(url, data, follow=True)
    assert "1 kewajiban sudah dialihkan." in answer.content.decode()
    assert Obligation.objects.get().assignee == cast.manager


def test_the_page_keeps_the_choice_when_the_reason_is_missing(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    data = {"from_user": str(cast.hotline.pk), "to_user": str(cast.manager.pk), "reason": ""}
    answer = client.post(reverse("obligations:hand_over"), data).content.decode()
    assert "Alasan belum dipilih" in answer
    assert f'value="{cast.manager.pk}" selected' in answer


def test_whose_duties_one_may_not_hand_over_are_not_offered(client: Client, cast: Cast) -> None:
    client.force_login(cast.hotline)
    page = client.get(reverse("obligations:hand_over"), {"from_user": str(cast.head.pk)})
    text = page.content.decode()
    assert page.status_code == 200
    assert cast.head.name not in text
    assert "Alihkan semua" not in text


def test_nobody_leaves_an_agency_with_open_duties_there(cast: Cast, open_duty: Opened) -> None:
    assert policies.check_leave in leaving_checks
    open_duty(assignee=cast.hotline)
    with pytest.raises(Denied, match="kewajiban terbuka pada orang ini"):
        policies.check_leave(cast.hotline, frozenset())
    policies.check_leave(cast.hotline, frozenset({cast.unit.pk}))
    duties.hand_over(from_user=cast.hotline, to_user=cast.manager, reason=SICK, by=cast.head, at=NOW)
    policies.check_leave(cast.hotline, frozenset())


def test_whoever_is_kept_out_learns_nothing_from_handing_over(client: Client, cast: Cast, open_duty: Opened) -> None:
    open_duty(assignee=cast.hotline)
    secret = open_duty(assignee=cast.hotline, dossier_id=uuid7())
    shut = open_duty(assignee=cast.hotline, dossier_id=uuid7(), urgent=True)
    walls.add(secret.dossier_id, users=[cast.head], by=BY, at=NOW)
    walls.add(shut.dossier_id, users=[cast.head, cast.manager], by=BY, at=NOW)
    client.force_login(cast.head)
    data = {"from_user": str(cast.hotline.pk), "to_user": str(cast.manager.pk), "reason": "leaving"}
    answer = client.post(reverse("obligations:hand_over"), data, follow=True).content.decode()
    assert "1 kewajiban sudah dialihkan." in answer
    secret.refresh_from_db()
    shut.refresh_from_db()
    assert (secret.assignee, shut.assignee) == (cast.manager, None)
    assert (
        Notice.objects.filter(about_id=shut.pk, user=cast.supervisor).exists()
        or Notice.objects.filter(about_id=shut.pk, user=cast.hotline).exists()
    )
    policies.check_leave(cast.hotline, frozenset())


def test_nobody_is_given_a_duty_while_leaving(
    transactional_db: None, owner_connection: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A posting that ends at the same moment waits for the one who assigns, sees the duty, and is refused."""
    cast = make()
    monkeypatch.setitem(
        kinds._KINDS, "uji.biasa", kinds.Kind("uji.biasa", "x", Clock(timedelta(days=1)), "obligations:detail")
    )
    duty = duties.open_duty(
        kind=kinds.get("uji.biasa"), subject=cast.city, dossier_id=uuid7(), label="x", agency=cast.unit,
        area_path=cast.city.path, by=BY, at=NOW,
    )  # fmt: skip
    posting = cast.by_role[Role.COMPANION_WORKER].postings.get()
    refused: list[str] = []

    def leave() -> None:
        try:
            postings.end(posting, by=cast.head, at=NOW)
        except Denied as error:
            refused.append(error.sentence)
        finally:
            connection.close()

    thread = threading.Thread(target=leave)
    with transaction.atomic():
        duties.assign(duty, to=posting.user, by=cast.manager, at=NOW)
        thread.start()
        thread.join(1)
        assert thread.is_alive()
    thread.join(120)
    assert len(refused) == 1
    assert "kewajiban terbuka" in refused[0]


def test_an_assignee_who_works_elsewhere_by_now_leaves_the_first_step_to_the_unit(
    cast: Cast, open_duty: Opened
) -> None:
    duty = open_duty(assignee=cast.hotline)
    cast.hotline.postings.update(agency=cast.agencies["satpol"])
    climbing.climb(by=BY, at=duty.due_at)
    told = set(duty.escalations.values_list("user", flat=True))
    assert cast.hotline.pk not in told
    assert cast.manager.pk in told
