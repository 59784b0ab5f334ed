"""manage.py grants: give the app's role what the models declare; run after every migrate, as the owner."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tuntas.core import grants


class Command(BaseCommand):
    """Apply the declared rights."""

    requires_system_checks: list[str] = []  # about code, not about the database
    help = "Gives the app's database role exactly the rights that the models declare. Run after migrate."

    def handle(self, *args: Any, **options: Any) -> None:
        """Apply and say for how many tables."""
        grants.apply(settings.TUNTAS_APP_ROLE)
        if options["verbosity"]:
            self.stdout.write(f"Rights of {settings.TUNTAS_APP_ROLE} set on {len(grants.expected())} tables.")
