from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from tests.cast import NOW, Cast
from tuntas.access.actors import Reporter
from tuntas.audit.models import Event
from tuntas.core import vault
from tuntas.core.errors import Denied
from tuntas.intake.actions import erasure, messages, reports, risk, status, triage
from tuntas.intake.models import Report
from tuntas.intake.tests.make import make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(cast: Cast) -> Report:
    report = make_report(cast, reporter_phone="081234567890")
    messages.from_reporter(report, form_id=uuid4(), text="rahasia", by=Reporter(), at=NOW)
    messages.mark_read_by_office(report, by=cast.hotline, at=NOW)
    risk.assess(report, items=[], by=cast.hotline, at=NOW)
    triage.answer(report, form_id=uuid4(), text="Sudah", by=cast.hotline, at=NOW)
    return Report.objects.get(pk=report.pk)


def test_key_tokens_and_code_are_gone(cast: Cast, closed: Report) -> None:
    code = reports.receipt_for(form_id=closed.form_id, by=Reporter(), at=NOW)
    assert code is not None
    erasure.erase(closed, reason="keputusan 12/2026", by=cast.hotline, at=NOW)
    closed.refresh_from_db()
    assert (closed.phone_token, closed.code_hash) == (None, None)
    with pytest.raises(vault.Erased):
        vault.box(closed.pk)
    assert status.find(number=closed.number, code=code.code, by=Reporter(), at=NOW) is None
    assert Event.objects.get(kind="report.erased").data["complete_date"] == "2026-12-28"


def test_an_open_report_is_not_erased(cast: Cast) -> None:
    with pytest.raises(Denied, match="masih terbuka"):
        erasure.erase(make_report(cast), reason="x", by=cast.hotline, at=NOW)


def test_what_a_reporter_wrote_is_read_before_it_is_erased(cast: Cast, closed: Report) -> None:
    messages.from_reporter(closed, form_id=uuid4(), text="satu hal lagi", by=Reporter(), at=NOW)
    with pytest.raises(Denied, match="pesan yang belum dibaca"):
        erasure.erase(closed, reason="x", by=cast.hotline, at=NOW)


def test_the_command_erases_once(cast: Cast, closed: Report) -> None:
    out = StringIO()
    call_command("erase", closed.number, "--reason", "12/2026", "--by", cast.sysadmin.email, stdout=out)
    assert "Erased" in out.getvalue()
    with pytest.raises(CommandError, match="before"):
        call_command("erase", closed.number, "--reason", "12/2026", "--by", cast.sysadmin.email)


def test_the_command_says_what_is_wrong(cast: Cast, closed: Report) -> None:
    with pytest.raises(CommandError, match="no report"):
        call_command("erase", "26-0000-0001", "--reason", "x", "--by", cast.sysadmin.email)
    with pytest.raises(CommandError, match="no active account"):
        call_command("erase", closed.number, "--reason", "x", "--by", "tidak@ada.test")
    with pytest.raises(CommandError, match="masih terbuka"):
        call_command("erase", make_report(cast).number, "--reason", "x", "--by", cast.sysadmin.email)
