from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import NOW, Cast
from tuntas.access.actors import Reporter
from tuntas.access.roles import Role
from tuntas.audit.models import Event
from tuntas.core import vault
from tuntas.core.errors import Denied
from tuntas.intake.actions import contacts, messages, reports, risk, triage
from tuntas.intake.models import Message, Report
from tuntas.intake.policies import contact
from tuntas.intake.states import ReporterRole, SafetyDecision, Sender
from tuntas.intake.tests.make import make_report, open_kinds
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def write(report: Report, text: str = "Tambahan") -> Message:
    return messages.from_reporter(report, form_id=uuid4(), text=text, by=Reporter(), at=LATER)


def fresh(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


def test_what_the_reporter_adds_must_be_read(cast: Cast) -> None:
    report = make_report(cast)
    message = write(report)
    write(report, "Satu lagi")
    assert vault.box(report.pk).unseal(message, "text") == "Tambahan"
    assert open_kinds(report) == {"report.triage", "report.first_follow_up", "report.read_message"}
    assert Obligation.objects.filter(kind="report.read_message").count() == 1


def test_the_same_form_makes_one_message(cast: Cast) -> None:
    report, form = make_report(cast), uuid4()
    for _ in range(3):
        messages.from_reporter(report, form_id=form, text="x", by=Reporter(), at=LATER)
    assert Message.objects.count() == 1


def test_in_danger_it_must_be_read_within_the_hour(cast: Cast) -> None:
    report = make_report(cast, danger_now=True)
    write(report)
    duty = Obligation.objects.get(kind="report.read_message_high")
    assert (duty.due_at, duty.urgent) == (LATER + timedelta(hours=1), True)


def test_a_closed_report_is_written_to_as_well(cast: Cast) -> None:
    report = make_report(cast)
    risk.assess(report, items=[], by=cast.hotline, at=NOW)
    triage.answer(report, form_id=uuid4(), text="Sudah", by=cast.hotline, at=NOW)
    write(report)
    assert open_kinds(report) == {"report.read_message"}


def test_reading_settles_the_duty_and_marks(cast: Cast) -> None:
    report = make_report(cast)
    message = write(report)
    assert messages.mark_read_by_office(report, by=cast.hotline, at=LATER) == 1
    message.refresh_from_db()
    assert message.read_at == LATER
    assert "report.read_message" not in open_kinds(report)


def test_the_reporter_reading_marks_the_offices_messages(cast: Cast) -> None:
    report = make_report(cast)
    ours = messages.from_office(report, form_id=uuid4(), text="Kami baca", by=cast.hotline, at=NOW)
    assert (ours.sender, fresh(report).followed_up_at) == (Sender.OFFICE, NOW)
    assert messages.mark_read_by_reporter(report, by=Reporter(), at=LATER) == 1
    assert messages.mark_read_by_reporter(report, by=Reporter(), at=LATER) == 0
    assert Event.objects.filter(kind="messages.read_by_reporter").count() == 1


def test_without_a_code_nobody_could_read_a_message(cast: Cast) -> None:
    report = make_report(cast)
    reports.decline_code(form_id=report.form_id, by=Reporter(), at=NOW)
    with pytest.raises(Denied, match="tidak memiliki kode"):
        messages.from_office(report, form_id=uuid4(), text="x", by=cast.hotline, at=NOW)


@pytest.mark.parametrize("who", ["head", "satpol", "secretariat", "stranger"])
def test_only_those_who_triage_write(cast: Cast, who: str) -> None:
    with pytest.raises(Denied):
        messages.from_office(make_report(cast), form_id=uuid4(), text="x", by=getattr(cast, who), at=NOW)


def test_withdrawing_contact_counts_at_once(cast: Cast) -> None:
    report = make_report(cast, contact_allowed=True, anonymous=False, reporter_role=ReporterRole.NEIGHBOUR)
    contact.check_contact(cast.hotline, report)
    contacts.withdraw_contact(report, by=Reporter(), at=LATER)
    contacts.withdraw_contact(report, by=Reporter(), at=LATER + timedelta(hours=1))
    report = fresh(report)
    assert report.contact_withdrawn_at == LATER
    with pytest.raises(Denied, match="menarik persetujuan"):
        contact.check_contact(cast.hotline, report)


def test_nobody_contacts_who_did_not_ask_for_it(cast: Cast) -> None:
    with pytest.raises(Denied, match="tidak meminta dihubungi"):
        contact.check_contact(cast.hotline, make_report(cast))


def test_nobody_contacts_a_victim_before_a_safety_decision(cast: Cast) -> None:
    report = make_report(cast, contact_allowed=True, reporter_role=ReporterRole.VICTIM)
    with pytest.raises(Denied, match="Putuskan dulu"):
        contact.check_contact(cast.hotline, report)
    contacts.decide_safety(report, decision=SafetyDecision.FORBIDDEN, by=cast.hotline, at=NOW)
    with pytest.raises(Denied, match="jangan menghubungi"):
        contact.check_contact(cast.hotline, fresh(report))
    contacts.decide_safety(report, decision=SafetyDecision.ALLOWED, by=cast.hotline, at=NOW)
    contact.check_contact(cast.hotline, fresh(report))


def test_the_number_of_someone_anonymous_stays_with_those_who_take_reports(cast: Cast) -> None:
    report = make_report(cast, contact_allowed=True, anonymous=True, reporter_role=ReporterRole.FAMILY)
    companion = cast.by_role[Role.COMPANION_WORKER]
    assert report.duty is not None
    Obligation.objects.filter(pk=report.duty.pk).update(assignee=companion)
    with pytest.raises(Denied, match="tanpa nama"):
        contact.check_contact(companion, report)
    contact.check_contact(cast.hotline, report)


@pytest.mark.parametrize("who", ["head", "satpol", "stranger"])
def test_who_does_not_decide_about_safety(cast: Cast, who: str) -> None:
    with pytest.raises(Denied):
        contacts.decide_safety(make_report(cast), decision=SafetyDecision.ALLOWED, by=getattr(cast, who), at=NOW)


def test_the_reporter_chooses_how_much_to_see(cast: Cast) -> None:
    report = make_report(cast)
    assert not report.wants_detail
    contacts.choose_detail(report, wants=True, by=Reporter(), at=NOW)
    assert fresh(report).wants_detail
    assert Event.objects.get(kind="report.detail_chosen").data == {"wants": True}
