from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, make_user, post
from tuntas.access.permissions import Permission
from tuntas.access.roles import Role
from tuntas.agencies.models import Agency
from tuntas.core.errors import Denied
from tuntas.intake.actions import answers, decisions, forwardings, proposals, risk, triage, walls
from tuntas.intake.models import Forwarding, Proposal, Report
from tuntas.intake.states import ForwardingStatus, ProposalKind, Status, ViolenceType
from tuntas.intake.tests.make import make_report, open_kinds, staff_the_dinas
from tuntas.notices.models import Notice
from tuntas.obligations.actions import walls as obligation_walls
from tuntas.obligations.models import Obligation, Wall

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def fresh(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


def test_a_person_kept_out_loses_the_duty_and_the_report(cast: Cast) -> None:
    report = triage.start(make_report(cast), by=cast.hotline, at=NOW)
    walls.keep_out(report, users=[cast.hotline], by=cast.manager, at=LATER)
    report = fresh(report)
    assert report.agency == cast.unit
    assert report.duty is not None
    assert report.duty.assignee is None
    assert not Report.objects.visible_to(cast.hotline).exists()
    assert not Obligation.objects.visible_to(cast.hotline).filter(dossier_id=report.pk).exists()
    assert not Notice.objects.filter(user=cast.hotline, dossier_id=report.pk, status="waiting").exists()


def test_a_walled_owner_loses_it_upward_in_the_same_act(cast: Cast) -> None:
    staff_the_dinas(cast)
    report = make_report(cast, must_not_know="kantor itu")
    due = report.duty.due_at if report.duty else None
    walls.keep_out(report, agencies=[cast.unit], by=cast.hotline, at=LATER)
    report = fresh(report)
    assert report.agency == cast.dinas
    assert report.duty is not None
    assert (report.duty.agency, report.duty.kind, report.duty.due_at) == (cast.dinas, "report.triage", due)
    duties = Obligation.objects.unsettled().filter(dossier_id=report.pk)
    assert {duty.agency for duty in duties} == {cast.dinas}
    for user in (cast.hotline, cast.manager, cast.supervisor, cast.head):
        assert not Report.objects.visible_to(user).filter(pk=report.pk).exists()
        assert not Obligation.objects.visible_to(user).filter(dossier_id=report.pk).exists()


def test_a_secretariat_falls_back_to_the_unit_of_the_city(cast: Cast) -> None:
    report = make_report(cast, area=cast.south_village)
    walls.keep_out(report, agencies=[cast.agencies["secretariat"]], by=cast.secretariat, at=LATER)
    assert fresh(report).agency == cast.unit


def test_a_closed_report_moves_too(cast: Cast) -> None:
    staff_the_dinas(cast)
    report = make_report(cast)
    risk.assess(report, items=[], by=cast.hotline, at=NOW)
    triage.answer(report, form_id=uuid4(), text="x", by=cast.hotline, at=NOW)
    walls.keep_out(report, agencies=[cast.unit], by=cast.manager, at=LATER)
    report = fresh(report)
    assert (report.agency, report.status, report.duty) == (cast.dinas, Status.ANSWERED, None)


def test_an_open_forwarding_to_a_walled_receiver_is_taken_back(cast: Cast) -> None:
    report = make_report(cast)
    row = forwardings.send(report, receiver=cast.agencies["satpol"], shared="x", by=cast.hotline, at=NOW)
    walls.keep_out(report, agencies=[cast.agencies["satpol"]], by=cast.hotline, at=LATER)
    row.refresh_from_db()
    assert (row.status, fresh(report).status) == (ForwardingStatus.WITHDRAWN, Status.TRIAGE)
    assert not Forwarding.objects.visible_to(cast.satpol).exists()


def test_an_open_forwarding_is_awaited_by_the_new_owner(cast: Cast) -> None:
    staff_the_dinas(cast)
    report = make_report(cast)
    row = forwardings.send(report, receiver=cast.agencies["satpol"], shared="x", by=cast.hotline, at=NOW)
    due = row.duty.due_at if row.duty else None
    walls.keep_out(report, agencies=[cast.unit], by=cast.hotline, at=LATER)
    row = Forwarding.objects.get()
    assert fresh(report).status == Status.FORWARDED
    assert row.duty is not None
    assert (row.duty.agency, row.duty.sender, row.duty.due_at) == (cast.agencies["satpol"], cast.dinas, due)


def test_pending_proposals_of_the_old_owner_are_void(cast: Cast) -> None:
    report = make_report(cast)
    risk.assess(report, items=[], by=cast.hotline, at=NOW)
    proposals.propose_ending(report, kind=ProposalKind.NOT_PROVEN, reason="x", by=cast.hotline, at=NOW)
    walls.keep_out(report, agencies=[cast.unit], by=cast.hotline, at=LATER)
    assert Proposal.objects.get().status == "withdrawn"


def everybody(cast: Cast) -> list[Agency]:
    return [cast.dinas, cast.agencies["secretariat"], *Agency.objects.filter(name="UPTD PPA Kubu Raya")]


def test_behind_a_wall_around_everybody_the_task_force_finds_a_receiver(client: Client, cast: Cast) -> None:
    report = make_report(cast, must_not_know="kantor itu")
    walls.keep_out(report, agencies=everybody(cast), by=cast.hotline, at=LATER)
    report, secretary = fresh(report), cast.by_role[Role.TASK_FORCE_SECRETARIAT]
    assert report.agency == cast.agencies["task_force"]
    assert report.duty is not None
    assert (report.duty.kind, report.duty.assignee) == ("report.place", secretary)
    assert set(Notice.objects.filter(about_id=report.duty_id).values_list("user", flat=True)) == {secretary.pk}
    client.force_login(secretary)
    place = reverse("intake:place", args=[report.pk])
    assert f'href="{place}"' in client.get(reverse("obligations:mine")).content.decode()
    assert "Belum ada orang yang dapat dipilih" in client.get(place).content.decode()
    chosen = make_user("Uji Dipercaya", "dipercaya@contoh.test")
    posting = post(chosen, Role.CASE_MANAGER, cast.agencies["social"], cast.city)
    walled = cast.hotline.postings.get()
    assert client.post(place, {"posting": str(walled.pk)}).status_code == 422
    assert client.post(place, {"posting": str(posting.pk)}).status_code == 302
    report = fresh(report)
    assert report.duty is not None
    assert (report.agency, report.duty.assignee, report.duty.kind) == (posting.agency, chosen, "report.triage")
    assert {duty.agency for duty in Obligation.objects.unsettled().filter(dossier_id=report.pk)} == {posting.agency}
    assert client.get(place).status_code == 404
    client.force_login(chosen)
    assert client.get(reverse("intake:triage", args=[report.pk])).status_code == 200


def test_received_behind_such_a_wall_nobody_is_told_who_cannot_open_it(cast: Cast) -> None:
    walled = tuple(agency.pk for agency in everybody(cast))
    report = make_report(cast, wall_agencies=walled, must_not_know="kantor itu", danger_now=True)
    secretary = cast.by_role[Role.TASK_FORCE_SECRETARIAT]
    assert report.duty is not None
    assert (report.duty.kind, report.duty.due_at) == ("report.place", NOW + timedelta(minutes=15))
    assert open_kinds(report) == {"report.place"}
    assert set(Notice.objects.filter(dossier_id=report.pk).values_list("user", flat=True)) == {secretary.pk}
    chosen = make_user("Uji Dipercaya", "dipercaya@contoh.test")
    posting = post(chosen, Role.CASE_MANAGER, cast.agencies["social"], cast.city)
    walls.place(report, posting=posting, by=secretary, at=LATER)
    assert open_kinds(report) == {"report.triage_high", "report.first_follow_up", "report.set_wall"}


def test_a_head_who_may_know_of_it_finds_the_receiver(cast: Cast) -> None:
    report = make_report(cast)
    elsewhere = [user for user in cast.elsewhere.values() if user.postings.exists()]
    hidden = [cast.hotline, cast.manager, cast.supervisor, cast.secretariat, *elsewhere]
    walls.keep_out(report, users=hidden, by=cast.hotline, at=LATER)
    report = fresh(report)
    assert report.duty is not None
    assert (report.agency, report.duty.kind, report.duty.assignee) == (cast.unit, "report.place", cast.head)


def test_while_a_receiver_is_sought_that_stays_what_is_owed(cast: Cast) -> None:
    report = make_report(cast)
    row = forwardings.send(report, receiver=cast.agencies["satpol"], shared="x", by=cast.hotline, at=NOW)
    walls.keep_out(report, agencies=everybody(cast), by=cast.hotline, at=LATER)
    answers.decline(Forwarding.objects.get(pk=row.pk), reason="x", by=cast.satpol, at=LATER)
    report = fresh(report)
    assert report.duty is not None
    assert (report.status, report.duty.kind) == (Status.TRIAGE, "report.place")


@pytest.mark.parametrize("who", ["hotline", "satpol", "satpol_head", "sysadmin", "stranger"])
def test_only_who_stands_above_finds_the_receiver(cast: Cast, who: str) -> None:
    report = make_report(cast)
    walls.keep_out(report, agencies=everybody(cast), by=cast.hotline, at=LATER)
    posting = post(make_user("Uji", "x@contoh.test"), Role.CASE_MANAGER, cast.agencies["social"], cast.city)
    with pytest.raises(Denied):
        walls.place(fresh(report), posting=posting, by=getattr(cast, who), at=LATER)


def test_when_the_last_who_may_know_is_kept_out_it_goes_elsewhere(cast: Cast) -> None:
    report = make_report(cast, area=cast.south_village)
    assert report.agency == cast.agencies["secretariat"]
    walls.keep_out(report, users=[cast.secretariat], by=cast.secretariat, at=LATER)
    assert fresh(report).agency == cast.unit
    assert Report.objects.visible_to(cast.hotline, Permission.REPORT_TRIAGE).filter(pk=report.pk).exists()


def test_what_an_agency_kept_out_was_to_decide_is_void(cast: Cast) -> None:
    report = make_report(cast, types=(ViolenceType.SEXUAL,), area=cast.south_village)
    risk.assess(report, items=[], by=cast.secretariat, at=NOW)
    proposal = proposals.propose_ending(report, kind=ProposalKind.NOT_PROVEN, reason="x", by=cast.secretariat, at=NOW)
    assert proposal.agency == cast.dinas
    walls.keep_out(report, agencies=[cast.dinas], by=cast.secretariat, at=LATER)
    assert Proposal.objects.get().status == "withdrawn"
    assert fresh(report).agency == cast.agencies["secretariat"]


def test_the_number_of_a_walled_report_is_not_told_by_its_duplicate(client: Client, cast: Cast) -> None:
    kept, report = make_report(cast), make_report(cast)
    proposal = proposals.propose_ending(
        report, kind=ProposalKind.DUPLICATE, reason="sama", target=kept, by=cast.hotline, at=NOW
    )
    obligation_walls.add(kept.pk, users=[cast.manager], by=cast.hotline, at=NOW)
    client.force_login(cast.manager)
    assert kept.number not in client.get(reverse("intake:proposal", args=[proposal.pk])).content.decode()
    decisions.approve(proposal, by=cast.supervisor, at=LATER)
    url = reverse("intake:detail", args=[report.pk])
    assert kept.number not in client.get(url).content.decode()
    client.force_login(cast.hotline)
    assert kept.number in client.get(url).content.decode()


def test_lifting_needs_a_second_person(cast: Cast) -> None:
    report = make_report(cast, wall_users=(cast.manager.pk,))
    wall = Wall.objects.get()
    proposal = proposals.propose_lift_wall(report, wall=wall, reason="Sudah pindah", by=cast.hotline, at=NOW)
    assert not Report.objects.visible_to(cast.manager).exists()
    with pytest.raises(Denied):
        decisions.approve(proposal, by=cast.hotline, at=LATER)
    decisions.approve(proposal, by=cast.supervisor, at=LATER)
    assert Report.objects.visible_to(cast.manager).exists()


def test_whoever_is_walled_cannot_decide_on_their_own_wall(cast: Cast) -> None:
    report = make_report(cast, wall_users=(cast.supervisor.pk,))
    proposal = proposals.propose_lift_wall(report, wall=Wall.objects.get(), reason="x", by=cast.hotline, at=NOW)
    with pytest.raises(Denied):
        decisions.approve(proposal, by=cast.supervisor, at=LATER)


def test_lifting_in_a_grave_matter_is_decided_outside(cast: Cast) -> None:
    report = make_report(cast, wall_users=(cast.manager.pk,), types=(ViolenceType.SEXUAL,))
    proposal = proposals.propose_lift_wall(report, wall=Wall.objects.get(), reason="x", by=cast.hotline, at=NOW)
    assert (proposal.agency, proposal.outside) == (cast.dinas, True)


@pytest.mark.parametrize("who", ["satpol", "leadership", "secretariat", "stranger", "sysadmin"])
def test_only_people_who_work_with_it_raise_a_wall(cast: Cast, who: str) -> None:
    with pytest.raises(Denied):
        walls.keep_out(make_report(cast), users=[cast.manager], by=getattr(cast, who), at=NOW)


def test_the_page_shows_the_reporters_words_and_raises_it(client: Client, cast: Cast) -> None:
    report = make_report(cast, must_not_know="Pak Contoh di loket")
    client.force_login(cast.hotline)
    url = reverse("intake:wall", args=[report.pk])
    assert "Tentukan pembatas akses dulu" in client.get(reverse("intake:detail", args=[report.pk])).content.decode()
    assert "Pak Contoh di loket" in client.get(url).content.decode()
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"emails": "tidak@ada.test"}).status_code == 422
    response = client.post(url, {"users": [str(cast.manager.pk)], "emails": cast.satpol.email})
    assert response["Location"] == url
    assert Wall.objects.count() == 2
    assert "report.set_wall" not in open_kinds(report)
    lift = reverse("intake:lift", args=[report.pk, Wall.objects.first().pk])  # type: ignore[union-attr]
    assert client.get(lift).status_code == 200
    assert client.post(lift, {"reason": "Keliru"}).status_code == 302
    assert Proposal.objects.get().kind == "lift_wall"


def test_walling_ones_own_office_ends_on_the_list(client: Client, cast: Cast) -> None:
    report = make_report(cast)
    client.force_login(cast.hotline)
    url = reverse("intake:wall", args=[report.pk])
    response = client.post(url, {"agencies": [str(cast.unit.pk)]})
    assert response["Location"] == reverse("intake:list")
    assert client.get(url).status_code == 404


def test_it_can_be_said_that_no_wall_is_needed(client: Client, cast: Cast) -> None:
    report = make_report(cast, must_not_know="tidak ada")
    client.force_login(cast.hotline)
    assert client.post(reverse("intake:wall_not_needed", args=[report.pk])).status_code == 302
    assert "report.set_wall" not in open_kinds(report)


def test_a_wall_of_another_report_is_not_lifted_here(client: Client, cast: Cast) -> None:
    report = make_report(cast)
    make_report(cast, wall_users=(cast.manager.pk,))
    client.force_login(cast.hotline)
    assert client.get(reverse("intake:lift", args=[report.pk, Wall.objects.get().pk])).status_code == 404
