import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from tests.cast import TOTP_SECRET, Cast
from tuntas.accounts.models import User
from tuntas.accounts.tests.helpers import code_now, events, give_password, sign_in_by_form, wrong_code


@pytest.fixture
def person(cast: Cast) -> User:
    return give_password(cast.hotline)


def step_two(user: User, code: str) -> bool:
    """A new browser, password right, then this code: whether that opened a session."""
    browser = Client()
    sign_in_by_form(browser, user)
    browser.post("/masuk/kode/", {"code": code})
    return "_auth_user_id" in browser.session


def test_without_the_password_the_page_of_the_code_sends_one_back(client: Client, person: User) -> None:
    assert client.get("/masuk/kode/")["Location"] == "/masuk/"
    assert client.post("/masuk/kode/", {"code": code_now()})["Location"] == "/masuk/"
    assert "_auth_user_id" not in client.session


def test_the_password_alone_opens_nothing(client: Client, person: User) -> None:
    sign_in_by_form(client, person)
    answer = client.get("/meja/pengguna/")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/masuk/")


def test_a_wrong_code_says_so_and_is_recorded(client: Client, person: User) -> None:
    sign_in_by_form(client, person)
    answer = client.post("/masuk/kode/", {"code": wrong_code()})
    assert "tidak cocok atau sudah dipakai" in answer.content.decode()
    (event,) = events("sign_in.failed")
    assert event.data == {"step": "code", "failures": 1}
    assert event.subject_id == str(person.id)


def test_a_code_of_the_app_is_good_once(person: User) -> None:
    code = code_now(steps=1)
    assert step_two(person, code)
    assert not step_two(person, code)


def test_a_code_older_than_the_last_one_used_is_worth_nothing(person: User) -> None:
    older, newer = code_now(), code_now(steps=1)
    assert step_two(person, newer)
    assert not step_two(person, older)


def test_a_code_from_long_ago_or_far_ahead_is_refused(person: User) -> None:
    assert not step_two(person, code_now(steps=-4))
    assert not step_two(person, code_now(steps=4))


def test_a_recovery_code_is_good_once_and_recorded(person: User) -> None:
    code = RecoveryCodes.activate(person).get_unused_codes()[3]
    assert step_two(person, f"{code[:4]} {code[4:]}")
    assert not step_two(person, code)
    (event,) = events("second_factor.recovery_code_used")
    assert event.data == {"left": 9}


def test_another_persons_code_is_refused(cast: Cast, person: User) -> None:
    theirs = RecoveryCodes.activate(cast.manager).get_unused_codes()[0]
    assert not step_two(person, theirs)


def test_an_account_closed_between_the_two_steps_stays_out(client: Client, person: User) -> None:
    sign_in_by_form(client, person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    client.post("/masuk/kode/", {"code": code_now()})
    assert "_auth_user_id" not in client.session


def test_the_secrets_lie_encrypted(person: User) -> None:
    RecoveryCodes.activate(person)
    for row in Authenticator.objects.filter(user=person):
        assert TOTP_SECRET not in str(row.data)
    (codes,) = Authenticator.objects.filter(user=person, type="recovery_codes")
    assert len(codes.data["seed"]) > 100
