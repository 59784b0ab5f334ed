"""Sending reports through the real server: what one costs, and many at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from bench.figures import Figure
from bench.servers import Web
from bench.visitor import FORM, SEND, VILLAGES, Lost, Receipt, Visitor, Writing, receipt_on, write
from tuntas.core import vault
from tuntas.intake import receipts
from tuntas.intake.models import Report

SERIES, ROUNDS = 15, 20


def cost(web: Web, *, series: int = SERIES, rounds: int = ROUNDS) -> list[Figure]:
    """CPU of the web processes for the summary page and the send that follows it; pages before it are not counted.

    The least of some series counts: what else runs on a machine can only add, by taking caches and half a core.
    """
    _spend(web, rounds)  # templates, connections and caches are made once
    spent = sorted(_spend(web, rounds) for _ in range(series))
    name = f"summary page and send: CPU of web, mean of {rounds}"
    return [
        Figure(f"{name}, least of {series} series", spent[0], "ms", 16),
        Figure(f"{name}, middle of {series} series", spent[series // 2], "ms"),
    ]


def _spend(web: Web, rounds: int) -> float:
    """Milliseconds of CPU for each."""
    prepared = []
    visitor = Visitor(web.port)
    for index in range(rounds):
        writing = Writing(visitor, f"Biaya {index}.", VILLAGES[index % len(VILLAGES)])
        prepared.append((writing, writing.to_last_question()))
    before = web.cpu()
    for _, fields in prepared:
        summary = visitor.ask(FORM, fields)
        receipt_on(visitor.ask(FORM, summary.read().hidden | SEND))
    spent = web.cpu() - before
    visitor.close()
    return round(spent / rounds * 1000, 3)  # the kernel counts in hundredths of a second


def at_once(web: Web, count: int) -> list[Figure]:
    """Different reports sent at the same moment: errors, receipts that are not unique, reports not stored exactly once."""
    written = [write(Visitor(web.port), f"Serentak {count} {index}.") for index in range(count)]
    shown, errors = _together([_send(writing, fields) for writing, fields in written])
    stored = _stored(f"Serentak {count} ")
    wrong = sum(stored.count(receipt.number) != 1 for receipt in shown) + abs(len(stored) - count)
    return [
        Figure(f"{count} sends at once: errors", errors, "", 0),
        Figure(f"{count} sends at once: receipts that are not unique", count - errors - len(set(shown)), "", 0),
        Figure(f"{count} sends at once: reports not stored exactly once", wrong, "", 0),
        Figure(f"{count} sends at once: codes that do not open their report", _closed(shown), "", 0),
    ]


def same_form(web: Web, times: int = 10) -> list[Figure]:
    """One form sent several times at the same moment, each time on a connection of its own, and once more after."""
    writing, fields = write(Visitor(web.port), "Sama.")
    copies = [Writing(Visitor(web.port), writing.story) for _ in range(times)]
    shown, errors = _together([_send(copy, fields) for copy in copies])
    shown.append(writing.send(fields))
    return [
        Figure(f"one form sent {times} times at once: errors", errors, "", 0),
        Figure(f"one form sent {times} times at once: receipts more than one", len(set(shown)) - 1, "", 0),
        Figure(f"one form sent {times} times at once: reports more than one", len(_stored("Sama.")) - 1, "", 0),
    ]


def _send(writing: Writing, fields: dict[str, str]) -> Callable[[], Receipt]:
    return lambda: writing.send(fields)


def _together(calls: list[Callable[[], Receipt]]) -> tuple[list[Receipt], int]:
    """Call all at the same moment; returns the receipts shown and how many calls failed."""
    barrier = Barrier(len(calls), timeout=60)

    def run(call: Callable[[], Receipt]) -> Receipt | None:
        barrier.wait()
        try:
            return call()
        except Lost:
            return None

    with ThreadPoolExecutor(len(calls)) as pool:
        shown = list(pool.map(run, calls))
    return [receipt for receipt in shown if receipt], shown.count(None)


def _stored(mark: str) -> list[str]:
    """Numbers of the reports whose story carries the mark, as read from the vault."""
    rows = list(Report.objects.order_by("-received_at")[:200])
    boxes = vault.boxes([row.pk for row in rows])
    return [row.number for row in rows if mark in boxes[row.pk].unseal(row, "narrative")]


def _closed(shown: list[Receipt]) -> int:
    known = dict(
        Report.objects.filter(number__in=[receipt.number for receipt in shown]).values_list("number", "code_hash")
    )
    return sum(not receipts.code_matches(receipt.code, known.get(receipt.number)) for receipt in shown)
