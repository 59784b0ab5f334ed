import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client
from pytest_django import Settings

from tests.cast import PASSWORD, Cast, sign_in
from tests.mail import Mailbox
from tuntas.accounts.models import User
from tuntas.accounts.tests.helpers import code_now, events, give_password, run_jobs, sign_in_by_form, wrong_code

NEW = "kalimat baru yang panjang"
ACTIVATE = "/masuk/akun/langkah-kedua/"


@pytest.fixture
def person(cast: Cast) -> User:
    return give_password(cast.hotline)


def enter(user: User, *, steps: int = 0, **headers: str) -> Client:
    """A browser of its own, signed in through the pages."""
    browser = Client(headers=headers)
    sign_in_by_form(browser, user)
    browser.post("/masuk/kode/", {"code": code_now(steps=steps)})
    return browser


def without_factor(user: User) -> Client:
    Authenticator.objects.filter(user=user).delete()
    browser = Client()
    sign_in_by_form(browser, user)
    return browser


def secret_on(page: str) -> str:
    found = re.search(r'id="kunci">([A-Z2-7 ]+)<', page)
    assert found
    return found[1].replace(" ", "")


# --- my account ---


def test_my_account_shows_what_i_hold(client: Client, cast: Cast, person: User) -> None:
    sign_in(client, person)
    page = client.get("/masuk/akun/").content.decode()
    assert person.email in page
    assert "Petugas pengaduan" in page
    assert "kode dari aplikasi" in page


def test_whoever_has_no_posting_can_still_reach_the_own_account(client: Client, cast: Cast) -> None:
    client.force_login(cast.stranger)
    assert "Belum ada penugasan" in client.get("/masuk/akun/").content.decode()


# --- password ---


def test_changing_the_password_keeps_this_session_and_ends_the_others(person: User, smtp: Mailbox) -> None:
    here, there = enter(person), enter(person, steps=1)
    answer = here.post("/masuk/akun/sandi/", {"old": PASSWORD, "password": NEW})
    assert answer["Location"] == "/masuk/akun/"
    assert here.get("/masuk/akun/").status_code == 200
    assert there.get("/masuk/akun/").status_code == 302
    assert UserSession.objects.filter(user=person).count() == 1
    assert sign_in_by_form(Client(), person, NEW)["Location"] == "/masuk/kode/"
    run_jobs()
    assert "Kata sandi akun Anda baru saja diganti" in smtp.messages[-1].get_content()
    assert len(events("password.changed")) == 1


def test_the_old_password_is_needed_and_guessing_it_is_slowed_down(person: User) -> None:
    browser = enter(person)
    for _ in range(5):
        answer = browser.post("/masuk/akun/sandi/", {"old": "bukan yang lama", "password": NEW})
        assert "Kata sandi ini tidak cocok" in answer.content.decode()
    answer = browser.post("/masuk/akun/sandi/", {"old": PASSWORD, "password": NEW})
    assert "Terlalu banyak percobaan" in answer.content.decode()
    assert User.objects.get(pk=person.pk).check_password(PASSWORD)


# --- second factor ---


def test_nothing_works_before_the_second_factor_is_set_up(cast: Cast, person: User) -> None:
    browser = without_factor(person)
    for path in ("/meja/", "/meja/pengguna/", "/masuk/akun/", "/masuk/akun/sesi/"):
        assert browser.get(path)["Location"] == ACTIVATE, path
    assert browser.post("/meja/pengguna/undangan/baru/", {})["Location"] == ACTIVATE
    assert browser.get("/masuk/keluar/").status_code == 200


def test_setting_it_up_shows_ten_codes_once_and_opens_the_door(person: User, smtp: Mailbox) -> None:
    browser = without_factor(person)
    page = browser.get(ACTIVATE).content.decode()
    assert 'src="data:image/svg+xml' in page
    secret = secret_on(page)
    assert secret_on(browser.get(ACTIVATE).content.decode()) == secret  # reloading does not change the key
    answer = browser.post(ACTIVATE, {"code": code_now(secret)})
    codes = re.findall(r"<code>(\d{4} \d{4})</code>", answer.content.decode())
    assert len(set(codes)) == 10
    assert browser.get("/masuk/akun/").status_code == 200
    assert codes[0] not in browser.get("/masuk/akun/").content.decode()
    assert browser.get(ACTIVATE)["Location"] == "/masuk/akun/"
    assert len(events("second_factor.activated")) == 1
    run_jobs()
    assert any("Langkah kedua" in letter.get_content() for letter in smtp.messages)


def test_the_code_that_set_it_up_does_not_sign_in(person: User) -> None:
    browser = without_factor(person)
    secret = secret_on(browser.get(ACTIVATE).content.decode())
    code = code_now(secret)
    browser.post(ACTIVATE, {"code": code})
    other = Client()
    sign_in_by_form(other, person)
    other.post("/masuk/kode/", {"code": code})
    assert "_auth_user_id" not in other.session
    other.post("/masuk/kode/", {"code": code_now(secret, steps=1)})
    assert "_auth_user_id" in other.session


def test_a_wrong_code_sets_nothing_up(person: User) -> None:
    browser = without_factor(person)
    browser.get(ACTIVATE)
    assert "tidak cocok" in browser.post(ACTIVATE, {"code": wrong_code()}).content.decode()
    assert not Authenticator.objects.filter(user=person).exists()


def test_an_older_session_without_it_ends_when_it_is_set_up(person: User) -> None:
    thief, owner = without_factor(person), without_factor(person)
    secret = secret_on(owner.get(ACTIVATE).content.decode())
    owner.post(ACTIVATE, {"code": code_now(secret)})
    assert thief.get("/masuk/akun/")["Location"].startswith("/masuk/?next=")


def test_the_key_lies_encrypted_in_the_session_too(person: User) -> None:
    browser = without_factor(person)
    secret = secret_on(browser.get(ACTIVATE).content.decode())
    assert secret not in str(dict(browser.session))


def test_another_phone_takes_the_place_of_the_old_one(person: User) -> None:
    browser = enter(person)
    assert "Lepas dan pasang yang baru" in browser.get(f"{ACTIVATE}ganti/").content.decode()
    assert browser.post(f"{ACTIVATE}ganti/")["Location"] == ACTIVATE
    assert browser.get("/masuk/akun/")["Location"] == ACTIVATE
    secret = secret_on(browser.get(ACTIVATE).content.decode())
    browser.post(ACTIVATE, {"code": code_now(secret)})
    assert browser.get("/masuk/akun/").status_code == 200
    assert len(events("second_factor.removed")) == 1


@pytest.mark.parametrize("path", [f"{ACTIVATE}ganti/", "/masuk/akun/kode-cadangan/"])
def test_the_factor_is_not_touched_without_a_fresh_code(client: Client, person: User, path: str) -> None:
    client.force_login(person)
    assert client.post(path)["Location"].startswith("/masuk/ulang/?next=")
    assert Authenticator.objects.filter(user=person, type="totp").exists()


def test_new_recovery_codes_replace_the_old(person: User) -> None:
    browser = enter(person)
    path = "/masuk/akun/kode-cadangan/"
    pages = [browser.post(path).content.decode() for _ in range(2)]
    old, new = [re.findall(r"<code>(\d{4} \d{4})</code>", page) for page in pages]
    assert len(old) == len(new) == 10
    assert not set(old) & set(new)
    for code, opens in ((old[0], False), (new[0], True)):
        other = Client()
        sign_in_by_form(other, person)
        other.post("/masuk/kode/", {"code": code})
        assert ("_auth_user_id" in other.session) is opens
    assert len(events("second_factor.codes_renewed")) == 2


def test_in_a_demo_nobody_is_held_up(person: User, settings: Settings) -> None:
    settings.TUNTAS_DEMO = True
    browser = without_factor(person)
    assert browser.get("/masuk/akun/").status_code == 200
    assert "Aktifkan" in browser.get("/masuk/akun/").content.decode()


# --- sessions ---


def test_sessions_are_listed_by_device_and_ended_singly(person: User) -> None:
    here = enter(person, user_agent="Mozilla/5.0 (Linux; Android 13) Chrome/120 Mobile")
    there = enter(person, steps=1, user_agent="Mozilla/5.0 (Windows NT 10.0) Firefox/121")
    page = here.get("/masuk/akun/sesi/").content.decode()
    assert "Chrome di Android" in page
    assert "Firefox di Windows" in page
    assert "0.0.0.0" not in page
    row = UserSession.objects.get(user_agent__contains="Firefox")
    assert here.post(f"/masuk/akun/sesi/{row.pk}/akhiri/")["Location"] == "/masuk/akun/sesi/"
    assert there.get("/masuk/akun/").status_code == 302
    assert here.get("/masuk/akun/").status_code == 200
    assert "Firefox" not in here.get("/masuk/akun/sesi/").content.decode()


def test_all_others_end_at_once(person: User) -> None:
    here, there = enter(person), enter(person, steps=1)
    here.post("/masuk/akun/sesi/akhiri-lainnya/")
    assert there.get("/masuk/akun/").status_code == 302
    assert here.get("/masuk/akun/").status_code == 200
    assert [event.data for event in events("session.ended")] == [{"count": 1}]


def test_another_persons_session_is_not_mine_to_end(cast: Cast, person: User) -> None:
    theirs = enter(give_password(cast.manager))
    row = UserSession.objects.get(user=cast.manager)
    enter(person).post(f"/masuk/akun/sesi/{row.pk}/akhiri/")
    assert theirs.get("/masuk/akun/").status_code == 200


def test_the_list_knows_when_each_was_last_seen(person: User) -> None:
    browser = enter(person)
    browser.get("/masuk/akun/")
    row = UserSession.objects.get(user=person)
    UserSession.objects.update(last_seen_at=row.created_at.replace(year=2020))
    session = browser.session
    session["seen_at"] = session["seen_at"] - 120
    session.save()
    browser.get("/masuk/akun/")
    assert UserSession.objects.get(user=person).last_seen_at.year > 2020


# --- leaving ---


def test_signing_out_ends_the_session_and_empties_the_browser(person: User) -> None:
    browser = enter(person)
    assert "Keluar dari Tuntas?" in browser.get("/masuk/keluar/").content.decode()
    assert browser.get("/masuk/akun/").status_code == 200  # asking is not leaving
    answer = browser.post("/masuk/keluar/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert browser.get("/masuk/akun/").status_code == 302
    assert not UserSession.objects.filter(user=person).exists()
    assert len(events("sign_in.left")) == 1
