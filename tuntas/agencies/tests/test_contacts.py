"""Contacts for the public: shown only when somebody has tried them within twelve months."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tuntas.agencies.actions import contacts
from tuntas.agencies.models import PublicContact
from tuntas.audit.models import Event
from tuntas.core.errors import Denied


@pytest.fixture
def sysadmin(client: Client, cast: Cast) -> Client:
    client.force_login(cast.sysadmin)
    return client


@pytest.fixture
def contact(cast: Cast) -> PublicContact:
    return contacts.add(
        cast.unit, channel="phone", value="0561-00-100", note="", emergency=False, by=cast.sysadmin, at=NOW
    )


def shown(contact: PublicContact, days: int = 0) -> bool:
    return PublicContact.objects.verified(NOW.date() + timedelta(days=days)).filter(pk=contact.pk).exists()


def test_a_new_contact_is_not_public_before_it_is_verified(sysadmin: Client, cast: Cast) -> None:
    url = reverse("agencies:add_contact", args=[cast.unit.pk])
    assert (
        sysadmin.post(url, {"channel": "phone", "value": "0561-00-200", "note": "siang", "emergency": "on"}).status_code
        == 302
    )
    contact = PublicContact.objects.get(value="0561-00-200")
    assert (contact.note, contact.emergency, contact.verified_date) == ("siang", True, None)
    assert not shown(contact)
    assert "perlu diperiksa" in sysadmin.get(reverse("agencies:detail", args=[cast.unit.pk])).content.decode()


def test_verifying_stamps_day_and_name_and_lasts_twelve_months(cast: Cast, contact: PublicContact) -> None:
    contact = contacts.verify(contact, by=cast.sysadmin, at=NOW)
    assert (contact.verified_date, contact.verified_by) == (NOW.date(), "Uji Admin sistem")
    assert shown(contact)
    assert shown(contact, 364)
    assert not shown(contact, 365)
    assert not shown(contact, -1)


def test_the_day_is_that_of_the_agency(cast: Cast, contact: PublicContact) -> None:
    late = NOW.replace(hour=18)
    assert contacts.verify(contact, by=cast.sysadmin, at=late).verified_date == NOW.date() + timedelta(days=1)


def test_another_number_must_be_verified_anew_another_note_not(
    sysadmin: Client, cast: Cast, contact: PublicContact
) -> None:
    contacts.verify(contact, by=cast.sysadmin, at=NOW)
    url = reverse("agencies:edit_contact", args=[contact.pk])
    assert 'value="0561-00-100"' in sysadmin.get(url).content.decode()
    sysadmin.post(url, {"channel": "phone", "value": "0561-00-100", "note": "pagi"})
    assert shown(contact)
    sysadmin.post(url, {"channel": "phone", "value": "0561-00-101", "note": "pagi"})
    assert not shown(contact)
    contact.refresh_from_db()
    assert (contact.value, contact.verified_by) == ("0561-00-101", "")


def test_it_is_removed(sysadmin: Client, cast: Cast, contact: PublicContact) -> None:
    url = reverse("agencies:remove_contact", args=[contact.pk])
    assert sysadmin.get(url).status_code == 405
    assert sysadmin.post(url).status_code == 302
    assert not PublicContact.objects.filter(pk=contact.pk).exists()
    assert Event.objects.filter(kind__startswith="public_contact.").count() == 2
    assert sysadmin.post(url).status_code == 404


@pytest.mark.parametrize(
    ("channel", "value", "words"),
    [
        ("phone", "", "belum diisi"),
        ("phone", "telepon saja", "Tulis nomor dengan angka"),
        ("whatsapp", "08xx-123", "Tulis nomor dengan angka"),
        ("phone", "=1+1", "Tulis nomor dengan angka"),
        ("phone", "-110", "Tulis nomor dengan angka"),
        ("email", "uptd", "Alamat surel belum lengkap"),
        ("faks", "0561-00-1", "faks"),
        ("address", "x" * 201, "200"),
    ],
)
def test_bad_input_says_what_is_wrong_and_keeps_it(
    sysadmin: Client, cast: Cast, channel: str, value: str, words: str
) -> None:
    before = PublicContact.objects.count()
    response = sysadmin.post(reverse("agencies:add_contact", args=[cast.unit.pk]), {"channel": channel, "value": value})
    html = response.content.decode()
    assert response.status_code == 200
    assert words in html
    assert f'value="{value}"' in html or not value
    assert PublicContact.objects.count() == before


@pytest.mark.parametrize("value", ["129", "110", "0561 123456", "+62 811-1129-129", "(0561) 731.234"])
def test_numbers_as_people_write_them(sysadmin: Client, cast: Cast, value: str) -> None:
    response = sysadmin.post(reverse("agencies:add_contact", args=[cast.unit.pk]), {"channel": "phone", "value": value})
    assert response.status_code == 302


def test_others_may_not(client: Client, cast: Cast, contact: PublicContact) -> None:
    for user, code in ((cast.head, 403), (cast.hotline, 403), (cast.stranger, 404)):
        client.force_login(user)
        for page in ("verify_contact", "remove_contact"):
            assert client.post(reverse(f"agencies:{page}", args=[contact.pk])).status_code == code
        assert client.get(reverse("agencies:edit_contact", args=[contact.pk])).status_code == code
    with pytest.raises(Denied, match="tugas admin sistem"):
        contacts.verify(contact, by=cast.head, at=NOW)
    contact.refresh_from_db()
    assert contact.verified_date is None
