"""Nothing personal reaches the log, and nobody can forge a line of it. NIK and numbers are invented."""

import io
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from tuntas.core.logs import Masked

NIK, PHONE = "6171015509950003", "0812-3456-7890"


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    raise ValueError(f"NIK {NIK} dari {PHONE}")


urlpatterns = [path("rusak/", broken)]


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the handler of the settings writes."""
    [handler] = [item for item in logging.getLogger().handlers if any(isinstance(one, Masked) for one in item.filters)]
    assert isinstance(handler, logging.StreamHandler)
    stream = io.StringIO()
    before = handler.setStream(stream)
    yield stream
    handler.setStream(before)


def clean(text: str) -> bool:
    return not any(secret in text for secret in (NIK, PHONE, PHONE.replace("-", ""), "+62812"))


@pytest.mark.parametrize("shown", [NIK, PHONE, "081234567890", "+6281234567890"])
@pytest.mark.parametrize("name", ["tuntas.intake", "django.request", "procrastinate.worker"])
def test_numbers_are_masked_whoever_logs_them(written: io.StringIO, name: str, shown: str) -> None:
    logging.getLogger(name).error("laporan dari %s", shown)
    assert shown not in written.getvalue()
    assert "laporan dari" in written.getvalue()


def test_a_traceback_is_masked(written: io.StringIO) -> None:
    try:
        broken(RequestFactory().get("/"))
    except ValueError:
        logging.getLogger("tuntas").exception("gagal")
    assert "Traceback" in written.getvalue()
    assert "ValueError" in written.getvalue()
    assert clean(written.getvalue())


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_an_error_of_a_page_is_masked_and_shows_nothing(written: io.StringIO, client: Client) -> None:
    client.raise_request_exception = False
    answer = client.post("/rusak/", {"nama": "Melati", "cerita": "pukul"}, headers={"user-agent": "Ponsel/1"})
    assert answer.status_code == 500
    assert "ValueError" in written.getvalue()
    assert clean(answer.content.decode())
    assert clean(written.getvalue())
    assert not any(word in written.getvalue() for word in ("Melati", "pukul", "Ponsel/1", "127.0.0.1"))


def test_a_line_cannot_be_forged(written: io.StringIO) -> None:
    forged = "x\n2026-01-01 00:00:00,000 INFO tuntas masuk\r\x1b[2K\u2028y"
    logging.getLogger("tuntas").warning("nama %s", forged)
    try:
        int(f"x{forged}")
    except ValueError:
        logging.getLogger("tuntas").exception("gagal")
    first, second, *rest = written.getvalue().splitlines()
    assert "x\\n2026-01-01" in first
    assert second.endswith("gagal")
    assert all(line.startswith("    ") for line in rest)
    assert "\x1b" not in written.getvalue()
    assert "\r" not in written.getvalue()


def test_a_wrong_log_call_does_not_stop_the_program(written: io.StringIO) -> None:
    logging.getLogger("tuntas").warning("%d dan %s", PHONE)  # noqa: PLE1206 - that is the point
    assert "could not be written" in written.getvalue()
    assert clean(written.getvalue())


def test_every_handler_of_the_settings_has_the_filter() -> None:
    logging_: dict[str, Any] = settings.LOGGING
    assert logging_["handlers"]
    assert all("masked" in handler["filters"] for handler in logging_["handlers"].values())
    # Others (Django, the queue) hand theirs upwards to these handlers and have none of their own.
    assert not any(logger["handlers"] or not logger["propagate"] for logger in logging_["loggers"].values())
    assert not logging.getLogger("procrastinate").handlers


def test_the_web_server_has_the_filter_too() -> None:
    code = (
        "import runpy, logging; c = runpy.run_path('config/gunicorn.py')\n"
        "from gunicorn.config import Config\n"
        "cfg = Config(); cfg.set('errorlog', '-'); cfg.set('logger_class', c['WithoutAddresses'])\n"
        "log = c['WithoutAddresses'](cfg)\n"
        f"log.error('permintaan {NIK} {PHONE}\\nbaris palsu')\n"
        "try: raise ValueError('081234567890')\n"
        "except ValueError: log.exception('Error handling request %s', '/layanan/?x=081234567890')\n"
    )
    env = os.environ | {"PYTHONPATH": str(settings.BASE_DIR)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=settings.BASE_DIR, env=env
    )
    assert "permintaan" in done.stderr
    assert "ValueError" in done.stderr
    assert clean(done.stderr)
    assert "\nbaris palsu" not in done.stderr
    assert "/layanan/" not in done.stderr
