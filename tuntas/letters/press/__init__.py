"""The press: makes PDFs from templates and data, in processes of their own that know neither database nor keys.

One PDF takes about 0.2 s, most of it to start; many are printed by processes that stay (`running`). The program that
answers requests never loads the typesetter.
"""

import json
import struct
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from itertools import islice
from pathlib import Path
from threading import Timer
from typing import Any

FOLDER = Path(__file__).parent
PATIENCE = 20  # seconds for one letter
PRINTED = (range(0x500), range(0x1E00, 0x2041), range(0x20A0, 0x20C0), range(0x2190, 0x21A0))
HEAD = struct.Struct(">I")
Order = tuple[str, dict[str, Any]]  # template (its name without ending) and data


class PressFailed(Exception):
    """No PDF came out of it. Says nothing about the content."""


def pdf(template: str, data: dict[str, Any]) -> bytes:
    """The PDF of a template (its name without ending) with this data. Raises PressFailed."""
    with closing(Press()) as press:
        return press.pdf(template, data)


def many(orders: Iterable[Order], *, presses: int = 2) -> Iterator[bytes]:
    """The PDFs of many orders, in their order, by several presses at once. Raises PressFailed.

    Only a few are held at a time, so that a thousand take no more memory than a hundred.
    """
    with ExitStack() as stack:
        running = [stack.enter_context(closing(Press())) for _ in range(presses)]
        pool = stack.enter_context(ThreadPoolExecutor(presses))
        waiting = iter(orders)
        while some := list(islice(waiting, 8 * presses)):
            shares = [some[at::presses] for at in range(presses)]
            done = list(pool.map(_share, running, shares))
            for at in range(len(some)):
                yield done[at % presses][at // presses]


def join(papers: Iterable[bytes]) -> Iterator[bytes]:
    """One PDF of many, for the printer, in pieces of its bytes. Raises PressFailed."""
    process = _start("join.py")
    assert process.stdin
    assert process.stdout
    try:
        for paper in papers:
            process.stdin.write(HEAD.pack(len(paper)) + paper)
        process.stdin.close()
        while piece := process.stdout.read(1_048_576):
            yield piece
        if process.wait(PATIENCE):
            raise PressFailed(f"joining stopped with {process.returncode}")
    except OSError as error:
        raise PressFailed("joining stopped") from error
    finally:
        _end(process)


class Press:
    """One process of the press; prints one letter after the other until it is closed."""

    def __init__(self) -> None:
        self._process = _start("run.py")

    def close(self) -> None:
        """End it."""
        _end(self._process)

    def pdf(self, template: str, data: dict[str, Any]) -> bytes:
        """One PDF. Raises PressFailed.

        A sign that no font of the typesetter has makes it refuse the whole paper. Nobody may keep a list from being
        printed by writing one behind their name: it is printed again with a question mark in the place of such signs.
        """
        found = self._press(template, data)
        if not found and (plain := _plain(data)) != data:
            found = self._press(template, plain)
        if not found.startswith(b"%PDF-"):
            raise PressFailed("the press printed nothing")
        return found

    def _press(self, template: str, data: dict[str, Any]) -> bytes:
        order = json.dumps({"template": template, "data": data}).encode()
        assert self._process.stdin
        assert self._process.stdout
        patience = Timer(PATIENCE, self._process.kill)
        patience.start()
        try:
            self._process.stdin.write(HEAD.pack(len(order)) + order)
            self._process.stdin.flush()
            head = self._process.stdout.read(HEAD.size)
            found = self._process.stdout.read(*HEAD.unpack(head)) if len(head) == HEAD.size else None
        except OSError as error:
            raise PressFailed("the press stopped") from error
        finally:
            patience.cancel()
        if found is None:
            raise PressFailed("the press took too long or stopped")
        return found


def _share(press: Press, orders: Iterable[Order]) -> list[bytes]:
    return [press.pdf(template, data) for template, data in orders]


def _start(program: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-I", str(FOLDER / program)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={"LANG": "C.UTF-8"}, cwd=FOLDER,
    )  # fmt: skip


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Whatever it is doing: nothing of it is needed any more."""
    process.kill()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            if pipe:
                pipe.close()
    process.wait()


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        signs = unicodedata.normalize("NFC", value)
        return "".join(sign if sign in "\n\t" or _has(sign) else "?" for sign in signs)
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def _has(sign: str) -> bool:
    """Whether every font of the typesetter's text has a sign: Latin, Greek, Cyrillic, and what stands between them."""
    return unicodedata.category(sign)[0] != "C" and any(ord(sign) in span for span in PRINTED)
