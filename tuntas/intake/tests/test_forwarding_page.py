from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.audit.models import Event
from tuntas.intake import sharing
from tuntas.intake.actions import answers, forwardings
from tuntas.intake.models import Forwarding, Report
from tuntas.intake.states import ForwardingStatus, Status
from tuntas.intake.tests.make import make_report

pytestmark = pytest.mark.django_db


def page(name: str, row: Forwarding | Report) -> str:
    return reverse(f"intake:{name}", args=[row.pk])


@pytest.fixture
def sent(cast: Cast) -> Forwarding:
    return forwardings.send(
        make_report(cast), receiver=cast.agencies["satpol"], shared="Kamar 207", by=cast.hotline, at=NOW
    )


def test_the_draft_holds_facts_without_the_names_we_know(client: Client, cast: Cast) -> None:
    report = make_report(
        cast, narrative="Melati Contoh menangis di kamar 207, telepon 0812 3456 7890", victim_name="Melati Contoh",
        reporter_name="Budi", place="Hotel Contohindah",
    )  # fmt: skip
    draft = sharing.suggestion(report)
    assert "kamar 207" in draft
    assert "Hotel Contohindah" in draft
    for secret in ("Melati", "Budi", "3456"):
        assert secret not in draft
    client.force_login(cast.hotline)
    assert "kamar 207" in client.get(page("forward", report)).content.decode()
    assert Event.objects.filter(kind="report.read").count() == 1


def test_a_walled_agency_is_not_offered(client: Client, cast: Cast) -> None:
    report = make_report(cast, wall_agencies=(cast.agencies["satpol"].pk,))
    client.force_login(cast.hotline)
    offered = client.get(page("forward", report)).context["form"].fields["receiver"].queryset
    assert cast.agencies["satpol"] not in offered
    assert cast.unit not in offered
    assert cast.agencies["police"] in offered
    response = client.post(page("forward", report), {"receiver": str(cast.agencies["satpol"].pk), "shared": "x"})
    assert response.status_code == 422
    assert "tidak dapat dipilih" in response.content.decode()


def test_it_is_sent_from_the_page(client: Client, cast: Cast) -> None:
    report = make_report(cast)
    client.force_login(cast.hotline)
    response = client.post(
        page("forward", report), {"receiver": str(cast.agencies["satpol"].pk), "shared": "Kamar 207"}
    )
    assert response["Location"] == page("detail", report)
    assert Forwarding.objects.get().receiver == cast.agencies["satpol"]
    assert client.get(page("forward", report)).status_code == 409


def test_three_clicks_from_duty_to_answer(client: Client, cast: Cast, sent: Forwarding) -> None:
    client.force_login(cast.satpol)
    first = client.get(page("forwarding", sent)).content.decode()
    assert "Kamar 207" in first
    assert "Cerita rahasia" not in first
    assert "Konfirmasi terima" in first
    assert (
        "Konfirmasi terima"
        not in client.post(page("forwarding_acknowledge", sent), follow=True).content.decode().split("<h2>")[1]
    )
    assert client.post(page("forwarding_accept", sent), {"answer": "Tim turun"}).status_code == 302
    sent.refresh_from_db()
    assert (sent.status, Report.objects.get().status) == (ForwardingStatus.ACCEPTED, Status.PASSED_ON)
    assert Event.objects.filter(kind="forwarding.read").count() >= 2


def test_a_unit_that_accepts_lands_on_its_new_report(client: Client, cast: Cast) -> None:
    row = forwardings.send(
        make_report(cast), receiver=cast.agencies["secretariat"], shared="x", by=cast.hotline, at=NOW
    )
    client.force_login(cast.secretariat)
    response = client.post(page("forwarding_accept", row))
    assert response["Location"] == reverse("intake:detail", args=[row.report_id])
    assert client.get(response["Location"]).status_code == 200


def test_declining_needs_a_reason_and_keeps_what_was_typed(client: Client, cast: Cast, sent: Forwarding) -> None:
    client.force_login(cast.satpol)
    assert client.post(page("forwarding_decline", sent), {"reason": ""}).status_code == 422
    assert client.post(page("forwarding_decline", sent), {"reason": "Bukan kami"}).status_code == 302
    client.force_login(cast.hotline)
    assert "Bukan kami" in client.get(page("forwarding", sent)).content.decode()


def test_two_at_the_receiver_the_second_keeps_the_words(client: Client, cast: Cast, sent: Forwarding) -> None:
    client.force_login(cast.satpol)
    version = client.get(page("forwarding", sent)).context["version"]
    forwardings.acknowledge(sent, by=cast.satpol, at=NOW)
    response = client.post(page("forwarding_decline", sent), {"version": version, "reason": "Alasan panjang"})
    assert response.status_code == 409
    assert "Alasan panjang" in response.content.decode()


def test_the_sender_takes_it_back(client: Client, cast: Cast, sent: Forwarding) -> None:
    client.force_login(cast.hotline)
    response = client.post(page("forwarding_take_back", sent))
    assert response["Location"] == reverse("intake:detail", args=[sent.report_id])
    assert Report.objects.get().status == Status.TRIAGE


def test_our_officer_writes_down_what_an_agency_without_accounts_says(client: Client, cast: Cast) -> None:
    cast.agencies["police"].uses_tuntas = False
    cast.agencies["police"].save()
    row = forwardings.send(make_report(cast), receiver=cast.agencies["police"], shared="x", by=cast.hotline, at=NOW)
    client.force_login(cast.hotline)
    assert "Catat jawaban penerima" in client.get(page("forwarding", row)).content.decode()
    assert client.post(page("forwarding_record", row), {"status": "declined"}).status_code == 422
    data = {"status": "declined", "answered_by": "Contoh, Kanit", "text": "Bukan wilayah"}
    assert client.post(page("forwarding_record", row), data).status_code == 302
    row.refresh_from_db()
    assert (row.status, row.answered_by_name) == ("declined", "Contoh, Kanit")


def test_the_list_shows_both_directions(client: Client, cast: Cast, sent: Forwarding) -> None:
    number = sent.report.number
    for who, seen in (("hotline", True), ("satpol", True), ("satpol_head", True), ("secretariat", False)):
        client.force_login(getattr(cast, who))
        for query in ("", "?status=open"):
            assert (number in client.get(reverse("intake:forwardings") + query).content.decode()) is seen


def test_the_draft_names_the_kecamatan(cast: Cast) -> None:
    assert "Kec. Pontianak Timur, Kota Pontianak" in sharing.suggestion(make_report(cast))


@pytest.mark.parametrize("status", ["sent", "acknowledged"])
def test_the_page_has_one_primary_button(client: Client, cast: Cast, sent: Forwarding, status: str) -> None:
    if status == "acknowledged":
        forwardings.acknowledge(sent, by=cast.satpol, at=NOW)
    client.force_login(cast.satpol)
    assert client.get(page("forwarding", sent)).content.decode().count("button--primary") == 1


@pytest.fixture
def named(cast: Cast) -> Forwarding:
    return forwardings.send(
        make_report(cast, victim_name="Melati"), receiver=cast.agencies["satpol"], shared="Kamar 207", share_identity=True,
        by=cast.hotline, at=NOW,
    )  # fmt: skip


def test_shared_names_are_shown_after_signing_in_again_and_recorded(
    client: Client, cast: Cast, named: Forwarding
) -> None:
    client.force_login(cast.satpol)
    shown = client.get(page("forwarding", named)).content.decode()
    assert "Melati" not in shown
    assert "Tampilkan nama" in shown
    asked = client.post(page("forwarding_names", named))
    assert asked.status_code == 302
    assert page("forwarding", named) in unquote(asked["Location"])
    assert not Event.objects.filter(kind="forwarding.names_shown").exists()
    sign_in(client, cast.satpol)
    assert "Korban: Melati" in client.post(page("forwarding_names", named)).content.decode()
    assert Event.objects.get(kind="forwarding.names_shown").actor_id == cast.satpol.pk


@pytest.mark.parametrize(("who", "code"), [("satpol_head", 403), ("head", 403), ("hotline", 200), ("secretariat", 404)])
def test_shared_names_are_for_those_who_answer_and_those_who_serve(
    client: Client, cast: Cast, named: Forwarding, who: str, code: int
) -> None:
    sign_in(client, getattr(cast, who))
    assert client.post(page("forwarding_names", named)).status_code == code


def test_who_has_declined_reads_no_names_any_more(client: Client, cast: Cast, named: Forwarding) -> None:
    answers.decline(named, reason="Bukan kami", by=cast.satpol, at=NOW)
    sign_in(client, cast.satpol)
    assert client.post(page("forwarding_names", named)).status_code == 403
