"""`manage.py erase NUMBER --reason CODE --by EMAIL`: destroy what a closed report held."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tuntas.accounts.models import User
from tuntas.core.errors import Denied
from tuntas.core.vault import Erased
from tuntas.intake import receipts
from tuntas.intake.actions import erasure
from tuntas.intake.models import Report


class Command(BaseCommand):
    help = "Erase a closed report: its key is destroyed; backups of keys are gone after 35 days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number")
        parser.add_argument("--reason", required=True, help="code or number of the decision; never a name")
        parser.add_argument("--by", required=True, help="e-mail address of the account that answers for it")

    def handle(self, *args: Any, **options: Any) -> None:
        report = Report.objects.filter(number=receipts.read_number(options["number"])).first()
        by = User.objects.filter(email=options["by"].lower(), is_active=True).first()
        if report is None:
            raise CommandError("There is no report of this number.")
        if by is None:
            raise CommandError("There is no active account of this address.")
        try:
            complete = erasure.erase(report, reason=options["reason"], by=by, at=timezone.now())
        except Denied as error:
            raise CommandError(error.sentence) from error
        except Erased as error:
            raise CommandError("This report has been erased before.") from error
        self.stdout.write(f"Erased. Complete, with the backups of keys, on {complete.isoformat()}.")
