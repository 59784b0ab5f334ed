"""The pages of plan, services, endings and the second person's desk."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tuntas.access.roles import Role
from tuntas.audit.models import Event
from tuntas.cases.actions import risk, services
from tuntas.cases.models import Assessment, Case, ContactAttempt, Mediation, Party, Plan, PlanItem, Proposal, Service
from tuntas.cases.states import ClosingReason, PartyRole, ServiceForm, ServiceKind, Status, TeamRole
from tuntas.cases.tests.endings import assessed, closable, ended, fresh, proposed
from tuntas.cases.tests.make import join, make_case, make_party
from tuntas.intake.states import Risk, ViolenceType

pytestmark = pytest.mark.django_db
SECRET = "Ingin aman di rumah"


def open_page(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(f"cases:{name}", args=args))
    assert response.status_code == 200, (name, response.status_code, response.content.decode()[:2000])
    return response.content.decode()


def send(client: Client, name: str, *args: object, **data: object) -> Any:
    return client.post(reverse(f"cases:{name}", args=args), data)


def _worked(client: Client, cast: Cast) -> Case:
    case, today = make_case(cast, risk=Risk.LOW, at=timezone.now()), timezone.now().date()
    victim = make_party(case)
    client.force_login(cast.manager)
    open_page(client, "assess", case.pk)
    response = send(client, "assess", case.pk, victim=victim.pk, heard_alone="yes", wishes=SECRET)
    assert response.status_code == 302, response.content.decode()
    row = Assessment.objects.get()
    assert SECRET in open_page(client, "assessment", row.pk)
    assert fresh(case).status == Status.PLANNING
    open_page(client, "plan_new", case.pk)
    assert send(client, "plan_new", case.pk, with_victim="yes").status_code == 302
    open_page(client, "plan_item_new", case.pk)
    until = today + timedelta(days=9)
    given = {
        "area": "safety",
        "need": "Kunci pintu",
        "goal": "Aman",
        "action": "Pasang",
        "who": cast.manager.pk,
        "until_date": until,
    }
    response = send(client, "plan_item_new", case.pk, **given)
    assert response.status_code == 302, response.content.decode()
    assert "Kunci pintu" in open_page(client, "plan", case.pk)
    plan, item = Plan.objects.get(), PlanItem.objects.get()
    assert client.get(reverse("cases:plan_made", args=[plan.pk])).status_code == 302
    assert send(client, "plan_approve", plan.pk).status_code == 302
    assert fresh(case).status == Status.INTERVENTION
    open_page(client, "plan_item", item.pk)
    assert send(client, "plan_item", item.pk, status="done", result="Terpasang").status_code == 302
    assert "Terpasang" in open_page(client, "plan_item", item.pk)
    assert send(client, "move", case.pk, "pantau").status_code == 302
    assert fresh(case).status == Status.MONITORING
    assert client.post(reverse("cases:move", args=[case.pk, "lain"])).status_code == 404
    return fresh(case)


def test_a_case_is_carried_from_assessment_to_its_end(client: Client, cast: Cast) -> None:
    case, today = _worked(client, cast), timezone.now().date()
    risk.assess(case, items=(), by=cast.manager, at=timezone.now())
    open_page(client, "close", case.pk)
    said = {
        "reason": "goals_reached",
        "note": "Sudah aman",
        "heard_alone": "yes",
        "goals_reviewed": "on",
        "victim_informed": "on",
    }
    response = send(client, "close", case.pk, follow_up_date=today + timedelta(days=90), **said)
    assert response.status_code == 302, response.content.decode()
    proposal = Proposal.objects.get()
    assert "Sudah aman" in open_page(client, "proposal", proposal.pk)
    assert send(client, "proposal_approve", proposal.pk).status_code == 403
    client.force_login(cast.supervisor)
    assert case.number in open_page(client, "proposals")
    assert send(client, "proposal_approve", proposal.pk, note="Setuju").status_code == 302
    assert fresh(case).status == Status.FOLLOW_UP
    client.force_login(cast.manager)
    open_page(client, "close", case.pk)
    open_page(client, "follow_up", case.pk)
    assert send(client, "follow_up", case.pk, reached="yes").status_code == 422
    assert send(client, "follow_up", case.pk, reached="yes", safe="no", violence_again="no").status_code == 302
    assert fresh(case).status == Status.REOPENED
    kinds = set(Event.objects.filter(dossier_id=case.pk).values_list("kind", flat=True))
    assert {"assessment.read", "plan.read", "case_proposal.read"} <= kinds


@pytest.mark.parametrize("reason", ["family_settlement", "peace", "withdrawn"])
@pytest.mark.parametrize("state", ["open", "proposed", "ended"])
def test_settling_it_is_refused_and_counted_in_every_state(client: Client, cast: Cast, reason: str, state: str) -> None:
    case = closable(cast, types=(ViolenceType.TRAFFICKING,))
    if state == "proposed":
        proposed(cast, case)
    elif state == "ended":
        ended(cast, case)
    client.force_login(cast.manager)
    assert "UU 21/2007 Pasal 26" in send(client, "close", case.pk, reason=reason).content.decode()
    refused = Event.objects.get(kind="refused")
    assert (refused.data["rule"], refused.dossier_id, refused.data["page"]) == ("R02", case.pk, "cases:close")


def test_the_head_of_the_dinas_decides_without_seeing_the_case(client: Client, cast: Cast) -> None:
    case = closable(cast, types=(ViolenceType.SEXUAL,))
    proposal = proposed(cast, case)
    client.force_login(cast.leadership)
    page = open_page(client, "proposal", proposal.pk)
    assert "Sudah aman" in page
    assert reverse("cases:detail", args=[case.pk]) not in page
    assert client.get(reverse("cases:detail", args=[case.pk])).status_code == 404
    assert send(client, "proposal_approve", proposal.pk).status_code == 302


@pytest.mark.parametrize("role", [Role.DATA_OFFICER, Role.TASK_FORCE_SECRETARIAT, Role.AUDITOR])
def test_who_only_counts_cases_reads_no_reason(client: Client, cast: Cast, role: Role) -> None:
    proposal = proposed(cast, closable(cast))
    client.force_login(cast.by_role[role])
    response = client.get(reverse("cases:proposal", args=[proposal.pk]))
    assert response.status_code == (200 if role is Role.DATA_OFFICER else 404)
    assert "Sudah aman" not in response.content.decode()
    assert not Event.objects.filter(kind="case_proposal.read").exists()


def test_what_can_be_proposed_has_its_page(client: Client, cast: Cast) -> None:
    case = make_case(cast, types=(ViolenceType.SEXUAL,), risk=Risk.MEDIUM)
    victim, suspect = make_party(case, child=True), make_party(case, PartyRole.REPORTED_PERSON)
    client.force_login(cast.manager)
    said = {"reason": "x", "heard_alone": "no", "why_not_alone": "Masih di rumah sakit"}
    forms: Mapping[str, dict[str, Any]] = {
        "reclassify": {"types": ["physical"]},
        "adult_birth_date": {"party": victim.pk, "birth_date": "2000-01-01"},
        "remove_suspect": {"party": suspect.pk},
        "lower_risk": {"level": 1},
    }
    for kind, more in forms.items():
        open_page(client, "propose", case.pk, kind)
        response: HttpResponse = send(client, "propose", case.pk, kind, **said, **more)
        assert response.status_code == 302, (kind, response.content.decode())
        row = Proposal.objects.get(kind=kind)
        assert row.outside, kind
        open_page(client, "proposal", row.pk)
        assert send(client, "proposal_withdraw", row.pk).status_code == 302
    assert client.get(reverse("cases:propose", args=[case.pk, "close"])).status_code == 404


def test_a_service_is_asked_for_begun_and_shown(client: Client, cast: Cast) -> None:
    case = assessed(cast, make_case(cast))
    victim = Party.objects.get(case=case)
    client.force_login(cast.manager)
    open_page(client, "service_new", case.pk)
    response = send(client, "service_new", case.pk, victim=victim.pk, kind=3, form="direct", purpose="Dampingi ke LBH")
    assert response.status_code == 302, response.content.decode()
    row = Service.objects.get()
    assert "masih menunggu" in open_page(client, "services", case.pk)
    assert "Dampingi ke LBH" in open_page(client, "service", row.pk)
    assert send(client, "service_start", row.pk).status_code == 302
    open_page(client, "service_finish", row.pk)
    assert send(client, "service_finish", row.pk, result="Selesai").status_code == 422
    assert send(client, "service_finish", row.pk, proof="letter", result="Kuasa hukum ada").status_code == 302
    assert "Kuasa hukum ada" in open_page(client, "service", row.pk)
    other = services.request(
        case, victim=victim, kind=ServiceKind.HEALTH, form=ServiceForm.OUTREACH, by=cast.manager, at=timezone.now()
    )
    open_page(client, "outreach", other.pk)
    going = cast.by_role[Role.KPAD]
    given = {"verified": "on", "danger_checked": "on", "companions": [going.pk]}
    assert send(client, "outreach", other.pk, **given).status_code == 302
    assert going.name in open_page(client, "service", other.pk)
    assert send(client, "set_out", other.pk).status_code == 302
    open_page(client, "service_cancel", other.pk)
    assert send(client, "service_cancel", other.pk, reason="Pindah").status_code == 302


def test_tries_to_reach_her_stand_on_their_page(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    client.force_login(cast.manager)
    assert send(client, "attempts", case.pk, result="no_answer", safe_way="on").status_code == 302
    assert "Tidak dijawab" in open_page(client, "attempts", case.pk)
    assert ContactAttempt.objects.get().safe_way


def test_services_stop_and_the_process_is_watched(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    client.force_login(cast.manager)
    assert send(client, "watch_only", case.pk).status_code == 302
    assert fresh(case).status == Status.LEGAL_WATCH


def test_an_ended_case_is_opened_again(client: Client, cast: Cast) -> None:
    case = ended(cast, closable(cast), reason=ClosingReason.DIED)
    client.force_login(cast.manager)
    open_page(client, "reopen", case.pk)
    assert send(client, "reopen", case.pk, note="Keliru orang", new_violence="no").status_code == 302
    assert fresh(case).status == Status.REOPENED


def test_the_mediator_sees_the_file_and_nothing_else(client: Client, cast: Cast) -> None:
    case = make_case(cast, risk=Risk.LOW, types=(ViolenceType.NEGLECT,))
    companion, psychologist = cast.by_role[Role.COMPANION_WORKER], cast.by_role[Role.PSYCHOLOGIST]
    mediator = cast.by_role[Role.MEDIATOR]
    join(case, companion)
    join(case, psychologist, TeamRole.PSYCHOLOGIST)
    client.force_login(cast.manager)
    open_page(client, "mediation_new", case.pk)
    response = send(client, "mediation_new", case.pk, matter_kind="maintenance", matter="Nafkah anak")
    assert response.status_code == 302, response.content.decode()
    row = Mediation.objects.get()
    assert "Terkunci" in open_page(client, "mediation", row.pk)
    assert (
        send(
            client, "mediation_complete", row.pk, victim_request_at="2026-11-20T09:00", monitoring_plan="Tiap bulan"
        ).status_code
        == 302
    )
    for user, role in ((companion, "companion"), (psychologist, "psychologist")):
        client.force_login(user)
        assert send(client, "mediation_assess", row.pk, role).status_code == 302
    client.force_login(mediator)
    assert client.get(reverse("cases:mediation", args=[row.pk])).status_code == 404
    client.force_login(cast.manager)
    assert send(client, "mediation_propose", row.pk, reason="Diminta korban", heard_alone="yes").status_code == 302
    client.force_login(cast.supervisor)
    assert send(client, "proposal_approve", Proposal.objects.get().pk).status_code == 302
    client.force_login(cast.manager)
    assert send(client, "mediator", row.pk, mediator=mediator.pk).status_code == 302
    client.force_login(mediator)
    assert "Nafkah anak" in open_page(client, "mediation", row.pk)
    for name in ("detail", "parties", "plan", "services", "close"):
        assert client.get(reverse(f"cases:{name}", args=[case.pk])).status_code == 404
    assert "Pimpin mediasi" in client.get(reverse("obligations:mine")).content.decode()
    assert send(client, "mediation_agree", row.pk).status_code == 422
    assert send(client, "mediation_agree", row.pk, agreement="Rp500.000 per bulan").status_code == 302
    assert fresh(case).is_open


def test_who_is_stale_keeps_what_was_typed(client: Client, cast: Cast) -> None:
    case = closable(cast)
    client.force_login(cast.manager)
    response = send(client, "close", case.pk, reason="goals_reached", note="Panjang sekali", version="assessment.1")
    assert response.status_code == 409
    assert "Panjang sekali" in response.content.decode()


def test_mediation_is_asked_for_where_it_may_be_and_said_why_where_not(client: Client, cast: Cast) -> None:
    client.force_login(cast.manager)
    light = make_case(cast, types=(ViolenceType.OTHER,), risk=Risk.LOW)
    make_party(light)
    grave = make_case(cast, types=(ViolenceType.SEXUAL,), risk=Risk.LOW)
    links = {
        case: reverse("cases:mediation_new", args=[case.pk]) in open_page(client, "close", case.pk)
        for case in (light, grave)
    }
    assert links == {light: True, grave: False}
    row = Mediation.objects.create(case=light, by=cast.manager, at=timezone.now())
    assert reverse("cases:mediation", args=[row.pk]) in open_page(client, "close", light.pk)
