import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.cast import PASSWORD, Cast
from tests.mail import Mailbox
from tuntas.accounts.models import User
from tuntas.accounts.tests.helpers import code_now, events, give_password, link_in, run_jobs, sign_in_by_form
from tuntas.audit.models import Event

NEW = "kalimat baru yang panjang"


@pytest.fixture
def person(cast: Cast) -> User:
    return give_password(cast.hotline)


def ask(client: Client, email: str, smtp: Mailbox) -> str:
    """Ask for a letter and return the path in it, "" if none came."""
    before = len(smtp.messages)
    assert client.post("/masuk/lupa/", {"email": email})["Location"] == "/masuk/lupa/terkirim/"
    run_jobs()
    return link_in(smtp.messages[-1]) if len(smtp.messages) > before else ""


def test_a_new_password_by_letter_still_needs_the_code(client: Client, person: User, smtp: Mailbox) -> None:
    path = ask(client, person.email, smtp)
    page = client.get(path)
    assert path.split("/")[-2] not in page["Location"]  # the token is not in the address of the form
    answer = client.post(page["Location"], {"password": NEW})
    assert answer["Location"] == "/masuk/"
    assert "_auth_user_id" not in client.session
    assert client.get("/meja/pengguna/")["Location"].startswith("/masuk/")
    assert sign_in_by_form(client, person, NEW)["Location"] == "/masuk/kode/"
    assert client.get("/meja/pengguna/")["Location"].startswith("/masuk/")
    assert client.post("/masuk/kode/", {"code": code_now()})["Location"] == "/meja/"
    assert sign_in_by_form(Client(), person, PASSWORD).status_code == 200  # the old one is worth nothing


def test_a_link_is_good_once(client: Client, person: User, smtp: Mailbox) -> None:
    path = ask(client, person.email, smtp)
    form = client.get(path)["Location"]
    client.post(form, {"password": NEW})
    other = Client()
    assert other.get(other.get(path)["Location"]).status_code == 410
    assert client.post(form, {"password": "lain lagi yang panjang"}).status_code == 410


def test_a_link_dies_after_an_hour(client: Client, person: User, smtp: Mailbox, settings: Settings) -> None:
    path = ask(client, person.email, smtp)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert client.get(client.get(path)["Location"]).status_code == 410


def test_all_sessions_end_and_the_owner_is_told(client: Client, person: User, smtp: Mailbox) -> None:
    inside = Client()
    sign_in_by_form(inside, person)
    inside.post("/masuk/kode/", {"code": code_now()})
    assert inside.get("/masuk/akun/").status_code == 200
    client.post(client.get(ask(client, person.email, smtp))["Location"], {"password": NEW})
    assert inside.get("/masuk/akun/").status_code == 302
    run_jobs()
    assert "Kata sandi akun Anda baru saja diganti" in smtp.messages[-1].get_content()
    assert len(events("password.reset")) == 1


def test_unknown_and_closed_accounts_get_the_same_page_and_no_letter(client: Client, cast: Cast, smtp: Mailbox) -> None:
    User.objects.filter(pk=cast.manager.pk).update(is_active=False)
    assert ask(client, "tidak.ada@contoh.test", smtp) == ""
    assert ask(client, cast.manager.email, smtp) == ""
    assert len(events("password.reset_asked")) == 2
    assert "tidak.ada" not in str(list(Event.objects.values_list("data", "subject_id", "actor_name")))


def test_asking_does_the_same_work_for_known_and_unknown(client: Client, person: User) -> None:
    work = []
    for email in (person.email, "tidak.ada@contoh.test"):
        with CaptureQueriesContext(connection) as queries:
            client.post("/masuk/lupa/", {"email": email})
        statements = [query["sql"].split() for query in queries.captured_queries]
        work.append([words[:1] if "SAVEPOINT" in words else words[:3] for words in statements])
    assert work[0] == work[1]
    assert len(work[0]) > 5


def test_letters_are_throttled_without_saying_so(client: Client, person: User, smtp: Mailbox) -> None:
    paths = [ask(client, person.email, smtp) for _ in range(7)]
    assert [bool(path) for path in paths] == [True] * 5 + [False] * 2
    cache.clear()
    assert client.get(client.get(paths[4])["Location"]).status_code == 200  # an earlier letter still works


def test_the_letter_carries_a_link_and_no_name(client: Client, person: User, smtp: Mailbox) -> None:
    ask(client, person.email, smtp)
    text = smtp.messages[0].as_string()
    assert person.name not in text
    assert "Petugas" not in text


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("pendek", "12"),
        ("password1234", "umum"),
        ("hotline_officer@contoh", "terlalu mirip dengan nama atau surel Anda"),
        ("", "belum diisi"),
        ("x" * 257, "256"),
    ],
)
def test_weak_passwords_are_refused_with_a_sentence(
    client: Client, person: User, smtp: Mailbox, password: str, sentence: str
) -> None:
    form = client.get(ask(client, person.email, smtp))["Location"]
    answer = client.post(form, {"password": password})
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_long_passwords_and_any_signs_are_welcome(client: Client, person: User, smtp: Mailbox) -> None:
    long = "  kuda béndi 🐎 " * 5
    client.post(client.get(ask(client, person.email, smtp))["Location"], {"password": long})
    assert sign_in_by_form(client, person, long)["Location"] == "/masuk/kode/"


@pytest.mark.parametrize("uid", ["x", "AAAA", "AZqqqqqqqqqqqqqqqqqqqq"])
def test_a_made_up_link_says_so(client: Client, db: None, uid: str) -> None:
    assert client.get(client.get(f"/masuk/lupa/{uid}/abc-def/")["Location"]).status_code == 410
