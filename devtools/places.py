"""Where things are. Standard library only."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
VAR = ROOT / "var"  # everything that `dev.py run` keeps: database, keys, copied assets
MANAGE = ROOT / "manage.py"


class Stop(Exception):
    """dev.py cannot go on, and says why in one sentence."""


def say(text: str) -> None:
    """One line to the person at the keyboard, at once."""
    print(text, flush=True)
