"""The press: makes a PDF from a template and data, in a process of its own that knows neither database nor keys.

A process for each PDF takes about 0.1 s; the program that answers requests never loads the typesetter.
"""

import json
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PATIENCE = 20  # seconds
PRINTED = (range(0x500), range(0x1E00, 0x2041), range(0x20A0, 0x20C0), range(0x2190, 0x21A0))


class PressFailed(Exception):
    """No PDF came out of it. Says nothing about the content."""


def pdf(template: str, data: dict[str, Any]) -> bytes:
    """The PDF of a template (its name without ending) with this data. Raises PressFailed.

    A sign that no font of the typesetter has makes it refuse the whole paper. Nobody may keep a list from being printed
    by writing one behind their name: then it is printed again with a question mark in the place of such signs.
    """
    try:
        return _press(template, data)
    except PressFailed:
        plain = _plain(data)
        if plain == data:
            raise
    return _press(template, plain)


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


def _press(template: str, data: dict[str, Any]) -> bytes:
    order = json.dumps({"template": template, "data": data}).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(FOLDER / "run.py")],
            input=order, capture_output=True, timeout=PATIENCE, check=False, env={"LANG": "C.UTF-8"}, cwd=FOLDER,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise PressFailed("the press took too long") from error
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        # What it says may repeat the text of the letter: only where it stopped is kept.
        raise PressFailed(f"the press stopped with {done.returncode}")
    return done.stdout
