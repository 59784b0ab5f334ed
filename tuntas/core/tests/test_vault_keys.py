"""The life of keys, also while people write."""

import shutil
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections, transaction

from tests.cast import Cast, make
from tuntas.core import keyring, vault, vault_keys
from tuntas.core.models import DossierKey, ErasedDossier
from tuntas.core.tests.dossiers import NOW, message, report
from tuntas.core.vault import Erased, KeyMissing


@pytest.fixture
def own_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy that may be changed."""
    path = Path(shutil.copy(settings.TUNTAS_KEYRING, tmp_path / "keyring.json"))
    monkeypatch.setattr(settings, "TUNTAS_KEYRING", str(path))
    return path


def texts(row: Any) -> list[str]:
    box = vault.box(row.pk)
    messages = apps.get_model("intake", "Message").objects.filter(report=row).order_by("pk")
    return [box.unseal(type(row).objects.get(pk=row.pk), "narrative"), *(box.unseal(item, "text") for item in messages)]


@pytest.mark.django_db
def test_rotation_rewraps_every_key_and_then_the_old_one_can_go(cast: Cast, own_keyring: Path) -> None:
    rows = [report(cast, f"cerita {number}") for number in range(5)]
    before = {row.pk: bytes(row.narrative) for row in rows}
    assert keyring.add_kek(own_keyring, at=NOW) == "k2"
    later = report(cast, "baru")
    assert vault_keys.wrapped_by() == {"k1": 5, "k2": 1}
    assert [vault_keys.rewrap(batch=3) for _ in range(3)] == [3, 2, 0]
    assert vault_keys.wrapped_by() == {"k2": 6}
    assert keyring.drop_keks(own_keyring) == ["k1"]
    assert list(keyring.keyring().keks) == ["k2"]
    assert [texts(row)[0] for row in (*rows, later)] == [*(f"cerita {number}" for number in range(5)), "baru"]
    assert all(bytes(type(row).objects.get(pk=row.pk).narrative) == before[row.pk] for row in rows)


@pytest.mark.django_db
def test_a_key_dropped_too_early_is_told(cast: Cast, own_keyring: Path) -> None:
    row = report(cast)
    keyring.add_kek(own_keyring, at=NOW)
    keyring.drop_keks(own_keyring)
    with pytest.raises(KeyMissing):
        vault.box(row.pk)


@pytest.mark.django_db
def test_reencryption_changes_every_byte_and_no_word(cast: Cast) -> None:
    row, other = report(cast, "cerita", place="rumah"), report(cast, "lain")
    message(row, "kedua")
    key, stored = bytes(DossierKey.objects.get(pk=row.pk).wrapped), bytes(row.narrative)
    untouched = bytes(other.narrative)
    assert vault_keys.reencrypt(row.pk) == 3
    assert texts(row) == ["cerita", "pesan", "kedua"]
    changed = type(row).objects.get(pk=row.pk)
    assert bytes(changed.narrative) != stored
    assert bytes(DossierKey.objects.get(pk=row.pk).wrapped) != key
    assert vault.box(row.pk).unseal(changed, "place") == "rumah"
    assert bytes(type(other).objects.get(pk=other.pk).narrative) == untouched


@pytest.mark.django_db
def test_a_row_read_before_reencryption_still_opens_afterwards(cast: Cast) -> None:
    row = report(cast, "cerita")
    loaded, box = type(row).objects.get(pk=row.pk), vault.box(row.pk)
    vault_keys.reencrypt(row.pk)
    assert box.unseal(loaded, "narrative") == "cerita"
    assert vault.box(row.pk).unseal(loaded, "narrative") == "cerita"


def _wait(done: Callable[[], bool]) -> None:
    """Until enough has happened, however slow the machine is."""
    limit = time.monotonic() + 120
    while not done() and time.monotonic() < limit:
        time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
def test_reencryption_and_writers_at_once_lose_nothing() -> None:
    row = report(make(), "awal")
    stop = threading.Event()
    failures: list[BaseException] = []
    written: list[str] = []
    rounds: list[int] = []

    def write() -> None:
        with transaction.atomic():
            locked = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
            message(locked, "tulis")
        written.append("tulis")

    def renew() -> None:
        try:
            rounds.append(vault_keys.reencrypt(row.pk))
        except vault_keys.Busy:
            time.sleep(0.001)

    def keep(work: Any) -> None:
        try:
            while not stop.is_set():
                work()
        except BaseException as error:  # noqa: BLE001 - told by the assertion below
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=keep, args=(work,)) for work in (write, write, renew, lambda: texts(row))]
    for thread in threads:
        thread.start()
    _wait(lambda: bool(failures or (rounds and len(written) > 20)))
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert rounds
    assert len(written) > 20
    assert texts(row) == ["awal", "pesan", *written]


@pytest.mark.django_db(transaction=True)
def test_reencryption_gives_way_to_somebody_who_writes_for_long() -> None:
    row = report(make())
    outcome: list[object] = []

    def renew() -> None:
        try:
            vault_keys.reencrypt(row.pk)
        except vault_keys.Busy as busy:
            outcome.append(busy)
        finally:
            connections.close_all()

    with transaction.atomic():
        type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
        thread = threading.Thread(target=renew)
        thread.start()
        thread.join(120)
    assert len(outcome) == 1
    assert texts(row)[0] == "cerita"


@pytest.mark.django_db
def test_erasure_makes_all_unreadable_and_unfindable_and_says_when_it_is_complete(cast: Cast) -> None:
    row, other = report(cast, "cerita"), report(cast, "lain")
    complete = vault_keys.erase(row.pk, at=NOW)
    assert complete == NOW + timedelta(days=35)
    assert ErasedDossier.objects.get(pk=row.pk).complete_date == date(2026, 12, 28)
    assert not DossierKey.objects.filter(pk=row.pk).exists()
    with pytest.raises(Erased):
        texts(row)
    with pytest.raises(Erased):
        message(row, "setelahnya")
    found = type(row).objects.filter(phone_token=vault.blind("phone", "0812"))
    assert [item.pk for item in found] == [other.pk]
    assert texts(other)[0] == "lain"
    with pytest.raises(Erased):
        vault_keys.erase(row.pk, at=NOW)
    with pytest.raises(Erased):
        vault_keys.reencrypt(row.pk)


@pytest.mark.django_db(transaction=True)
def test_erasure_and_a_writer_at_once_leave_no_value_with_a_lost_key() -> None:
    row = report(make())
    outcome: list[str] = []

    def erase() -> None:
        vault_keys.erase(row.pk, at=NOW)
        outcome.append("erased")
        connections.close_all()

    thread = threading.Thread(target=erase)
    with transaction.atomic():
        box = vault.box(row.pk, writing=True)
        thread.start()
        time.sleep(0.2)
        assert outcome == []  # it waits for the writer
        box.seal(row, narrative="terakhir")
        row.save()
    thread.join(120)
    assert outcome == ["erased"]


def test_a_keyring_is_never_overwritten_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "kunci.json"
    keyring.create(path)
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        keyring.create(path)
    before = path.read_text()
    keyring.add_kek(path, at=NOW)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text() != before
    assert list(tmp_path.iterdir()) == [path]
