from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import PASSWORD, Cast
from tests.mail import Mailbox
from tuntas.access.roles import Role
from tuntas.accounts import keys
from tuntas.accounts.actions import invitations
from tuntas.accounts.models import Invitation, Posting, User
from tuntas.accounts.tests.helpers import events, give_password, run_jobs, sign_in_by_form

FORM = "/masuk/undangan/"


@pytest.fixture
def invitation(cast: Cast) -> Invitation:
    return invitations.invite(
        name="Orang Baru", email="baru@contoh.test", role=Role.CASE_MANAGER, agency=cast.unit, area=cast.city,
        by=cast.head, at=timezone.now(),
    )  # fmt: skip


def token_of(invitation: Invitation) -> str:
    return keys.invitation_token(invitation.id, invitation.serial)


def accept(client: Client, invitation: Invitation, password: str = PASSWORD) -> Any:
    client.get(f"{FORM}{token_of(invitation)}/")
    return client.post(FORM, {"token": token_of(invitation), "password": password})


def test_password_then_second_factor_before_anything_else(
    client: Client, invitation: Invitation, smtp: Mailbox
) -> None:
    page = client.get(f"{FORM}{token_of(invitation)}/")
    assert page["Location"] == FORM  # the token is in no address bar
    assert "Orang Baru" in client.get(FORM).content.decode()
    assert accept(client, invitation)["Location"] == "/meja/"
    user = User.objects.get(email="baru@contoh.test")
    assert client.session["_auth_user_id"] == str(user.id)
    for path in ("/meja/", "/masuk/akun/", "/meja/pengguna/", "/masuk/akun/sandi/"):
        assert client.get(path)["Location"] == "/masuk/akun/langkah-kedua/", path
    assert client.get("/masuk/akun/langkah-kedua/").status_code == 200
    posting = Posting.objects.get(user=user)
    assert (posting.role, posting.agency_id, posting.area_id) == (
        invitation.role,
        invitation.agency_id,
        invitation.area_id,
    )
    assert [len(events(kind)) for kind in ("invitation.accepted", "posting.given", "sign_in.done")] == [1, 1, 1]
    run_jobs()
    assert [letter["Subject"] for letter in smtp.messages] == []  # no letter about an "unknown device" to a newcomer


def test_the_chosen_password_is_a_slow_hash(client: Client, invitation: Invitation) -> None:
    accept(client, invitation)
    assert User.objects.get(email="baru@contoh.test").password.startswith("argon2$argon2id$")


@pytest.mark.parametrize("password", ["pendek", "Password12345!", "bismillah-2026", "Orang Baru Sekali"])
def test_weak_passwords_are_refused_and_the_invitation_stays_open(
    client: Client, invitation: Invitation, password: str
) -> None:
    answer = accept(client, invitation, password)
    assert answer.status_code == 200
    assert not User.objects.filter(email="baru@contoh.test").exists()


def test_two_taps_make_one_account(invitation: Invitation) -> None:
    first, second = Client(), Client()
    for browser in (first, second):
        browser.get(f"{FORM}{token_of(invitation)}/")
    assert accept(first, invitation).status_code == 302
    answer = second.post(FORM, {"token": token_of(invitation), "password": PASSWORD})
    assert answer.status_code == 409
    assert "sudah dipakai. Silakan masuk" in answer.content.decode()
    assert User.objects.filter(email="baru@contoh.test").count() == 1
    assert Posting.objects.filter(user__email="baru@contoh.test").count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"), [("expired", "tujuh hari"), ("revoked", "dicabut"), ("unknown", "tidak berlaku")]
)
def test_dead_links_say_why(client: Client, cast: Cast, invitation: Invitation, change: str, sentence: str) -> None:
    token = token_of(invitation)
    if change == "expired":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif change == "revoked":
        invitations.revoke(invitation, by=cast.head, at=timezone.now())
    else:
        token = "A" * 43
    client.get(f"{FORM}{token}/")
    for answer in (client.get(FORM), client.post(FORM, {"token": token, "password": PASSWORD})):
        assert answer.status_code == 409
        assert sentence in answer.content.decode()
    assert not User.objects.filter(email="baru@contoh.test").exists()


def test_without_a_token_there_is_nothing(client: Client, db: None) -> None:
    assert client.get(FORM).status_code == 409


@pytest.mark.parametrize("change", ["closed", "moved"])
def test_it_dies_with_the_right_of_whoever_sent_it(
    client: Client, cast: Cast, invitation: Invitation, change: str
) -> None:
    if change == "closed":
        User.objects.filter(pk=cast.head.pk).update(is_active=False)
    else:
        cast.head.postings.update(ends_at=timezone.now())
    assert accept(client, invitation).status_code == 409


def test_whoever_has_an_account_signs_in_first_and_then_takes_the_task(client: Client, cast: Cast) -> None:
    person = give_password(cast.satpol)
    invitation = invitations.invite(
        name="X",
        email=person.email,
        role=Role.RESPONSE_TEAM,
        agency=cast.unit,
        area=cast.city,
        by=cast.head,
        at=timezone.now(),
    )
    assert "sudah punya akun" in accept(client, invitation).content.decode()
    client.force_login(person)
    client.get(f"{FORM}{token_of(invitation)}/")
    assert "Terima tugas" in client.get(FORM).content.decode()
    assert client.post(FORM, {"token": token_of(invitation)})["Location"] == "/masuk/akun/"
    assert person.postings.count() == 2
    assert sign_in_by_form(Client(), person)["Location"] == "/masuk/kode/"  # the password is the old one


def test_an_invitation_for_another_address_is_not_mine(client: Client, cast: Cast, invitation: Invitation) -> None:
    client.force_login(cast.satpol)
    assert "untuk surel lain" in accept(client, invitation).content.decode()
    assert cast.satpol.postings.count() == 1


def test_a_closed_account_is_not_reopened_by_an_invitation(client: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.satpol.pk).update(is_active=False)
    invitation = invitations.invite(
        name="X",
        email=cast.satpol.email,
        role=Role.CADRE,
        agency=cast.unit,
        area=cast.city,
        by=cast.head,
        at=timezone.now(),
    )
    assert "ditutup" in accept(client, invitation).content.decode()
    assert not User.objects.get(pk=cast.satpol.pk).is_active


def test_the_form_of_a_bad_request_does_not_break(client: Client, db: None) -> None:
    assert client.post(FORM, {"token": "\x00' OR 1=1", "password": ""}).status_code == 409
