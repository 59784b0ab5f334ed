"""The press: makes a PDF from a template and data, in a process of its own that knows neither database nor keys.

A process for each PDF takes about 0.1 s; the program that answers requests never loads the typesetter.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PATIENCE = 20  # seconds


class PressFailed(Exception):
    """No PDF came out of it. Says nothing about the content."""


def pdf(template: str, data: dict[str, Any]) -> bytes:
    """The PDF of a template (its name without ending) with this data. Raises PressFailed."""
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
