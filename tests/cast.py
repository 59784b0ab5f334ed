"""The one cast of people of all tests: Kota Pontianak (61.71), its units, one person for each role, and outsiders.

`cast.hotline` and friends work at the UPTD PPA; `cast.by_role[role]` has one user for each of the 22 roles;
`cast.elsewhere[role]` the same at another regency's unit; `cast.stranger` has an account and no posting.
"""

import re
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from tests.clock import NOW as NOW  # noqa: PLC0414 - every test takes it from here
from tuntas.access.roles import Role
from tuntas.accounts import fresh, keys
from tuntas.accounts.models import Posting, User
from tuntas.agencies.models import Agency, OpeningHours, PublicContact, ReceivingUnit
from tuntas.agencies.states import AgencyKind
from tuntas.areas.models import Area, HomeArea

PASSWORD = "kata-sandi-uji-panjang"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

AT_PARTNER = {
    Role.AGENCY_MEMBER: "social",
    Role.POLICE_PPA: "police",
    Role.HEALTH_OFFICER: "health",
    Role.SCHOOL_CONTACT: "education",
    Role.SHELTER_OFFICER: "shelter",
    Role.KPAD: "kpad",
    Role.SECRETARIAT_ADMIN: "secretariat",
    Role.LEADERSHIP: "dinas",
    Role.TASK_FORCE_SECRETARIAT: "task_force",
}


@dataclass
class Cast:
    """Areas, agencies and people. `village` is served by the UPTD PPA, `south_village` by the secretariat of its district."""

    city: Area
    district: Area
    village: Area
    south_village: Area
    other_city: Area
    agencies: dict[str, Agency] = field(default_factory=dict)
    by_role: dict[Role, User] = field(default_factory=dict)
    elsewhere: dict[Role, User] = field(default_factory=dict)
    stranger: User = None  # type: ignore[assignment]  # set by `make`
    satpol: User = None  # type: ignore[assignment]
    satpol_head: User = None  # type: ignore[assignment]

    @property
    def unit(self) -> Agency:
        """The UPTD PPA, receiver for the whole city."""
        return self.agencies["unit"]

    @property
    def dinas(self) -> Agency:
        """Its parent."""
        return self.agencies["dinas"]

    @property
    def hotline(self) -> User:
        """Takes reports at the unit."""
        return self.by_role[Role.HOTLINE_OFFICER]

    @property
    def manager(self) -> User:
        """Case manager of the unit."""
        return self.by_role[Role.CASE_MANAGER]

    @property
    def supervisor(self) -> User:
        """Approves at the unit."""
        return self.by_role[Role.SUPERVISOR]

    @property
    def head(self) -> User:
        """Head of the unit."""
        return self.by_role[Role.UNIT_HEAD]

    @property
    def secretariat(self) -> User:
        """Admin of the secretariat of Pontianak Selatan."""
        return self.by_role[Role.SECRETARIAT_ADMIN]

    @property
    def leadership(self) -> User:
        """Head of the dinas above the unit."""
        return self.by_role[Role.LEADERSHIP]

    @property
    def auditor(self) -> User:
        """Reads logs, never content."""
        return self.by_role[Role.AUDITOR]

    @property
    def sysadmin(self) -> User:
        """Configures."""
        return self.by_role[Role.SYSTEM_ADMIN]


def make_user(name: str, email: str) -> User:
    """A user with a second factor, who can sign in through `client.force_login`; no slow password hash is made."""
    user = User(name=name, email=email)
    user.set_unusable_password()
    user.save()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": keys.seal(TOTP_SECRET)})
    return user


def sign_in(client: Client, user: User) -> None:
    """`force_login`, as if the code had been typed a moment ago: for pages that ask for it again."""
    client.force_login(user)
    session = client.session
    session[fresh.KEY] = timezone.now().timestamp()
    session.save()


def form_id_of(response: Any) -> str:
    """The id that a page gave its form (`core.once`)."""
    found = re.search(r'name="form_id" value="([^"]+)"', response.content.decode())
    assert found, "a form that makes something carries an id"
    return found[1]


def post(user: User, role: Role, agency: Agency, area: Area) -> Posting:
    """Give a role from a day before NOW."""
    return Posting.objects.create(user=user, role=role, agency=agency, area=area, starts_at=NOW - timedelta(days=400))


def make_agency(
    name: str, kind: AgencyKind, area: Area, parent: Agency | None = None, *, receives: bool = False
) -> Agency:
    """An agency open Monday to Friday, 07.30 to 16.00 local time."""
    agency = Agency.objects.create(
        name=name,
        short_name=name[:40],
        kind=kind,
        area=area,
        area_path=area.path,
        parent=parent,
        receives_reports=receives,
    )
    OpeningHours.objects.bulk_create(
        OpeningHours(agency=agency, weekday=weekday, opens=time(7, 30), closes=time(16, 0)) for weekday in range(1, 6)
    )
    return agency


def _agencies(city: Area, district: Area) -> dict[str, Agency]:
    kind = AgencyKind
    dinas = make_agency("DP2KBP3A Kota Pontianak", kind.AGENCY_WOMEN_CHILD, city, receives=True)
    agencies = {
        "dinas": dinas,
        "unit": make_agency("UPTD PPA Kota Pontianak", kind.UPTD_PPA, city, dinas, receives=True),
        "secretariat": make_agency("Sekretariat Pontianak Selatan", kind.DISTRICT_SECRETARIAT, district, receives=True),
        "satpol": make_agency("Satpol PP Kota Pontianak", kind.SATPOL_PP, city),
        "police": make_agency("Polresta Pontianak", kind.POLICE, city),
        "health": make_agency("Dinas Kesehatan", kind.AGENCY_HEALTH, city),
        "social": make_agency("Dinas Sosial", kind.AGENCY_SOCIAL, city),
        "education": make_agency("Dinas Pendidikan", kind.AGENCY_EDUCATION, city),
        "shelter": make_agency("Rumah Aman", kind.SHELTER, city, dinas),
        "kpad": make_agency("KPAD Kota Pontianak", kind.KPAD, city),
        "task_force": make_agency("Gugus Tugas TPPO", kind.TASK_FORCE, city),
    }
    for key in ("unit", "police"):
        PublicContact.objects.create(
            agency=agencies[key], channel="phone", value=f"0561-00-000{len(key)}", verified_date=NOW.date() - timedelta(days=30),
            emergency=key == "police",
        )  # fmt: skip
    for area, key in ((city, "unit"), (district, "secretariat")):
        ReceivingUnit.objects.create(area=area, area_path=area.path, agency=agencies[key], from_date=date(2024, 1, 1))
    return agencies


def make() -> Cast:
    """Build the cast in the current database. Needs the areas of the template database."""
    areas = {
        code: Area.objects.get(code=code, valid_to=None)
        for code in ("61.71", "61.71.01", "61.71.02.1003", "61.71.01.1002", "61.12")
    }
    cast = Cast(
        city=areas["61.71"],
        district=areas["61.71.01"],
        village=areas["61.71.02.1003"],
        south_village=areas["61.71.01.1002"],
        other_city=areas["61.12"],
    )
    HomeArea.objects.get_or_create(area=cast.city)
    cast.agencies = _agencies(cast.city, cast.district)
    there = make_agency("UPTD PPA Kubu Raya", AgencyKind.UPTD_PPA, cast.other_city, receives=True)
    for role in Role:
        agency = cast.agencies[AT_PARTNER.get(role, "unit")]
        area = cast.district if role is Role.SECRETARIAT_ADMIN else cast.city
        cast.by_role[role] = make_user(f"Uji {role.label}", f"{role}@contoh.test")
        post(cast.by_role[role], role, agency, area)
        cast.elsewhere[role] = make_user(f"Sana {role.label}", f"{role}@sana.test")
        post(cast.elsewhere[role], role, there, cast.other_city)
    cast.satpol = make_user("Uji Satpol", "satpol@contoh.test")
    post(cast.satpol, Role.AGENCY_MEMBER, cast.agencies["satpol"], cast.city)
    cast.satpol_head = make_user("Uji Kasatpol", "kasatpol@contoh.test")
    post(cast.satpol_head, Role.LEADERSHIP, cast.agencies["satpol"], cast.city)
    cast.stranger = make_user("Tanpa Posting", "stranger@contoh.test")
    return cast


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast, committed before the tests began; only a test that asks for it late makes its own."""
    from tests import database  # not for `dev.py bench`, which makes the cast without the server of the tests

    return database.people() or make()
