"""manage.py createowner: the first account of an installation, and the way back in when no administrator is left."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from tuntas.access.actors import System
from tuntas.access.roles import Role
from tuntas.accounts.actions import invitations
from tuntas.accounts.jobs import invitation_path
from tuntas.accounts.models import Posting
from tuntas.agencies.actions import agencies
from tuntas.agencies.models import Agency
from tuntas.agencies.states import AgencyKind
from tuntas.areas.actions.homes import set_homes
from tuntas.areas.models import Area, HomeArea
from tuntas.core.errors import Denied

INSTALLER = System("createowner")


class Command(BaseCommand):
    """Invites an administrator of the home area; the person chooses the password."""

    help = "Invites the first administrator. Prints the link that the letter also carries."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, where, and whether there may already be one."""
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--home", default="", help="Code of the home area (61.71), while none is set")
        parser.add_argument(
            "--agency",
            default="",
            help="Name of the agency that posts the administrator; by default the local government",
        )
        parser.add_argument("--force", action="store_true", help="Also when there is an active administrator; recorded")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse, or invite and print."""
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError("--email is not an e-mail address.") from error
        at = timezone.now()
        there = Posting.objects.in_force(at).filter(role=Role.SYSTEM_ADMIN, user__is_active=True).exists()
        if there and not options["force"]:
            raise CommandError(
                "There is an active administrator, who can invite others. Use --force if that account is out of reach."
            )
        with transaction.atomic():
            agency = self._agency(options["home"], options["agency"])
            invitation = invitations.invite_owner(
                name=options["name"], email=options["email"], role=Role.SYSTEM_ADMIN, agency=agency, area=agency.area,
                forced=there, by=INSTALLER, at=at,
            )  # fmt: skip
        self.stdout.write(f"Invitation for {agency.name}, valid until {invitation.expires_at:%Y-%m-%d %H:%M} UTC:")
        self.stdout.write(settings.TUNTAS_BASE_URL + invitation_path(invitation))

    def _agency(self, home: str, name: str) -> Agency:
        """The agency named, or the local government; on an empty installation it is written down here."""
        area = self._home(home)
        if not Agency.objects.exists():
            return agencies.found_first(
                name=name or f"Pemerintah {area.full_name}", area=area, by=INSTALLER, at=timezone.now()
            )
        found = Agency.objects.filter(area=area, closed_date__isnull=True).order_by("id")
        agency = found.filter(name__iexact=name).first() if name else found.filter(kind=AgencyKind.GOVERNMENT).first()
        if agency is None:
            raise CommandError(f"There is no such agency at {area.full_name}. Name one with --agency.")
        return agency

    def _home(self, code: str) -> Area:
        homes = [row.area for row in HomeArea.objects.select_related("area").order_by("area__code")]
        if homes and code:
            homes = [area for area in homes if area.code == code]
            if not homes:
                raise CommandError(f"{code} is not a home area of this installation.")
        if not homes:
            try:
                homes = set_homes(codes=[code] if code else [], by=INSTALLER, at=timezone.now())
            except Denied as error:
                raise CommandError(f"No home area is set yet; say which: --home CODE. ({error.sentence})") from error
        if len(homes) > 1:
            raise CommandError("There are several home areas; say which: --home CODE.")
        return homes[0]
