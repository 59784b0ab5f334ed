"""What the public pages weigh on the wire, and what the web processes weigh in memory."""

from bench.figures import Figure
from bench.servers import Web
from bench.visitor import FORM, Page, Visitor, Writing

NEVER = ("numpy", "scipy", "typst", "pikepdf", "pyhanko")
REQUESTS = 100
KB = 1000


def weights(web: Web) -> list[Figure]:
    """Bytes of compressed bodies of the form: the first page with all it loads, then each later page and the receipt.

    Headers are given beside it without a bar: the proxy of an installation sends its own.
    """
    visitor = Visitor(web.port)
    first = visitor.ask(FORM)
    loaded = [visitor.ask(path) for path in first.read().loaded]
    if any(page.status != 200 for page in (first, *loaded)):
        raise RuntimeError("something that the first page loads is missing")
    whole = [first, *loaded]
    writing = Writing(visitor, "Berat halaman.")
    receipt = visitor.ask(FORM, writing.to_summary())
    later = [*writing.pages[1:], receipt]
    new = sum(len(set(page.read().loaded) - set(first.read().loaded)) for page in later)
    return [
        Figure("first page of the form with all it loads, bodies", _bodies(whole), "KB", 25),
        Figure("first page of the form with all it loads, headers", _heads(whole), "KB"),
        Figure("heaviest later page, body", max(page.wire for page in later) / KB, "KB", 6),
        Figure("heaviest later page, headers", max(page.head for page in later) / KB, "KB"),
        Figure("files that later pages load besides", new, "", 0),
    ]


def _bodies(pages: list[Page]) -> float:
    return sum(page.wire for page in pages) / KB


def _heads(pages: list[Page]) -> float:
    return sum(page.head for page in pages) / KB


def memory(web: Web) -> list[Figure]:
    """After 100 requests to public pages; libraries that must never be loaded show in the map of the memory."""
    visitors = [Visitor(web.port) for _ in range(4)]
    for index in range(REQUESTS):
        visitor = visitors[index % len(visitors)]
        if index % 10 == 0:
            visitor.close()  # so that both workers get their share
        visitor.ask(("/", FORM, "/layanan/privasi/", "/layanan/dekat/")[index % 4])
    mapped = web.mapped()
    return [
        Figure("web: master and workers", len(web.pids()), "", 3),
        Figure(f"web: memory (PSS) after {REQUESTS} requests", web.memory(), "MB", 220),
        Figure(f"web: {', '.join(NEVER)} loaded", sum(f"/{name}" in mapped for name in NEVER), "", 0),
    ]
