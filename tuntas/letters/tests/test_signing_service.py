"""Signing at a service with the signer's own passphrase: against a real server on this machine, which signs with a real certificate."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, make_user, post, sign_in
from tuntas.access.roles import Role
from tuntas.audit.models import Event
from tuntas.core.errors import Denied
from tuntas.letters import signing
from tuntas.letters.actions import batch_signing
from tuntas.letters.actions import papers as single
from tuntas.letters.models import Letter, SignedCopy
from tuntas.letters.signing import SigningRefused, SigningService, esign
from tuntas.letters.tests.make_batches import NOTIFICATION, make_made
from tuntas.letters.tests.make_certificate import install

pytestmark = pytest.mark.django_db
NIK, SECRET = "6171014101700000", "rahasia sekali 9!"


class Service(ThreadingHTTPServer):
    """What a service of this kind answers. `how`: what goes wrong; `asked`: what it was sent."""

    def __init__(self, certificate: signing.LocalCertificate) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.certificate, self.how, self.asked = certificate, "", []  # type: ignore[var-annotated]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Answers(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server: Any = self.server
        order = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server.asked.append((self.path, self.headers["Authorization"], order))
        status, answer = _answer(server, order)
        if server.how == "slow":
            time.sleep(0.5)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        """Nothing: the output of tests is for tests."""


def _answer(server: Any, order: dict[str, Any]) -> tuple[int, bytes]:
    if server.how in BROKEN:
        return BROKEN[server.how]
    if (order["nik"], order["passphrase"]) != (NIK, SECRET):
        return 400, json.dumps({"status_code": 2031, "error": f"Passphrase anda salah {order['passphrase']}"}).encode()
    pdfs = server.certificate.sign([base64.b64decode(each) for each in order["file"]])
    if server.how == "swapped":
        pdfs.reverse()
    return 200, json.dumps({"time": 1, "file": [base64.b64encode(pdf).decode() for pdf in pdfs]}).encode()


BROKEN = {
    "unknown": (400, b'{"status_code": 2011, "error": "User tidak terdaftar"}'),
    "rejected": (401, b""),
    "busy": (503, b"<html>"),
    "other": (500, b'{"error": "Internal Server Error"}'),
    "no json": (200, b"<html>masuk dulu</html>"),
    "no files": (200, b'{"file": []}'),
    "no base64": (200, b'{"file": ["@@@"]}'),
    "another": (200, json.dumps({"file": [base64.b64encode(b"%PDF-1.7 lain").decode()]}).encode()),
}
SAID = {
    "unknown": "tidak terdaftar", "rejected": "menolak sistem ini", "busy": "sedang sibuk", "other": "kode 500",
    "no json": "tidak dapat dipakai", "no files": "tidak dapat dipakai", "no base64": "tidak dapat dipakai",
    "another": "tidak dapat dipakai",
}  # fmt: skip


@pytest.fixture
def service(tmp_path: Path, settings: Any) -> Iterator[Service]:
    """It runs, and this installation knows it and trusts its root."""
    install(tmp_path, settings)
    certificate = signing.LocalCertificate(tmp_path / "uji.p12", tmp_path / "sandi")
    (tmp_path / "layanan").write_text("tuntas\nsandi layanan\n")
    with Service(certificate) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        settings.TUNTAS_SIGNING_SERVICE, settings.TUNTAS_SIGNING_SERVICE_LOGIN = server.url, str(tmp_path / "layanan")
        yield server
        server.shutdown()


@pytest.fixture
def letter(cast: Cast) -> Letter:
    return single.issue(NOTIFICATION, agency=cast.unit, recipient="Camat", by=cast.head, at=NOW)


def test_signed_with_nik_and_passphrase_which_are_nowhere_afterwards(
    client: Client, cast: Cast, letter: Letter, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    sign_in(client, cast.head)
    page, url = reverse("letters:signed", args=[letter.pk]), reverse("letters:sign", args=[letter.pk])
    assert "Passphrase sertifikat" in client.get(page).content.decode()
    wrong = client.post(url, {"nik": NIK, "passphrase": "bukan ini 7"})
    assert (wrong.status_code, SignedCopy.objects.count()) == (422, 0)
    said = wrong.content.decode()
    assert "Passphrase salah" in said
    assert "Belum ada surat yang ditandatangani" in said
    assert "bukan ini 7" not in said
    assert NIK not in said
    assert client.post(url, {"nik": "617101", "passphrase": SECRET}).status_code == 422
    assert client.post(url, {"nik": NIK, "passphrase": SECRET}).status_code == 302
    row = SignedCopy.objects.get()
    assert (row.good, row.signer) == (True, "Kepala Uji Contoh")
    path, known, order = service.asked[-1]
    assert (path, base64.b64decode(known.removeprefix("Basic ")), sorted(order)) == (
        "/api/v2/sign/pdf", b"tuntas:sandi layanan", ["file", "nik", "passphrase", "signatureProperties"],
    )  # fmt: skip
    kept = [caplog.text, repr(signing.service()), repr(signing.service().of(nik=NIK, passphrase=SECRET))]  # type: ignore[union-attr]
    kept += [json.dumps(data) for data in Event.objects.values_list("data", flat=True)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs")
        kept += [text for (text,) in cursor.fetchall()]
    assert not [
        text for text in kept if NIK in text or SECRET in text or "bukan ini 7" in text or "sandi layanan" in text
    ]


@pytest.mark.parametrize("how", BROKEN)
def test_what_goes_wrong_is_said_and_the_letter_is_as_unsigned_as_before(service: Service, how: str) -> None:
    service.how = how
    person = signing.service().of(nik=NIK, passphrase=SECRET)  # type: ignore[union-attr]
    with pytest.raises(SigningRefused) as refused:
        person.sign([b"%PDF-1.7 satu"])
    assert SAID[how] in refused.value.sentence
    assert refused.value.sentence.endswith(esign.UNSIGNED)


def test_a_service_that_is_silent_away_or_in_the_open(service: Service) -> None:
    service.how = "slow"
    for url, words in (
        (service.url, "tidak menjawab"), ("http://127.0.0.1:9", "tidak dapat dihubungi"), ("http://10.1.2.3", "harus https"),
    ):  # fmt: skip
        with pytest.raises(SigningRefused, match=words):
            SigningService(url, "tuntas", "x", patience=0.1).of(nik=NIK, passphrase=SECRET).sign([b"%PDF-1.7"])


def test_a_signature_that_this_installation_does_not_trust_is_not_kept(
    client: Client, cast: Cast, letter: Letter, service: Service, settings: Any
) -> None:
    settings.TUNTAS_SIGNING_ROOTS = ""
    sign_in(client, cast.head)
    answer = client.post(reverse("letters:sign", args=[letter.pk]), {"nik": NIK, "passphrase": SECRET})
    assert "tidak dapat diperiksa sah" in answer.content.decode()
    assert not SignedCopy.objects.exists()


def test_all_letters_of_a_batch_while_somebody_waits_and_then_once_more(
    client: Client, cast: Cast, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = make_made(cast)
    total = batch.deliveries.count()
    monkeypatch.setattr(batch_signing, "AT_ONCE", total - 2)
    monkeypatch.setattr(batch_signing, "FOREGROUND", 0)
    sign_in(client, cast.secretariat)
    url, page = (reverse(f"letters:{name}", args=[batch.pk]) for name in ("batch_sign_certificate", "batch_sign"))
    service.how = "swapped"
    assert "tidak dapat dipakai" in client.post(url, {"nik": NIK, "passphrase": SECRET}).content.decode()
    assert not SignedCopy.objects.exists()
    assert not batch.signings.exists()
    service.how = ""
    assert client.post(url, {"nik": NIK, "passphrase": SECRET}).status_code == 302
    assert SignedCopy.objects.count() == total - 2
    said = client.get(page).content.decode()
    assert "2 surat lagi" in said
    assert "Tanda tangani surat berikutnya" in said
    person = signing.service().of(nik=NIK, passphrase=SECRET)  # type: ignore[union-attr]
    colleague = make_user("Rekan Contoh", "rekan@contoh.test")
    post(colleague, Role.SECRETARIAT_ADMIN, cast.agencies["secretariat"], cast.district)
    with pytest.raises(Denied, match=f"Dimulai oleh {cast.secretariat.name}"):
        batch_signing.sign_here(batch, person=person, by=colleague, at=NOW)
    service.how = "busy"
    assert "sedang sibuk" in client.post(url, {"nik": NIK, "passphrase": SECRET}).content.decode()
    assert SignedCopy.objects.count() == total - 2, "what was signed stays"
    service.how = ""
    monkeypatch.setattr(batch_signing, "FOREGROUND", 20)
    assert batch_signing.sign_here(batch, person=person, by=cast.secretariat, at=NOW) == 0
    assert SignedCopy.objects.filter(good=True).values("letter").distinct().count() == total
    assert batch.signings.get().done_at == NOW
    assert "bertanda tangan elektronik yang sah" in client.get(page).content.decode()
