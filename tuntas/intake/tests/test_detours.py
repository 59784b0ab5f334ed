"""Ways around the rules by which a report could disappear, each of them closed."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, post, sign_in
from tuntas.access.actors import Reporter
from tuntas.access.roles import Role
from tuntas.agencies.models import ReceivingUnit
from tuntas.audit.models import Event
from tuntas.core import vault
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.actions import (
    answers,
    decisions,
    endings,
    erasure,
    forwardings,
    messages,
    proposals,
    risk,
    triage,
)
from tuntas.intake.models import Forwarding, Proposal, Report
from tuntas.intake.states import Channel, ForwardingStatus, ProposalKind, Risk, Status, VictimAge, ViolenceType
from tuntas.intake.tests.make import make_report, open_kinds
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
SEXUAL, PHYSICAL = ViolenceType.SEXUAL, ViolenceType.PHYSICAL


def fresh(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


def judged(cast: Cast, *items: str, **answers: Any) -> Report:
    report = make_report(cast, **answers)
    risk.assess(report, items=items, by=cast.hotline, at=NOW)
    return fresh(report)


def propose(cast: Cast, report: Report, kind: ProposalKind = ProposalKind.NOT_PROVEN, **more: Report) -> Proposal:
    return proposals.propose_ending(report, kind=kind, reason="x", sent_to="y", by=cast.hotline, at=NOW, **more)


def classify(cast: Cast, report: Report, *types: ViolenceType) -> None:
    triage.classify(report, types=types, victim_age=VictimAge.ADULT, by=cast.hotline, at=LATER)


def test_what_was_never_classified_is_not_ended(cast: Cast) -> None:
    report = judged(cast, types=())
    for kind in (ProposalKind.NOT_PROVEN, ProposalKind.NOT_OURS):
        with pytest.raises(Denied, match="Golongkan dulu"):
            propose(cast, report, kind)


def test_what_becomes_grave_after_it_was_proposed_is_not_ended_inside_the_unit(cast: Cast) -> None:
    report = judged(cast)
    proposal = propose(cast, report)
    classify(cast, report, PHYSICAL, SEXUAL)
    assert Proposal.objects.get().status == "withdrawn"
    Report.objects.filter(pk=report.pk).update(types=[PHYSICAL], ever_types=[PHYSICAL])
    proposal = propose(cast, fresh(report))
    Report.objects.filter(pk=report.pk).update(ever_types=[PHYSICAL, SEXUAL])
    with pytest.raises(Denied, match="dari luar unit"):
        decisions.approve(proposal, by=cast.supervisor, at=LATER)


def test_a_class_found_meanwhile_is_not_taken_away_with_another(cast: Cast) -> None:
    report = judged(cast, types=(SEXUAL,))
    proposals.propose_lower_class(
        report, types=[PHYSICAL], victim_age=VictimAge.ADULT, reason="x", by=cast.hotline, at=NOW
    )
    classify(cast, report, SEXUAL, ViolenceType.TRAFFICKING)
    assert Proposal.objects.get().status == "withdrawn"


@pytest.mark.parametrize("ending", ["non_case", "not_proven", "erased", "answered"])
def test_a_report_does_not_vanish_behind_one_nobody_works_on(cast: Cast, ending: str) -> None:
    kept = make_report(cast, agency=cast.unit, channel=Channel.PHONE, by=cast.hotline)
    risk.assess(kept, items=[], by=cast.hotline, at=NOW)
    report = judged(cast, types=(SEXUAL,))
    if ending == "non_case":
        endings.end_as_non_case(kept, note="x", by=cast.hotline, at=NOW)
    elif ending == "not_proven":
        decisions.approve(propose(cast, fresh(kept)), by=cast.supervisor, at=NOW)
    else:
        triage.answer(kept, form_id=uuid4(), text="x", by=cast.hotline, at=NOW)
    if ending == "erased":
        erasure.erase(kept, reason="x", by=cast.hotline, at=NOW)
    with pytest.raises(InvalidTransition, match="Buka kembali dulu"):
        propose(cast, report, ProposalKind.DUPLICATE, target=fresh(kept))


def test_a_duplicate_brings_its_danger_with_it(cast: Cast) -> None:
    kept, report = judged(cast), judged(cast, "strangling")
    inside = propose(cast, kept)
    decisions.approve(propose(cast, report, ProposalKind.DUPLICATE, target=kept), by=cast.supervisor, at=LATER)
    kept = fresh(kept)
    assert kept.duty is not None
    assert (kept.risk, kept.duty.kind, kept.duty.urgent) == (Risk.HIGH, "report.triage_high", True)
    assert Proposal.objects.get(pk=inside.pk).status == "pending"


def test_a_duplicate_brings_its_class_also_to_what_was_proposed_before(cast: Cast) -> None:
    kept, report = judged(cast), judged(cast, types=(SEXUAL,))
    inside = propose(cast, kept)
    decisions.approve(propose(cast, report, ProposalKind.DUPLICATE, target=kept), by=cast.leadership, at=LATER)
    assert Proposal.objects.get(pk=inside.pk).status == "withdrawn"


def _to_police(cast: Cast, report: Report) -> Forwarding:
    cast.agencies["police"].uses_tuntas = False
    cast.agencies["police"].save()
    return forwardings.send(report, receiver=cast.agencies["police"], shared="x", by=cast.hotline, at=NOW)


@pytest.mark.parametrize("told", [{"danger_now": True}, {"victim_age": "13-17"}, {"types": ()}])
def test_forwarding_and_writing_down_that_it_was_accepted_takes_two(cast: Cast, told: dict[str, Any]) -> None:
    forwarding = _to_police(cast, make_report(cast, **told))
    given = {"status": ForwardingStatus.ACCEPTED, "answered_by": "Contoh, Kanit", "text": "x", "at": LATER}
    with pytest.raises(Denied, match="petugas lain"):
        answers.record_answer(forwarding, by=cast.hotline, **given)  # type: ignore[arg-type]
    answers.record_answer(forwarding, by=cast.manager, **given)  # type: ignore[arg-type]
    assert Report.objects.get().status == Status.PASSED_ON


def test_a_grave_matter_accepted_by_an_authority_ends_only_with_somebody_from_outside(cast: Cast) -> None:
    forwarding = _to_police(cast, make_report(cast, types=(SEXUAL,)))
    given = {"status": ForwardingStatus.ACCEPTED, "answered_by": "Contoh, Kanit", "text": "LP dibuat", "at": LATER}
    answers.record_answer(forwarding, by=cast.manager, **given)  # type: ignore[arg-type]
    assert Report.objects.get().status == Status.FORWARDED
    proposal = Proposal.objects.get()
    assert (proposal.kind, proposal.outside, proposal.agency) == ("passed_on", True, cast.dinas)
    with pytest.raises(Denied, match="luar unit"):
        decisions.approve(proposal, by=cast.supervisor, at=LATER)
    decisions.approve(proposal, by=cast.leadership, at=LATER)
    forwarding = Forwarding.objects.get()
    assert (Report.objects.get().status, forwarding.status) == (Status.PASSED_ON, ForwardingStatus.ACCEPTED)
    assert forwarding.answered_by_name == "Contoh, Kanit"
    assert vault.box(forwarding.report_id).unseal(forwarding, "answer") == "LP dibuat"
    assert open_kinds(forwarding.report) == set()


def test_taking_a_forwarding_back_voids_what_was_proposed_about_it(cast: Cast) -> None:
    forwarding = _to_police(cast, make_report(cast, types=(SEXUAL,)))
    answers.record_answer(
        forwarding, status=ForwardingStatus.ACCEPTED, answered_by="Contoh, Kanit", text="x", by=cast.manager, at=LATER
    )
    forwardings.take_back(Forwarding.objects.get(), by=cast.manager, at=LATER)
    assert Proposal.objects.get().status == "withdrawn"
    assert open_kinds(forwarding.report) == {"report.triage"}


def test_who_also_works_at_the_unit_accepts_no_grave_matter_for_another(cast: Cast) -> None:
    post(cast.manager, Role.AGENCY_MEMBER, cast.agencies["satpol"], cast.city)
    forwarding = forwardings.send(
        make_report(cast, types=(SEXUAL,)), receiver=cast.agencies["satpol"], shared="x", by=cast.hotline, at=NOW
    )
    with pytest.raises(Denied, match="luar unit"):
        answers.accept(forwarding, by=cast.manager, at=LATER)
    answers.accept(forwarding, by=cast.satpol, at=LATER)
    assert Report.objects.get().status == Status.PASSED_ON


def test_nobody_accepts_at_one_desk_what_they_sent_from_another(cast: Cast) -> None:
    post(cast.hotline, Role.AGENCY_MEMBER, cast.agencies["satpol"], cast.city)
    forwarding = forwardings.send(
        make_report(cast), receiver=cast.agencies["satpol"], shared="x", by=cast.hotline, at=NOW
    )
    with pytest.raises(Denied, match="orang lain"):
        answers.accept(forwarding, by=cast.hotline, at=LATER)


def test_a_report_does_not_move_where_nobody_could_open_it(cast: Cast) -> None:
    post(cast.satpol, Role.AGENCY_MEMBER, cast.dinas, cast.city)
    forwarding = forwardings.send(make_report(cast), receiver=cast.dinas, shared="x", by=cast.hotline, at=NOW)
    with pytest.raises(Denied, match="Belum ada petugas penerima"):
        answers.accept(forwarding, by=cast.satpol, at=LATER)
    assert Report.objects.get().agency == cast.unit


@pytest.mark.parametrize("state", ["triage", "forwarded", "accepted", "closed"])
def test_settling_it_among_the_family_is_counted_once_in_every_state(client: Client, cast: Cast, state: str) -> None:
    report = judged(cast, types=(ViolenceType.TRAFFICKING,))
    if state == "forwarded":
        forwardings.send(report, receiver=cast.agencies["satpol"], shared="x", by=cast.hotline, at=NOW)
    elif state == "accepted":
        triage.accept(report, by=cast.hotline, at=NOW)
    elif state == "closed":
        Report.objects.filter(pk=report.pk).update(status="not_proven", duty=None, closed_at=NOW)
        Obligation.objects.filter(subject_id=report.pk, kind="report.triage").update(
            settled_at=NOW, outcome="done", next_escalation_at=None
        )
    client.force_login(cast.hotline)
    response = client.post(reverse("intake:end", args=[report.pk]), {"ending": "family", "version": "lama"})
    assert response.status_code == 403
    text = response.content.decode()
    assert "UU 21/2007 Pasal 26" in text
    refused = Event.objects.get(kind="refused")
    assert (refused.data["rule"], refused.dossier_id) == ("R02", report.pk)


def test_who_only_counts_reports_reads_neither_what_was_shared_nor_why_something_is_proposed(
    client: Client, cast: Cast
) -> None:
    forwarding = forwardings.send(
        make_report(cast), receiver=cast.agencies["satpol"], shared="Kamar 207", by=cast.hotline, at=NOW
    )
    proposal = proposals.propose_ending(
        judged(cast), kind=ProposalKind.NOT_PROVEN, reason="Cerita Melati", by=cast.hotline, at=NOW
    )
    pages = {reverse("intake:forwarding", args=[forwarding.pk]): "Kamar 207"}
    pages[reverse("intake:proposal", args=[proposal.pk])] = "Cerita Melati"
    for url, secret in pages.items():
        client.force_login(cast.by_role[Role.DATA_OFFICER])
        assert secret not in client.get(url).content.decode()
        client.force_login(cast.manager)
        assert secret in client.get(url).content.decode()
    assert not Event.objects.filter(actor_id=cast.by_role[Role.DATA_OFFICER].pk, kind__endswith=".read").exists()


def test_a_list_is_exported_only_from_where_one_may_export(client: Client, cast: Cast) -> None:
    make_report(cast, area=cast.south_village)
    post(cast.secretariat, Role.DATA_OFFICER, cast.unit, cast.city)
    sign_in(client, cast.secretariat)
    number = Report.objects.get().number
    assert number in client.get(reverse("intake:list")).content.decode()
    assert number not in client.post(reverse("intake:export")).content.decode()


def test_a_message_to_an_agency_that_is_gone_finds_somebody_to_read_it(cast: Cast) -> None:
    report = make_report(cast, area=cast.south_village)
    risk.assess(report, items=[], by=cast.secretariat, at=NOW)
    triage.answer(report, form_id=uuid4(), text="x", by=cast.secretariat, at=NOW)
    ReceivingUnit.objects.filter(agency=report.agency).update(to_date=NOW.date())
    cast.secretariat.postings.update(ends_at=NOW)
    report.agency.closed_date = NOW.date()
    report.agency.save()
    messages.from_reporter(report, form_id=uuid4(), text="satu lagi", by=Reporter(), at=LATER)
    assert fresh(report).agency == cast.unit
    assert open_kinds(report) == {"report.read_message"}
    assert Obligation.objects.visible_to(cast.hotline).filter(dossier_id=report.pk).exists()


def test_accepting_looking_again_and_accepting_gains_no_time(cast: Cast) -> None:
    report = triage.accept(make_report(cast), by=cast.hotline, at=NOW)
    assert report.duty is not None
    due, at = report.duty.due_at, report.duty.due_at - timedelta(hours=1)
    for _ in range(2):
        report = endings.reopen(report, by=cast.hotline, at=at)
        assert report.duty is not None
        assert report.duty.due_at <= due
        report = triage.accept(report, by=cast.hotline, at=at + timedelta(minutes=1))
        assert report.duty is not None
        assert report.duty.due_at <= due
        at += timedelta(minutes=10)
