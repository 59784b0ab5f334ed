"""`manage.py duplicates FILE.csv`: who in a list may be the same person. In memory; no database is asked or changed."""

import csv
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tuntas.people.lists import NotAList, read_file
from tuntas.people.memory import Register


class Command(BaseCommand):
    """Writes a, b, score for the ten best candidates of every record."""

    help = "Ten best candidates for the same person, for every record of a CSV file; score from 0 to 1."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and where to write."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--out", type=Path, help="file to write; else standard output")

    def handle(self, *args: Any, file: Path, out: Path | None = None, **options: Any) -> None:
        """Read, compare, write. Raises CommandError for a file that cannot be read."""
        try:
            rows = list(read_file(file))
        except (OSError, NotAList, UnicodeDecodeError, csv.Error) as error:
            raise CommandError(f"{file}: {error}") from error
        if out is None:
            self._write(rows, self.stdout if hasattr(self.stdout, "write") else sys.stdout)
        else:
            with out.open("w", encoding="utf-8", newline="") as target:
                self._write(rows, target)

    def _write(self, rows: list[tuple[str, Any]], target: Any) -> None:
        register = Register([facts for _, facts in rows])
        writer = csv.writer(_Lines(target), lineterminator="\n")
        writer.writerow(("a", "b", "score"))
        for at, (name, _) in enumerate(rows):
            writer.writerows((name, rows[other][0], f"{likeness.score:.4f}") for other, likeness in register.best(at))


class _Lines:
    """Django's standard output adds a line's end where one is missing; this one brings its own."""

    def __init__(self, target: Any) -> None:
        self._target = target

    def write(self, text: str) -> None:
        """One line."""
        self._target.write(text)
