"""What stands in the log, and what must not."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from config.gunicorn import WithoutAddresses
from tuntas.core import middleware

HEADERS = {"User-Agent": "Peramban-Rahasia/9", "X-Forwarded-For": "203.0.113.78"}
TRACES = ("203.0.113", "Peramban-Rahasia", "kata-kunci")


@contextmanager
def _log() -> Iterator[io.StringIO]:
    """Everything that the program's own handler writes, with its real filters and format."""
    written = io.StringIO()
    handlers = [h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler]
    handler = handlers[0]
    assert handler.filters
    before = handler.setStream(written)
    try:
        yield written
    finally:
        handler.setStream(before)


def _request(path: str) -> HttpRequest:
    factory = RequestFactory(headers=HEADERS, REMOTE_ADDR="203.0.113.77")
    return factory.get(path, {"q": "kata-kunci"})


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/tidak-ada/", "/akun/login/"])
def test_public_pages_leave_neither_address_nor_browser(path: str) -> None:
    with _log() as written:
        client = Client(raise_request_exception=False, headers=HEADERS, REMOTE_ADDR="203.0.113.77")
        client.get(path, {"q": "kata-kunci"})
    assert not any(trace in written.getvalue() for trace in TRACES)
    assert "tuntas.requests" not in written.getvalue()


def test_a_failing_page_leaves_neither_address_nor_browser() -> None:
    with _log() as written:
        request = _request("/x/")
        logging.getLogger("django.request").error("Internal Server Error: %s", request.path, extra={"request": request})
    assert "/x/" in written.getvalue()
    assert not any(trace in written.getvalue() for trace in TRACES)


def test_what_staff_ask_for_is_logged_without_query() -> None:
    request = _request("/kewajiban/")
    request.user = get_user_model()(email="petugas@contoh.test")
    with _log() as written:
        middleware.request_log(lambda _: HttpResponse())(request)
    assert "GET /kewajiban/ 200" in written.getvalue()
    assert str(request.user.pk) in written.getvalue()
    assert not any(trace in written.getvalue() for trace in TRACES)


def test_the_public_is_not_logged() -> None:
    request = _request("/x/")
    request.user = AnonymousUser()
    with _log() as written:
        middleware.request_log(lambda _: HttpResponse())(request)
    assert written.getvalue() == ""


def test_nik_and_phone_numbers_are_masked() -> None:
    with _log() as written:
        logging.getLogger("tuntas").warning("galat pada %s dan %s", "3201014101900001", "0812-3456-7890")
    assert "galat pada" in written.getvalue()
    assert "3201014101900001" not in written.getvalue()
    assert "3456-7890" not in written.getvalue()


def test_the_web_server_names_neither_address_nor_query(monkeypatch: pytest.MonkeyPatch) -> None:
    from gunicorn.config import Config

    log = WithoutAddresses(Config())
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    monkeypatch.setattr(log.error_log, "handlers", [handler])
    try:
        int("no number")
    except ValueError:
        log.exception("Error handling request %s %s", "GET", "/status/?q=kata-kunci")
    assert "Error handling request" in written.getvalue()
    assert "ValueError" in written.getvalue()
    assert "kata-kunci" not in written.getvalue()


def _session(request: HttpRequest, **values: float) -> None:
    request.session = Client().session
    request.session.update(values)


@pytest.mark.django_db
def test_an_idle_session_ends() -> None:
    user = get_user_model()(email="petugas@contoh.test")
    now = 1_800_000_000.0
    for seen, began, stays in (
        (now - 60, now - 60, True),
        (now - settings.TUNTAS_SESSION_IDLE.total_seconds() - 1, now - 4000, False),
        (now - 10, now - settings.TUNTAS_SESSION_ABSOLUTE.total_seconds() - 1, False),
    ):
        request = RequestFactory().get("/")
        request.user = user
        _session(request, **{middleware.SEEN: seen, middleware.BEGAN: began})
        middleware._limit(request, datetime.fromtimestamp(now, tz=UTC))
        assert request.user.is_authenticated is stays
