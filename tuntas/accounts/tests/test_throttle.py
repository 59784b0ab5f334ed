from datetime import timedelta

from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.utils.http import urlsafe_base64_encode

from tests.cast import NOW, PASSWORD, Cast
from tuntas.accounts import throttle
from tuntas.accounts.models import SignInBucket
from tuntas.accounts.tests.helpers import code_now, give_password, make_past, sign_in_by_form, wrong_code


def waits(attempts: int) -> list[timedelta]:
    """How long each further attempt has to wait when each is made as soon as it may be."""
    at, found = NOW, []
    for _ in range(attempts):
        try:
            throttle.begin("password", "a@contoh.test", "", at=at)
            found.append(timedelta(0))
        except throttle.Throttled as wait:
            found.append(wait.until - at)
            at = wait.until
            throttle.begin("password", "a@contoh.test", "", at=at)
    return found


def test_five_attempts_are_free_then_the_wait_doubles_up_to_an_hour(db: None) -> None:
    found = waits(14)
    assert found[:5] == [timedelta(0)] * 5
    assert [wait.total_seconds() for wait in found[5:]] == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]


def test_success_and_a_day_without_attempts_forget(db: None) -> None:
    attempts = [throttle.begin("password", "a@contoh.test", "", at=NOW) for _ in range(4)]
    throttle.clear(attempts[-1], at=NOW)
    assert throttle.begin("password", "a@contoh.test", "", at=NOW).failures == 1
    assert throttle.begin("password", "a@contoh.test", "", at=NOW + timedelta(hours=25)).failures == 1


def test_devices_accounts_and_purposes_are_counted_apart(db: None) -> None:
    keys = {
        throttle.bucket_key(purpose, account, device)
        for purpose in ("password", "code")
        for account in ("a@contoh.test", "b@contoh.test")
        for device in ("", "d1")
    }
    assert len(keys) == 8
    assert throttle.bucket_key("password", " A@contoh.test", "") in keys


def test_an_attacker_on_unknown_devices_does_not_lock_out_the_owner(cast: Cast) -> None:
    owner, attacker = Client(), Client()
    person = give_password(cast.hotline)
    sign_in_by_form(owner, person)
    owner.post("/masuk/kode/", {"code": code_now()})
    owner.post("/masuk/keluar/")
    for _ in range(5):
        sign_in_by_form(attacker, person, "tebakan tebakan")
    blocked = sign_in_by_form(attacker, person)  # even the right password is not looked at
    assert "Terlalu banyak percobaan" in blocked.content.decode()
    assert sign_in_by_form(owner, person)["Location"] == "/masuk/kode/"
    assert owner.post("/masuk/kode/", {"code": code_now(steps=1)})["Location"] == "/meja/"


def test_a_stolen_cookie_of_another_account_does_not_help(cast: Cast) -> None:
    attacker = Client()
    mine, theirs = give_password(cast.satpol), give_password(cast.hotline)
    sign_in_by_form(attacker, mine)
    attacker.post("/masuk/kode/", {"code": code_now()})
    attacker.post("/masuk/keluar/")
    for _ in range(5):
        sign_in_by_form(attacker, theirs, "tebakan tebakan")
    assert "Terlalu banyak percobaan" in sign_in_by_form(attacker, theirs).content.decode()
    stranger = Client()
    assert "Terlalu banyak percobaan" in sign_in_by_form(stranger, theirs).content.decode()


def test_a_forged_cookie_counts_as_unknown(cast: Cast) -> None:
    person = give_password(cast.hotline)
    for number in range(5):
        attacker = Client()
        attacker.cookies["perangkat"] = f"WyJhIiwiYiJd:{number}:palsu"
        sign_in_by_form(attacker, person, "tebakan tebakan")
    assert "Terlalu banyak percobaan" in sign_in_by_form(Client(), person).content.decode()


def test_after_the_wait_the_right_password_is_good_again(client: Client, cast: Cast) -> None:
    person = give_password(cast.hotline)
    for _ in range(5):
        sign_in_by_form(client, person, "tebakan tebakan")
    assert sign_in_by_form(client, person).status_code == 200
    make_past(hours=1)
    assert sign_in_by_form(client, person)["Location"] == "/masuk/kode/"


def test_unknown_addresses_are_slowed_down_in_the_same_words(client: Client, cast: Cast) -> None:
    person = give_password(cast.hotline)
    pages = []
    for email in (person.email, "tidak.ada@contoh.test"):
        for _ in range(5):
            client.post("/masuk/", {"email": email, "password": "tebakan tebakan"})
        page = client.post("/masuk/", {"email": email, "password": "tebakan tebakan"}).content.decode()
        pages.append(page[page.index("Terlalu banyak") :][:90])
    assert pages[0] == pages[1]


def test_codes_are_slowed_down_too(client: Client, cast: Cast) -> None:
    person = give_password(cast.hotline)
    sign_in_by_form(client, person)
    for _ in range(5):
        client.post("/masuk/kode/", {"code": wrong_code()})
    answer = client.post("/masuk/kode/", {"code": code_now()})
    assert "Terlalu banyak percobaan" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_new_password_by_letter_frees_an_owner_on_a_new_device(cast: Cast, client: Client) -> None:
    person = give_password(cast.hotline)
    for _ in range(5):
        sign_in_by_form(Client(), person, "tebakan tebakan")
    uid = urlsafe_base64_encode(person.id.bytes)
    page = client.get(f"/masuk/lupa/{uid}/{default_token_generator.make_token(person)}/")
    client.post(page["Location"], {"password": "sandi baru yang panjang"})
    assert sign_in_by_form(client, person, "sandi baru yang panjang")["Location"] == "/masuk/kode/"


def test_old_buckets_are_swept(cast: Cast) -> None:
    throttle.begin("password", "a@contoh.test", "", at=NOW)
    throttle.begin("password", "b@contoh.test", "", at=NOW + timedelta(hours=24))
    assert throttle.sweep(NOW + timedelta(hours=26)) == 1
    assert SignInBucket.objects.count() == 1


def test_nothing_in_a_bucket_names_the_account(cast: Cast, client: Client) -> None:
    client.post("/masuk/", {"email": cast.hotline.email, "password": PASSWORD})
    (bucket,) = SignInBucket.objects.all()
    assert len(bytes(bucket.key)) == 16
