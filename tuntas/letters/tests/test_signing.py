"""A letter as it was signed: by hand and scanned, or with a certificate; the test makes its own and keeps none."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
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

pytestmark = pytest.mark.django_db
PASSPHRASE = "kata-sandi-uji"


@pytest.fixture
def letter(cast: Cast) -> Letter:
    return single.issue(NOTIFICATION, agency=cast.unit, recipient="Camat", by=cast.head, at=NOW)


@pytest.fixture
def certificate(tmp_path: Path, settings: Any) -> Path:
    """A signer of its own making, trusted by this installation for the time of the test."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Kepala Uji Contoh")])
    today = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False, key_agreement=False,
        key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
        .not_valid_before(today - timedelta(days=1)).not_valid_after(today + timedelta(days=2))
        .add_extension(usage, critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    locked = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    (tmp_path / "uji.p12").write_bytes(pkcs12.serialize_key_and_certificates(b"uji", key, made, None, locked))
    (tmp_path / "sandi").write_text(PASSPHRASE)
    (tmp_path / "akar.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    settings.TUNTAS_SIGNING_CERTIFICATE = str(tmp_path / "uji.p12")
    settings.TUNTAS_SIGNING_PASSPHRASE = str(tmp_path / "sandi")
    settings.TUNTAS_SIGNING_ROOTS = str(tmp_path / "akar.pem")
    return tmp_path


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
    assert signing.look(signed) == signing.Signature(whole=True, trusted=False, signer="Kepala Uji Contoh")
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
