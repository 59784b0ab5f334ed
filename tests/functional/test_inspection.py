"""The inspector of pages complains of what is wrong."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.functional.inspection import NARROW, Inspector
from tests.live import Live

BAD = """<html lang="id"><title>Uji</title><main><h1>Uji</h1><img src="http://lain.test/x.png"><div style="width:500px">a</div>
<a href="/meja/tidak-ada/">ke mana</a><script>console.error("aduh"); throw new Error("rusak")</script></main>"""


def test_it_complains_of_what_is_wrong_and_of_nothing_else(live: Live, browser_page: Callable[..., Page]) -> None:
    page = browser_page()
    inspector = Inspector(page, live.base)
    inspector.look("/layanan/akses/")
    assert inspector.wrong == []
    page.route("**/layanan/privasi/", lambda route: route.fulfill(body=BAD, content_type="text/html"))
    inspector.look("/layanan/privasi/", axe=(NARROW,))
    inspector.follow_links()
    said = "\n".join(inspector.wrong)
    for fault in ("asks http://lain.test", "px wide at 320", "axe at 320: image-alt", "aduh", "rusak", "answers 404"):
        assert fault in said, said


def test_it_complains_of_a_wrong_answer(live: Live, browser_page: Callable[..., Page]) -> None:
    inspector = Inspector(browser_page(), live.base)
    inspector.look("/tidak-ada/")
    assert "/tidak-ada/: answers 404" in inspector.wrong
