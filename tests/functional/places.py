"""A province, regency or city in which people of several offices have browsers of their own."""

from collections.abc import Callable
from datetime import date

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from tests.cast import Cast, make_agency, make_user, post
from tests.functional import steps
from tests.live import Live
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.agencies.states import AgencyKind
from tuntas.areas.models import Area
from tuntas.areas.states import zone_of

MakePage = Callable[..., Page]


class Region:
    """An area by its code; offices and people that the cast does not have are made as they are named."""

    def __init__(self, live: Live, make_page: MakePage, cast: Cast, code: str) -> None:
        self.live, self.make_page, self.cast = live, make_page, cast
        self.area = Area.objects.current().get(code=code)

    def office(self, name: str, kind: AgencyKind) -> Agency:
        """An institution there."""
        return make_agency(name, kind, self.area)

    def person(self, name: str, role: Role, agency: Agency) -> User:
        """Somebody who works for it."""
        user = make_user(name, f"{name.lower().replace(' ', '.')}@contoh.test")
        post(user, role, agency, agency.area)
        return user

    def desk(self, user: User, **options: int) -> Page:
        """The home of a member of staff, opened now."""
        return steps.staff(self.make_page, self.live, user, **options)

    def open(self, page: Page, name: str, pk: object) -> None:
        """A page of something."""
        page.goto(self.live.url(reverse(name, args=[pk])))

    def today(self) -> date:
        """The local day."""
        return timezone.now().astimezone(zone_of(self.area.path)).date()
