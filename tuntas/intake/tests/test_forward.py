from datetime import timedelta
from functools import partial

import pytest

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.core import vault
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.actions import answers, forwardings, risk, triage
from tuntas.intake.models import Forwarding, Report
from tuntas.intake.states import ForwardingStatus, Risk, Status
from tuntas.intake.tests.make import make_report, open_kinds
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


def forward(cast: Cast, report: Report, to: str = "satpol", **extra: bool) -> Forwarding:
    return forwardings.send(
        report, receiver=cast.agencies[to], shared="Kamar 207 hotel contoh", by=cast.hotline, at=NOW, **extra
    )


def test_it_stays_ours_until_it_is_accepted(cast: Cast) -> None:
    report = make_report(cast)
    forwarding = forward(cast, report)
    report.refresh_from_db()
    assert (report.status, report.agency) == (Status.FORWARDED, cast.unit)
    assert open_kinds(report) == {"report.watch_forwarding", "forwarding.acknowledge"}
    assert forwarding.duty is not None
    assert (forwarding.duty.agency, forwarding.duty.sender) == (cast.agencies["satpol"], cast.unit)
    assert forwarding.duty.due_at == NOW + timedelta(hours=24)
    assert report.followed_up_at == NOW


def test_only_what_was_chosen_is_shared(cast: Cast) -> None:
    report = make_report(cast, victim_name="Melati", reporter_name="Tetangga Tua")
    forwarding = forward(cast, report)
    assert vault.box(report.pk).unseal(forwarding, "shared") == "Kamar 207 hotel contoh"
    assert Forwarding.objects.visible_to(cast.satpol).get() == forwarding
    assert not Report.objects.visible_to(cast.satpol).exists()


def test_names_go_only_with_a_tick(cast: Cast) -> None:
    report = make_report(cast, victim_name="Melati", reporter_name="Tetangga Tua")
    forwarding = forward(cast, report, share_identity=True)
    box = vault.box(report.pk)
    assert box.unseal(forwarding, "shared") == "Kamar 207 hotel contoh"
    assert box.unseal(forwarding, "names") == "Pelapor: Tetangga Tua\nKorban: Melati"


def test_acknowledging_starts_the_clock_of_the_answer_on_both_sides(cast: Cast) -> None:
    report = make_report(cast)
    forwarding = forwardings.acknowledge(forward(cast, report), by=cast.satpol, at=LATER)
    report.refresh_from_db()
    assert forwarding.status == ForwardingStatus.ACKNOWLEDGED
    assert open_kinds(report) == {"report.watch_forwarding", "forwarding.answer"}
    assert forwarding.duty is not None
    assert forwarding.duty.assignee == cast.satpol
    assert report.duty is not None
    assert report.duty.due_at == forwarding.duty.due_at


def test_high_risk_is_answered_within_a_day(cast: Cast) -> None:
    forwarding = forwardings.acknowledge(forward(cast, make_report(cast, danger_now=True)), by=cast.satpol, at=LATER)
    assert forwarding.duty is not None
    assert (forwarding.duty.kind, forwarding.duty.due_at) == ("forwarding.answer_high", LATER + timedelta(hours=24))


def test_a_unit_that_receives_reports_owns_it_from_then_on(cast: Cast) -> None:
    report = make_report(cast, must_not_know="seseorang")
    answers.accept(forward(cast, report, "secretariat"), by=cast.secretariat, at=LATER)
    report.refresh_from_db()
    assert (report.status, report.agency) == (Status.TRIAGE, cast.agencies["secretariat"])
    duties = Obligation.objects.unsettled().filter(dossier_id=report.pk)
    assert {(duty.kind, duty.agency.name) for duty in duties} == {
        ("report.triage", "Sekretariat Pontianak Selatan"), ("report.set_wall", "Sekretariat Pontianak Selatan"),
    }  # fmt: skip
    assert not Report.objects.visible_to(cast.hotline).filter(pk=report.pk).exists()
    assert Forwarding.objects.visible_to(cast.hotline).count() == 1


def test_any_other_authority_that_accepts_ends_it_here(cast: Cast) -> None:
    report = make_report(cast)
    forwarding = answers.accept(forward(cast, report), answer="Tim turun malam ini", by=cast.satpol, at=LATER)
    report.refresh_from_db()
    assert (report.status, report.closed_at, report.duty) == (Status.PASSED_ON, LATER, None)
    assert (forwarding.status, forwarding.ended_at) == (ForwardingStatus.ACCEPTED, LATER)
    assert open_kinds(report) == set()


def test_declined_it_is_ours_at_once(cast: Cast) -> None:
    report = make_report(cast)
    forwarding = answers.decline(forward(cast, report), reason="Bukan wilayah kami", by=cast.satpol, at=LATER)
    report.refresh_from_db()
    assert (report.status, open_kinds(report)) == (Status.TRIAGE, {"report.triage"})
    assert vault.box(report.pk).unseal(forwarding, "answer") == "Bukan wilayah kami"


def test_the_sender_takes_it_back_and_the_receiver_owes_nothing(cast: Cast) -> None:
    report = make_report(cast)
    forwarding = forward(cast, report)
    duty = forwarding.duty
    forwardings.take_back(forwarding, by=cast.manager, at=LATER)
    report.refresh_from_db()
    assert report.status == Status.TRIAGE
    assert duty is not None
    duty.refresh_from_db()
    assert duty.outcome == Outcome.CANCELLED


def test_after_taking_back_it_can_go_elsewhere_but_not_twice_at_once(cast: Cast) -> None:
    report = make_report(cast)
    first = forward(cast, report)
    with pytest.raises(InvalidTransition, match="sedang diteruskan"):
        forward(cast, report, "police")
    forwardings.take_back(first, by=cast.hotline, at=LATER)
    assert forward(cast, report, "police").status == ForwardingStatus.SENT


def test_an_agency_without_accounts_is_answered_for_by_our_officer(cast: Cast) -> None:
    cast.agencies["police"].uses_tuntas = False
    cast.agencies["police"].save()
    report = make_report(cast)
    forwarding = forward(cast, report, "police")
    assert open_kinds(report) == {"report.watch_forwarding", "forwarding.record_answer"}
    note = partial(answers.record_answer, answered_by="Contoh, Kanit", by=cast.hotline, at=LATER)
    forwarding = note(forwarding, status=ForwardingStatus.ACKNOWLEDGED)
    assert forwarding.answered_by_name == "Contoh, Kanit"
    assert open_kinds(report) == {"report.watch_forwarding", "forwarding.record_answer"}
    note(forwarding, status=ForwardingStatus.ACCEPTED, text="LP dibuat")
    report.refresh_from_db()
    assert report.status == Status.PASSED_ON


def test_one_does_not_answer_for_an_agency_with_accounts(cast: Cast) -> None:
    forwarding = forward(cast, make_report(cast))
    with pytest.raises(Denied, match="menjawab sendiri"):
        answers.record_answer(forwarding, status=ForwardingStatus.ACCEPTED, answered_by="x", by=cast.hotline, at=LATER)


@pytest.mark.parametrize("who", ["hotline", "manager", "leadership", "satpol_head", "stranger"])
def test_only_the_receivers_people_answer(cast: Cast, who: str) -> None:
    forwarding = forward(cast, make_report(cast))
    with pytest.raises(Denied):
        forwardings.acknowledge(forwarding, by=getattr(cast, who), at=LATER)
    with pytest.raises(Denied):
        answers.decline(forwarding, reason="x", by=getattr(cast, who), at=LATER)


def test_a_walled_receiver_cannot_be_chosen(cast: Cast) -> None:
    report = make_report(cast, wall_agencies=(cast.agencies["satpol"].pk,))
    with pytest.raises(Denied, match="tidak dapat dipilih"):
        forward(cast, report)


def test_it_is_not_forwarded_to_its_owner_nor_to_a_closed_agency(cast: Cast) -> None:
    report = make_report(cast)
    with pytest.raises(Denied):
        forward(cast, report, "unit")
    cast.agencies["police"].closed_date = NOW.date()
    cast.agencies["police"].save()
    with pytest.raises(Denied):
        forward(cast, report, "police")


def test_raised_danger_while_it_is_away_calls_our_own_people(cast: Cast) -> None:
    report = make_report(cast)
    forward(cast, report)
    risk.assess(report, items=["strangling"], by=cast.hotline, at=LATER)
    report.refresh_from_db()
    assert report.risk == Risk.HIGH
    assert report.duty is not None
    assert (report.duty.kind, report.duty.due_at, report.duty.urgent) == (
        "report.watch_forwarding", LATER + timedelta(minutes=15), True,
    )  # fmt: skip


def test_an_ended_forwarding_is_not_answered_again(cast: Cast) -> None:
    forwarding = forward(cast, make_report(cast))
    answers.decline(forwarding, reason="tidak", by=cast.satpol, at=LATER)
    with pytest.raises(InvalidTransition):
        answers.accept(forwarding, by=cast.satpol, at=LATER)
    with pytest.raises(InvalidTransition):
        forwardings.take_back(forwarding, by=cast.hotline, at=LATER)


def test_forwarding_and_taking_back_gains_no_time(cast: Cast) -> None:
    report = make_report(cast)
    assert report.duty is not None
    due = report.duty.due_at
    forwarding = forwardings.take_back(forward(cast, report), by=cast.hotline, at=LATER)
    report = forwarding.report
    assert report.duty is not None
    assert (report.duty.kind, report.duty.due_at) == ("report.triage", due)
    again = forwardings.send(report, receiver=cast.agencies["police"], shared="x", by=cast.hotline, at=LATER)
    forwardings.acknowledge(again, by=cast.by_role[Role.POLICE_PPA], at=LATER)
    late = due + timedelta(days=2)
    report = answers.decline(again, reason="x", by=cast.by_role[Role.POLICE_PPA], at=late).report
    assert report.duty is not None
    assert report.duty.due_at == late


def test_what_became_dangerous_while_away_is_due_by_its_own_clock(cast: Cast) -> None:
    forwarding = forward(cast, make_report(cast))
    risk.assess(forwarding.report, items=["strangling"], by=cast.hotline, at=LATER)
    report = forwardings.take_back(forwarding, by=cast.hotline, at=LATER).report
    assert report.duty is not None
    assert report.duty.due_at == LATER + timedelta(minutes=15)


def test_accepting_forwarding_taking_back_and_accepting_gains_no_time(cast: Cast) -> None:
    report = triage.accept(make_report(cast), by=cast.hotline, at=NOW)
    assert report.duty is not None
    due = report.duty.due_at
    later = due - timedelta(hours=1)
    report = forwardings.take_back(forward(cast, report), by=cast.hotline, at=later).report
    report = triage.accept(report, by=cast.hotline, at=later)
    assert report.duty is not None
    assert report.duty.due_at == due
