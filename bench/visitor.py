"""Somebody with a phone: opens the form, answers page by page, sends, tries again when it fails. No JavaScript."""

import gzip
import http.client
import random
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

from bench.servers import HOST

FORM = "/layanan/warga/"
ANSWER = "/layanan/jawaban/"
SKIP = {"tombol": "lewati"}
GO_ON = {"tombol": "lanjut"}
SEND = {"tombol": "kirim"}
SUMMARY = "ringkasan"
UNSENT = "Belum terkirim"
STORY = "Saya dengar teriakan dari rumah sebelah hampir setiap malam. Istrinya sering lebam dan takut keluar rumah. "
VILLAGES = ("61.71.02.1003.", "61.71.01.1002.", "61.71.04.1001.", "61.71.05.1002.")


class Lost(Exception):
    """The form did not lead to a receipt: what was shown instead is the message."""


class Reader(HTMLParser):
    """What a browser needs of a page: hidden fields, the step, number and code, what is loaded with it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.step, self.heading = "", ""
        self.shown: list[str] = []
        self.loaded: list[str] = []
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and given.get("type") == "hidden":
            self.hidden[given.get("name", "")] = given.get("value", "")
        elif tag == "form" and "data-step" in given:
            self.step = given["data-step"]
        elif tag == "script" and "src" in given:
            self.loaded.append(given["src"])
        elif tag == "link" and given.get("rel") != "icon":
            self.loaded.append(given.get("href", ""))
        elif tag in {"img", "source"}:
            self.loaded.append(given.get("src", ""))
        if tag in {"dd", "h1"}:
            self._inside = tag
            if tag == "dd":
                self.shown.append("")

    def handle_endtag(self, tag: str) -> None:
        """Leave it."""
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        """Keep what stands in it."""
        if self._inside == "dd":
            self.shown[-1] += data
        elif self._inside == "h1":
            self.heading += data


@dataclass(frozen=True)
class Page:
    """One answer of the server. `wire`: bytes of the body as sent, compressed; `head`: bytes of status and headers."""

    status: int
    text: str
    wire: int
    head: int
    location: str = ""  # where a redirect leads

    def read(self) -> Reader:
        """Its parts."""
        return Reader(self.text)


@dataclass(frozen=True)
class Receipt:
    """What the person wrote down."""

    number: str
    code: str


@dataclass
class Visitor:
    """One connection, kept open as browsers do, and opened again when it is gone.

    The public form needs no cookies, so none are kept, except by somebody who came with those of a session.
    """

    port: int
    connection: http.client.HTTPConnection | None = None
    failures: int = 0
    timeout: float = 30
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, fields: dict[str, str] | None = None) -> Page:
        """GET, or POST with fields. Raises OSError or HTTPException when no whole answer came.

        A kept connection that the server closed meanwhile is opened anew without a word, as browsers do.
        """
        kept = self.connection is not None
        try:
            return self._ask(path, fields)
        except (BrokenPipeError, ConnectionResetError, http.client.RemoteDisconnected):
            if not kept:
                raise
            return self._ask(path, fields)

    def _ask(self, path: str, fields: dict[str, str] | None) -> Page:
        if self.connection is None:
            self.connection = http.client.HTTPConnection(HOST, self.port, timeout=self.timeout)
        headers = {"Accept-Encoding": "gzip", "Accept": "text/html", "User-Agent": "bench"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if fields is not None:
            body = urlencode(fields).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request("GET" if fields is None else "POST", path, body, headers)
            answer = self.connection.getresponse()
            raw = answer.read()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        head = len(f"HTTP/1.1 {answer.status} {answer.reason}\r\n\r\n") + sum(
            len(k) + len(v) + 4 for k, v in answer.getheaders()
        )
        if answer.will_close:
            self.close()
        text = gzip.decompress(raw) if answer.getheader("Content-Encoding") == "gzip" else raw
        if self.cookies:
            self._keep(answer.headers.get_all("Set-Cookie", []))
        return Page(answer.status, text.decode(errors="replace"), len(raw), head, answer.getheader("Location", ""))

    def _keep(self, given: list[str]) -> None:
        for each in given:
            name, _, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value

    def close(self) -> None:
        """Drop the connection."""
        if self.connection:
            self.connection.close()
        self.connection = None

    def insist(self, path: str, fields: dict[str, str] | None = None, *, until: float | None = None) -> Page:
        """The same, again and again as people do, until it is answered without an error. Raises Lost after `until`."""
        while True:
            said = ""
            try:
                page = self.ask(path, fields)
            except (OSError, http.client.HTTPException) as error:
                said = type(error).__name__
            else:
                if page.status < 500:
                    return page
                said = f"{page.status} {page.read().heading}"
                if page.status == 503 and UNSENT in page.text:
                    fields = page.read().hidden  # "Coba kirim lagi": what the page itself kept
            self.failures += 1
            if until is None or time.monotonic() > until:
                raise Lost(said)
            time.sleep(0.2 + random.random() * 0.3)


@dataclass
class Writing:
    """One report being written. `page` is what stands on the screen."""

    visitor: Visitor
    story: str
    village: str = VILLAGES[0]
    until: float | None = None
    pages: list[Page] = field(default_factory=list)

    def answers(self) -> dict[str, dict[str, str]]:
        """What is typed on each page; pages not named are skipped."""
        return {
            "bahaya": {"danger": "no", **GO_ON},
            "cerita": {"story": self.story, "kinds": "physical", **GO_ON},
            "tempat": {"area-3": self.village[:9], "area-4": self.village, "place": "rumah di ujung gang", **GO_ON},
            "siapa": {"whom": "other", "age": "18-59", "about": "istri tetangga", **GO_ON},
            "sejak": {"since": "days", "repeated": "yes", **GO_ON},
            "pelapor": {"role": "neighbour", **GO_ON},
            "keamanan": {"knows": "no", "endangers": "unknown", **GO_ON},
            "kontak": {"contact": "no", **GO_ON},
        }

    def to_summary(self) -> dict[str, str]:
        """Answer every page; returns the fields that the summary page would send. Raises Lost."""
        fields = self.to_last_question()
        while True:
            page = self._turn(fields)
            read = page.read()
            if read.step == SUMMARY:
                return read.hidden | SEND
            fields = self._answer(read)

    def to_last_question(self) -> dict[str, str]:
        """Answer every page but the last; returns the fields whose answer is the summary page. Raises Lost."""
        read = self._turn(None).read()
        while read.step != "kontak":
            read = self._turn(self._answer(read)).read()
        return self._answer(read)

    def _answer(self, read: Reader) -> dict[str, str]:
        return read.hidden | self.answers().get(read.step, SKIP)

    def _turn(self, fields: dict[str, str] | None) -> Page:
        page = self.visitor.insist(FORM, fields, until=self.until)
        if page.status != 200 or not page.read().step:
            raise Lost(f"{page.status} {page.read().heading}")
        self.pages.append(page)
        return page

    def send(self, fields: dict[str, str]) -> Receipt:
        """Press "Kirim" until a receipt is shown. Raises Lost."""
        return receipt_on(self.visitor.insist(FORM, fields, until=self.until))


def receipt_on(page: Page) -> Receipt:
    """Number and code as a person reads them. Raises Lost where there are none."""
    shown = [text.strip() for text in page.read().shown]
    if page.status != 200 or len(shown) != 2:
        raise Lost(f"{page.status} {page.read().heading}")
    return Receipt(shown[0], "".join(shown[1].split()))


def write(
    visitor: Visitor, mark: str, *, village: str = VILLAGES[0], until: float | None = None
) -> tuple[Writing, dict[str, str]]:
    """A report written up to its summary, and what its button would send."""
    writing = Writing(visitor, STORY * 3 + mark, village, until)
    return writing, writing.to_summary()


def opens(visitor: Visitor, receipt: Receipt) -> bool:
    """Whether number and code lead to the page of a report."""
    page = visitor.insist(ANSWER, {"number": receipt.number, "code": receipt.code}, until=time.monotonic() + 30)
    return page.status == 200 and "Laporan sudah diterima" in page.text
