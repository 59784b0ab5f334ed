"""What a meeting decided is owed by somebody until the chair has seen that it is done."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, Cast, post, sign_in
from tuntas.access.roles import Role
from tuntas.agencies.models import Agency
from tuntas.bodies.actions import bodies
from tuntas.bodies.models import Body
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.files.tests.make import paper, upload
from tuntas.meetings import carrying
from tuntas.meetings.actions import decisions, followups, reminders
from tuntas.meetings.actions.followups import ActionData
from tuntas.meetings.models import FollowUpAction, Meeting
from tuntas.meetings.states import ActionStatus
from tuntas.meetings.tests.make import make_group, make_meeting
from tuntas.meetings.tests.make_actions import make_action, make_decision, officer, reported, settled
from tuntas.notices.models import Notice
from tuntas.obligations.models import Holiday, Obligation
from tuntas.people.actions.mentions import Mentioned
from tuntas.people.tests.make import make_person


def duty_of(action: FollowUpAction) -> Obligation:
    duty = FollowUpAction.objects.select_related("duty__agency").get(pk=action.pk).duty
    assert duty is not None
    return duty


def data(action: FollowUpAction, **changed: Any) -> ActionData:
    told = {name: getattr(action, name) for name in ("text", "agency", "due_date", "person_name", "user")}
    return ActionData(**(told | changed))


def test_the_institution_owes_it_until_the_end_of_its_day_while_the_secretariat_waits(cast: Cast) -> None:
    action = make_action(cast, user=officer(cast))
    duty = duty_of(action)
    secretariat = cast.agencies["secretariat"]
    assert (duty.kind, duty.agency, duty.sender, duty.assignee) == (
        "meeting.action", cast.agencies["social"], secretariat, officer(cast),
    )  # fmt: skip
    assert duty.due_at.astimezone(secretariat.zone).strftime("%Y-%m-%d %H:%M") == f"{action.due_date} 23:59"
    assert duty.label == "Rapat koordinasi 23-11-2026, keputusan 1"


def test_where_nobody_has_an_account_the_secretariat_chases_and_records(cast: Cast) -> None:
    Agency.objects.filter(pk=cast.agencies["health"].pk).update(uses_tuntas=False)
    action = make_action(cast, agency=Agency.objects.get(pk=cast.agencies["health"].pk))
    duty = duty_of(action)
    assert (duty.kind, duty.agency, duty.sender) == ("meeting.chase_action", cast.agencies["secretariat"], None)
    action = reported(cast, action, by=cast.secretariat)
    assert action.status == ActionStatus.REPORTED


def test_it_goes_to_the_chair_back_and_is_closed_by_another_than_who_reported(cast: Cast) -> None:
    action = make_action(cast)
    chair = action.meeting.chair
    action = reported(cast, action)
    assert (duty_of(action).kind, duty_of(action).assignee) == ("meeting.close_action", chair)
    for who in (officer(cast), cast.secretariat):
        with pytest.raises(Denied):
            followups.close(action, by=who, at=NOW)
    with pytest.raises(Denied):
        followups.give_back(action, note=" ", by=chair, at=NOW)
    late = NOW + timedelta(days=30)
    action = followups.give_back(action, note="Nomor teleponnya belum ada", by=chair, at=late)
    assert (action.status, action.returned, action.reported_by) == (ActionStatus.OPEN, 1, None)
    assert duty_of(action).due_at > late, "what comes back late has some time"
    action = followups.close(reported(cast, action, at=late), by=chair, at=late)
    assert (action.status, action.duty, action.ended_by) == (ActionStatus.CLOSED, None, chair)
    assert not Obligation.objects.unsettled().filter(subject_id=action.pk).exists()
    with pytest.raises(InvalidTransition):
        followups.drop(action, reason="Tidak perlu", by=chair, at=late)


def test_the_only_one_who_could_close_does_not_report(cast: Cast) -> None:
    action = make_action(cast, agency=cast.agencies["secretariat"])
    with pytest.raises(Denied, match="orang lain"):
        reported(cast, action, by=action.meeting.chair)
    assert reported(cast, action, by=cast.secretariat).status == ActionStatus.REPORTED


def test_a_deadline_that_has_passed_is_not_moved_and_none_lies_years_away(cast: Cast) -> None:
    action = make_action(cast, days=2)
    told = {name: getattr(action, name) for name in ("text", "agency", "person_name", "user")}
    week = NOW.date() + timedelta(days=7)
    later = NOW + timedelta(days=4)
    with pytest.raises(Denied, match="tidak dipindahkan"):
        followups.change(action, data=ActionData(**told, due_date=week), by=cast.secretariat, at=later)
    with pytest.raises(Denied, match="satu tahun"):
        followups.change(
            action, data=ActionData(**told, due_date=week + timedelta(days=400)), by=cast.secretariat, at=NOW
        )
    assert (
        followups.change(action, data=ActionData(**told, due_date=week), by=cast.secretariat, at=NOW).due_date == week
    )


def test_the_database_refuses_one_person_for_both_and_closing_without_evidence(cast: Cast) -> None:
    action = reported(cast, make_action(cast))
    rows = FollowUpAction.objects.filter(pk=action.pk)
    ended = {"status": "closed", "ended_at": NOW, "duty": None}
    for wrong in ({"ended_by": officer(cast)}, {"ended_by": cast.secretariat, "evidence": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**ended, **wrong)


def test_a_day_that_is_over_and_people_from_elsewhere_are_refused(cast: Cast) -> None:
    meeting = make_meeting(cast, make_group(cast))
    with pytest.raises(Denied, match="lewat"):
        make_action(cast, meeting=meeting, days=-1)
    assert make_action(cast, meeting=meeting, days=0).is_open, "today is not over"
    with pytest.raises(Denied, match="bertugas"):
        make_action(cast, meeting=meeting, user=cast.hotline)
    cast.agencies["kpad"].closed_date = NOW.date()
    cast.agencies["kpad"].save(update_fields=["closed_date"])
    with pytest.raises(Denied, match="ditutup"):
        make_action(cast, meeting=meeting, agency=cast.agencies["kpad"])


def test_another_institution_gets_the_duty_and_after_the_minutes_only_the_chair_corrects(cast: Cast) -> None:
    action = make_action(cast)
    before = duty_of(action)
    action = followups.change(action, data=data(action, agency=cast.agencies["health"]), by=cast.secretariat, at=NOW)
    before.refresh_from_db()
    assert (before.outcome, duty_of(action).agency) == ("replaced", cast.agencies["health"])
    meeting = settled(action.meeting)
    action = FollowUpAction.objects.get(pk=action.pk)
    with pytest.raises(Denied):
        followups.change(action, data=data(action, text="Lain"), by=cast.secretariat, at=NOW)
    same = duty_of(action)
    action = followups.change(action, data=data(action, text="Lain"), by=meeting.chair, at=NOW)
    assert (action.text, duty_of(action)) == ("Lain", same)
    with pytest.raises(InvalidTransition):
        make_decision(meeting)


def test_names_do_not_stand_in_decisions_actions_evidence_and_notes(cast: Cast) -> None:
    meeting = make_meeting(
        cast, make_group(cast, agency=cast.unit, name="Forum UPTD"), by=cast.head, chair=cast.leadership
    )
    action = make_action(cast, meeting=meeting, agency=cast.unit)
    Meeting.objects.filter(pk=meeting.pk).update(chair=cast.supervisor)
    post(cast.supervisor, Role.LEADERSHIP, cast.unit, cast.city)  # leads, and may open names
    action = FollowUpAction.objects.get(pk=action.pk)
    make_person(cast, name="Melati Kusuma")
    named, boss = "Untuk Melati Kusuma", type(cast.supervisor).objects.get(pk=cast.supervisor.pk)
    with pytest.raises(Mentioned):
        decisions.add(action.meeting, text=named, by=boss, at=NOW)
    with pytest.raises(Mentioned):
        followups.change(action, data=data(action, text=named), by=boss, at=NOW)
    with pytest.raises(Mentioned):
        followups.report(action, evidence=named, by=cast.manager, at=NOW)
    with pytest.raises(Mentioned):
        followups.drop(action, reason=named, by=boss, at=NOW)
    with pytest.raises(Mentioned):
        followups.give_back(reported(cast, action, by=cast.manager), note=named, by=boss, at=NOW)


def test_the_page_serves_institution_and_chair_with_a_file(cast: Cast, client: Client) -> None:
    action = make_action(cast)
    url = reverse("meetings:action", args=[action.pk])
    sign_in(client, officer(cast))
    assert "Laporkan selesai" in client.get(url).content.decode()
    assert action.text in client.get(reverse("meetings:actions")).content.decode()
    assert client.post(reverse("meetings:action_report", args=[action.pk]), {"evidence": ""}).status_code == 422
    stale = client.post(
        reverse("meetings:action_report", args=[action.pk]), {"evidence": "Sudah kami kirim", "version": "open.x"}
    )
    assert stale.status_code == 409
    assert "Sudah kami kirim</textarea>" in stale.content.decode()
    sent = {"evidence": "Surat 12/2026", "file": upload(paper(), name="surat.pdf")}
    assert client.post(reverse("meetings:action_report", args=[action.pk]), sent).status_code == 302
    page = client.get(url).content.decode()
    assert "Surat 12/2026" in page
    assert "ketua pertemuan memeriksa hasilnya" in page
    file = client.get(reverse("meetings:action_file", args=[action.pk]))
    assert (file.status_code, file["Content-Type"]) == (200, "application/pdf")
    sign_in(client, action.meeting.chair)
    assert client.post(reverse("meetings:action_give_back", args=[action.pk]), {"note": ""}).status_code == 422
    assert client.post(reverse("meetings:action_close", args=[action.pk])).status_code == 302
    assert "Selesai" in client.get(url).content.decode()
    detail = client.get(reverse("meetings:detail", args=[action.meeting_id])).content.decode()
    assert action.text in detail
    for who, code in ((cast.elsewhere[Role.AGENCY_MEMBER], 404), (cast.by_role[Role.HEALTH_OFFICER], 404)):
        sign_in(client, who)
        assert client.get(url).status_code == code


def test_the_secretariat_decides_and_hands_out_on_pages(cast: Cast, client: Client) -> None:
    meeting = make_meeting(cast, make_group(cast))
    sign_in(client, cast.secretariat)
    page = client.get(reverse("meetings:decision_new", args=[meeting.pk]))
    form_id = page.context["form"]["form_id"].value()
    for _ in range(2):
        sent = {"form_id": form_id, "text": "Alur disepakati"}
        assert client.post(reverse("meetings:decision_new", args=[meeting.pk]), sent).status_code == 302
    decision = meeting.decisions.get()
    url = reverse("meetings:action_new", args=[decision.pk])
    who = officer(cast)
    sent = {
        "form_id": "0190a0a0-0000-7000-8000-000000000001", "text": "Susun daftar", "agency": str(cast.agencies["social"].pk),
        "person_name": f" {who.name.upper()} ", "due_date": "2020-01-01",
    }  # fmt: skip
    assert "yang sudah lewat" in client.post(url, sent).content.decode()
    for _ in range(2):
        assert (
            client.post(url, sent | {"due_date": f"{timezone.now() + timedelta(days=90):%Y-%m-%d}"}).status_code == 302
        )
    action = meeting.actions.get()
    assert (action.user, duty_of(action).assignee) == (who, who)
    late = client.get(
        reverse("meetings:actions"), {"kelompok": str(meeting.body_id), "status": "late"}
    ).content.decode()
    assert "Tidak ada tindak lanjut yang cocok" in late
    body = client.get(reverse("meetings:actions"), {"kelompok": str(meeting.body_id)}).content.decode()
    assert "Susun daftar" in body
    assert client.get(reverse("meetings:actions"), {"kelompok": "x"}).status_code == 404


def test_open_ones_stand_on_the_next_agenda_with_what_became_of_them(cast: Cast, client: Client) -> None:
    body = make_group(cast)
    first = make_meeting(cast, body, at=NOW - timedelta(days=10))
    open_one = make_action(cast, meeting=first, at=NOW)
    done = make_action(cast, meeting=first, at=NOW, text="Kirim surat edaran")
    coming = make_meeting(cast, body, at=NOW, held=False)
    assert set(carrying.open_before(coming)) == {open_one, done}
    reported(cast, done)
    sign_in(client, cast.secretariat)
    page = client.get(reverse("meetings:detail", args=[coming.pk])).content.decode()
    assert "Kirim surat edaran" in page
    assert "Dilaporkan selesai, menunggu ketua pertemuan" in page
    followups.close(FollowUpAction.objects.get(pk=done.pk), by=first.chair, at=NOW)
    assert set(carrying.open_before(coming)) == {open_one}


def test_seven_working_days_later_each_institution_is_reminded_once(cast: Cast) -> None:
    meeting = make_meeting(cast, make_group(cast))
    for agency in ("social", "social", "health"):
        make_action(cast, meeting=meeting, agency=cast.agencies[agency], days=60)
    reported(cast, make_action(cast, meeting=meeting, agency=cast.agencies["education"], days=60), by=cast.secretariat)
    Holiday.objects.get_or_create(date=(NOW + timedelta(days=1)).date(), defaults={"name": "Uji", "source": "uji"})
    # Monday; Tuesday is a holiday, so the seventh working day is Thursday of the next week, 16.00 in Pontianak.
    due = NOW + timedelta(days=10, hours=6)
    reminders.remind_due(by=cast.sysadmin, at=due - timedelta(minutes=1))
    assert Meeting.objects.get(pk=meeting.pk).reminded_at is None
    assert reminders.remind_due(by=cast.sysadmin, at=due) == 1
    assert reminders.remind_due(by=cast.sysadmin, at=due + timedelta(hours=1)) == 0
    told = Notice.objects.filter(key__startswith="reminded:meeting:")
    assert {notice.user.email for notice in told.select_related("user")} == {
        officer(cast).email, cast.by_role[Role.HEALTH_OFFICER].email,
    }  # fmt: skip
    assert all(notice.kind == "duty" for notice in told)


def test_what_was_decided_is_reminded_of_though_it_was_written_down_late(cast: Cast) -> None:
    meeting = make_meeting(cast, make_group(cast))
    later = NOW + timedelta(days=20)
    assert reminders.remind_due(by=cast.sysadmin, at=later) == 0
    make_action(cast, meeting=meeting, at=later, days=60)
    assert reminders.remind_due(by=cast.sysadmin, at=later) == 1
    assert Notice.objects.filter(key__startswith="reminded:meeting:", user=officer(cast)).exists()


def test_a_body_does_not_end_while_a_meeting_or_what_it_decided_is_open(cast: Cast) -> None:
    action = make_action(cast)
    meeting, body = action.meeting, action.meeting.body

    def dissolve() -> None:
        bodies.dissolve(body, on=NOW.date(), by=cast.secretariat, at=NOW)

    with pytest.raises(Denied, match="pertemuan yang belum selesai"):
        dissolve()
    settled(meeting)
    with pytest.raises(Denied, match="1 tindak lanjut yang belum ditutup"):
        dissolve()
    followups.drop(action, reason="Kelompok dibubarkan", by=meeting.chair, at=NOW)
    dissolve()
    assert Body.objects.get(pk=body.pk).dissolved_date == NOW.date()


def test_a_chair_who_works_elsewhere_now_neither_owes_nor_closes(cast: Cast) -> None:
    action = make_action(cast)
    meeting, chair = action.meeting, action.meeting.chair
    chair.postings.update(agency=cast.agencies["social"], role=Role.AGENCY_MEMBER)
    chair = type(chair).objects.get(pk=chair.pk)
    action = reported(cast, FollowUpAction.objects.get(pk=action.pk))
    assert action.duty is not None
    assert (action.duty.agency_id, action.duty.assignee) == (meeting.agency_id, None)
    with pytest.raises(Denied, match="ketua pertemuan"):
        followups.close(action, by=chair, at=NOW)
    assert followups.close(action, by=cast.secretariat, at=NOW).status == ActionStatus.CLOSED
