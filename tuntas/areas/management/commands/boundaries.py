"""`manage.py boundaries FILE … --source … --licence …`: shapes of areas from GeoJSON or TopoJSON, for the maps."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tuntas.access.actors import System
from tuntas.areas.actions import boundaries
from tuntas.areas.boundary_file import MAX_BYTES
from tuntas.core.errors import Denied

MOST_NAMED = 20


class Command(BaseCommand):
    """Runs as the owner's role or as the app's; a second run draws the same shapes again."""

    help = "Impor batas wilayah (GeoJSON atau TopoJSON, WGS84); dicocokkan menurut kode Kemendagri."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Each file is taken whole or not at all."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--source", default="", help="whose shapes these are; stands below every map")
        parser.add_argument("--licence", default="", help="under which licence; stands below every map")
        parser.add_argument("--code", default="code", metavar="PROPERTY", help="property with the Kemendagri code")
        parser.add_argument("--layer", default="", help="name of the layer, where a TopoJSON file has several")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        """Raises CommandError with a sentence; files before the wrong one are in."""
        for file in files:
            origin = boundaries.Origin(
                source=options["source"], licence=options["licence"], file_name=file.name,
                property_name=options["code"], object_name=options["layer"],
            )  # fmt: skip
            try:
                done = boundaries.load(
                    raw=read_bytes(file, MAX_BYTES), origin=origin, by=System("boundaries"), at=timezone.now()
                )
            except Denied as error:
                raise CommandError(f"{file}: {error.sentence}") from error
            self.stdout.write(f"{file}: batas {done.drawn} wilayah disimpan.")
            if done.unknown:
                more = f" dan {len(done.unknown) - MOST_NAMED} lagi" if len(done.unknown) > MOST_NAMED else ""
                self.stdout.write(f"Kode yang tidak dikenal: {', '.join(done.unknown[:MOST_NAMED])}{more}.")


def read_bytes(file: Path, most: int) -> bytes:
    """The file, and one byte more than is allowed of a larger one. Raises CommandError."""
    try:
        with file.open("rb") as opened:
            return opened.read(most + 1)
    except OSError as error:
        raise CommandError(f"Berkas {file} tidak dapat dibuka. Periksa nama dan letaknya.") from error
