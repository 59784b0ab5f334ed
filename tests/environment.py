"""Loaded before settings are read (`-p tests.environment`): the environment of a test run, and a shut network."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from devtools import databases, preparation
from devtools.places import VAR
from tests import clock, network

_keys = tempfile.TemporaryDirectory(prefix="tuntas-test-")


# A run looks at the same examples as the one before, and nobody is too slow. To look for new ones:
# `python3 dev.py test <files> --hypothesis-profile searching`.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("searching", settings.get_profile("same"), derandomize=False, max_examples=2000)
settings.load_profile("same")


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
        "STATIC_ROOT": str(VAR / "test-static" / preparation.fingerprint(*preparation.STATIC)[:16]),
        "TUNTAS_KEYRING": str(keyring),
    }
    from tuntas.core.keyring import create

    create(keyring)


_prepare()
network.shut()
clock.start()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Each test begins at the same moment: what is due in a quarter of an hour is not late where the run takes longer."""
    clock.start()
