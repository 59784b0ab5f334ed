"""manage.py loadholidays: seed the table of holidays."""

from typing import Any

import holidays
from django.core.management.base import BaseCommand
from django.utils import timezone

from tuntas.access.actors import System
from tuntas.obligations.actions import holidays as actions

SOURCE = "libur nasional dan cuti bersama, daftar bawaan Tuntas"


class Command(BaseCommand):
    """National holidays and cuti bersama, last year to three years ahead."""

    help = "Adds Indonesian public and government holidays for last year to three years ahead; what was edited stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say how many days are new."""
        at = timezone.now()
        years = range(at.year - 1, at.year + 4)
        days = holidays.country_holidays("ID", years=years, categories=("public", "government"), language="id")
        count = actions.load(dict(days), source=SOURCE, by=System("loadholidays"), at=at)
        if options["verbosity"]:
            self.stdout.write(f"{count} new holidays for {years[0]} to {years[-1]}.")
