"""One refused POST is one event; drawing pages counts nothing."""

from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from config.urls import urlpatterns as program
from tests.cast import Cast
from tuntas.audit import log
from tuntas.audit.models import Event
from tuntas.audit.presenters import sentence
from tuntas.audit.tests.events import NOW, SOMEBODY
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.core.ids import uuid7
from tuntas.core.policies import may, refusal

User = get_user_model()

SENTENCE = "Hanya manajer kasus wilayah ini yang dapat melakukannya."


def check(*, rule: str = "R01") -> None:
    raise Denied(SENTENCE, rule=rule)


@transaction.atomic
def act(user: Any) -> None:
    """Writes, records, and is refused afterwards."""
    User.objects.filter(pk=user.pk).update(name="Nama Baru")
    log.record("test.happened", None, by=user, at=NOW, subject_type="test")
    check()


def refused(request: HttpRequest, pk: UUID | None = None, word: str = "") -> HttpResponse:
    act(request.user)
    return HttpResponse()


def stale(request: HttpRequest, pk: UUID) -> HttpResponse:
    raise InvalidTransition("Laporan berstatus “Dijawab” tidak dapat menjadi “Diteruskan”.")


def drawn(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{may(check)} {refusal(check)}")


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@login_not_required
def public(request: HttpRequest) -> HttpResponse:
    check(rule="")
    return HttpResponse()


@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    check(rule="")
    return HttpResponse()


urlpatterns = [
    *program,
    path("meja/uji/<uuid:pk>/", refused, name="refused"),
    path("meja/uji/", drawn, name="drawn"),
    path("meja/uji/kata/<str:word>/", refused, name="word"),
    path("meja/usang/<uuid:pk>/", stale, name="stale"),
    path("meja/terlarang/", forbidden, name="forbidden"),
    path("layanan/uji/", public, name="public"),
    path("masuk/uji-undangan/<str:token>/", invitation, name="invitation"),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def staff(client: Client, cast: Cast) -> Client:
    client.force_login(cast.hotline)
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def refusals() -> list[Event]:
    return list(Event.objects.filter(kind="refused").order_by("seq"))


def test_one_refused_post_counts_once_and_nothing_it_did_stays(staff: Client, cast: Cast) -> None:
    subject = uuid7()
    name = cast.hotline.name
    answer = staff.post(f"/meja/uji/{subject}/?nama=Melati", {"cerita": "rahasia"})
    assert answer.status_code == 403
    [event] = refusals()
    assert (event.actor_id, event.actor_name) == (cast.hotline.pk, name)
    assert event.subject_id == str(subject)
    assert event.data == {"rule": "R01", "page": "refused", "status": 403}
    assert not Event.objects.filter(kind="test.happened").exists()
    cast.hotline.refresh_from_db()
    assert cast.hotline.name == name
    assert "Melati" not in str(event.__dict__)
    assert sentence(event) == f"{name} mencoba sesuatu yang ditolak (refused)."


def test_the_page_says_why_and_on_what_basis(staff: Client) -> None:
    page = staff.post(f"/meja/uji/{uuid7()}/").content.decode()
    assert SENTENCE in page
    assert "UU 12/2022 Pasal 23" in page
    assert "dikonfirmasi pejabat hukum: belum" in page
    assert "dicatat" in page


def test_what_the_log_knows_of_the_record_is_kept_with_the_refusal(staff: Client) -> None:
    subject, dossier = uuid7(), uuid7()
    log.record(
        "test.happened", None, by=SOMEBODY, at=NOW, subject_type="intake.report", subject_id=str(subject),
        dossier_id=dossier, area_path="61.71.",
    )  # fmt: skip
    staff.post(f"/meja/uji/{subject}/")
    [event] = refusals()
    assert (event.subject_type, event.dossier_id, event.area_path) == ("intake.report", dossier, "61.71.")


def test_drawing_a_page_counts_nothing(staff: Client) -> None:
    assert f"False {SENTENCE}" in staff.get("/meja/uji/").content.decode()
    answer = staff.get(f"/meja/uji/{uuid7()}/")
    assert answer.status_code == 403
    assert "dicatat" not in answer.content.decode()
    assert refusals() == []


def test_a_step_that_no_longer_fits_is_409_and_counts_once(staff: Client) -> None:
    answer = staff.post(f"/meja/usang/{uuid7()}/")
    assert answer.status_code == 409
    assert "Dijawab" in answer.content.decode()
    assert [event.data["status"] for event in refusals()] == [409]


def test_words_of_an_address_are_not_kept(staff: Client, client: Client) -> None:
    staff.post("/meja/uji/kata/6171015509950003/")
    client.logout()
    client.post("/masuk/uji-undangan/token-rahasia/")
    first, second = refusals()
    assert (first.subject_id, second.subject_id) == ("", "")
    assert second.actor_name == "belum masuk"
    assert not any(
        secret in str(event.__dict__) for event in (first, second) for secret in ("6171015", "token-rahasia")
    )


def test_on_public_pages_it_is_always_the_reporter(staff: Client, cast: Cast) -> None:
    answer = staff.post("/layanan/uji/", {"x": "y"}, headers={"user-agent": "Ponsel/1"}, REMOTE_ADDR="192.0.2.7")
    assert answer.status_code == 403
    assert "errors/public_403.html" in [template.name for template in answer.templates]
    [event] = refusals()
    assert (event.actor_id, event.actor_name) == (None, "pelapor")
    assert not any(secret in str(event.__dict__) for secret in ("192.0.2.7", "Ponsel/1", cast.hotline.name))


def test_staff_see_the_page_of_the_staff_door(staff: Client) -> None:
    answer = staff.post(f"/meja/uji/{uuid7()}/")
    assert "errors/staff_403.html" in [template.name for template in answer.templates]


def test_what_no_policy_refused_is_left_to_django(staff: Client) -> None:
    assert staff.post("/meja/terlarang/").status_code == 403
    assert refusals() == []


@pytest.mark.django_db(transaction=True)
def test_the_refusal_is_committed_although_the_action_was_rolled_back(staff: Client) -> None:
    staff.post(f"/meja/uji/{uuid7()}/")
    assert len(refusals()) == 1
    assert not Event.objects.filter(kind="test.happened").exists()
