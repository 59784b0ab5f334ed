"""The process that draws: a picture from standard input, its size and a JPEG to standard output. Imports nothing of ours."""

import os
import resource
import sys
import warnings
from contextlib import suppress
from io import BytesIO

from PIL import Image, ImageFile, ImageOps

SECONDS, MEMORY = 15, 512 * 1_048_576
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = {"JPEG": 52_000_000, "PNG": 20_000_000, "WEBP": 20_000_000}  # a JPEG is read smaller at once
TOO_LARGE = 3


def main(longest: int) -> int:
    """0 when drawn, 3 when it has too many pixels; anything else went wrong."""
    os.nice(10)  # people who wait for a page come first
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    with suppress(ValueError):  # macOS knows no such limit; the one of pixels holds everywhere
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = max(MOST_PIXELS.values())
    try:
        picture: Image.Image = Image.open(BytesIO(sys.stdin.buffer.read()), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return TOO_LARGE
    if picture.width * picture.height > MOST_PIXELS[str(picture.format)]:
        return TOO_LARGE
    picture.draft("RGB", (longest, longest))
    picture.thumbnail((longest, longest))
    _write(_on_white(ImageOps.exif_transpose(picture)))
    return 0


def _on_white(picture: Image.Image) -> Image.Image:
    """Without transparency, so that nothing is hidden behind it, and a stamp on nothing is a stamp on paper."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    drawn = picture.convert("RGBA")
    paper = Image.new("RGB", drawn.size, "white")
    paper.paste(drawn, mask=drawn.getchannel("A"))
    return paper


def _write(picture: Image.Image) -> None:
    # Pixels only: what else the file said (profile, comments, place) is not handed on.
    picture.info.clear()
    out = BytesIO()
    picture.save(out, "JPEG", quality=88, subsampling=0, optimize=True)
    sys.stdout.buffer.write(f"{picture.width} {picture.height}\n".encode())
    sys.stdout.buffer.write(out.getbuffer())


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
