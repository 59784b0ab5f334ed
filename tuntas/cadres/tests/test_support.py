"""Visits that somebody makes sure of, supportive calls once for each silence, help that is answered."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.access.actors import System
from tuntas.access.roles import Role
from tuntas.cadres import jobs, kinds
from tuntas.cadres.actions import calls, helps, registry, visits
from tuntas.cadres.models import Activity, Cadre, Call, Help, Visit
from tuntas.cadres.states import CallStatus, HelpKind, LeaveReason, Need, VisitStatus
from tuntas.cadres.tests.make import day, did, make_cadre
from tuntas.core.errors import Denied
from tuntas.notices.models import Notice
from tuntas.obligations.models import Obligation

HOUR = timedelta(hours=1)
JOB = System("uji")


def duty_of(subject: object) -> Obligation:
    return Obligation.objects.unsettled().get(subject_id=subject.pk)  # type: ignore[attr-defined]


def test_who_is_not_back_in_time_becomes_an_urgent_duty_of_the_secretariat(cast: Cast) -> None:
    user = cast.by_role[Role.CADRE]
    cadre = make_cadre(cast, user=user)
    visit = visits.plan(cadre, expected_at=NOW + 2 * HOUR, by=user, at=NOW)
    own = duty_of(visit)
    assert (own.kind, own.assignee, own.due_at) == (kinds.RETURN.code, user, NOW + 2 * HOUR)
    assert visits.watch(by=JOB, at=NOW + HOUR) == 0
    assert [visits.watch(by=JOB, at=NOW + 2 * HOUR), visits.watch(by=JOB, at=NOW + 3 * HOUR)] == [1, 0]
    check = duty_of(visit)
    assert (check.kind, check.urgent, check.agency, check.assignee) == (kinds.CHECK_RETURN.code, True, cast.unit, None)
    assert check.next_escalation_at is not None
    visit.refresh_from_db()
    visits.returned(visit, by=cast.head, at=NOW + 3 * HOUR)
    visit.refresh_from_db()
    assert (visit.status, visit.is_open) == (VisitStatus.RETURNED, False)
    assert Activity.objects.get().source == "phone"
    assert not Obligation.objects.unsettled().filter(subject_id=visit.pk).exists()
    with pytest.raises(Denied, match="sudah “sudah kembali”"):
        visits.returned(visit, by=user, at=NOW + 3 * HOUR)


def test_she_goes_and_comes_back_on_her_page(cast: Cast, client: Client) -> None:
    user = cast.by_role[Role.CADRE]
    cadre = make_cadre(cast, user=user)
    sign_in(client, user)
    text = client.get(reverse("cadres:mine_visit")).content.decode()
    assert "Tempat tujuan tidak dicatat" in text
    assert client.post(reverse("cadres:mine_visit"), {"back_at": "16:00"}).status_code == 302
    visit = Visit.objects.get()
    assert client.post(reverse("cadres:mine_visit"), {"back_at": "17:00"}).status_code == 422  # one at a time
    assert "Anda sedang berkunjung" in client.get(reverse("cadres:mine")).content.decode()
    assert client.post(reverse("cadres:visit", args=[visit.pk]), {"did": "apa"}).status_code == 403
    assert client.post(reverse("cadres:visit", args=[visit.pk]), {"did": "kembali"}).status_code == 302
    activity = cadre.activities.get()
    assert (activity.kind, activity.source, activity.place) == ("home_visit", "device", "")
    again = visits.plan(cadre, expected_at=NOW + HOUR, by=user, at=NOW)
    visits.returned(again, visited=False, by=user, at=NOW)
    assert cadre.activities.count() == 1
    for wrong in (NOW, NOW + timedelta(hours=25)):
        with pytest.raises(Denied):
            visits.plan(cadre, expected_at=wrong, by=user, at=NOW)


def test_becoming_dormant_opens_one_call_for_each_silence(cast: Cast) -> None:
    cadre = make_cadre(cast)
    make_cadre(cast, "Lama Contoh")  # inactive since long: no flood of calls about the past
    did(cadre, 91)
    assert [calls.watch(by=JOB, at=NOW), calls.watch(by=JOB, at=NOW), jobs.watch_silence()] == [1, 0, 0]
    call = Call.objects.get()
    assert (call.since, duty_of(call).kind, duty_of(call).basis) == (day(91), kinds.CALL.code, "R33")
    assert "Siti" not in duty_of(call).label
    assert not Notice.objects.filter(user=cast.leadership).exists()  # told to nobody above while it is in time
    did(cadre, 95)  # written down late: the silence goes on
    call.refresh_from_db()
    assert call.is_open
    did(cadre, 1)
    call.refresh_from_db()
    assert (call.status, call.is_open) == (CallStatus.NOT_NEEDED, False)
    later = NOW + timedelta(days=100)
    assert calls.watch(by=JOB, at=later) == 1
    assert Call.objects.filter(cadre=cadre).count() == 2


def test_a_silence_that_passed_while_no_worker_ran_is_asked_about_by_the_next_one(cast: Cast) -> None:
    cadre = make_cadre(cast)
    did(cadre, 1)
    later = NOW + timedelta(days=400)
    assert [calls.watch(by=JOB, at=later), calls.watch(by=JOB, at=later)] == [1, 0]
    call = cadre.calls.get()
    assert (call.since, duty_of(call).kind) == (day(1), kinds.CALL.code)
    did(cadre, 395, at=later)  # written down late: she is called once, not twice at a time
    assert calls.watch(by=JOB, at=later) == 0


def test_leave_ends_a_call_and_the_call_keeps_what_she_needs_to_itself(cast: Cast, client: Client) -> None:
    first, second = make_cadre(cast, from_date=day(100)), make_cadre(cast, "Dua Contoh", from_date=day(100))
    assert calls.watch(by=JOB, at=NOW) == 2
    registry.go_on_leave(first, reason=LeaveReason.HEALTH, from_date=NOW.date(), by=cast.head, at=NOW)
    assert first.calls.get().status == CallStatus.NOT_NEEDED
    call = second.calls.get()
    sign_in(client, cast.head)
    page = reverse("cadres:call", args=[call.pk])
    text = client.get(page).content.decode()
    assert all(need.label in text for need in Need)
    assert client.post(page, {"needs": ["cost", "signal"], "note": "pulsa habis tiap pekan"}).status_code == 302
    text = client.get(page).content.decode()
    assert "pulsa habis tiap pekan" in text
    assert "Biaya; Sinyal atau ponsel" in text
    assert client.post(page, {"needs": []}).status_code == 422  # once
    sign_in(client, cast.leadership)
    assert client.get(page).status_code == 403
    assert "Panggilan" not in client.get(reverse("cadres:detail", args=[second.pk])).content.decode()


def test_a_cadre_asks_and_is_answered(cast: Cast, client: Client) -> None:
    user = cast.by_role[Role.CADRE]
    cadre = make_cadre(cast, user=user)
    sign_in(client, user)
    here = reverse("cadres:mine_help")
    assert client.post(here, {"kind": "advice", "words": "Bagaimana menolak diajak damai?"}).status_code == 302
    row = Help.objects.get()
    assert (duty_of(row).kind, duty_of(row).agency, duty_of(row).urgent) == (kinds.HELP.code, cast.unit, False)
    page = reverse("cadres:help", args=[row.pk])
    assert client.post(page, {"words": "Saya jawab sendiri"}).status_code == 422
    sign_in(client, cast.head)
    assert "diajak damai" in client.get(page).content.decode()
    assert client.post(page, {"words": ""}).status_code == 422
    assert client.post(page, {"words": "Katakan bahwa itu tidak boleh."}).status_code == 302
    sign_in(client, user)
    text = client.get(page).content.decode()
    assert "Katakan bahwa itu tidak boleh." in text
    assert "diajak damai" not in text, "what she wrote does not show again on her telephone"
    urgent = helps.ask(cadre, kind=HelpKind.SAFETY, by=user, at=NOW)
    assert (duty_of(urgent).kind, duty_of(urgent).urgent) == (kinds.SAFETY.code, True)
    with pytest.raises(Denied, match="kader yang bersangkutan"):
        helps.ask(cadre, kind=HelpKind.ADVICE, by=cast.head, at=NOW)


def test_an_account_without_a_line_is_told_so(cast: Cast, client: Client) -> None:
    sign_in(client, cast.by_role[Role.CADRE])
    assert "belum dihubungkan" in client.get(reverse("cadres:mine")).content.decode()
    assert client.get(reverse("cadres:mine_log")).status_code == 404
    assert not Cadre.objects.exists()
