from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from tests.cast import PASSWORD, Cast
from tests.mail import Mailbox
from tuntas.access.roles import Role
from tuntas.accounts.models import Invitation, Posting, User
from tuntas.accounts.tests.helpers import events, link_in, run_jobs
from tuntas.agencies.models import Agency
from tuntas.areas.models import HomeArea


def run(**options: object) -> str:
    out = StringIO()
    call_command("createowner", **({"email": "pemilik@contoh.test", "name": "Pemilik"} | options), stdout=out)
    return out.getvalue()


def test_an_empty_installation_gets_home_area_government_and_owner(client: Client, db: None, smtp: Mailbox) -> None:
    printed = run(home="61.71").splitlines()[-1]
    run_jobs()
    assert link_in(smtp.messages[0]) in printed  # the letter carries the same link
    assert HomeArea.objects.get().area.code == "61.71"
    agency = Agency.objects.get()
    assert agency.name == "Pemerintah Kota Pontianak"
    path = link_in(smtp.messages[0])
    client.get(path)
    client.post("/masuk/undangan/", {"token": path.split("/")[-2], "password": PASSWORD})
    posting = Posting.objects.get()
    assert (posting.role, posting.area.code, posting.user.email) == (Role.SYSTEM_ADMIN, "61.71", "pemilik@contoh.test")


def test_it_refuses_while_there_is_an_administrator(cast: Cast) -> None:
    with pytest.raises(CommandError, match="active administrator"):
        run(home="61.71")
    assert not Invitation.objects.exists()


def test_force_is_recorded(cast: Cast) -> None:
    run(home="61.71", agency=cast.unit.name, force=True)
    (event,) = events("owner.invited")
    assert event.data == {"forced": True}
    assert event.actor_name == "createowner"


def test_administrators_without_an_open_account_do_not_count(cast: Cast) -> None:
    User.objects.filter(pk=cast.sysadmin.pk).update(is_active=False)
    cast.elsewhere[Role.SYSTEM_ADMIN].postings.update(ends_at=timezone.now())
    run(agency=cast.unit.name)
    assert Invitation.objects.get().agency == cast.unit
    assert [event.data["forced"] for event in events("owner.invited")] == [False]


@pytest.mark.parametrize("options", [{}, {"home": "99.99"}, {"home": "61.71", "email": "bukan"}])
def test_what_is_missing_is_said_and_nothing_is_left_behind(db: None, options: dict[str, str]) -> None:
    with pytest.raises(CommandError):
        run(**options)
    assert not Invitation.objects.exists()
    assert not HomeArea.objects.exists()


def test_a_name_that_nobody_has_is_refused_once_there_are_agencies(cast: Cast) -> None:
    with pytest.raises(CommandError, match="no such agency"):
        run(agency="Tidak Ada", force=True)
    assert not Invitation.objects.exists()


def test_the_first_agency_may_be_named(db: None) -> None:
    run(home="61.71", agency="Pemerintah Kota Contoh")
    assert Agency.objects.get().name == "Pemerintah Kota Contoh"
