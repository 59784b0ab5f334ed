"""A picture is drawn anew: only what can be seen goes on. In a process of its own that knows neither database nor keys.

Place, camera and whatever was hidden behind the pixels stay behind; a file that is a picture and something else
at once becomes a picture. The decoder works under limits of time and memory, and the program that answers
requests never loads it.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

from tuntas.core.errors import Denied

FOLDER = Path(__file__).parent
PATIENCE = 25  # seconds; the process itself is given 15 of the processor's
ONE = BoundedSemaphore(1)  # of each web process: drawing takes up to 350 MB while it lasts
WAIT = 20  # seconds for a turn

BROKEN = "Foto ini tidak dapat dibaca. Coba buka dan simpan ulang di ponsel atau komputer, lalu unggah lagi."
TOO_MANY_PIXELS = (
    "Foto ini terlalu besar ukurannya (lebih dari 50 megapiksel; PNG dan WebP 20). Kecilkan dulu, lalu unggah lagi."
)
BUSY = "Sistem sedang mengolah foto lain. Coba lagi sebentar lagi."
PIXELS = 3  # the exit code of run.py for a picture that is too large


@dataclass(frozen=True)
class Drawn:
    """A JPEG without anything but the picture."""

    content: bytes
    width: int
    height: int


def draw(content: bytes, *, longest: int) -> Drawn:
    """The picture anew, upright, its longer side at most `longest` pixels. Raises Denied for what is no sound picture."""
    if not ONE.acquire(timeout=WAIT):
        raise Denied(BUSY)
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(FOLDER / "run.py"), str(longest)],
            input=content, capture_output=True, timeout=PATIENCE, check=False, env={"LANG": "C.UTF-8"}, cwd=FOLDER,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Denied(BROKEN) from error
    finally:
        ONE.release()
    if done.returncode == PIXELS:
        raise Denied(TOO_MANY_PIXELS)
    size, _, drawn = done.stdout.partition(b"\n")
    if done.returncode or not drawn.startswith(b"\xff\xd8\xff"):
        raise Denied(BROKEN)
    width, height = (int(part) for part in size.split())
    return Drawn(drawn, width, height)
