"""Collected css and js, hashed and compressed as in a real installation; made once for each state of the sources."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command


@pytest.fixture(scope="session", autouse=True)
def collected_static_files(django_test_environment: None) -> None:
    """Collect them unless that has been done: the directory is named after their content. Two sessions may do it at once."""
    final = Path(settings.STATIC_ROOT)
    if final.is_dir():
        return
    draft = final.with_suffix(f".{os.getpid()}")
    settings.STATIC_ROOT = draft
    call_command("collectstatic", "--no-input", verbosity=0)
    settings.STATIC_ROOT = final
    try:
        draft.rename(final)
    except OSError:  # the other session was faster
        shutil.rmtree(draft)
