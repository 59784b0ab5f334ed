"""manage.py bounce: read one returned e-mail from standard input."""

import email
import email.policy
import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tuntas.access.actors import System
from tuntas.notices.actions import delivery


class Command(BaseCommand):
    """For the mail server: `| manage.py bounce` on the address that notices are sent from."""

    help = "Reads one delivery status notification from standard input and records which notices did not arrive."

    def handle(self, *args: Any, **options: Any) -> None:
        """Record, and say for how many notices. What is no bounce of ours is not an error: it must not bounce back."""
        message = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
        count = delivery.record_bounce(message, by=System("surel yang kembali"), at=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"{count} notices did not arrive.")
