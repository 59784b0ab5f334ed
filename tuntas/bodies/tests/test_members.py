"""Seats belong to institutions; who holds them changes, and who did before stays to be read."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.access.roles import Role
from tuntas.accounts.actions import postings
from tuntas.accounts.models import Posting
from tuntas.audit.models import Event
from tuntas.bodies.actions import members
from tuntas.bodies.actions.members import HolderData, SeatData
from tuntas.bodies.models import Body, Holder
from tuntas.bodies.roster import LEFT, NOBODY, roster
from tuntas.bodies.states import SeatRole
from tuntas.bodies.tests.make import FOUNDED, make_body, make_seat
from tuntas.core.errors import Denied

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def names(body: Body, day: date) -> tuple[str, str]:
    """Who holds the only seat on a day, and who stands in."""
    place = roster(body, day, NOW).now[0]
    return (place.holder.name if place.holder else ""), (place.substitute.name if place.substitute else "")


def test_the_person_changes_and_the_seat_stays(cast: Cast) -> None:
    body = make_body(cast)
    seat = make_seat(body, "TP PKK", holder="Lama")
    members.hold(seat, data=HolderData("Baru"), from_date=TODAY, by=cast.secretariat, at=NOW)
    members.hold(seat, data=HolderData("Pengganti"), substitute=True, from_date=TODAY, by=cast.secretariat, at=NOW)
    assert names(body, TODAY - DAY) == ("Lama", "")
    assert names(body, TODAY) == ("Baru", "Pengganti")
    old = Holder.objects.get(name="Lama")
    assert (old.to_date, old.last_day) == (TODAY, TODAY - DAY)

    members.end_holder(Holder.objects.get(name="Baru"), to_date=TODAY + DAY, by=cast.secretariat, at=NOW)
    place = roster(body, TODAY + DAY, NOW).now[0]
    assert (place.missing, [holder.name for holder in place.past]) == (NOBODY, ["Lama", "Baru"])
    members.end(seat, to_date=TODAY + 2 * DAY, by=cast.secretariat, at=NOW)
    later = roster(body, TODAY + 2 * DAY, NOW)
    assert later.now == []
    assert [holder.name for holder in later.before[0].past] == ["Lama", "Baru", "Pengganti"]
    kinds = Event.objects.filter(kind__startswith="holder.").values_list("kind", flat=True)
    assert sorted(kinds) == ["holder.began"] * 3 + ["holder.ended"] * 3


@pytest.mark.parametrize(
    ("from_date", "said"),
    [
        (FOUNDED - DAY, "wakilnya tidak dapat mulai sebelum itu"),
        (FOUNDED, "sudah tercatat sebagai wakil mulai"),
        (date(2026, 12, 31), "wakilnya tidak dapat mulai sesudah itu"),
    ],
)
def test_who_comes_next_begins_within_the_seat_and_after_the_one_before(cast: Cast, from_date: date, said: str) -> None:
    seat = make_seat(make_body(cast), "TP PKK", holder="Lama", to_date=date(2026, 12, 31))
    with pytest.raises(Denied, match=said):
        members.hold(seat, data=HolderData("Baru"), from_date=from_date, by=cast.secretariat, at=NOW)
    assert seat.holders.get().to_date == date(2026, 12, 31)


def test_a_body_has_one_chair_at_a_time(cast: Cast) -> None:
    body = make_body(cast)
    chair = make_seat(body, "Kecamatan", position="Camat", role=SeatRole.CHAIR)
    with pytest.raises(Denied, match=r"Camat \(Kecamatan\) tercatat sebagai ketua"):
        make_seat(body, "Polsek", position="Kapolsek", role=SeatRole.CHAIR, from_date=TODAY)
    other = make_seat(body, "Polsek", position="Kapolsek")
    with pytest.raises(Denied, match="tercatat sebagai ketua"):
        members.correct(other, data=SeatData("Kapolsek", SeatRole.CHAIR, "Polsek"), by=cast.secretariat, at=NOW)
    members.end(chair, to_date=TODAY, by=cast.secretariat, at=NOW)
    make_seat(body, "Polsek", position="Kapolsek", role=SeatRole.CHAIR, from_date=TODAY)
    make_seat(make_body(cast, name="Pokja lain"), "Kecamatan", position="Camat", role=SeatRole.CHAIR)


def test_what_is_sent_twice_is_one_seat(cast: Cast) -> None:
    body = make_body(cast)
    make_seat(body, "LPM")
    with pytest.raises(Denied, match="Kursi Ketua dari LPM sudah tercatat"):
        make_seat(body, "LPM")
    with pytest.raises(Denied, match="kursi tidak dapat mulai sebelum itu"):
        make_seat(body, "Lain", from_date=FOUNDED - DAY)


def test_a_holder_who_leaves_the_institution_is_marked_and_blocks_nothing(cast: Cast) -> None:
    body, officer = make_body(cast), cast.by_role[Role.POLICE_PPA]
    with pytest.raises(Denied, match="bukan milik petugas"):
        make_seat(body, agency=cast.agencies["police"], holder=HolderData("Uji", user_id=cast.hotline.pk))
    make_seat(body, agency=cast.agencies["police"], holder=HolderData("Uji Kanit", user_id=officer.pk))
    assert roster(body, TODAY, NOW).missing == 0
    posting = Posting.objects.get(user=officer)
    postings.end(posting, by=cast.sysadmin, at=NOW)
    found = roster(body, TODAY, NOW + timedelta(minutes=1))
    assert (found.missing, found.now[0].missing) == (1, LEFT)


def test_pages_of_seats(cast: Cast, client: Client) -> None:
    sign_in(client, cast.secretariat)
    body, officer = make_body(cast), cast.by_role[Role.POLICE_PPA]
    page = reverse("bodies:seat_new", args=[body.pk])
    given = {"position": "Kanit PPA", "role": "member", "from_date": "2026-01-05", "holder": "Uji Satu"}
    refused = client.post(page, given)
    assert refused.status_code == 422
    assert "Pilih lembaga yang terdaftar, atau tulis nama lembaganya." in refused.content.decode()
    assert client.post(page, given | {"agency": str(cast.agencies["police"].pk)}).status_code == 302
    seat = body.seats.get()
    holding = {"name": "Uji Dua", "phone": "0561", "user_id": str(officer.pk), "from_date": "2026-06-01"}
    assert client.post(reverse("bodies:holder_new", args=[seat.pk]), holding).status_code == 302
    text = client.get(reverse("bodies:members", args=[body.pk])).content.decode()
    assert all(word in text for word in ("Kanit PPA", "Uji Dua", "0561", "memakai Tuntas", "Uji Satu", "Riwayat"))
    holder = Holder.objects.get(name="Uji Dua")
    assert client.post(reverse("bodies:holder", args=[holder.pk]), {"name": "Uji Tiga"}).status_code == 302
    assert client.post(reverse("bodies:seat_end", args=[seat.pk]), {"last_day": "2026-05-01"}).status_code == 422
    assert client.post(reverse("bodies:seat_end", args=[seat.pk]), {"last_day": "2026-11-22"}).status_code == 302
    assert client.get(reverse("bodies:seat", args=[seat.pk])).status_code == 200
    again = client.post(reverse("bodies:seat", args=[seat.pk]), {"institution": "X", "position": "Y", "role": "member"})
    assert "datanya tidak diubah lagi" in again.content.decode()
