"""Colleagues who can be rung."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tuntas.agencies.actions import duty_contacts, rota
from tuntas.agencies.models import DutyContact
from tuntas.audit.models import Event
from tuntas.core.errors import Denied

FIRST = datetime(2026, 11, 23, 9, 0, tzinfo=NOW.tzinfo)  # Monday 16.00 in Pontianak
NIGHT = timedelta(hours=15, minutes=30)


@pytest.fixture
def head(client: Client, cast: Cast) -> Client:
    client.force_login(cast.head)
    return client


def test_a_colleague_is_added_changed_and_ended(head: Client, cast: Cast) -> None:
    url = reverse("agencies:add_person", args=[cast.unit.pk])
    html = head.post(url, {"name": "Citra", "phone": "nol delapan"}).content.decode()
    assert "Tulis nomor dengan angka" in html
    assert 'value="nol delapan"' in html
    assert head.post(url, {"name": "Citra", "phone": "0811-3"}).status_code == 302
    citra = DutyContact.objects.get(name="Citra")
    head.post(
        reverse("agencies:edit_person", args=[citra.pk]),
        {"name": "Citra D.", "position": "Psikolog", "phone": "0811-4"},
    )
    citra.refresh_from_db()
    assert (citra.name, citra.position, citra.phone) == ("Citra D.", "Psikolog", "0811-4")
    head.post(reverse("agencies:end_person", args=[citra.pk]))
    citra.refresh_from_db()
    assert citra.ended_date is not None
    kinds = ["duty_contact.added", "duty_contact.edited", "duty_contact.ended"]
    assert list(Event.objects.filter(kind__startswith="duty").order_by("seq").values_list("kind", flat=True)) == kinds


def test_nobody_leaves_while_on_the_rota(cast: Cast) -> None:
    ani = duty_contacts.add(cast.unit, name="Ani", position="", phone="0811-1", user_id=None, by=cast.head, at=NOW)
    rota.add(cast.unit, contact=ani, starts_at=FIRST, ends_at=FIRST + NIGHT, days=2, by=cast.head, at=NOW)
    with pytest.raises(Denied, match="masih tercatat pada 2 giliran"):
        duty_contacts.end(ani, by=cast.head, at=NOW)
    after = FIRST + NIGHT + timedelta(days=1)
    assert duty_contacts.end(ani, by=cast.head, at=after).ended_date == date(2026, 11, 25)
    with pytest.raises(Denied, match="tidak menjadi kontak piket"):
        duty_contacts.end(ani, by=cast.head, at=after)


def test_a_colleague_can_be_tied_to_an_account_of_the_agency(head: Client, cast: Cast) -> None:
    url = reverse("agencies:add_person", args=[cast.unit.pk])
    html = head.get(url).content.decode()
    assert cast.manager.name in html
    assert cast.satpol.name not in html
    data = {"name": "Manajer", "phone": "0811-5", "user_id": str(cast.satpol.id)}
    assert head.post(url, data).status_code == 200
    assert not DutyContact.objects.exists()
    head.post(url, data | {"user_id": str(cast.manager.id)})
    contact = DutyContact.objects.get()
    assert contact.user_id == cast.manager.id
    # Somebody who works there no longer stays tied until the contact is changed on purpose.
    cast.manager.postings.update(ends_at=NOW - timedelta(days=2))
    edit = reverse("agencies:edit_person", args=[contact.pk])
    assert "Akun yang sekarang" in head.get(edit).content.decode()
    head.post(edit, {"name": "Manajer", "phone": "0811-6", "user_id": str(cast.manager.id)})
    contact.refresh_from_db()
    assert (contact.user_id, contact.phone) == (cast.manager.id, "0811-6")


def test_the_action_refuses_an_account_from_elsewhere_too(cast: Cast) -> None:
    with pytest.raises(Denied, match="bukan milik petugas lembaga ini"):
        duty_contacts.add(cast.unit, name="X", position="", phone="0811", user_id=cast.satpol.id, by=cast.head, at=NOW)
