from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, Cast
from tuntas.access.actors import Reporter
from tuntas.access.roles import Role
from tuntas.accounts import fresh
from tuntas.audit.models import Event
from tuntas.intake.actions import contacts, erasure, forwardings, messages, risk, triage
from tuntas.intake.models import Report
from tuntas.intake.states import ReporterRole, SafetyDecision, ViolenceType
from tuntas.intake.tests.make import make_report

pytestmark = pytest.mark.django_db


def url(name: str, report: Report) -> str:
    return reverse(f"intake:{name}", args=[report.pk])


def confirmed(client: Client, user: object) -> Client:
    client.force_login(user)  # type: ignore[arg-type]
    session = client.session
    session[fresh.KEY] = timezone.now().timestamp()
    session.save()
    return client


def test_the_page_decrypts_nothing_and_names_the_next_duty(client: Client, cast: Cast) -> None:
    report = make_report(cast, victim_name="Melati", danger_now=True)
    client.force_login(cast.hotline)
    page = client.get(url("detail", report)).content.decode()
    assert "Tangani laporan berisiko TINGGI" in page
    assert "Risiko TINGGI" in page
    for secret in ("Melati", "Cerita rahasia", "Gang Rahasia"):
        assert secret not in page


def test_opening_the_story_is_recorded_and_shown_as_seen(client: Client, cast: Cast) -> None:
    report = make_report(cast)
    client.force_login(cast.hotline)
    assert "Cerita rahasia Melati" in client.get(url("story", report)).content.decode()
    event = Event.objects.get(kind="report.read")
    assert (event.actor_id, event.dossier_id) == (cast.hotline.pk, report.pk)
    page = client.get(url("detail", report)).content.decode()
    assert "Yang pernah melihat: 1" in page
    assert f"{cast.hotline.name}: isi laporan" in page


def test_names_are_shown_on_demand_after_asking_who_you_are(client: Client, cast: Cast) -> None:
    report = make_report(cast, victim_name="Melati", reporter_name="Ani", anonymous=False)
    client.force_login(cast.hotline)
    assert client.post(url("identity", report)).status_code == 302
    assert not Event.objects.filter(kind="report.identity_shown").exists()
    page = confirmed(client, cast.hotline).post(url("identity", report)).content.decode()
    assert "Melati" in page
    assert "Ani" in page
    assert Event.objects.get(kind="report.identity_shown").actor_id == cast.hotline.pk


def test_the_head_of_the_unit_sees_no_names(client: Client, cast: Cast) -> None:
    report = make_report(cast, victim_name="Melati")
    response = confirmed(client, cast.head).post(url("identity", report))
    assert response.status_code == 403
    assert Event.objects.filter(kind="refused").count() == 1


def test_trafficking_shows_the_notice_of_secrecy(client: Client, cast: Cast) -> None:
    report = make_report(cast, types=(ViolenceType.TRAFFICKING,))
    page = confirmed(client, cast.hotline).post(url("identity", report)).content.decode()
    assert "TPPO dirahasiakan" in page
    assert Event.objects.get(kind="report.identity_shown").data["secrecy_notice"] is True


def test_contact_opens_only_with_consent_and_a_safety_decision(client: Client, cast: Cast) -> None:
    report = make_report(
        cast, reporter_role=ReporterRole.VICTIM, reporter_phone="081234567890", safe_contact="sore, kata sandi melati",
        contact_allowed=True, anonymous=False, reporter_name="Ani",
    )  # fmt: skip
    confirmed(client, cast.hotline)
    page = client.post(url("identity", report)).content.decode()
    assert "081234567890" not in page
    assert "Putuskan dulu apakah menghubungi korban aman" in page
    contacts.decide_safety(report, decision=SafetyDecision.ALLOWED, by=cast.hotline, at=NOW)
    assert "081234567890" in client.post(url("identity", report)).content.decode()
    contacts.withdraw_contact(report, by=Reporter(), at=NOW)
    page = client.post(url("identity", report)).content.decode()
    assert "081234567890" not in page
    assert "menarik persetujuan" in page


def test_the_timeline_speaks_indonesian(client: Client, cast: Cast) -> None:
    report = make_report(cast)
    triage.start(report, by=cast.hotline, at=NOW)
    risk.assess(report, items=["strangling"], by=cast.hotline, at=NOW)
    triage.classify(report, types=[ViolenceType.SEXUAL], victim_age=report.victim_age, by=cast.hotline, at=NOW)  # type: ignore[arg-type]
    forwardings.send(report, receiver=cast.agencies["satpol"], shared="x", by=cast.hotline, at=NOW)
    client.force_login(cast.hotline)
    page = client.get(url("detail", report)).content.decode()
    for text in (
        "Mulai ditelaah",
        "Risiko dinilai TINGGI: Pernah dicekik",
        "Digolongkan: Seksual",
        "Diteruskan ke Satpol PP",
        "Diterima · Formulir daring",
    ):
        assert text in page


def test_a_page_with_a_long_history_asks_no_more(client: Client, cast: Cast) -> None:
    report = make_report(cast)
    client.force_login(cast.hotline)
    client.get(url("detail", report))

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(url("detail", report))
        return len(asked)

    few = queries()
    for number in range(5):
        risk.assess(report, items=["control"], by=cast.hotline, at=NOW + timedelta(minutes=number))
        forwarding = forwardings.send(report, receiver=cast.agencies["satpol"], shared="x", by=cast.hotline, at=NOW)
        forwardings.take_back(forwarding, by=cast.hotline, at=NOW)
    assert queries() <= few + 1  # the names of receivers


def test_messages_both_ways(client: Client, cast: Cast) -> None:
    report = make_report(cast)
    messages.from_reporter(report, form_id=uuid4(), text="Ada tambahan", by=Reporter(), at=NOW)
    client.force_login(cast.hotline)
    page = client.get(url("messages", report))
    assert "Ada tambahan" in page.content.decode()
    assert Event.objects.filter(kind="messages.opened").count() == 1
    data = {"form_id": page.context["form"]["form_id"].value(), "text": "Terima kasih, sedang kami tindak lanjuti."}
    for _ in range(2):
        assert client.post(url("messages", report), data).status_code == 302
    assert report.messages.count() == 2
    assert client.post(url("messages_read", report)).status_code == 302
    assert not report.messages.filter(sender="reporter", read_at__isnull=True).exists()


def test_an_empty_message_keeps_the_page_and_says_what_is_missing(client: Client, cast: Cast) -> None:
    report = make_report(cast)
    client.force_login(cast.hotline)
    response = client.post(url("messages", report), {"form_id": str(uuid4()), "text": " "})
    assert response.status_code == 422
    assert "Pesan untuk pelapor belum diisi" in response.content.decode()


def test_an_erased_report_says_so_on_every_page(client: Client, cast: Cast) -> None:
    report = make_report(cast)
    risk.assess(report, items=[], by=cast.hotline, at=NOW)
    triage.answer(report, form_id=uuid4(), text="Sudah", by=cast.hotline, at=NOW)
    report.refresh_from_db()
    erasure.erase(report, reason="masa simpan habis", by=cast.hotline, at=NOW)
    confirmed(client, cast.hotline)
    for name in ("story", "messages"):
        assert "sudah dihapus" in client.get(url(name, report)).content.decode()
    assert "sudah dihapus" in client.post(url("identity", report)).content.decode()


def test_the_next_duty_is_a_link_only_for_who_may_open_it(client: Client, cast: Cast) -> None:
    report = make_report(cast)
    duty = reverse("obligations:detail", args=[report.duty_id])
    for user, offered in ((cast.hotline, True), (cast.by_role[Role.DATA_OFFICER], False)):
        client.force_login(user)
        assert (duty in client.get(url("detail", report)).content.decode()) is offered
        assert (client.get(duty).status_code == 200) is offered


def test_a_report_that_is_forwarded_leads_to_where_it_can_be_had_back(client: Client, cast: Cast) -> None:
    report = make_report(cast)
    client.force_login(cast.hotline)
    assert "Buka terusan" not in client.get(url("detail", report)).content.decode()
    sent = forwardings.send(report, receiver=cast.agencies["satpol"], shared="Di pasar", by=cast.hotline, at=NOW)
    page = client.get(url("detail", report)).content.decode()
    assert f'href="{reverse("intake:forwarding", args=[sent.pk])}"' in page.split("Buka terusan")[0]
