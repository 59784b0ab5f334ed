from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Cast
from tests.mail import Mailbox
from tuntas.access.roles import Role
from tuntas.accounts.actions import invitations
from tuntas.accounts.models import Invitation
from tuntas.accounts.tests.helpers import events, link_in, run_jobs

LIST = "/meja/pengguna/undangan/"


@pytest.fixture
def invitation(cast: Cast) -> Invitation:
    return invitations.invite(
        name="Orang Baru", email="baru@contoh.test", role=Role.HOTLINE_OFFICER, agency=cast.unit, area=cast.city,
        by=cast.head, at=timezone.now(),
    )  # fmt: skip


@pytest.mark.parametrize(("who", "code"), [("sysadmin", 302), ("head", 302), ("manager", 404), ("stranger", 404)])
def test_who_may_resend_and_revoke(client: Client, cast: Cast, invitation: Invitation, who: str, code: int) -> None:
    client.force_login(getattr(cast, who))
    for act in ("kirim-lagi", "cabut"):
        assert client.post(f"{LIST}{invitation.id}/{act}/").status_code == code


def test_elsewhere_it_does_not_exist(client: Client, cast: Cast, invitation: Invitation) -> None:
    client.force_login(cast.elsewhere[Role.SYSTEM_ADMIN])
    assert "Orang Baru" not in client.get(LIST).content.decode()
    assert client.post(f"{LIST}{invitation.id}/cabut/").status_code == 404


def test_the_list_shows_it(client: Client, cast: Cast, invitation: Invitation) -> None:
    client.force_login(cast.head)
    assert "Orang Baru" in client.get(LIST).content.decode()


def test_a_letter_sent_again_kills_the_first_link(
    client: Client, cast: Cast, invitation: Invitation, smtp: Mailbox
) -> None:
    run_jobs()
    client.force_login(cast.head)
    client.post(f"{LIST}{invitation.id}/kirim-lagi/")
    run_jobs()
    first, second = [link_in(letter) for letter in smtp.messages]
    assert first != second
    visitor = Client()
    visitor.get(first)
    assert visitor.get("/masuk/undangan/").status_code == 409
    visitor.get(second)
    assert visitor.get("/masuk/undangan/").status_code == 200
    assert [event.data for event in events("invitation.resent")] == [{"serial": 2}]


def test_the_same_job_twice_sends_one_letter(invitation: Invitation, smtp: Mailbox) -> None:
    from tuntas.accounts.jobs import send_invitation

    send_invitation(str(invitation.id))
    send_invitation(str(invitation.id))
    assert len(smtp.messages) == 1


def test_a_revoked_one_is_neither_sent_nor_revoked_again(
    client: Client, cast: Cast, invitation: Invitation, smtp: Mailbox
) -> None:
    client.force_login(cast.head)
    client.post(f"{LIST}{invitation.id}/cabut/")
    run_jobs()
    assert smtp.messages == []
    assert client.post(f"{LIST}{invitation.id}/cabut/").status_code == 409
    assert client.post(f"{LIST}{invitation.id}/kirim-lagi/").status_code == 409


def test_an_expired_one_makes_room_for_a_new_one(cast: Cast, invitation: Invitation) -> None:
    later = timezone.now() + timedelta(days=8)
    again = invitations.invite(
        name="Orang Baru", email="baru@contoh.test", role=Role.HOTLINE_OFFICER, agency=cast.unit, area=cast.city,
        by=cast.head, at=later,
    )  # fmt: skip
    assert again.id != invitation.id
    invitation.refresh_from_db()
    assert invitation.revoked_at == later


def test_the_database_keeps_a_hash_of_the_token_only(invitation: Invitation, smtp: Mailbox) -> None:
    run_jobs()
    token = link_in(smtp.messages[0]).rstrip("/").split("/")[-1]
    assert len(token) == 43
    row = str(Invitation.objects.values().get())
    assert token not in row
