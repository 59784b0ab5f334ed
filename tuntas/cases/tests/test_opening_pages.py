"""From the report's page to the case, and a case that no report led to."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tuntas.cases.models import Case
from tuntas.cases.tests.make import make_case, make_from_report
from tuntas.intake.actions import triage
from tuntas.intake.tests.make import make_report
from tuntas.obligations.actions import walls
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db


def test_from_the_page_of_an_accepted_report_to_its_case(client: Client, cast: Cast) -> None:
    report = make_report(cast)
    triage.accept(report, by=cast.manager, at=NOW)
    client.force_login(cast.manager)
    url = reverse("cases:from_report", args=[report.pk])
    assert url in client.get(reverse("intake:detail", args=[report.pk])).content.decode()
    assert client.get(url).status_code == 200
    done = client.post(url, {"manager": str(cast.manager.pk), "contexts": ["domestic"]})
    case = Case.objects.get()
    assert done.status_code == 302
    assert (case.contexts, case.manager) == (["domestic"], cast.manager)
    page = client.get(reverse("intake:detail", args=[report.pk])).content.decode()
    assert reverse("cases:of_report", args=[report.pk]) in page
    assert str(case.pk) in client.get(reverse("cases:of_report", args=[report.pk]))["Location"]
    again = client.post(url, {"manager": str(cast.manager.pk)})  # the answer was lost, the button pressed once more
    assert (again.status_code, again["Location"]) == (302, reverse("cases:detail", args=[case.pk]))
    assert Case.objects.count() == 1


def test_a_further_report_about_the_same_is_added_to_the_case_there_is(client: Client, cast: Cast) -> None:
    case, report = make_case(cast), make_report(cast, types=("sexual",))
    triage.accept(report, by=cast.manager, at=NOW)
    client.force_login(cast.manager)
    url, form = reverse("cases:from_report", args=[report.pk]), {"manager": str(cast.manager.pk)}
    walled, closed = make_case(cast), make_case(cast)
    walls.add(walled.pk, users=[cast.manager], by=cast.supervisor, at=NOW)
    for number in ("K26-0000-0000", walled.number):  # what does not exist for somebody is no other answer
        page = client.post(url, form | {"case_number": number})
        assert (page.status_code, "tidak ditemukan" in page.content.decode()) == (422, True)
    Case.objects.filter(pk=closed.pk).update(status="closed", closed_at=NOW, closing_reason="died", duty=None)
    assert "Buka kembali dulu" in client.post(url, form | {"case_number": closed.number}).content.decode()
    done = client.post(url, form | {"case_number": f" {case.number.lower()} "})
    assert (done.status_code, done["Location"]) == (302, reverse("cases:detail", args=[case.pk]))
    case.refresh_from_db()
    assert (case.reports.get().report, "sexual" in case.types) == (report, True)
    assert Case.objects.count() == 3


def test_the_hotline_sees_why_it_opens_none(client: Client, cast: Cast) -> None:
    report = make_report(cast)
    triage.accept(report, by=cast.hotline, at=NOW)
    client.force_login(cast.hotline)
    assert "Kasus hanya dibuka oleh" in client.get(reverse("intake:detail", args=[report.pk])).content.decode()
    assert client.get(reverse("cases:from_report", args=[report.pk])).status_code == 403
    assert client.get(reverse("cases:new")).status_code == 403


def test_without_a_report_the_same_form_opens_one_case(client: Client, cast: Cast) -> None:
    client.force_login(cast.manager)
    form = {
        "form_id": str(uuid4()), "agency": str(cast.unit.pk), "manager": str(cast.manager.pk), "area-hasil": cast.village.path,
        "types": ["physical"], "narrative": "Datang sendiri ke kantor.", "child": "on", "risk_items": ["pregnant", "stalking"],
    }  # fmt: skip
    for _ in range(2):
        assert client.post(reverse("cases:new"), form).status_code == 302
    case = Case.objects.get()
    assert (case.ever_child, case.risk, case.area) == (True, 2, cast.village)


def test_rule_r04_who_came_herself_starts_the_72_hours_of_the_law(client: Client, cast: Cast) -> None:
    client.force_login(cast.manager)
    form = {
        "form_id": str(uuid4()), "agency": str(cast.unit.pk), "manager": str(cast.manager.pk), "area-hasil": cast.village.path,
        "types": ["sexual"], "narrative": "Datang sendiri ke kantor.", "victim_reported_at": "2026-11-23T08:00",
    }  # fmt: skip
    for wrong in ("2026-11-24T08:00", "0001-01-01T00:00"):
        again = client.post(reverse("cases:new"), form | {"victim_reported_at": wrong})
        assert (again.status_code, "belum sampai" in again.content.decode()) == (422, True)
    assert client.post(reverse("cases:new"), form).status_code == 302
    duty = Obligation.objects.unsettled().get(dossier_id=Case.objects.get().pk, kind="case.police_report")
    assert duty.due_at == NOW - timedelta(hours=2) + timedelta(hours=72)


def test_a_missing_kind_is_asked_for_and_everything_typed_stays(client: Client, cast: Cast) -> None:
    client.force_login(cast.manager)
    done = client.post(reverse("cases:new"), {"narrative": "Tulisan yang panjang"})
    assert done.status_code == 422
    assert "Tulisan yang panjang" in done.content.decode()


def test_reports_that_wait_are_offered(client: Client, cast: Cast) -> None:
    report = make_report(cast)
    triage.accept(report, by=cast.manager, at=NOW)
    client.force_login(cast.supervisor)
    assert report.number in client.get(reverse("cases:new")).content.decode()


def test_the_case_of_a_report_is_for_those_who_see_the_case(client: Client, cast: Cast) -> None:
    case = make_from_report(cast)
    make_case(cast)
    report = case.reports.get().report
    client.force_login(cast.hotline)
    assert client.get(reverse("cases:of_report", args=[report.pk])).status_code == 404
    assert (
        reverse("cases:of_report", args=[report.pk])
        not in client.get(reverse("intake:detail", args=[report.pk])).content.decode()
    )
