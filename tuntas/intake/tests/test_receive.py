from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, Cast
from tuntas.access.actors import Reporter
from tuntas.access.permissions import Permission
from tuntas.areas.models import Area, HomeArea
from tuntas.audit.models import Event
from tuntas.core import vault
from tuntas.intake import kinds, ownership, receipts
from tuntas.intake.actions import reports
from tuntas.intake.models import Report, RiskAssessment
from tuntas.intake.states import Channel, ReporterRole, Risk, Status, VictimAge, ViolenceType
from tuntas.intake.tests.make import make_report, open_kinds, staff_the_dinas
from tuntas.notices.models import Notice
from tuntas.obligations import kinds as obligation_kinds
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db


def test_it_stores_everything_sealed_and_owned(cast: Cast) -> None:
    report = make_report(
        cast, types=(ViolenceType.SEXUAL,), victim_age=VictimAge.CHILD_6_12, reporter_role=ReporterRole.VICTIM,
        reporter_phone="0812 3456 7890",
    )  # fmt: skip
    assert report.status == Status.NEW
    assert report.agency == cast.unit
    assert report.ever_types == ["sexual"]
    assert report.ever_child
    assert report.victim_reported_at == NOW
    assert report.duty is not None
    assert report.duty.kind == "report.triage"
    assert open_kinds(report) == {"report.triage", "report.first_follow_up"}
    assert b"Melati" not in bytes(report.narrative or b"")
    assert vault.box(report.pk).unseal(report, "narrative") == "Cerita rahasia Melati"
    assert report.phone_token
    assert Event.objects.filter(kind="report.received", subject_id=str(report.pk)).count() == 1


def test_the_number_has_year_and_check_digit(cast: Cast) -> None:
    number = make_report(cast).number
    assert number.startswith("26-")
    assert receipts.read_number(number.replace("-", " ")) == number
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert receipts.read_number(wrong) == ""


def test_the_year_is_that_of_the_place(cast: Cast) -> None:
    new_year_in_pontianak = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)
    assert make_report(cast, at=new_year_in_pontianak).number.startswith("27-")


def test_the_same_form_makes_one_report_and_shows_the_same_receipt(cast: Cast) -> None:
    form = uuid4()

    def send(text: str, hours: int) -> receipts.Receipt:
        return reports.receive(
            form_id=form, channel=Channel.WEB, area=cast.village, answers=reports.ReceiveData(narrative=text), by=Reporter(),
            at=NOW + timedelta(hours=hours),
        )  # fmt: skip

    first, again = send("satu", 0), send("dua", 1)
    assert first == again
    assert Report.objects.count() == 1
    assert reports.receipt_for(form_id=form, by=Reporter(), at=NOW + timedelta(hours=24)) == first
    assert reports.receipt_for(form_id=form, by=Reporter(), at=NOW + timedelta(hours=25)) is None
    late = send("tiga", 25)
    assert (late.number, late.code) == (first.number, "")


def test_an_unknown_form_has_no_receipt(cast: Cast) -> None:
    assert reports.receipt_for(form_id=uuid4(), by=Reporter(), at=NOW) is None


def test_the_code_is_not_stored(cast: Cast) -> None:
    form = uuid4()
    receipt = reports.receive(
        form_id=form, channel=Channel.WEB, area=cast.village, answers=reports.ReceiveData(), by=Reporter(), at=NOW
    )
    report = Report.objects.get(pk=receipt.report_id)
    assert len(receipt.code) == 20
    assert receipt.code.encode() not in bytes(report.code_hash or b"")
    assert receipts.code_matches(receipt.code, report.code_hash)
    assert not receipts.code_matches("0" * 20, report.code_hash)
    assert not receipts.code_matches(receipt.code, None)


def test_a_declined_code_opens_nothing(cast: Cast) -> None:
    report = make_report(cast)
    reports.decline_code(form_id=report.form_id, by=Reporter(), at=NOW)
    reports.decline_code(form_id=report.form_id, by=Reporter(), at=NOW)
    report.refresh_from_db()
    assert report.code_hash is None
    receipt = reports.receipt_for(form_id=report.form_id, by=Reporter(), at=NOW)
    assert receipt is not None
    assert receipt.code == ""


@pytest.mark.parametrize(
    ("answers", "kind", "due", "urgent"),
    [
        ({"danger_now": True}, "report.triage_high", timedelta(minutes=15), True),
        ({"risk_items": ("strangling",)}, "report.triage_high", timedelta(minutes=15), True),
        ({"risk_items": ("increasing", "control")}, "report.triage_medium", timedelta(hours=6), False),
        ({"risk_items": ("control",)}, "report.triage", timedelta(days=1, hours=6), False),
        ({}, "report.triage", timedelta(days=1, hours=6), False),
    ],
)
def test_the_danger_sets_the_clock(
    cast: Cast, answers: dict[str, Any], kind: str, due: timedelta, urgent: bool
) -> None:
    report = make_report(cast, **answers)
    assert report.duty is not None
    assert (report.duty.kind, report.duty.due_at - NOW, report.duty.urgent) == (kind, due, urgent)


def test_the_first_follow_up_is_due_in_three_working_days(cast: Cast) -> None:
    duty = Obligation.objects.get(dossier_id=make_report(cast).pk, kind="report.first_follow_up")
    assert duty.due_at == datetime(2026, 11, 26, 9, 0, tzinfo=UTC)  # Thursday 16.00 in Pontianak


def test_a_checklist_at_the_desk_is_kept(cast: Cast) -> None:
    report = make_report(cast, risk_items=("stalking", "separation"), by=cast.hotline)
    row = RiskAssessment.objects.get(report=report)
    assert (row.level, row.items, row.by) == (Risk.HIGH, ["separation", "stalking"], cast.hotline)


def test_the_nearest_unit_receives(cast: Cast) -> None:
    assert make_report(cast, area=cast.south_village).agency == cast.agencies["secretariat"]


def test_an_officer_who_may_receive_keeps_it(cast: Cast) -> None:
    report = make_report(cast, area=cast.south_village, agency=cast.unit, channel=Channel.WALK_IN, by=cast.hotline)
    assert report.agency == cast.unit
    assert report.found_by == cast.unit
    assert report.received_by == cast.hotline


def test_an_agency_that_does_not_receive_hands_it_to_the_receiver(cast: Cast) -> None:
    report = make_report(cast, agency=cast.agencies["kpad"], channel=Channel.PHONE)
    assert report.agency == cast.unit
    assert report.found_by == cast.agencies["kpad"]


def test_outside_the_home_areas_it_is_ours_to_pass_on(cast: Cast) -> None:
    report = make_report(cast, area=cast.other_city)
    assert report.agency == cast.unit
    assert report.duty is not None
    assert report.duty.kind == "report.pass_on"


def test_danger_outside_is_due_at_once_too(cast: Cast) -> None:
    duty = make_report(cast, area=cast.other_city, danger_now=True).duty
    assert duty is not None
    assert (duty.kind, duty.due_at, duty.urgent) == ("report.pass_on_high", NOW + timedelta(minutes=15), True)
    assert obligation_kinds.get(duty.kind).ladder == kinds.FAST


def test_without_a_place_the_home_unit_receives(cast: Cast) -> None:
    receipt = reports.receive(
        form_id=uuid4(), channel=Channel.WEB, area=None, answers=reports.ReceiveData(), by=Reporter(), at=NOW
    )
    report = Report.objects.get(pk=receipt.report_id)
    assert (report.agency, report.area, report.area_known) == (cast.unit, cast.city, False)


def test_a_walled_receiver_is_passed_over(cast: Cast) -> None:
    secretariat = cast.agencies["secretariat"]
    report = make_report(cast, area=cast.south_village, wall_agencies=(secretariat.pk,))
    assert report.agency == cast.unit
    assert not Report.objects.visible_to(cast.secretariat).exists()


def test_a_walled_unit_falls_back_to_its_parent(cast: Cast) -> None:
    staff_the_dinas(cast)
    report = make_report(cast, wall_agencies=(cast.unit.pk,))
    assert report.agency == cast.dinas
    assert not Report.objects.visible_to(cast.hotline).exists()


def test_it_passes_over_an_agency_where_nobody_could_open_it(cast: Cast) -> None:
    report = make_report(cast, wall_agencies=(cast.unit.pk,))
    assert report.agency == cast.agencies["secretariat"]
    assert Report.objects.visible_to(cast.secretariat, Permission.REPORT_TRIAGE).exists()


def test_a_wall_around_everybody_still_leaves_an_owner(cast: Cast) -> None:
    report = make_report(cast, wall_agencies=(cast.dinas.pk, cast.agencies["secretariat"].pk))
    assert report.agency == cast.agencies["task_force"]
    assert report.duty is not None
    assert report.duty.kind == "report.place"
    assert not Obligation.objects.visible_to(cast.hotline).filter(dossier_id=report.pk).exists()


def test_a_name_that_must_not_know_asks_for_a_wall(cast: Cast) -> None:
    report = make_report(cast, must_not_know="Pak Lurah")
    assert "report.set_wall" in open_kinds(report)


def test_an_installation_without_home_area_says_so(cast: Cast) -> None:
    HomeArea.objects.all().delete()
    with pytest.raises(ownership.NoReceiver):
        make_report(cast)


def test_a_taken_number_is_drawn_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_report(cast)
    drawn = iter([first.number, first.number, "26-0000-0000"])
    monkeypatch.setattr(receipts, "new_number", lambda year: next(drawn))
    assert make_report(cast).number == "26-0000-0000"


def test_an_area_far_away_falls_to_the_nearest_home(cast: Cast) -> None:
    papua = Area.objects.get(code="91", valid_to=None)
    assert make_report(cast, area=papua).agency == cast.unit


def test_receiving_asks_few_questions(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as asked:
        make_report(cast)
    real = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
    assert len(real) <= 26, "\n".join(real)


def test_its_two_duties_are_told_to_a_worker_once(cast: Cast) -> None:
    report = make_report(cast)
    assert list(Notice.objects.filter(user=cast.hotline).values_list("about_id", flat=True)) == [report.duty_id]
