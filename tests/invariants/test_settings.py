"""The program refuses to start on settings that are missing or unsafe, and says which."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GIVEN = {
    "DATABASE_URL": "postgresql://tuntas_app:x@db.example/tuntas?sslmode=verify-full",
    "ALLOWED_HOSTS": "tuntas.example",
    "TUNTAS_KEYRING": os.environ["TUNTAS_KEYRING"],
}
KEEP = ("PATH", "HOME", "LANG")


def _settings(show: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Load the settings in a process of its own and print an expression made from them."""
    env = {key: os.environ[key] for key in KEEP if key in os.environ}
    env |= {key: value for key, value in (GIVEN | changes).items() if value is not None}
    code = f"import json; from config import settings as s; print(json.dumps({show}, default=str))"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"DATABASE_URL": None}, "DATABASE_URL is not set. For trying Tuntas, start it with `python3 dev.py run`"),
        ({"TUNTAS_KEYRING": None}, "TUNTAS_KEYRING is not set"),
        ({"TUNTAS_KEYRING": "/does/not/exist"}, "The key file /does/not/exist cannot be read: No such file"),
        ({"TUNTAS_DEMO": "1"}, "TUNTAS_DEMO is only for trying Tuntas with `python3 dev.py run`"),
        ({"TUNTAS_HTTPS": "yes"}, "TUNTAS_HTTPS must be 0 or 1, not 'yes'."),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(changes: dict[str, str | None], sentence: str) -> None:
    done = _settings("1", **changes)
    assert done.returncode == 1
    assert sentence in done.stderr


def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    keys = tmp_path / "keys.json"
    keys.write_text('{"django": "x"}')
    keys.chmod(0o640)
    assert "can be read by others" in _settings("1", TUNTAS_KEYRING=str(keys)).stderr


def test_by_default_everything_is_for_https() -> None:
    shown = "[s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.DEBUG]"
    assert json.loads(_settings(shown).stdout) == ["__Host-sesi", "__Host-csrf", True, True, False]
    assert json.loads(_settings("s.SECURE_HSTS_SECONDS").stdout) >= 31536000


def test_options_of_the_database_address_are_passed_on() -> None:
    options = json.loads(_settings("s.DATABASES['default']['OPTIONS']", TUNTAS_POOL_SIZE="8").stdout)
    assert options["sslmode"] == "verify-full"
    assert options["pool"]["max_size"] == 8


def test_without_a_proxy_no_forwarded_header_is_believed() -> None:
    assert json.loads(_settings("s.SECURE_PROXY_SSL_HEADER").stdout) is None
    assert json.loads(_settings("s.SECURE_PROXY_SSL_HEADER", TUNTAS_PROXIES="1").stdout)
