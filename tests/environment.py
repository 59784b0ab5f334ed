"""Loaded before settings are read (`-p tests.environment`): the environment of a test run, and a shut network."""

import os
import tempfile
from pathlib import Path

import pytest

from devtools import databases
from tests import network

_keys = tempfile.TemporaryDirectory(prefix="tuntas-test-")


def _prepare() -> None:
    admin = os.environ.get("TUNTAS_TEST_DSN")
    if not admin:
        pytest.exit("Run the tests with `python3 dev.py test`, which starts a database for them.", returncode=2)
    keyring = Path(_keys.name) / "keyring.json"
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": databases.address(admin, databases.APP, "postgres"),  # the name is set by tests/database.py
        "DATABASE_OWNER_URL": databases.address(admin, databases.OWNER, "postgres"),
        "TUNTAS_TRIAL": "1",
        "TUNTAS_DEMO": "0",
        "TUNTAS_KEYRING": str(keyring),
        "STATIC_ROOT": str(Path(_keys.name) / "static"),
    }
    from tuntas.core.keyring import create

    create(keyring)


@pytest.fixture(scope="session", autouse=True)
def static_files() -> None:
    """Pages name css and js by their hashed names, as in the real program; collected once a run."""
    from django.core.management import call_command

    call_command("collectstatic", "--no-input", verbosity=0)


_prepare()
network.shut()
