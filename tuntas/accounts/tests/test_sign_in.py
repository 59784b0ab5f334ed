import time
from statistics import median

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.cast import PASSWORD, Cast
from tests.mail import Mailbox
from tuntas.accounts.models import User
from tuntas.accounts.tests.helpers import code_now, events, give_password, run_jobs, sign_in_by_form


@pytest.fixture
def person(cast: Cast) -> User:
    return give_password(cast.hotline)


def test_password_and_code_lead_to_my_duties(client: Client, person: User) -> None:
    answer = sign_in_by_form(client, person)
    assert (answer.status_code, answer["Location"]) == (302, "/masuk/kode/")
    assert "_auth_user_id" not in client.session
    answer = client.post("/masuk/kode/", {"code": code_now()})
    assert (answer.status_code, answer["Location"]) == (302, "/meja/")
    assert client.session["_auth_user_id"] == str(person.id)
    assert [event.actor_id for event in events("sign_in.done")] == [person.id]


def test_the_session_id_is_new_after_signing_in(client: Client, person: User) -> None:
    sign_in_by_form(client, person)
    before = client.session.session_key
    client.post("/masuk/kode/", {"code": code_now()})
    assert client.session.session_key != before


def test_the_address_is_taken_in_any_case_and_with_blanks(client: Client, person: User) -> None:
    answer = client.post("/masuk/", {"email": f"  {person.email.upper()} ", "password": PASSWORD})
    assert answer["Location"] == "/masuk/kode/"


def test_one_returns_to_the_page_one_wanted_but_never_to_another_host(client: Client, person: User) -> None:
    sign_in_by_form(client, person, next="/meja/pengguna/")
    assert client.post("/masuk/kode/", {"code": code_now()})["Location"] == "/meja/pengguna/"
    other = Client()
    sign_in_by_form(other, person, next="https://contoh.test/ambil")
    assert other.post("/masuk/kode/", {"code": code_now(steps=1)})["Location"] == "/meja/"


@pytest.mark.parametrize("who", ["unknown", "wrong_password", "closed", "no_password"])
def test_every_failure_reads_the_same_and_is_recorded(client: Client, cast: Cast, who: str) -> None:
    person = give_password(cast.hotline)
    email, password = person.email, PASSWORD
    if who == "unknown":
        email = "tidak.ada@contoh.test"
    elif who == "wrong_password":
        password = "bukan kata sandinya"
    elif who == "closed":
        User.objects.filter(pk=person.pk).update(is_active=False)
    else:
        email = cast.manager.email
    answer = client.post("/masuk/", {"email": email, "password": password})
    assert answer.status_code == 200
    assert "Surel atau kata sandi tidak cocok" in answer.content.decode()
    (event,) = events("sign_in.failed")
    assert event.actor_name == "pengunjung"
    assert event.data == {"step": "password", "failures": 1}
    assert email not in str(event.data)


def test_known_and_unknown_addresses_take_the_same_time(real_passwords: None, client: Client, person: User) -> None:
    person.set_password(PASSWORD)
    person.save()

    def once(email: str) -> float:
        began = time.process_time()
        client.post("/masuk/", {"email": email, "password": "bukan kata sandinya"})
        return time.process_time() - began

    once("pemanasan@contoh.test")
    known = median(once(person.email) for _ in range(3))
    unknown = median(once("tidak.ada@contoh.test") for _ in range(3))
    assert known > 0.03, "a hash costs as much as in a real installation"
    assert abs(known - unknown) < 0.5 * max(known, unknown), (known, unknown)


def test_an_unseen_device_brings_a_letter_the_second_time_not(client: Client, person: User, smtp: Mailbox) -> None:
    sign_in_by_form(client, person)
    client.post("/masuk/kode/", {"code": code_now()})
    run_jobs()
    (letter,) = smtp.messages
    assert letter["To"] == person.email
    assert "perangkat yang belum dikenal" in letter.get_content()
    assert person.name not in letter.as_string()
    client.post("/masuk/keluar/")
    sign_in_by_form(client, person)
    client.post("/masuk/kode/", {"code": code_now(steps=1)})
    run_jobs()
    assert len(smtp.messages) == 1
    assert [event.data["known_device"] for event in events("sign_in.done")] == [False, True]


def test_the_demo_asks_for_no_code(client: Client, person: User, settings: Settings) -> None:
    Authenticator.objects.filter(user=person).delete()
    settings.TUNTAS_DEMO = True
    assert sign_in_by_form(client, person)["Location"] == "/meja/"
    assert client.get("/masuk/akun/").status_code == 200


def test_no_typed_password_and_no_address_of_the_network_is_kept(client: Client, person: User) -> None:
    sign_in_by_form(client, person)
    client.post("/masuk/kode/", {"code": code_now()}, REMOTE_ADDR="203.0.113.9")
    assert [row.ip for row in UserSession.objects.all()] == ["0.0.0.0"]
    assert PASSWORD not in str(dict(client.session))
    assert person.email not in str(dict(client.session))


def test_there_is_no_sign_up(client: Client) -> None:
    for path in ("/masuk/signup/", "/akun/signup/", "/accounts/signup/"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "wanted", ["kata", "account_logout", "https://jahat.test/", "//jahat.test", "/\\jahat.test", "\x00", "²"]
)
def test_what_is_no_address_of_ours_leads_home(client: Client, cast: Cast, wanted: str) -> None:
    client.force_login(cast.hotline)
    response = client.get(reverse("account_login"), {"next": wanted})
    assert (response.status_code, response["Location"]) == (302, reverse("desk:home"))
