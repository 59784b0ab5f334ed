"""The one-time link: what its door shows, whom it lets in, and what it never tells."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from tests import clock
from tests.cast import NOW, Cast
from tuntas.access.actors import System
from tuntas.access.roles import Role
from tuntas.audit.models import Event
from tuntas.cases.tests.make import NAME
from tuntas.core.errors import Denied
from tuntas.intake import throttle
from tuntas.intake.actions import status
from tuntas.intake.models import CodeThrottle
from tuntas.referrals import jobs, secrets
from tuntas.referrals.actions import links, sending
from tuntas.referrals.actions.links import Made
from tuntas.referrals.models import Link, Referral
from tuntas.referrals.states import AnsweredBy, Status
from tuntas.referrals.tests.make import ASKED, make_referral, without_accounts
from tuntas.referrals.views.links import source_of

pytestmark = pytest.mark.django_db
WHO = {"name": "Sari Contoh", "position": "Kepala Seksi"}
DONE = {"status": "answered", "result": "done", "result_date": NOW.date().isoformat(), "text": "Selesai diperiksa"}


@pytest.fixture
def made(cast: Cast) -> Made:
    """A link made now by the clock, because the door asks the clock."""
    at = timezone.now()
    row = make_referral(cast, receiver=without_accounts(cast), at=at)
    return links.make(row, by=cast.manager, at=at)


def door(made: Made) -> str:
    return reverse("referrals:link", args=[secrets.token_of(made.link)])


def enter(client: Client, made: Made, **change: str) -> str:
    return client.post(door(made), WHO | {"code": made.code} | change).content.decode()


def key(html: str) -> str:
    found = re.search(r'name="kunci" value="([^"]+)"', html)
    assert found
    return found[1]


def test_opening_shows_nothing_and_acknowledges_nothing(client: Client, made: Made) -> None:
    for _ in range(3):
        html = client.get(door(made)).content.decode()
        assert not [
            said for said in (ASKED, NAME, made.link.referral.case.number, "UPTD", "Dinas Kesehatan") if said in html
        ]
    assert Referral.objects.get().status == Status.SENT
    assert not Event.objects.filter(kind__startswith="referral_link.open").exists()
    assert client.get(door(made))["Referrer-Policy"] == "no-referrer"
    assert client.get(door(made))["Cache-Control"] == "no-store"


def test_an_address_that_leads_nowhere_has_the_same_door(client: Client, made: Made) -> None:
    nowhere = reverse("referrals:link", args=["0" * 32])
    assert _plain(client.get(nowhere).content.decode()) == _plain(client.get(door(made)).content.decode())
    wrong = client.post(nowhere, WHO | {"code": "12345678"})
    assert (wrong.status_code, links.INVALID in wrong.content.decode()) == (422, True)


def _plain(html: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value="|nonce=")[^"]+', r"\1", html)


@pytest.mark.parametrize("missing", ["name", "position", "code"])
def test_name_position_and_code_are_all_needed(client: Client, made: Made, missing: str) -> None:
    assert ASKED not in enter(client, made, **{missing: ""})
    assert Referral.objects.get().status == Status.SENT


def test_with_all_three_it_is_shown_acknowledged_and_bears_the_readers_name(client: Client, made: Made) -> None:
    html = enter(client, made, code=f"{made.code[:4]} {made.code[4:]}")
    assert ASKED in html
    assert NAME in html
    assert html.count("Sari Contoh · Kepala Seksi · ") >= 3
    row = Referral.objects.get()
    assert row.status == Status.ACKNOWLEDGED
    opened = Event.objects.get(kind="referral_link.opened")
    assert (opened.actor_id, "Sari" in str(opened.data)) == (None, False)
    link = Link.objects.get()
    assert b"Sari" not in bytes(link.opener_name)


def test_the_answer_comes_back_and_the_link_ends(client: Client, made: Made) -> None:
    html = enter(client, made)
    response = client.post(door(made), DONE | {"kunci": key(html)})
    assert "Jawaban sudah kami terima" in response.content.decode()
    row = Referral.objects.get()
    assert (row.status, row.answered_by, row.result) == (Status.ANSWERED, AnsweredBy.LINK, "done")
    assert ASKED not in enter(client, made)
    assert ASKED not in client.post(door(made), DONE | {"kunci": key(html)}).content.decode()


def test_what_is_missing_in_the_answer_is_said_on_the_page(client: Client, made: Made) -> None:
    html = enter(client, made)
    response = client.post(door(made), {"status": "answered", "result": "done", "kunci": key(html)})
    assert response.status_code == 422
    assert "Isi tanggal layanan diberikan" in response.content.decode()
    response = client.post(door(made), {"status": "accepted", "kunci": key(html)})
    assert "Jawaban tersimpan." in response.content.decode()
    assert Referral.objects.get().status == Status.ACCEPTED


def test_it_opens_on_one_device_only(client: Client, made: Made) -> None:
    html = enter(client, made)
    other = Client()
    assert ASKED not in enter(other, made)
    assert Event.objects.filter(kind="referral_link.other_device").count() == 1
    assert ASKED not in other.post(door(made), DONE | {"kunci": key(html)}).content.decode()
    assert ASKED in enter(client, made)
    cookie = client.cookies["perangkat"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", door(made))


def test_five_wrong_codes_end_it(client: Client, made: Made) -> None:
    wrong = f"{(int(made.code) + 1) % 10**8:08}"
    for _ in range(4):
        assert ASKED not in enter(client, made, code=wrong)
    link = Link.objects.get()
    assert (link.wrong_codes, link.revoked_at) == (4, None)
    enter(client, made, code=wrong)
    assert ASKED not in enter(client, made)
    link.refresh_from_db()
    assert (link.wrong_codes, link.revoked_at is None) == (5, False)
    assert Referral.objects.get().status == Status.SENT


def test_whoever_guesses_from_one_place_waits_a_little_whichever_link_it_is(
    client: Client, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.stop(monkeypatch)
    nowhere = reverse("referrals:link", args=["0" * 32])
    for _ in range(links.FREE_PER_SOURCE):
        assert client.post(nowhere, WHO | {"code": "12345678"}).status_code == 422
    refused = client.post(door(made), WHO | {"code": made.code})
    assert (refused.status_code, "Tunggu 1 detik" in refused.content.decode()) == (429, True)
    assert "Sari Contoh" in refused.content.decode()  # nothing typed is lost
    assert Link.objects.get().wrong_codes == 0
    # Elsewhere nobody waits; here a whole office waits a minute at most, however much was guessed.
    kept = CodeThrottle.objects.get()
    assert "127.0.0.1" not in str(kept.__dict__)
    kept.failures, kept.blocked_until = 9999, None
    kept.save()
    client.post(nowhere, WHO | {"code": "12345678"})
    kept.refresh_from_db()
    assert kept.blocked_until is not None
    assert kept.blocked_until - kept.updated_at == throttle.LONGEST_WAIT
    assert ASKED in Client(REMOTE_ADDR="203.0.113.9").post(door(made), WHO | {"code": made.code}).content.decode()
    assert status.clear_throttles(by=System("uji"), at=kept.updated_at + timedelta(days=2)) == 1


@pytest.mark.parametrize(
    ("behind", "forwarded", "remote", "source"),
    [
        (0, "198.51.100.1", "192.0.2.7", "192.0.2.7"),  # nobody in front: what a visitor claims counts for nothing
        (1, "198.51.100.1, 192.0.2.8", "127.0.0.1", "192.0.2.8"),
        (1, "", "", ""),
        (1, "bukan-alamat", "127.0.0.1", ""),
        (0, "", "2001:db8:1:2:3::9", "2001:db8:1:2::/64"),
    ],
)
def test_a_source_is_what_our_own_proxy_saw(
    settings: Any, behind: int, forwarded: str, remote: str, source: str
) -> None:
    settings.TUNTAS_PROXIES = behind
    request = RequestFactory().post("/", headers={"x-forwarded-for": forwarded}, REMOTE_ADDR=remote)
    assert source_of(request) == source


def test_after_seven_days_it_leads_nowhere(made: Made) -> None:
    given: dict[str, Any] = {"code": made.code, "device": "", **WHO}
    token = secrets.token_of(made.link)
    assert links.enter(token, **given, at=made.link.expires_at) is None
    assert made.link.expires_at - made.link.made_at == timedelta(days=7)
    assert links.enter(token, **given, at=made.link.expires_at - timedelta(seconds=1)) is not None


def test_revoked_replaced_or_withdrawn_it_leads_nowhere(cast: Cast, client: Client, made: Made) -> None:
    newer = links.make(made.link.referral, by=cast.manager, at=timezone.now())
    assert ASKED not in enter(client, made)
    links.revoke(newer.link, by=cast.manager, at=timezone.now())
    assert ASKED not in enter(client, newer)
    third = links.make(made.link.referral, by=cast.manager, at=timezone.now())
    html = enter(client, third)
    sending.withdraw(Referral.objects.get(), by=cast.manager, at=timezone.now())
    assert ASKED not in client.post(door(third), DONE | {"kunci": key(html)}).content.decode()


def test_a_forged_key_opens_nothing(client: Client, made: Made) -> None:
    enter(client, made)
    response = client.post(door(made), DONE | {"kunci": str(made.link.pk)})
    assert response.status_code == 422
    assert Referral.objects.get().status == Status.ACKNOWLEDGED


def test_only_keyed_hashes_are_stored(made: Made) -> None:
    link = Link.objects.get()
    stored = bytes(link.token_hash) + bytes(link.code_hash)
    assert made.code.encode() not in stored
    assert bytes.fromhex(secrets.token_of(link)) not in stored


def test_the_mail_says_where_and_nothing_else(made: Made) -> None:
    assert jobs.mail_link(link_id=str(made.link.pk)) is True
    assert jobs.mail_link(link_id=str(made.link.pk)) is False
    (letter,) = mail.outbox
    assert letter.to == ["resmi@dinkes.contoh.test"]
    assert door(made) in letter.body
    whole = letter.subject + str(letter.body)
    forbidden = (made.code, made.link.referral.case.number, ASKED, NAME, "UPTD", "korban", "Korban")
    assert not [word for word in forbidden if word in whole]


@pytest.mark.parametrize("why", ["accounts", "address", "old_address", "ended"])
def test_when_there_is_no_link(cast: Cast, why: str) -> None:
    at = timezone.now()
    agency = cast.agencies["health"] if why == "accounts" else without_accounts(cast)
    if why in {"address", "old_address"}:
        contacts = agency.public_contacts.filter(channel="email")
        contacts.delete() if why == "address" else contacts.update(verified_date=at.date() - timedelta(days=366))
    row = make_referral(cast, receiver=agency, at=at)
    if why == "ended":
        row = sending.withdraw(row, by=cast.manager, at=at)
    with pytest.raises(Denied):
        links.make(row, by=cast.manager, at=at)


def test_only_our_side_makes_and_revokes(cast: Cast, made: Made) -> None:
    for who in (cast.head, cast.hotline, cast.by_role[Role.HEALTH_OFFICER]):
        with pytest.raises(Denied):
            links.make(made.link.referral, by=who, at=timezone.now())
        with pytest.raises(Denied):
            links.revoke(made.link, by=who, at=timezone.now())


def test_the_code_is_shown_once_to_the_officer(client: Client, cast: Cast) -> None:
    row = make_referral(cast, receiver=without_accounts(cast), at=timezone.now())
    client.force_login(cast.manager)
    html = client.post(reverse("referrals:link_make", args=[row.pk])).content.decode()
    assert "Kode untuk telepon" in html
    assert "Kode untuk telepon" not in client.get(reverse("referrals:detail", args=[row.pk])).content.decode()
    link = Link.objects.get()
    assert client.post(reverse("referrals:link_revoke", args=[row.pk]), {"link": str(link.pk)}).status_code == 302
    link.refresh_from_db()
    assert link.revoked_at is not None
