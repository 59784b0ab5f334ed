"""A letter as it was signed: by hand and scanned, or with a certificate; the test makes its own and keeps none."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.core.errors import Denied
from tuntas.files.models import File
from tuntas.files.tests.make import paper, upload
from tuntas.letters import signing
from tuntas.letters.actions import papers as single
from tuntas.letters.actions import printing
from tuntas.letters.actions import signing as actions
from tuntas.letters.actions._text import Refused
from tuntas.letters.models import Letter, SignedCopy
from tuntas.letters.states import SigningWay
from tuntas.letters.tests.make import make_letter
from tuntas.letters.tests.make_batches import NOTIFICATION
from tuntas.letters.tests.make_certificate import install

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(cast: Cast) -> Letter:
    return single.issue(NOTIFICATION, agency=cast.unit, recipient="Camat", by=cast.head, at=NOW)


@pytest.fixture
def certificate(tmp_path: Path, settings: Any) -> Path:
    return install(tmp_path, settings)


def test_signed_with_a_certificate_it_is_good_until_a_byte_changes(
    client: Client, cast: Cast, letter: Letter, certificate: Path, settings: Any
) -> None:
    sign_in(client, cast.head)
    assert client.post(reverse("letters:sign", args=[letter.pk])).status_code == 302
    row = SignedCopy.objects.get()
    assert (row.way, row.good, row.signer) == (SigningWay.CERTIFICATE, True, "Kepala Uji Contoh")
    page = client.get(reverse("letters:signed", args=[letter.pk])).content.decode()
    assert "Tanda tangan sah" in page
    signed = client.get(reverse("letters:signed_copy", args=[row.pk])).content
    assert signed.startswith(printing.pdf(letter, by=cast.head, at=NOW)), "what was printed stays byte for byte"
    forged = signed.replace(b"/Title", b"/TitlE", 1)
    assert forged != signed
    copy = actions.keep(letter, upload(forged), by=cast.head, at=NOW)
    assert (copy.way, copy.good) == (SigningWay.CERTIFICATE, False)
    settings.TUNTAS_SIGNING_ROOTS = ""
    assert signing.look([signed]) == [signing.Signature(whole=True, trusted=False, signer="Kepala Uji Contoh")]
    assert "tidak sah" in client.get(reverse("letters:signed", args=[letter.pk])).content.decode()


def test_a_scan_is_kept_sealed_and_says_nothing_of_signatures(client: Client, cast: Cast, letter: Letter) -> None:
    sign_in(client, cast.head)
    url = reverse("letters:signed", args=[letter.pk])
    assert client.post(url, {"file": upload(paper(), "surat.pdf")}).status_code == 302
    row = SignedCopy.objects.get()
    assert (row.way, row.good) == (SigningWay.SCAN, None)
    assert row.file.dossier_id == letter.pk
    got = client.get(reverse("letters:signed_copy", args=[row.pk]))
    assert (got.content, got["Content-Disposition"][:10]) == (paper(), "attachment")
    assert client.post(url, {"file": upload(b"MZ\x90", "surat.pdf")}).status_code == 422
    with pytest.raises(Denied, match="belum dipasang"):
        actions.sign(letter, by=cast.head, at=NOW)


def test_the_name_of_a_file_does_not_smuggle(cast: Cast, letter: Letter) -> None:
    with pytest.raises(Refused):
        actions.keep(letter, upload(paper(), "NIK 6171015203110001.pdf"), by=cast.head, at=NOW)
    assert not File.objects.exists()


def test_of_a_letter_about_a_person_the_copy_lies_in_its_dossier(cast: Cast) -> None:
    about = make_letter(cast)
    row = actions.keep(about, upload(paper()), by=cast.manager, at=NOW)
    assert row.file.dossier_id == about.dossier_id


@pytest.mark.parametrize("who", ["leadership", "hotline", "auditor", "sysadmin", "satpol"])
def test_who_may_not_print_keeps_no_copy(client: Client, cast: Cast, who: str) -> None:
    about: Any = make_letter(cast)
    sign_in(client, getattr(cast, who))
    assert client.post(reverse("letters:signed", args=[about.pk]), {"file": upload(paper())}).status_code == 404
