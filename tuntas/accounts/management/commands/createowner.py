"""manage.py createowner: the first account of an installation, and the way back in when no administrator is left."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from tuntas.access.actors import System
from tuntas.access.roles import Role
from tuntas.accounts.actions import invitations
from tuntas.accounts.jobs import invitation_path
from tuntas.accounts.models import Posting
from tuntas.agencies.models import Agency
from tuntas.areas.models import HomeArea


class Command(BaseCommand):
    """Invites an administrator of the home area; the person chooses the password."""

    help = "Invites the first administrator. Prints the link that the letter also carries."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, where, and whether there may already be one."""
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument(
            "--agency", default="", help="Name of the agency that posts the administrator; needed if there are several"
        )
        parser.add_argument("--force", action="store_true", help="Also when there is an active administrator; recorded")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse, or invite and print."""
        at = timezone.now()
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError("--email is not an e-mail address.") from error
        there = Posting.objects.in_force(at).filter(role=Role.SYSTEM_ADMIN, user__is_active=True).exists()
        if there and not options["force"]:
            raise CommandError(
                "There is an active administrator, who can invite others. Use --force if that account is out of reach."
            )
        agency = _agency(options["agency"])
        invitation = invitations.invite_owner(
            name=options["name"], email=options["email"], role=Role.SYSTEM_ADMIN, agency=agency, area=agency.area,
            forced=there, by=System("createowner"), at=at,
        )  # fmt: skip
        self.stdout.write(f"Invitation for {agency.name}, valid until {invitation.expires_at:%Y-%m-%d %H:%M} UTC:")
        self.stdout.write(settings.TUNTAS_BASE_URL + invitation_path(invitation))


def _agency(name: str) -> Agency:
    """The agency named, or the only one that sits at a home area itself."""
    homes = list(HomeArea.objects.values_list("area_id", flat=True))
    if not homes:
        raise CommandError("No home area is set yet. Set it first, see docs/howto/install.md.")
    found = Agency.objects.filter(area__in=homes, closed_date__isnull=True).order_by("name")
    found = found.filter(name__iexact=name) if name else found
    agencies = list(found[:2])
    if len(agencies) == 1:
        return agencies[0]
    if not agencies:
        raise CommandError("No such agency at the home area. Add it first, see docs/howto/install.md.")
    raise CommandError("Several agencies sit at the home area. Say which one: --agency NAME.")
