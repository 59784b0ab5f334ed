"""Generated reports pass every constraint, and races leave none ownerless; few of each."""

import pytest
from django.utils import timezone

from bench import generate, races
from tests.cast import Cast, make
from tuntas.core import vault
from tuntas.intake import receipts
from tuntas.intake.models import Forwarding, Report
from tuntas.obligations.models import Obligation


@pytest.mark.django_db
def test_generated_reports_have_their_duties_and_open(cast: Cast) -> None:
    generate.load(300)
    reports = list(Report.objects.all())
    assert len(reports) == len({report.number for report in reports}) == 300
    assert all(receipts.read_number(report.number) == report.number for report in reports)
    assert Obligation.objects.filter(subject_type="intake.report").count() == 600
    assert Forwarding.objects.exists()
    opened = [report for report in reports if report.is_open]
    assert 5 < len(opened) < 100
    assert races.ownerless() == 0
    assert vault.box(reports[0].pk).unseal(reports[0], "narrative") == generate.NARRATIVE
    assert Obligation.objects.unsettled().filter(next_escalation_at__lte=timezone.now()).exists()


@pytest.mark.django_db(transaction=True)
def test_races_and_plain_sql_leave_no_report_ownerless() -> None:
    make()
    figures = races.statements() + races.races(2 * len(races.RACES))
    assert [figure.name for figure in figures if not figure.holds] == []
