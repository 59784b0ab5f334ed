"""Supported versions are named in one place of the code; what the documents say is the same."""

from pathlib import Path

import pytest

from devtools.postgres import SUPPORTED

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["README.md", "docs/howto/install.md", "docs/architecture.md"])
def test_documents_name_the_versions_of_postgresql(name: str) -> None:
    assert f"PostgreSQL {SUPPORTED[0]} to {SUPPORTED[-1]}" in (ROOT / name).read_text()
