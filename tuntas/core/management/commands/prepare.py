"""manage.py prepare: bring a database to the state that this version needs; run after every update, as the owner."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

# By name: the core knows no other app. Each may be run again without harm.
STEPS = ("migrate", "createcachetable", "grants", "loadareas", "loadholidays")


class Command(BaseCommand):
    """All steps in order."""

    requires_system_checks: list[str] = []  # about code, not about the database
    help = (
        "Makes and alters tables, sets the rights of the app's role, loads areas and holidays. Run after every update."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the steps; the first that fails stops it."""
        for step in STEPS:
            call_command(step, verbosity=options["verbosity"], stdout=self.stdout)
