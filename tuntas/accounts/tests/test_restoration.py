import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from tests.cast import Cast, sign_in
from tests.mail import Mailbox
from tuntas.accounts.actions import users
from tuntas.accounts.models import Restoration, User
from tuntas.accounts.tests.helpers import events, give_password, link_in, run_jobs, sign_in_by_form

NEW = "kalimat baru yang panjang"


@pytest.fixture
def closed(cast: Cast) -> User:
    return users.deactivate(give_password(cast.hotline), by=cast.head, at=timezone.now())


def propose(client: Client, by: User, user: User, act: str = "minta-buka") -> int:
    sign_in(client, by)
    return client.post(f"/meja/pengguna/{user.id}/{act}/").status_code


def decide(client: Client, by: User, answer: str = "yes") -> int:
    sign_in(client, by)
    restoration = Restoration.objects.latest("proposed_at")
    return client.post(f"/meja/pengguna/permintaan/{restoration.id}/putuskan/", {"answer": answer}).status_code


def test_two_persons_reopen_and_the_letter_proves_the_mailbox(
    client: Client, cast: Cast, closed: User, smtp: Mailbox
) -> None:
    assert propose(client, cast.head, closed) == 302
    assert not User.objects.get(pk=closed.pk).is_active
    run_jobs()
    smtp.messages.clear()
    assert decide(client, cast.sysadmin) == 302
    assert User.objects.get(pk=closed.pk).is_active
    assert sign_in_by_form(Client(), closed).status_code == 200  # the old password is worth nothing
    run_jobs()
    visitor = Client()
    form = visitor.get(link_in(smtp.messages[0]))["Location"]
    visitor.post(form, {"password": NEW})
    assert sign_in_by_form(visitor, closed, NEW)["Location"] == "/masuk/kode/"
    assert [len(events(kind)) for kind in ("restoration.proposed", "restoration.approved")] == [1, 1]


def test_one_person_is_not_two(client: Client, cast: Cast, closed: User) -> None:
    propose(client, cast.head, closed)
    assert decide(client, cast.head) == 403
    assert not User.objects.get(pk=closed.pk).is_active


def test_neither_the_person_nor_strangers_decide(client: Client, cast: Cast, closed: User) -> None:
    propose(client, cast.head, closed)
    for who in (cast.manager, cast.satpol_head, cast.stranger):
        assert decide(client, who) == 404
    assert decide(client, cast.leadership) == 404
    assert not User.objects.get(pk=closed.pk).is_active


def test_no_is_an_answer_and_ends_it(client: Client, cast: Cast, closed: User) -> None:
    propose(client, cast.head, closed)
    assert decide(client, cast.sysadmin, "no") == 302
    assert decide(client, cast.sysadmin) == 409
    assert not User.objects.get(pk=closed.pk).is_active
    assert len(events("restoration.declined")) == 1


def test_it_is_asked_once_and_only_for_a_closed_account(client: Client, cast: Cast, closed: User) -> None:
    assert propose(client, cast.head, closed) == 302
    assert propose(client, cast.sysadmin, closed) == 409
    assert propose(client, cast.sysadmin, cast.manager) == 409


def test_a_decision_needs_a_fresh_code(client: Client, cast: Cast, closed: User) -> None:
    propose(client, cast.head, closed)
    other = Client()
    other.force_login(cast.sysadmin)
    restoration = Restoration.objects.get()
    answer = other.post(f"/meja/pengguna/permintaan/{restoration.id}/putuskan/", {"answer": "yes"})
    assert answer["Location"].startswith("/masuk/ulang/")
    assert not User.objects.get(pk=closed.pk).is_active


def test_the_page_of_the_person_and_the_list_show_what_waits(client: Client, cast: Cast, closed: User) -> None:
    propose(client, cast.head, closed)
    page = client.get(f"/meja/pengguna/{closed.id}/").content.decode()
    assert "Perlu orang kedua: yang meminta tidak dapat menyetujui sendiri" in page
    sign_in(client, cast.sysadmin)
    assert "menunggu orang kedua" in client.get("/meja/pengguna/").content.decode()


def test_a_lost_second_factor_is_taken_off_by_two_persons(client: Client, cast: Cast, smtp: Mailbox) -> None:
    person = give_password(cast.manager)
    assert propose(client, cast.head, person, "minta-lepas") == 302
    assert Authenticator.objects.filter(user=person).exists()
    assert decide(client, cast.sysadmin) == 302
    assert not Authenticator.objects.filter(user=person).exists()
    browser = Client()
    assert sign_in_by_form(browser, person)["Location"] == "/meja/"
    assert browser.get("/meja/pengguna/")["Location"] == "/masuk/akun/langkah-kedua/"
    run_jobs()
    assert any("Langkah kedua" in letter.get_content() for letter in smtp.messages)


def test_the_database_itself_wants_two(cast: Cast) -> None:
    at = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Restoration.objects.create(
            user=cast.hotline,
            kind="account",
            proposed_by=cast.head,
            proposed_at=at,
            decided_by=cast.head,
            decided_at=at,
            approved=True,
        )
