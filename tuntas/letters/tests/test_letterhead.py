"""The head of an agency's letters: for letters from now on; those that exist print as they were."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.core.errors import Denied
from tuntas.files.models import File
from tuntas.files.tests.make import picture, upload
from tuntas.letters import typeset
from tuntas.letters.actions import letterheads, printing
from tuntas.letters.actions import papers as single
from tuntas.letters.actions.letterheads import HeadData
from tuntas.letters.models import Letterhead
from tuntas.letters.tests.make_batches import NOTIFICATION

pytestmark = pytest.mark.django_db


def test_a_letter_keeps_the_head_and_the_logo_it_was_issued_with(client: Client, cast: Cast) -> None:
    sign_in(client, cast.head)
    url = reverse("letters:letterhead", args=[cast.unit.pk])
    given = {"name": "UPTD PPA Contoh", "address": "Jalan Contoh 1", "signatory_nip": "190001010000000000"}
    assert client.post(url, given | {"logo": upload(picture("PNG"), "lambang.png")}).status_code == 302
    letter = single.issue(NOTIFICATION, agency=cast.unit, recipient="Camat", by=cast.head, at=NOW)
    stored = letter.open_fields or {}
    assert (stored["head"]["name"], stored["head"]["address"]) == ("UPTD PPA Contoh", "Jalan Contoh 1")
    before = printing.pdf(letter, by=cast.head, at=NOW)
    assert typeset.logo(stored, by=cast.head, at=NOW).startswith("data:image/jpeg;base64,")
    data = HeadData(name="Nama Baru")
    letterheads.change(cast.unit, data, logo=upload(picture(size=(90, 90)), "baru.jpg"), by=cast.head, at=NOW)
    assert File.objects.count() == 2, "the old logo stays for letters that bear it"
    assert printing.pdf(letter, by=cast.head, at=NOW) == before
    assert client.post(url, given | {"logo": upload(b"%PDF-1.7 x", "x.pdf")}).status_code == 422
    assert client.post(url, given | {"signatory_nip": "12"}).status_code == 422


@pytest.mark.parametrize("who", ["manager", "secretariat", "hotline", "auditor"])
def test_only_the_agency_itself_and_the_system_administrator(cast: Cast, who: str) -> None:
    with pytest.raises(Denied):
        letterheads.change(cast.unit, HeadData(name="X"), by=getattr(cast, who), at=NOW)
    letterheads.change(cast.unit, HeadData(name="Y"), by=cast.sysadmin, at=NOW)
    assert Letterhead.objects.get().name == "Y"
