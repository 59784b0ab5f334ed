import shutil
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.cast import Cast
from tuntas.accounts import keys
from tuntas.accounts.tests.helpers import code_now, give_password, sign_in_by_form
from tuntas.core import keyring
from tuntas.core.ids import uuid7
from tuntas.core.vault import Tampered


def test_second_factors_survive_a_new_key_encryption_key(
    client: Client, cast: Cast, settings: Settings, tmp_path: Path
) -> None:
    copy = tmp_path / "keyring.json"
    shutil.copy(settings.TUNTAS_KEYRING, copy)
    settings.TUNTAS_KEYRING = str(copy)
    person = give_password(cast.hotline)
    token = keys.invitation_token(person.id, 1)
    keyring.add_kek(copy, at=timezone.now())
    keyring.drop_keks(copy)
    sign_in_by_form(client, person)
    assert client.post("/masuk/kode/", {"code": code_now()})["Location"] == "/meja/"
    assert keys.invitation_token(person.id, 1) == token


def test_another_keyring_reads_nothing(settings: Settings, tmp_path: Path) -> None:
    sealed = keys.seal("JBSWY3DPEHPK3PXP")
    assert keys.unseal(sealed) == "JBSWY3DPEHPK3PXP"
    other = tmp_path / "other.json"
    keyring.create(other)
    settings.TUNTAS_KEYRING = str(other)
    with pytest.raises(Tampered):
        keys.unseal(sealed)


def test_the_same_secret_is_never_sealed_the_same_way() -> None:
    assert keys.seal("x") != keys.seal("x")


def test_letters_of_one_invitation_differ_by_serial() -> None:
    invitation = uuid7()
    assert len({keys.invitation_token(invitation, serial) for serial in (1, 2, 3)}) == 3
    assert len(keys.token_hash("x")) == 32


def test_no_setting_lets_a_fixed_code_pass() -> None:
    assert not getattr(settings, "MFA_TOTP_INSECURE_BYPASS_CODE", "")
    assert Authenticator.Type.WEBAUTHN not in settings.MFA_SUPPORTED_TYPES
