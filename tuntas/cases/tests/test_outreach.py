"""KPAD proposes an outreach about a report that it knows; the unit decides; KPAD learns the answer and nothing else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.audit.models import Event
from tuntas.cases.actions import opening, outreach
from tuntas.cases.models import OutreachProposal, Service
from tuntas.cases.states import OutreachStatus, OutreachWhen, ServiceForm, ServiceKind
from tuntas.cases.tests.make import make_party
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.actions import answers, forwardings, triage
from tuntas.intake.models import Forwarding, Report
from tuntas.intake.tests.make import make_report
from tuntas.obligations.actions import walls
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db
WHY = "Tetangga mendengar tangis tiap malam"


def told(cast: Cast) -> Forwarding:
    """A report of the unit that was offered to KPAD."""
    return forwardings.send(
        make_report(cast), receiver=cast.agencies["kpad"], shared="Mohon dicek.", by=cast.manager, at=NOW
    )


def proposed(cast: Cast, report: Report, when: OutreachWhen = OutreachWhen.SOON) -> OutreachProposal:
    return outreach.propose(report, when=when, reason=WHY, by=cast.by_role[Role.KPAD], at=NOW)


def test_kpad_proposes_and_reads_why_not(client: Client, cast: Cast) -> None:
    row, kpad = told(cast), cast.by_role[Role.KPAD]
    client.force_login(kpad)
    page = reverse("cases:outreach_propose", args=[row.report_id])
    for listed in (reverse("intake:forwarding", args=[row.pk]), reverse("cases:outreach_proposals")):
        assert page in client.get(listed).content.decode()
    assert client.post(page, {"when": "today", "reason": ""}).status_code == 422
    assert client.post(page, {"when": "today", "reason": WHY}).status_code == 302
    proposal = OutreachProposal.objects.get()
    duty = proposal.duty
    assert duty is not None
    assert (duty.agency, duty.sender, duty.kind) == (cast.unit, cast.agencies["kpad"], "outreach.decide")
    assert duty.due_at - duty.opened_at == timedelta(hours=4)
    here = reverse("cases:outreach_proposal", args=[proposal.pk])
    assert "Terima usulan" not in client.get(here).content.decode()
    assert client.post(here, {"answer": ""}).status_code == 403  # KPAD does not decide
    assert client.post(page, {"when": "soon", "reason": WHY}).status_code == 409  # one at a time
    client.force_login(cast.hotline)
    assert WHY in client.get(here).content.decode()
    assert client.post(here, {"tolak": "1", "answer": ""}).status_code == 422
    assert client.post(here, {"tolak": "1", "answer": "Sudah dikunjungi kemarin."}).status_code == 302
    duty.refresh_from_db()
    proposal.refresh_from_db()
    assert (proposal.status, duty.settled_at is not None) == (OutreachStatus.DECLINED, True)
    client.force_login(kpad)
    page = client.get(here).content.decode()
    assert "Sudah dikunjungi kemarin." in page
    assert "Tidak diterima" in client.get(reverse("cases:outreach_proposals")).content.decode()
    client.force_login(cast.manager)
    report = client.get(reverse("intake:detail", args=[row.report_id])).content.decode()
    assert "Usulan penjangkauan KPAD tidak diterima" in report
    with pytest.raises(InvalidTransition):
        outreach.accept(proposal, by=cast.manager, at=NOW)


def test_in_a_case_it_becomes_an_outreach_and_kpad_sees_nothing_of_the_case(client: Client, cast: Cast) -> None:
    row = told(cast)
    proposal = proposed(cast, row.report)
    forwardings.take_back(row, by=cast.manager, at=NOW)
    triage.accept(row.report, by=cast.manager, at=NOW)
    case = opening.open_from_report(row.report, by=cast.manager, at=NOW)
    victim = make_party(case)
    here = reverse("cases:outreach_proposal", args=[proposal.pk])
    client.force_login(cast.manager)
    assert case.number in client.get(here).content.decode()
    assert client.post(here, {"answer": "", "kind": "1"}).status_code == 422
    with pytest.raises(Denied, match="korban yang mana"):
        outreach.accept(proposal, by=cast.manager, at=NOW)
    answer = {"answer": "Kami pergi besok.", "victim": str(victim.pk), "kind": "1"}
    assert client.post(here, answer).status_code == 302
    service = Service.objects.get(case=case)
    assert (service.form, service.kind, service.kpad_proposed) == (ServiceForm.OUTREACH, ServiceKind.COMPLAINT, True)
    assert service.duty is not None
    assert not Obligation.objects.unsettled().filter(kind="outreach.decide").exists()
    client.force_login(cast.by_role[Role.KPAD])
    page = client.get(here).content.decode()
    assert "Diterima unit" in page
    assert "Kami pergi besok." in page
    assert case.number not in page
    assert str(service.pk) not in page
    assert client.get(reverse("cases:service", args=[service.pk])).status_code == 404
    assert Event.objects.filter(kind="outreach.accepted", dossier_id=row.report_id).count() == 1


def test_before_there_is_a_case_the_answer_is_noted_on_the_report(cast: Cast) -> None:
    row = told(cast)
    done = outreach.accept(proposed(cast, row.report), answer="Baik.", by=cast.hotline, at=NOW)
    assert (done.status, done.service) == (OutreachStatus.ACCEPTED, None)
    assert outreach.read(done, by=cast.by_role[Role.KPAD], at=NOW) == {"reason": WHY, "answer": "Baik."}


def test_kpad_proposes_nothing_about_what_it_does_not_know(client: Client, cast: Cast) -> None:
    kpad = cast.by_role[Role.KPAD]
    unknown, declined, walled = make_report(cast), told(cast), told(cast)
    answers.decline(declined, reason="Bukan anak.", by=kpad, at=NOW)
    walls.add(walled.report_id, users=[kpad], by=cast.manager, at=NOW)
    client.force_login(kpad)
    for report_id in (unknown.pk, declined.report_id, walled.report_id):
        assert client.get(reverse("cases:outreach_propose", args=[report_id])).status_code == 404
        with pytest.raises(Denied):
            proposed(cast, Report.objects.get(pk=report_id))
    for other in (cast.manager, cast.satpol):
        client.force_login(other)
        assert client.get(reverse("cases:outreach_proposals")).status_code == 403
    known = told(cast)
    proposal = proposed(cast, known.report)
    walls.add(known.report_id, users=[cast.hotline], by=cast.manager, at=NOW)
    client.force_login(cast.hotline)
    assert client.get(reverse("cases:outreach_proposal", args=[proposal.pk])).status_code == 404
    with pytest.raises(Denied):
        outreach.accept(proposal, by=cast.hotline, at=NOW)
