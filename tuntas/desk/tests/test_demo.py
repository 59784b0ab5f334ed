"""The demo: every role, every unit, reports that live by the rules."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from tests.cast import Cast
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting, User
from tuntas.agencies.models import Agency
from tuntas.agencies.states import AgencyKind
from tuntas.areas.models import Area
from tuntas.cases.models import Case
from tuntas.desk.demo.people import PASSWORD, PEOPLE
from tuntas.desk.demo.places import DISTRICTS
from tuntas.intake.models import Report
from tuntas.intake.tests.make import make_report
from tuntas.obligations.models import Escalation, Obligation
from tuntas.referrals.models import Referral


@pytest.mark.django_db
def test_it_makes_everything(settings: Settings) -> None:
    settings.TUNTAS_DEMO = True
    call_command("demo", reports=46, verbosity=0)

    assert Area.objects.filter(path__startswith="61.71.", level=4).count() == 29
    assert len(DISTRICTS) == Agency.objects.filter(kind=AgencyKind.DISTRICT_SECRETARIAT).count() == 6
    assert set(Posting.objects.values_list("role", flat=True)) == set(Role)
    assert User.objects.get(email="petugas@demo.test").check_password(PASSWORD)
    assert Report.objects.count() == 46 + 4  # the hotel and the wall are told besides
    assert Report.objects.filter(status="forwarded").count() >= 3
    assert Escalation.objects.exists()
    assert Case.objects.count() > 15
    assert len(set(Case.objects.values_list("status", flat=True))) >= 4
    assert Referral.objects.filter(status="answered").exists()
    assert Case.objects.filter(team__user__email="psikolog@demo.test").exists()  # who signs in as her finds work
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the keeping duty of every open report, now
    silent = Obligation.objects.unsettled().filter(kind="forwarding.acknowledge", agency__short_name="Satpol PP")
    silent = silent.filter(due_at__lt=timezone.now())
    assert silent.count() >= 3  # the hotel; others may happen to be late too
    told = {line.user.email for duty in silent for line in duty.escalations.select_related("user")}
    assert {"manajer@demo.test", "kasatpol@demo.test"} <= told


@pytest.mark.django_db
def test_it_is_made_in_demo_mode_only(settings: Settings) -> None:
    settings.TUNTAS_DEMO = False
    with pytest.raises(CommandError, match="TUNTAS_DEMO=1"):
        call_command("demo", verbosity=0)


def test_it_never_mixes_with_real_reports(cast: Cast, settings: Settings) -> None:
    settings.TUNTAS_DEMO = True
    make_report(cast)
    with pytest.raises(CommandError, match="empty database"):
        call_command("demo", verbosity=0)


def test_it_prints_who_can_sign_in() -> None:
    out = StringIO()
    call_command("demo", print=True, stdout=out)
    assert PASSWORD in out.getvalue()
    assert all(person.email in out.getvalue() for person in PEOPLE)
