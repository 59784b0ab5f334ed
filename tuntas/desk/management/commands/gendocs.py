"""`manage.py gendocs [--check]`: write the reference pages from the code, or say which are stale."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tuntas.desk.reference import PAGES


class Command(BaseCommand):
    """Writes docs/reference/{states,permissions,duties,rules}.md."""

    help = "Write the reference pages from the code; --check only compares."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One switch."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError naming stale pages."""
        folder = settings.BASE_DIR / "docs" / "reference"
        stale = []
        for name, page in PAGES.items():
            path, text = folder / name, page()
            if path.exists() and path.read_text() == text:
                continue
            if options["check"]:
                stale.append(name)
            else:
                path.write_text(text)
        if stale:
            raise CommandError(f"Stale: {', '.join(stale)}. Run `python3 dev.py fix`.")
