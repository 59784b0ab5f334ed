"""The promises of the public pages, line by line. What only a browser can show is in tests/functional/test_public_*.py."""

import gzip
import logging
import re
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import Cast
from tuntas.access.actors import Reporter
from tuntas.intake.actions import reports
from tuntas.intake.actions.reports import ReceiveData
from tuntas.intake.models import Report
from tuntas.intake.states import Channel
from tuntas.portal.tests.walk import ANSWER, FORM, HEADINGS, STORY, Walk

pytestmark = pytest.mark.django_db

PLAIN = ["/", "/layanan/dekat/", "/layanan/privasi/", "/layanan/akses/", ANSWER, FORM]
FIRST_PAGE, LATER_PAGE = 25 * 1024, 6 * 1024
# Words that must not stand in an address or a title: the history of a phone is read by others.
TELLING = re.compile(r"lapor|kekerasan|korban|aduan|ppa|polisi|kasus|tuntas|bahaya", re.IGNORECASE)
TEMPLATES = Path(__file__).parents[1] / "templates" / "portal"


def every_page(cast: Cast) -> dict[str, Walk]:
    """Each page a person can come to, by name."""
    pages = {}
    walk = Walk()
    for step in HEADINGS:
        walk.to(step, cast, danger="yes", self_reported=False)
        shown = Walk.__new__(Walk)
        shown.client, shown.response = walk.client, walk.response
        pages[step] = shown
    walk.send("kirim")
    number, code = walk.receipt()
    posts: dict[str, Callable[[], Any]] = {
        "receipt": lambda: walk.response,
        "done": lambda: walk.client.post(FORM, {"bukti": walk.hidden("bukti"), "tombol": "selesai"}),
        "answer": lambda: walk.client.post(ANSWER, {"number": number, "code": code}),
        "lost": lambda: walk.client.post(FORM, {"isi": "x"}),
        **{address: partial(walk.client.get, address) for address in PLAIN},
    }
    for name, get in posts.items():
        shown = Walk.__new__(Walk)
        shown.client, shown.response = walk.client, get()
        pages[name] = shown
    return pages


def wire(body: bytes) -> int:
    return len(gzip.compress(body, 6))


def test_line_01_every_page_has_the_exit_and_a_skip_link(cast: Cast) -> None:
    for name, shown in every_page(cast).items():
        assert shown.page.count('data-exit="/keluar"') == 2, name
        assert "Langsung ke isi halaman" in shown.page, name


def test_line_02_the_exit_is_a_plain_link_without_scripts() -> None:
    assert re.search(r'<a class="exit__button"\s+href="/keluar"', Walk().page)


def test_line_03_every_page_says_that_the_history_is_not_erased(cast: Cast) -> None:
    for name, shown in every_page(cast).items():
        assert "tidak menghapus riwayat" in shown.page, name


def test_line_04_nothing_is_kept_on_the_phone_or_asked_of_others(cast: Cast) -> None:
    for name, shown in every_page(cast).items():
        response = shown.response
        assert response["Cache-Control"] == "no-store", name
        assert response["Referrer-Policy"] == "no-referrer", name
        assert response["X-Frame-Options"] == "DENY", name
        assert "Set-Cookie" not in response.headers, name
        assert not response.cookies, name
        assert "<title>Layanan warga</title>" in shown.page, name
        assert 'rel="icon" href="data:,"' in shown.page, name
        loads = re.findall(r'(?:src|srcset)="([^"]+)"|<link[^>]+href="([^"]+)"', shown.page)
        assert all(one.startswith(("/static/", "data:")) for pair in loads for one in pair if one), name
        for form in re.findall(r"<form[^>]*>", shown.page):
            assert 'autocomplete="off"' in form, name
        assert not re.search("serviceWorker|manifest", shown.page), name


def test_line_04_no_address_and_no_title_tells_what_was_read(cast: Cast) -> None:
    from tuntas.portal.urls import urlpatterns

    posters = {"lapor", "lapor/"}
    for pattern in urlpatterns:
        assert str(pattern.pattern) in posters or not TELLING.search(str(pattern.pattern))
    for name, shown in every_page(cast).items():
        for link in re.findall(r'(?:href|action)="(/[^"]*)"', shown.page):
            assert not TELLING.search(link.replace("/static/", "")), (name, link)


def test_line_04_nothing_is_stored_until_it_is_sent(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as queries:
        Walk().to("ringkasan", cast)
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


def test_line_05_one_question_a_page_with_its_reason_and_ways_on(cast: Cast) -> None:
    seen: list[str] = []
    for name, shown in every_page(cast).items():
        if name not in HEADINGS:
            continue
        page = shown.page
        assert len(re.findall(r"<h1", page)) == 1, name
        assert ("data-back" in page) is (name != "bahaya"), name
        assert "Langkah " in page, name
        passable = name not in {"telepon", "cerita", "ringkasan"}
        assert (">Lewati</button>" in page) is passable, name
        names = set(re.findall(r'<(?:input|select|textarea)[^>]*\sname="([^"]+)"', page)) - {"isi", "tombol"}
        assert not names & set(seen), f"{name} asks again for {names & set(seen)}"
        seen += names
        if name not in {"telepon", "ringkasan"}:
            assert re.search(r'class="(govuk-hint|why)', page), f"{name} does not say why"


def test_line_05_not_knowing_is_an_answer(cast: Cast) -> None:
    for name, shown in every_page(cast).items():
        if name in {"bahaya", "tempat", "siapa", "sejak", "keamanan"}:
            assert "Tidak tahu" in shown.page, name


def test_line_06_the_page_of_the_story_says_who_reads_and_what_may_follow(cast: Cast) -> None:
    page = every_page(cast)["cerita"].page
    for text in ("Siapa yang membaca?", "UPTD PPA Kota Pontianak", "kekerasan seksual", "3×24 jam"):
        assert text in page
    assert re.search(r"(Buka|Tutup) sekarang", page)


def test_line_06_the_office_that_should_not_know_is_kept_out(cast: Cast) -> None:
    from tuntas.accounts.models import User

    Walk().to("ringkasan", cast).send("kirim")
    for user in (cast.satpol, cast.satpol_head):
        assert not Report.objects.visible_to(User.objects.get(pk=user.pk)).exists()


def test_line_07_danger_shows_numbers_first_with_a_warning(cast: Cast) -> None:
    pages = every_page(cast)
    page = pages["telepon"].page
    assert page.index("tel:129") < page.index("0561-00-0006") < page.index("Lanjut mengisi")
    assert "Panggilan akan terlihat di riwayat telepon" in page
    assert "tel:129" in pages["bahaya"].page


def test_line_08_how_is_asked_before_any_number(cast: Cast) -> None:
    pages = every_page(cast)
    order = list(pages)
    assert order.index("kontak") < order.index("cara") < order.index("nomor")
    for text in ("Dengan cara apa?", "Kapan aman bagi Anda?", "Jika orang lain yang menjawab", "Kata sandi"):
        assert text in pages["cara"].page
    assert "Apakah ia tahu bahwa Anda melapor?" in pages["keamanan"].page
    assert "Apakah ia dapat terancam" in pages["keamanan"].page
    assert "Anak boleh melapor sendiri. Orang tua tidak diberi tahu begitu saja." in pages["siapa"].page


def test_line_09_the_receipt_is_plain_and_asks_whether_it_was_written_down(cast: Cast) -> None:
    page = every_page(cast)["receipt"].page
    assert re.search(r'receipt__code">\s*\d{4} \d{4} \d{4} \d{4} \d{4}\s*<', page)
    assert "Sudah dicatat?" in page
    assert "Saya tidak mau nomor dan kode" in page
    assert STORY not in page


def test_line_09_no_log_knows_address_browser_or_words(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("django.db.backends").setLevel(logging.WARNING)  # the statements of a debugging session
        every_page(cast)
        Client(REMOTE_ADDR="203.0.113.77").get("/tidak-ada/")
    for record in caplog.records:
        line = f"{record.getMessage()} {getattr(record, 'request', '')}"
        assert "203.0.113.77" not in line
        assert "PonselUji" not in line
        assert STORY not in line


def test_line_10_nothing_is_sent_to_a_reporter(cast: Cast, mailoutbox: list[object]) -> None:
    every_page(cast)
    assert mailoutbox == []


def test_line_11_the_form_carries_its_own_id(cast: Cast) -> None:
    walk = Walk().to("ringkasan", cast)
    sealed = walk.hidden("isi")
    for _ in range(3):
        walk.client.post(FORM, {"isi": sealed, "tombol": "kirim"})
    assert Report.objects.count() == 1


def test_line_12_no_page_needs_a_script(cast: Cast) -> None:
    for name, shown in every_page(cast).items():
        assert not re.search(r"\son\w+=|javascript:|<script(?![^>]*src=)", shown.page), name
        assert not re.search(r'style="', shown.page), name


def test_line_13_weight_on_the_wire(cast: Cast) -> None:
    pages = every_page(cast)
    parts = [Path(str(finders.find(name))).read_bytes() for name in ("public.css", "public.js")]
    shared = sum(wire(part) for part in parts)
    first = shared + wire(pages["bahaya"].response.content)
    heaviest = max((wire(shown.response.content), name) for name, shown in pages.items())
    print(
        f"first page {first} bytes of {FIRST_PAGE}; heaviest later page {heaviest[0]} ({heaviest[1]}) of {LATER_PAGE}"
    )
    assert first <= FIRST_PAGE
    assert heaviest[0] <= LATER_PAGE


def test_line_13_pages_are_compressed_when_the_browser_can(cast: Cast) -> None:
    response = Client(headers={"Accept-Encoding": "gzip"}).get(FORM)
    assert response["Content-Encoding"] == "gzip"
    assert b"Layanan warga" in gzip.decompress(response.content)


def test_line_14_sentences_are_short(cast: Cast) -> None:
    long = []
    for name, shown in every_page(cast).items():
        main = shown.page.split('<main id="isi"')[1].split("</main>")[0]
        text = re.sub(r"\s+", " ", re.sub(r"<(li|p|h1|h2|div|label|dt|dd|option|button|span|legend)[^>]*>", ". ", main))
        text = re.sub(r"<[^>]+>", "", text)
        long += [(name, line) for line in re.split(r"[.?!:]\s", text) if len(line.split()) > 22]
    assert long == []


def test_line_14_no_abbreviation_stands_alone() -> None:
    known = {"SAPA", "UPTD", "PPA", "KTP", "SMS", "RT", "RW", "WCAG", "AA"}  # names and what everybody carries
    for path in TEMPLATES.rglob("*.html"):
        text = re.sub(r"\{[%#].*?[%#]\}|<[^>]+>", " ", path.read_text(), flags=re.DOTALL)
        assert set(re.findall(r"\b[A-Z]{2,}\b", text)) <= known, path.name


def summary_and_send(cast: Cast) -> tuple[Walk, int, int, float]:
    """The receipt, the statements of the summary and of the sending, and the CPU seconds of both."""
    walk = Walk().to("nomor", cast)
    began = time.process_time()
    with CaptureQueriesContext(connection) as summary:
        walk.send(number="081234500021")
    with CaptureQueriesContext(connection) as sending:
        walk.send("kirim")
    return walk, len(summary), len(sending), time.process_time() - began


def test_the_summary_and_the_sending_cost_little(cast: Cast) -> None:
    """Pages add next to nothing to what receiving costs; the time of both together is held by `bench`."""
    spent = sorted(summary_and_send(cast)[3] for _ in range(6))
    walk, summary, sending, _ = summary_and_send(cast)
    report = Report.objects.get(number=walk.receipt()[0])
    data = ReceiveData(narrative=STORY, must_not_know="x", wall_agencies=(cast.agencies["satpol"].pk,))
    with CaptureQueriesContext(connection) as receiving:
        reports.receive(
            form_id=uuid4(), channel=Channel.WEB, area=report.area, answers=data, by=Reporter(), at=timezone.now()
        )
    print(f"summary {summary} and send {sending} statements, receiving alone {len(receiving)};")
    print(f"{spent[3] * 1000:.0f} ms CPU for both with the test client, statements recorded")
    assert summary <= 4
    assert sending - len(receiving) <= 3


@pytest.mark.parametrize(
    ("step", "before", "most"),
    [
        ("cerita", "bahaya", 5),
        ("tempat", "cerita", 2),
        ("siapa", "tempat", 1),
        ("rahasia", "keamanan", 2),
        ("ringkasan", "nomor", 4),
    ],
)
def test_pages_ask_the_database_little(cast: Cast, step: str, before: str, most: int) -> None:
    walk = Walk().to(before, cast)
    with CaptureQueriesContext(connection) as captured:
        walk.to(step, cast)
    assert len(captured) <= most


def test_the_first_pages_ask_the_database_nothing() -> None:
    with CaptureQueriesContext(connection) as captured:
        for address in ("/", FORM, ANSWER, "/layanan/privasi/", "/keluar"):
            Client().get(address)
    assert len(captured) == 0
