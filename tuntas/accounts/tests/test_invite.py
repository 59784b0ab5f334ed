import pytest
from django.test import Client

from tests.cast import Cast
from tests.mail import Mailbox
from tuntas.access.roles import Role
from tuntas.accounts.models import Invitation
from tuntas.accounts.tests.helpers import events, run_jobs
from tuntas.areas.models import Area

PATH = "/meja/pengguna/undangan/baru/"


def typed(cast: Cast, **other: str) -> dict[str, str]:
    data = {
        "name": "Orang Baru",
        "email": "Baru@Contoh.test",
        "role": Role.HOTLINE_OFFICER,
        "agency": str(cast.unit.id),
        "area": "",
    }
    return data | other


@pytest.mark.parametrize(
    ("who", "code"),
    [("head", 200), ("sysadmin", 200), ("manager", 403), ("leadership", 403), ("auditor", 403), ("stranger", 403)],
)
def test_who_may_invite(client: Client, cast: Cast, who: str, code: int) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(PATH).status_code == code
    assert client.get("/meja/pengguna/undangan/").status_code == code


def test_the_letter_goes_out_with_a_link_and_nothing_else(client: Client, cast: Cast, smtp: Mailbox) -> None:
    client.force_login(cast.head)
    assert client.post(PATH, typed(cast))["Location"] == "/meja/pengguna/undangan/"
    ((task, arguments),) = run_jobs()
    invitation = Invitation.objects.get()
    assert (task, arguments) == ("accounts.send_invitation", {"invitation_id": str(invitation.id)})
    (letter,) = smtp.messages
    text = letter.as_string()
    assert letter["To"] == invitation.email == "baru@contoh.test"
    for word in ("Orang Baru", cast.unit.name, cast.unit.short_name, "Petugas pengaduan", cast.head.name):
        assert word not in text
    invitation.refresh_from_db()
    assert invitation.sent_at
    assert invitation.area == cast.city
    assert len(events("invitation.sent")) == 1


def test_two_taps_make_one_invitation_and_one_letter(client: Client, cast: Cast, smtp: Mailbox) -> None:
    client.force_login(cast.head)
    client.post(PATH, typed(cast))
    client.post(PATH, typed(cast, email="baru@contoh.test"))
    assert Invitation.objects.count() == 1
    assert len(run_jobs()) == 1


def test_an_address_that_does_not_exist_shows_in_the_list(client: Client, cast: Cast, smtp: Mailbox) -> None:
    smtp.refuse.add("baru@contoh.test")
    client.force_login(cast.head)
    client.post(PATH, typed(cast))
    run_jobs()
    assert Invitation.objects.get().bounced_at
    assert "Surel ditolak" in client.get("/meja/pengguna/undangan/").content.decode()


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.SYSTEM_ADMIN, Role.AUDITOR, Role.LEADERSHIP, Role.KPAD])
def test_a_head_names_no_head_and_nobody_above(client: Client, cast: Cast, role: Role) -> None:
    client.force_login(cast.head)
    assert client.post(PATH, typed(cast, role=role)).status_code == 200
    assert not Invitation.objects.exists()


def test_a_head_staffs_only_the_own_unit(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    assert client.post(PATH, typed(cast, agency=str(cast.dinas.id))).status_code == 200
    assert client.post(PATH, typed(cast, agency=str(cast.agencies["secretariat"].id))).status_code == 200
    assert not Invitation.objects.exists()


def test_an_administrator_gives_any_role_inside_the_area_and_none_outside(client: Client, cast: Cast) -> None:
    client.force_login(cast.sysadmin)
    for role in Role:
        answer = client.post(PATH, typed(cast, role=role, email=f"{role}@baru.test"))
        assert answer.status_code == 302, role
    there = cast.elsewhere[Role.UNIT_HEAD].postings.get().agency
    assert client.post(PATH, typed(cast, agency=str(there.id), email="lain@baru.test")).status_code == 200
    assert Invitation.objects.count() == len(Role)


def test_nobody_invites_oneself(client: Client, cast: Cast) -> None:
    client.force_login(cast.sysadmin)
    assert client.post(PATH, typed(cast, email=cast.sysadmin.email, role=Role.AUDITOR)).status_code == 403
    assert not Invitation.objects.exists()


def test_the_area_must_lie_within_the_agencys(client: Client, cast: Cast) -> None:
    client.force_login(cast.sysadmin)
    other = Area.objects.get(code="61.71.02", valid_to=None)
    answer = client.post(PATH, typed(cast, agency=str(cast.agencies["secretariat"].id), area=str(other.id)))
    assert "di dalam wilayah lembaganya" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_what_was_typed_stays_when_something_is_missing(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    page = client.post(PATH, typed(cast, email="bukan surel")).content.decode()
    assert "belum berbentuk alamat surel" in page
    assert "Orang Baru" in page
