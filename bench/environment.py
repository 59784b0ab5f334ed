"""A throw-away installation for measuring and breaking: server, roles, tables, areas, agencies and people of the demo."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools import databases, preparation, scratch
from devtools.postgres import Cluster


@contextmanager
def installation(*, reports: int = 0, **options: str) -> Iterator[tuple[Cluster, dict[str, str]]]:
    """A durable database server with the demo's agencies and people; yields it and the environment of its processes."""
    with tempfile.TemporaryDirectory(prefix="tuntas-bench-") as folder, scratch.cluster(durable=True, **options) as cluster:
        databases.make_roles(cluster.dsn)
        databases.create(cluster.dsn, "tuntas")
        keyring = Path(folder) / "keyring.json"
        # Read before Django is set up, as every process of an installation does.
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "TUNTAS_TRIAL": "1",
            "TUNTAS_DEMO": "1",
            "TUNTAS_KEYRING": str(keyring),
            "STATIC_ROOT": str(Path(folder) / "static"),
            "DATABASE_URL": databases.address(cluster.dsn, databases.APP, "tuntas"),
            "DATABASE_OWNER_URL": databases.address(cluster.dsn, databases.OWNER, "tuntas"),
        }
        from tuntas.core.keyring import create

        create(keyring)
        environment = dict(os.environ)
        preparation.manage(environment, "prepare", "--verbosity", "0")
        preparation.manage(environment, "collectstatic", "--no-input", "--verbosity", "0")
        preparation.manage(environment, "demo", "--reports", str(reports), "--verbosity", "0")
        yield cluster, environment
