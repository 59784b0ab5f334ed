from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast, sign_in
from tuntas.access.actors import System
from tuntas.access.permissions import Permission
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting, User
from tuntas.audit.models import Event
from tuntas.cases import jobs, kinds
from tuntas.cases.actions import break_glass, parties
from tuntas.cases.models import BreakGlass, Case, Entry
from tuntas.cases.tests.make import make_case, make_party, open_kinds
from tuntas.cases.views.break_glass import NOT_OPENED
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.obligations.actions import walls
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db
REASON = "Korban menelepon malam ini, manajernya tidak dapat dihubungi."
OPEN = reverse("cases:break_glass_open")


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def glass(case: Case, by: User, at: datetime) -> BreakGlass:
    row = break_glass.open_case(case.number, reason=REASON, by=by, at=at)
    assert row is not None
    return row


def ask(client: Client, number: str, reason: str = REASON) -> tuple[int, bool]:
    """Code of the answer, and whether it is the one sentence."""
    response = client.post(OPEN, {"number": number, "reason": reason})
    return response.status_code, NOT_OPENED in response.content.decode()


def test_who_is_inside_sees_and_reads_and_nothing_else(cast: Cast, now: datetime) -> None:
    case, hotline = make_case(cast), cast.hotline
    assert not Case.objects.visible_to(hotline).exists()
    glass(case, hotline, now)
    for permission in Permission:
        if permission.startswith("case:") and permission is not Permission.CASE_BREAK_GLASS:
            seen = Case.objects.visible_to(hotline, permission).exists()
            assert seen == (permission in {Permission.CASE_VIEW, Permission.CASE_READ}), permission


def test_names_stay_closed_and_nothing_can_be_changed(client: Client, cast: Cast, now: datetime) -> None:
    case = make_case(cast)
    make_party(case)
    glass(case, cast.hotline, now)
    sign_in(client, cast.hotline)
    page = client.get(reverse("cases:detail", args=[case.pk]))
    assert "lewat akses darurat" in page.content.decode()
    assert client.get(reverse("cases:access", args=[case.pk])).status_code == 200
    assert client.post(reverse("cases:identity", args=[case.pk])).status_code == 403
    assert client.get(reverse("cases:party_new", args=[case.pk])).status_code == 404
    with pytest.raises(Denied):
        parties.identities(case, by=cast.hotline, at=now)


def test_it_ends_after_a_day_even_when_no_worker_is_alive(cast: Cast, now: datetime) -> None:
    case = make_case(cast)
    row = glass(case, cast.hotline, now - timedelta(hours=23, minutes=58))
    assert Case.objects.visible_to(cast.hotline).exists()
    BreakGlass.objects.filter(pk=row.pk).update(at=now - timedelta(hours=24, minutes=1))
    assert not Case.objects.visible_to(cast.hotline).exists()


def test_the_worker_writes_down_the_end_once(cast: Cast, now: datetime) -> None:
    case = make_case(cast)
    row = glass(case, cast.hotline, now - timedelta(hours=25))
    young = glass(make_case(cast), cast.hotline, now)
    assert (jobs.end_break_glass(), jobs.end_break_glass()) == (1, 0)
    row.refresh_from_db()
    young.refresh_from_db()
    assert row.ended_at is not None
    assert young.ended_at is None
    assert Event.objects.get(kind="break_glass.ended").dossier_id == case.pk
    assert break_glass.end_expired(by=System("uji"), at=now) == 0


def test_whoever_is_inside_can_leave_and_nobody_for_them(client: Client, cast: Cast, now: datetime) -> None:
    case = make_case(cast)
    row = glass(case, cast.hotline, now)
    with pytest.raises(Denied):
        break_glass.end(row, by=cast.supervisor, at=now)
    client.force_login(cast.hotline)
    assert client.post(reverse("cases:break_glass_end", args=[row.pk])).status_code == 302
    assert not Case.objects.visible_to(cast.hotline).exists()
    with pytest.raises(InvalidTransition):
        break_glass.end(row, by=cast.hotline, at=now)


def test_going_in_writes_line_event_and_a_review_for_somebody_else(cast: Cast, now: datetime) -> None:
    case = make_case(cast)
    entry_before = Case.objects.get(pk=case.pk).last_entry_at
    row = glass(case, cast.hotline, now)
    duty = Obligation.objects.unsettled().get(kind=kinds.REVIEW_BREAK_GLASS.code)
    assert (duty.subject_id, duty.agency, duty.assignee) == (row.pk, cast.unit, None)
    assert Entry.objects.get(case=case, kind="access").detail == "opened"
    assert Event.objects.get(kind="break_glass.opened").dossier_id == case.pk
    assert Case.objects.get(pk=case.pk).last_entry_at == entry_before  # looking is no work on the case (R19)
    assert glass(case, cast.hotline, now) == row
    assert BreakGlass.objects.count() == 1


def test_the_review_lies_with_the_parent_where_nobody_else_reviews(cast: Cast, now: datetime) -> None:
    case = make_case(cast)
    Posting.objects.filter(agency=cast.unit, role__in=[Role.SUPERVISOR, Role.UNIT_HEAD]).update(
        ends_at=now - timedelta(days=1)
    )
    row = glass(case, cast.hotline, now)
    duty = Obligation.objects.unsettled().get(kind=kinds.REVIEW_BREAK_GLASS.code)
    assert duty.agency == cast.dinas
    leader = User.objects.get(pk=cast.leadership.pk)
    break_glass.review(row, justified=True, note="Wajar.", by=leader, at=now)
    assert kinds.REVIEW_BREAK_GLASS.code not in open_kinds(case)


def test_somebody_else_reviews_never_the_one_who_went_in(client: Client, cast: Cast, now: datetime) -> None:
    case = make_case(cast)
    Posting.objects.create(
        user=cast.supervisor, role=Role.HOTLINE_OFFICER, agency=cast.unit, area=cast.city,
        starts_at=now - timedelta(days=1),
    )  # fmt: skip
    both = User.objects.get(pk=cast.supervisor.pk)
    row = BreakGlass.objects.create(case=case, user=both, at=now)
    with pytest.raises(Denied) as refused:
        break_glass.review(row, justified=True, note="Wajar.", by=both, at=now)
    assert refused.value.rule == "R25"
    other = glass(case, cast.hotline, now)
    sign_in(client, both)
    page = reverse("cases:break_glass", args=[other.pk])
    assert REASON in client.get(page).content.decode()
    assert Event.objects.filter(kind="break_glass.read", dossier_id=case.pk).count() == 1
    assert client.post(page, {"justified": "", "note": ""}).status_code == 422
    assert client.post(page, {"justified": "no", "note": "Tidak ada panggilan malam itu."}).status_code == 302
    other.refresh_from_db()
    assert (other.justified, other.reviewed_by) == (False, both)
    assert other.ended_at is not None  # without reason nobody stays inside
    assert kinds.REVIEW_BREAK_GLASS.code not in open_kinds(case)
    with pytest.raises(InvalidTransition):
        break_glass.review(other, justified=True, note="Lagi.", by=cast.head, at=now)


def test_an_access_with_reason_lasts_its_day(cast: Cast, now: datetime) -> None:
    case = make_case(cast)
    row = break_glass.review(
        glass(case, cast.hotline, now), justified=True, note="Sudah dicek.", by=cast.head, at=now
    )  # fmt: skip
    assert (row.justified, row.ended_at) == (True, None)
    assert break_glass.read(row, by=cast.head, at=now) == (REASON, "Sudah dicek.")
    with pytest.raises(Denied):
        break_glass.read(row, by=cast.hotline, at=now)


def test_wrong_walled_and_distant_numbers_get_one_sentence(client: Client, cast: Cast, now: datetime) -> None:
    walled, distant = make_case(cast), make_case(cast)
    walls.add(walled.pk, users=[cast.hotline], by=cast.supervisor, at=now)
    Case.objects.filter(pk=distant.pk).update(agency=cast.dinas)
    client.force_login(cast.hotline)
    answers = {ask(client, number) for number in (walled.number, distant.number, "K260000001", "rumah Mawar")}
    assert answers == {(422, True)}
    assert not BreakGlass.objects.exists()
    events = Event.objects.filter(kind="break_glass.not_opened")
    assert sorted(str(event.dossier_id) for event in events) == sorted(map(str, (walled.pk, distant.pk, None, None)))
    assert not any("Mawar" in str(event.data) for event in events)


def test_numbers_are_not_tried_one_after_the_other(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    client.force_login(cast.hotline)
    assert [ask(client, f"K26000000{number}")[0] for number in range(5)] == [422] * 5
    # By then a right number is answered as a wrong one is.
    assert (ask(client, case.number)[0], ask(client, "K260000009")[0]) == (403, 403)
    assert Event.objects.filter(kind="refused", data__rule="R25").count() == 2


def test_a_wall_that_comes_later_shuts_them_out(client: Client, cast: Cast, now: datetime) -> None:
    case = make_case(cast)
    row = glass(case, cast.hotline, now)
    walls.add(case.pk, users=[cast.hotline], by=cast.supervisor, at=now)
    client.force_login(cast.hotline)
    for name, pk in (("detail", case.pk), ("access", case.pk), ("break_glass", row.pk)):
        assert client.get(reverse(f"cases:{name}", args=[pk])).status_code == 404
    assert ask(client, case.number) == (422, True)


def test_through_the_page(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    client.force_login(cast.hotline)
    assert client.get(OPEN).status_code == 200
    assert client.post(OPEN, {"number": case.number, "reason": "perlu"}).status_code == 422
    response = client.post(OPEN, {"number": f" {case.number.lower()} ", "reason": REASON})
    assert response["Location"] == reverse("cases:detail", args=[case.pk])
    mine = client.get(reverse("cases:break_glass", args=[BreakGlass.objects.get().pk])).content.decode()
    assert "Akhiri akses sekarang" in mine
    assert REASON not in mine
    assert case.number in client.get(OPEN).content.decode()


def test_whoever_serves_the_case_needs_none(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    companion = cast.by_role[Role.COMPANION_WORKER]
    from tuntas.cases.tests.make import join

    join(case, companion)
    client.force_login(companion)
    assert client.post(OPEN, {"number": case.number, "reason": REASON}).status_code == 302
    assert not BreakGlass.objects.exists()


@pytest.mark.parametrize("role", [Role.DATA_OFFICER, Role.CADRE, Role.AUDITOR, Role.SYSTEM_ADMIN, Role.KPAD])
def test_others_cannot(client: Client, cast: Cast, role: Role) -> None:
    client.force_login(cast.by_role[role])
    assert client.get(OPEN).status_code == 403
