"""The signing key of seals is changed: what was sealed before stays verifiable, and the old key signs nothing later."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from tuntas.audit import chain, presenters, sealing, verification
from tuntas.audit.models import Event, Seal
from tuntas.audit.tests.events import NOW, another_connection, sealed, write
from tuntas.core import keyring

Owner = psycopg.Connection[Any]
LATER = NOW + timedelta(hours=1)
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("empty_log", "own_keyring")]


@pytest.fixture
def own_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = Path(shutil.copy(settings.TUNTAS_KEYRING, tmp_path / "keyring.json"))
    monkeypatch.setattr(settings, "TUNTAS_KEYRING", str(path))
    return path


@pytest.fixture
def over(own_keyring: Path) -> Callable[[], bytes]:
    """Two seals, another key, two seals more; returns the private key that was given up."""

    def make() -> bytes:
        sealed(2, 2)
        old = keyring.keyring().seal
        sealing.change_key(own_keyring, at=NOW + timedelta(minutes=5))
        for _ in range(2):
            write(2)
            sealing.seal(at=LATER)
        return old

    return make


def findings() -> list[tuple[str, int]]:
    return [(finding.kind, finding.seal) for finding in verification.verify().findings]


def signed_by(private: bytes, hash_: str) -> str:
    return Ed25519PrivateKey.from_private_bytes(private).sign(f"tuntas-audit-seal-1 {hash_}".encode()).hex()


def test_a_log_across_a_change_of_keys_is_good(over: Callable[[], bytes]) -> None:
    old = over()
    assert keyring.keyring().seal != old
    assert findings() == []
    keys = {chain.public_key_text(seal.at) for seal in Seal.objects.all()}
    assert len(keys) == 2


@pytest.mark.parametrize("seq", [1, 3, 5, 7])
def test_a_changed_row_is_found_on_both_sides(over: Callable[[], bytes], owner_connection: Owner, seq: int) -> None:
    over()
    owner_connection.execute("UPDATE audit_event SET kind = 'test.other' WHERE seq = %s", [seq])
    assert findings() == [("changed", (seq + 1) // 2)]


def test_the_old_key_signs_nothing_after_its_time(over: Callable[[], bytes], owner_connection: Owner) -> None:
    old = over()
    last = Seal.objects.get(pk=4)
    owner_connection.execute("UPDATE audit_seal SET signature = %s WHERE id = 4", [signed_by(old, last.hash)])
    assert findings() == [("seal", 4)]


def test_the_new_key_signs_nothing_from_before_its_time(over: Callable[[], bytes], owner_connection: Owner) -> None:
    over()
    first = Seal.objects.get(pk=1)
    owner_connection.execute("UPDATE audit_seal SET signature = %s WHERE id = 1", [chain.sign(first.hash)])
    assert findings() == [("seal", 1)]


def test_kept_seals_of_both_keys_are_recognised(over: Callable[[], bytes]) -> None:
    over()
    for seal in Seal.objects.all():
        text = verification.seal_text(seal)
        assert f"Kunci publik: {chain.public_key_text(seal.at)}" in text
        assert verification.verify(verification.saved_seal(text)).findings == []


def test_a_kept_seal_that_the_old_key_signed_later_is_refused(over: Callable[[], bytes]) -> None:
    old = over()
    last = Seal.objects.get(pk=4)
    last.signature = signed_by(old, last.hash)
    with pytest.raises(verification.Unusable, match="tidak ditandatangani"):
        verification.verify(verification.saved_seal(verification.seal_text(last)))


def test_a_clock_that_is_behind_does_not_date_a_seal_before_its_key(own_keyring: Path) -> None:
    since = sealing.change_key(own_keyring, at=LATER)
    sealed(2)
    assert Seal.objects.get().at == since
    assert findings() == []


def test_a_key_begins_after_the_last_seal_of_the_one_before(own_keyring: Path) -> None:
    sealed(2)
    assert sealing.change_key(own_keyring, at=NOW - timedelta(hours=1)) > NOW
    assert findings() == []


def test_nothing_is_sealed_while_the_key_changes(own_keyring: Path) -> None:
    write(2)
    with another_connection() as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [sealing.SEALING])  # as changing the key does
        assert sealing.seal(at=NOW) == []
    assert len(sealing.seal(at=NOW)) == 1


def test_the_command_changes_it_records_it_and_names_both_keys() -> None:
    def keys(action: str) -> str:
        out = StringIO()
        call_command("keys", action, stdout=out)
        return out.getvalue()

    write(1)
    sealing.seal(at=timezone.now())
    before = chain.public_key_text()
    said = keys("rotate-seal")
    after = chain.public_key_text()
    assert before != after
    assert f"Kunci publik lama: {before}" in said
    assert f"Kunci publik baru: {after}" in said
    event = Event.objects.get(kind="keys.seal_rotated")
    assert presenters.sentence(event) == f"Perintah keys mengganti kunci segel log ({before} menjadi {after})."
    status = keys("status")
    assert before in status
    assert f"Kunci publik segel: {after}" in status
    sealing.seal(at=timezone.now())
    assert findings() == []
