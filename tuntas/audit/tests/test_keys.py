"""The keys command, as an operator uses it."""

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.cast import Cast
from tuntas.audit import presenters
from tuntas.audit.models import Event
from tuntas.core import keyring, vault
from tuntas.core.ids import uuid7
from tuntas.core.tests.dossiers import report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = Path(shutil.copy(settings.TUNTAS_KEYRING, tmp_path / "keyring.json"))
    monkeypatch.setattr(settings, "TUNTAS_KEYRING", str(path))
    return path


def keys(*arguments: Any) -> str:
    out = StringIO()
    call_command("keys", *(str(argument) for argument in arguments), stdout=out, stderr=out)
    return out.getvalue()


def test_a_whole_rotation(cast: Cast) -> None:
    rows = [report(cast, f"cerita {number}") for number in range(3)]
    assert "k2" in keys("rotate")
    with pytest.raises(CommandError, match="Masih dipakai oleh 3"):
        keys("drop-old", "--backups-too")
    assert "3 dari 3 berkas" in keys("rewrap")
    with pytest.raises(CommandError, match="Cadangan kunci"):
        keys("drop-old")
    assert "Dihapus: k1" in keys("drop-old", "--backups-too")
    assert "k2 (dipakai): 3 berkas" in keys("status")
    assert [vault.box(row.pk).unseal(row, "narrative") for row in rows] == ["cerita 0", "cerita 1", "cerita 2"]
    events = Event.objects.filter(kind__startswith="keys.").order_by("seq")
    assert [presenters.sentence(event) for event in events] == [
        "Perintah keys membuat kunci pembungkus baru (k2).",
        "Perintah keys membungkus ulang 3 kunci berkas.",
        "Perintah keys menghapus kunci pembungkus lama (k1).",
    ]


def test_the_old_key_goes_without_asking_when_all_backups_of_it_are_gone(own_keyring: Path) -> None:
    keyring.add_kek(own_keyring, at=timezone.now() - timedelta(days=36))
    assert "Dihapus: k1" in keys("drop-old")


def test_status_names_a_key_that_is_lost(cast: Cast, own_keyring: Path) -> None:
    report(cast)
    keyring.add_kek(own_keyring, at=timezone.now())
    keyring.drop_keks(own_keyring)
    assert "k1 TIDAK ADA di berkas kunci: 1 berkas" in keys("status")


def test_reencrypt(cast: Cast) -> None:
    row = report(cast, "cerita")
    before = bytes(row.narrative)
    said = keys("reencrypt", row.pk, uuid7())
    assert "1 dari 2: 2 baris" in said
    assert "sudah terhapus" in said
    row.refresh_from_db()
    assert bytes(row.narrative) != before
    assert Event.objects.get(kind="dossier.reencrypted").dossier_id == row.pk


def test_create_needs_no_settings_and_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "kunci baru.json"
    env = {key: value for key, value in os.environ.items() if not key.startswith(("TUNTAS", "DATABASE", "DJANGO"))}
    call = [sys.executable, str(settings.BASE_DIR / "manage.py"), "keys", "create", str(path)]
    done = subprocess.run(call, env=env, capture_output=True, text=True, check=True)
    assert "Simpan salinannya" in done.stdout
    written = path.read_text()
    again = subprocess.run(call, env=env, capture_output=True, text=True, check=False)
    assert again.returncode == 1
    assert "tidak dibuat" in again.stderr
    assert path.read_text() == written
