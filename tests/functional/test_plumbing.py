"""The server, the browser and the mail server that the other tests use do what they promise."""

from collections.abc import Callable
from threading import Thread
from urllib.request import urlopen

import pytest
from django.core.mail import send_mail
from django.db import connection
from playwright.sync_api import Error, Page

from tests.browser import axe_findings
from tests.live import Live
from tests.mail import Mailbox
from tuntas.core.models import ErasedDossier

HOME = "data:text/html,<html lang=id><title>Uji</title><main><h1>Uji</h1><script>document.title='jalan'</script></main>"


def test_the_browser_runs_scripts_or_not(browser_page: Callable[..., Page]) -> None:
    on, off = browser_page(), browser_page(js=False, width=320)
    on.goto(HOME)
    off.goto(HOME)
    assert on.title() == "jalan"
    assert off.title() == "Uji"
    assert off.viewport_size == {"width": 320, "height": 900}


def test_the_browser_cannot_leave_this_machine(browser_page: Callable[..., Page]) -> None:
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        browser_page().goto("http://example.org/")


def test_axe_finds_what_is_wrong(browser_page: Callable[..., Page]) -> None:
    page = browser_page()
    page.goto(HOME)
    assert axe_findings(page) == []
    page.goto("data:text/html,<html><body><img src=x></body></html>")
    assert any(line.startswith("image-alt") for line in axe_findings(page))


def test_mail_goes_through_a_real_server(smtp: Mailbox) -> None:
    send_mail("Uji", "isi", "dari@contoh.test", ["kepada@contoh.test"])
    assert [message["Subject"] for message in smtp.messages] == ["Uji"]
    assert "isi" in smtp.texts()


def test_the_server_sees_what_the_test_committed_from_many_threads(live: Live) -> None:
    statuses: list[int] = []

    def fetch() -> None:
        with urlopen(live.url("/"), timeout=120) as answer:
            statuses.append(answer.status)

    callers = [Thread(target=fetch) for _ in range(8)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(120)
    assert statuses == [200] * 8
    assert ErasedDossier.objects.count() == 0
    assert connection.settings_dict["NAME"].startswith("tuntas_test_")
