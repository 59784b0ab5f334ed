"""`manage.py demo [--reports N] [--print]`: an invented Kota Pontianak, in a database without reports."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tuntas.desk.demo.people import PASSWORD, PEOPLE
from tuntas.desk.demo.run import run
from tuntas.intake.models import Report

REPORTS = 200


class Command(BaseCommand):
    """Refuses outside demo mode and where there are reports already."""

    help = "Makes the demo data, or prints its sign-ins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many reports, or only the sign-ins."""
        parser.add_argument("--reports", type=int, default=REPORTS)
        parser.add_argument("--print", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError where a demo would do harm."""
        if options["print"]:
            self._sign_ins()
            return
        if not settings.TUNTAS_DEMO:
            raise CommandError("Demo data have published passwords. They are made only with TUNTAS_DEMO=1.")
        if Report.objects.exists():
            raise CommandError("There are reports already; demo data are made in an empty database only.")
        run(reports=options["reports"], now=timezone.now(), show=self._show(options["verbosity"]))

    def _show(self, verbosity: int) -> Any:
        def show(done: int, total: int) -> None:
            if verbosity and (done % 50 == 0 or done == total):
                self.stdout.write(f"  {done} of {total} reports")

        return show

    def _sign_ins(self) -> None:
        self.stdout.write(f"  Password of all: {PASSWORD}")
        for person in PEOPLE:
            self.stdout.write(f"  {person.email:<26} {person.role.label}, {person.agency}")
