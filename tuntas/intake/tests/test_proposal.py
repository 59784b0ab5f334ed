from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, make_user, post
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting, User
from tuntas.core import vault
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake import receipts
from tuntas.intake.actions import decisions, forwardings, proposals, risk, triage
from tuntas.intake.models import Proposal, Report
from tuntas.intake.states import ProposalKind, ProposalStatus, Status, VictimAge, ViolenceType
from tuntas.intake.tests.make import make_report, open_kinds
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def fresh(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


@pytest.fixture
def report(cast: Cast) -> Report:
    report = make_report(cast)
    risk.assess(report, items=[], by=cast.hotline, at=NOW)
    return fresh(report)


@pytest.fixture
def grave(cast: Cast) -> Report:
    report = make_report(cast, types=(ViolenceType.SEXUAL,))
    risk.assess(report, items=[], by=cast.hotline, at=NOW)
    return fresh(report)


def propose(cast: Cast, report: Report, kind: ProposalKind = ProposalKind.NOT_PROVEN, **extra: Report) -> Proposal:
    return proposals.propose_ending(
        report, kind=kind, reason="Sudah diperiksa", sent_to="Dinas Sosial", by=cast.hotline, at=NOW, **extra
    )


def test_the_report_keeps_its_keeper_while_somebody_decides(cast: Cast, report: Report) -> None:
    proposal = propose(cast, report)
    report = fresh(report)
    assert (report.status, open_kinds(report)) == (
        Status.NEW,
        {"report.triage", "report.first_follow_up", "proposal.decide"},
    )
    assert proposal.duty is not None
    assert (proposal.duty.agency, proposal.outside) == (cast.unit, False)


@pytest.mark.parametrize(
    ("kind", "status"),
    [(ProposalKind.NOT_OURS, Status.NOT_OURS), (ProposalKind.NOT_PROVEN, Status.NOT_PROVEN)],
)
def test_the_second_persons_yes_ends_it(cast: Cast, report: Report, kind: ProposalKind, status: Status) -> None:
    proposal = decisions.approve(propose(cast, report, kind), note="Setuju", by=cast.supervisor, at=LATER)
    report = fresh(report)
    assert (report.status, report.closed_at, open_kinds(report)) == (status, LATER, set())
    assert (proposal.status, proposal.decided_by, proposal.decided_at) == (
        ProposalStatus.APPROVED,
        cast.supervisor,
        LATER,
    )
    assert vault.box(report.pk).unseal(report, "ending_note") == "Sudah diperiksa"


def test_a_no_changes_nothing_and_it_can_be_proposed_again(cast: Cast, report: Report) -> None:
    proposals.reject(propose(cast, report), note="Belum", by=cast.supervisor, at=LATER)
    assert (fresh(report).status, open_kinds(report)) == (Status.NEW, {"report.triage", "report.first_follow_up"})
    assert propose(cast, report).status == ProposalStatus.PENDING


def test_only_the_proposer_takes_it_back(cast: Cast, report: Report) -> None:
    proposal = propose(cast, report)
    with pytest.raises(Denied, match="pengusulnya"):
        proposals.withdraw(proposal, by=cast.manager, at=LATER)
    assert proposals.withdraw(proposal, by=cast.hotline, at=LATER).status == ProposalStatus.WITHDRAWN


def test_one_of_a_kind_at_a_time(cast: Cast, report: Report) -> None:
    propose(cast, report)
    with pytest.raises(InvalidTransition, match="masih menunggu"):
        propose(cast, report)


def test_it_is_decided_once(cast: Cast, report: Report) -> None:
    proposal = propose(cast, report)
    decisions.approve(proposal, by=cast.supervisor, at=LATER)
    with pytest.raises(InvalidTransition):
        decisions.approve(proposal, by=cast.head, at=LATER)


def test_danger_is_judged_before_an_ending_is_proposed(cast: Cast) -> None:
    with pytest.raises(Denied, match="Nilai risikonya"):
        propose(cast, make_report(cast))


@pytest.mark.parametrize("who", ["hotline", "manager", "secretariat", "satpol", "stranger"])
def test_who_may_not_decide(cast: Cast, report: Report, who: str) -> None:
    proposal = propose(cast, report)
    with pytest.raises(Denied):
        decisions.approve(proposal, by=getattr(cast, who), at=LATER)
    with pytest.raises(Denied):
        proposals.reject(proposal, note="", by=getattr(cast, who), at=LATER)


def test_what_ever_was_grave_is_decided_outside_the_unit(cast: Cast, grave: Report) -> None:
    proposal = propose(cast, grave)
    assert (proposal.agency, proposal.outside) == (cast.dinas, True)
    for inside in (cast.supervisor, cast.head):
        with pytest.raises(Denied, match="luar unit") as refused:
            decisions.approve(proposal, by=inside, at=LATER)
        assert refused.value.rule == "R01"
    decisions.approve(proposal, by=cast.leadership, at=LATER)
    assert fresh(grave).status == Status.NOT_PROVEN


def test_a_detour_over_reclassifying_does_not_shorten_the_way(cast: Cast, grave: Report) -> None:
    lowering = proposals.propose_lower_class(
        grave, types=[ViolenceType.PHYSICAL], victim_age=VictimAge.ADULT, reason="Keliru", by=cast.hotline, at=NOW
    )
    decisions.approve(lowering, by=cast.leadership, at=NOW)
    report = fresh(grave)
    assert (report.types, report.ever_types) == (["physical"], ["physical", "sexual"])
    assert propose(cast, report).outside


def test_making_a_child_an_adult_needs_somebody_outside(cast: Cast) -> None:
    report = make_report(cast, victim_age=VictimAge.CHILD_13_17)
    proposal = proposals.propose_lower_class(
        report, types=[], victim_age=VictimAge.ADULT, reason="Ternyata 19", by=cast.hotline, at=NOW
    )
    assert (proposal.agency, proposal.outside) == (cast.dinas, True)
    decisions.approve(proposal, by=cast.leadership, at=LATER)
    report = fresh(report)
    assert (report.victim_age, report.ever_child) == (VictimAge.ADULT, True)


def test_a_unit_of_one_asks_the_agency_above(cast: Cast, report: Report) -> None:
    Posting.objects.filter(user__in=[cast.supervisor, cast.head]).update(ends_at=NOW)
    proposal = propose(cast, report)
    assert (proposal.agency, proposal.outside) == (cast.dinas, True)


def test_where_nobody_stands_above_another_agency_of_the_place_decides(cast: Cast) -> None:
    report = make_report(cast, area=cast.south_village)
    risk.assess(report, items=[], by=cast.secretariat, at=NOW)
    proposal = proposals.propose_ending(report, kind=ProposalKind.NOT_PROVEN, reason="x", by=cast.secretariat, at=NOW)
    assert (proposal.agency, proposal.outside) == (cast.dinas, True)


def test_where_nobody_could_decide_it_cannot_be_proposed(cast: Cast, grave: Report) -> None:
    Posting.objects.filter(user=cast.leadership).update(ends_at=NOW)
    with pytest.raises(Denied, match="Belum ada orang kedua"):
        propose(cast, grave)


def test_the_second_person_must_not_be_behind_the_wall(cast: Cast) -> None:
    report = make_report(cast, wall_users=(cast.supervisor.pk, cast.head.pk))
    risk.assess(report, items=[], by=cast.hotline, at=NOW)
    assert propose(cast, report).agency == cast.dinas


def test_somebody_posted_at_the_unit_too_is_not_outside(cast: Cast, grave: Report) -> None:
    both: User = make_user("Dua Kursi", "dua@contoh.test")
    post(both, Role.LEADERSHIP, cast.dinas, cast.city)
    post(both, Role.HOTLINE_OFFICER, cast.unit, cast.city)
    with pytest.raises(Denied, match="luar unit"):
        decisions.approve(propose(cast, grave), by=both, at=LATER)


def test_a_duplicate_names_the_report_that_stays_and_gives_it_its_classes(cast: Cast, grave: Report) -> None:
    target = make_report(cast)
    proposal = propose(cast, grave, ProposalKind.DUPLICATE, target=target)
    decisions.approve(proposal, by=cast.leadership, at=LATER)
    assert (fresh(grave).status, fresh(grave).duplicate_of) == (Status.DUPLICATE, target)
    assert fresh(target).ever_types == ["physical", "sexual"]


def test_the_report_that_stays_must_be_another_one_within_reach(cast: Cast, report: Report) -> None:
    elsewhere = make_report(cast, area=cast.south_village)
    for target in (report, elsewhere):
        with pytest.raises(Denied):
            propose(cast, report, ProposalKind.DUPLICATE, target=target)


def test_two_reports_cannot_be_duplicates_of_each_other(cast: Cast, report: Report) -> None:
    other = make_report(cast)
    one = propose(cast, report, ProposalKind.DUPLICATE, target=other)
    two = propose(cast, other, ProposalKind.DUPLICATE, target=report)
    decisions.approve(one, by=cast.supervisor, at=LATER)
    with pytest.raises(InvalidTransition):
        decisions.approve(two, by=cast.supervisor, at=LATER)
    assert fresh(other).status == Status.NEW


def test_going_another_way_voids_it(cast: Cast, report: Report) -> None:
    proposal = propose(cast, report)
    forwardings.send(report, receiver=cast.agencies["satpol"], shared="x", by=cast.hotline, at=LATER)
    proposal.refresh_from_db()
    assert proposal.status == ProposalStatus.WITHDRAWN
    assert "proposal.decide" not in open_kinds(report)


def test_accepting_voids_it(cast: Cast, report: Report) -> None:
    proposal = propose(cast, report)
    triage.accept(report, by=cast.manager, at=LATER)
    proposal.refresh_from_db()
    assert proposal.status == ProposalStatus.WITHDRAWN


def test_the_duty_stands_on_the_desk_that_decides(client: Client, cast: Cast, grave: Report) -> None:
    proposal = propose(cast, grave)
    assert Obligation.objects.visible_to(cast.leadership).unsettled().filter(subject_id=proposal.pk).exists()
    client.force_login(cast.leadership)
    page = client.get(reverse("intake:proposal", args=[proposal.pk])).content.decode()
    assert "Sudah diperiksa" in page
    assert "Cerita rahasia" not in page
    response = client.post(reverse("intake:proposal_approve", args=[proposal.pk]), {"note": "Sesuai berkas"})
    assert response.status_code == 302
    assert fresh(grave).status == Status.NOT_PROVEN


def test_reject_and_withdraw_by_their_pages(client: Client, cast: Cast, report: Report) -> None:
    first = propose(cast, report)
    client.force_login(cast.supervisor)
    assert client.post(reverse("intake:proposal_reject", args=[first.pk]), {"note": "belum"}).status_code == 302
    second = propose(cast, report)
    client.force_login(cast.hotline)
    assert client.post(reverse("intake:proposal_withdraw", args=[second.pk])).status_code == 302
    assert set(Proposal.objects.values_list("status", flat=True)) == {"rejected", "withdrawn"}


def test_an_unknown_number_is_said_without_telling_whether_it_exists(
    client: Client, cast: Cast, report: Report
) -> None:
    hidden = make_report(cast, area=cast.south_village)
    client.force_login(cast.hotline)
    url = reverse("intake:end", args=[report.pk])
    data = {"ending": "duplicate", "note": "x"}
    known = client.post(url, data | {"duplicate_of": hidden.number})
    unknown_number = next(n for n in (f"26-0000-000{d}" for d in range(10)) if _valid(n))
    unknown = client.post(url, data | {"duplicate_of": unknown_number})
    assert (known.status_code, unknown.status_code) == (403, 403)
    assert "tidak ditemukan" in known.content.decode()
    assert "tidak ditemukan" in unknown.content.decode()


def _valid(number: str) -> bool:
    return bool(receipts.read_number(number))
