"""Somebody of the staff with a browser: fills a form in, presses the button, and when nobody answered looks and presses again."""

import http.client
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from threading import Thread

from bench.visitor import Lost, Page, Visitor

SIGN_IN = "/masuk/"
REFUSED = 4  # so many refusals in a row are not a race but a fault

# Where a step has led, as read from a page; empty where it has not been done.
Done = Callable[[Page], str]


class Tap(Enum):
    """How somebody presses a button."""

    ONCE = "once"
    BOTH = "twice at once"
    AGAIN = "again after it was done"


@dataclass
class Clerk:
    """One signed-in person. Raises Lost after `until`."""

    visitor: Visitor
    until: float

    def open(self, path: str) -> Page:
        """A page, asked for until it comes. Raises Lost where it leads elsewhere or does not exist."""
        page = self.visitor.insist(path, until=self.until)
        if page.status != 200:
            raise Lost(f"{path}: {page.status} {page.location or page.read().heading}")
        return page

    def step(
        self, form: str, answers: dict[str, str], *, to: str = "", asked: dict[str, str] | None = None, done: Done,
        tap: Tap = Tap.ONCE,
    ) -> str:  # fmt: skip
        """Fill the form of a page in and press until it was done, as the answer or the page itself says; returns where it led.

        `asked`: the button that is pressed when the page asks back first. A lost answer: the same form is sent again, as
        a browser does. A refusal: look first, then begin anew. A form that leads on by itself was done already.
        """
        said = ""
        for _ in range(REFUSED):
            page = self.visitor.insist(form, until=self.until)
            if page.status == 200:
                page = self._press(to or form, page.read().hidden | answers, tap)
            if asked and page.status == 200:
                page = self._press(to or form, page.read().hidden | answers | asked, tap)
            if page.location:
                if page.location.startswith(SIGN_IN):
                    raise Lost(f"{form}: signed out")
                return page.location
            said = f"{page.status} {page.read().heading}"
            seen = self.visitor.insist(form, until=self.until)
            if seen.status == 200 and (found := done(seen)):
                return found
        raise Lost(f"{form}: {said}")

    def _press(self, path: str, fields: dict[str, str], tap: Tap) -> Page:
        other = Thread(target=self._beside, args=(path, fields)) if tap is Tap.BOTH else None
        if other:
            other.start()
        page = self.visitor.insist(path, fields, until=self.until)
        if other:
            other.join()
        if tap is Tap.AGAIN:
            self.visitor.insist(path, fields, until=self.until)
        return page

    def _beside(self, path: str, fields: dict[str, str]) -> None:
        """The second tap of two: whatever comes of it, the person has seen the other's answer."""
        beside = Visitor(self.visitor.port, cookies=dict(self.visitor.cookies))
        try:
            beside.ask(path, fields)
        except (OSError, http.client.HTTPException):
            pass
        finally:
            beside.close()
