"""A service that signs with the certificate of a person, who gives their NIK and passphrase for each act (BSrE's e-sign client, v2).

NIK and passphrase live as long as one call: they are not stored, not logged, in no job and in no text of an error. The
connection is plain `http.client`: it follows no redirect and knows no proxy, so the passphrase reaches one address only.
"""

import base64
import http.client
import json
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tuntas.letters.signing.failures import SigningRefused

PATH = "/api/v2/sign/pdf"
PATIENCE = 30  # seconds without a sign of life
NEAR = frozenset({"127.0.0.1", "::1", "localhost"})
UNSIGNED = "Belum ada surat yang ditandatangani dalam langkah ini."
# The service's own numbers for what the person can put right.
SENTENCES = {
    2031: "Passphrase salah. Beberapa kali salah dapat memblokir sertifikat Anda.",
    2011: "NIK ini tidak terdaftar pada layanan tanda tangan, atau sertifikatnya belum terbit.",
}
REJECTED = "Layanan tanda tangan menolak sistem ini. Beri tahu admin sistem."
BUSY = "Layanan tanda tangan sedang sibuk. Coba lagi beberapa menit lagi."
SILENT = f"Layanan tanda tangan tidak menjawab dalam {PATIENCE} detik. Coba lagi nanti."
AWAY = "Layanan tanda tangan tidak dapat dihubungi. Coba lagi nanti, atau beri tahu admin sistem."
OPEN = "Alamat layanan tanda tangan tidak terlindung (harus https). Beri tahu admin sistem."
OTHER = "Layanan tanda tangan tidak menandatangani (kode {code}). Coba lagi, atau beri tahu admin sistem."
STRANGE = "Jawaban layanan tanda tangan tidak dapat dipakai. Beri tahu admin sistem."


@dataclass(frozen=True)
class SigningService:
    """Where the service is, and who this installation is there."""

    url: str
    user: str
    password: str = field(repr=False)
    patience: float = PATIENCE

    def of(self, *, nik: str, passphrase: str) -> "Person":
        """Whoever signs now."""
        return Person(self, nik, passphrase)


@dataclass(frozen=True)
class Person:
    """A `Signer` for one act: somebody who has just given NIK and passphrase."""

    service: SigningService
    nik: str = field(repr=False)
    passphrase: str = field(repr=False)

    def sign(self, pdfs: Sequence[bytes]) -> list[bytes]:
        """All in one request. What comes back is each time our PDF with a signature added, in our order. Raises SigningRefused."""
        order = {
            "nik": self.nik,
            "passphrase": self.passphrase,
            "signatureProperties": [{"tampilan": "INVISIBLE"}],
            "file": [base64.b64encode(pdf).decode() for pdf in pdfs],
        }
        body = json.dumps(order).encode()
        status, answer = _post(self.service, body, most=2 * len(body) + 1_000_000 * len(pdfs))
        signed = _files(status, answer)
        # Another's letter, or ours in another order, would be a signature under the wrong text.
        if len(signed) != len(pdfs) or not all(new.startswith(old) for new, old in zip(signed, pdfs, strict=True)):
            raise SigningRefused(f"{STRANGE} {UNSIGNED}")
        return signed


def from_settings(url: str, login_path: str) -> SigningService:
    """As the administrator has set it: address, and a file of two lines, user and password."""
    try:
        user, password = Path(login_path).read_text().splitlines()[:2]
    except (OSError, ValueError):
        user, password = "", ""  # pages still open; the service says no to whoever signs, in a sentence
    return SigningService(url, user.strip(), password.strip())


def _post(service: SigningService, body: bytes, *, most: int) -> tuple[int, bytes]:
    where = urlsplit(service.url)
    if where.scheme != "https" and where.hostname not in NEAR:
        raise SigningRefused(f"{OPEN} {UNSIGNED}")
    known = base64.b64encode(f"{service.user}:{service.password}".encode()).decode()
    headers = {"Authorization": f"Basic {known}", "Content-Type": "application/json", "Accept": "application/json"}
    line = _connection(where.scheme, where.hostname or "", where.port, service.patience)
    try:
        line.request("POST", where.path.rstrip("/") + PATH, body=body, headers=headers)
        answer = line.getresponse()
        content = answer.read(most + 1)
    except TimeoutError:
        raise SigningRefused(f"{SILENT} {UNSIGNED}") from None
    except (OSError, http.client.HTTPException):
        raise SigningRefused(f"{AWAY} {UNSIGNED}") from None
    finally:
        line.close()
    if len(content) > most:
        raise SigningRefused(f"{STRANGE} {UNSIGNED}")
    return answer.status, content


def _connection(scheme: str, host: str, port: int | None, patience: float) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=patience, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=patience)


def _files(status: int, content: bytes) -> list[bytes]:
    """The signed PDFs; what the service says itself is never repeated, its number is."""
    try:
        answer: Any = json.loads(content)
    except ValueError:
        answer = None
    said = answer if isinstance(answer, dict) else {}
    if status != http.HTTPStatus.OK or "file" not in said:
        raise SigningRefused(f"{_sentence(status, said)} {UNSIGNED}")
    try:
        return [base64.b64decode(each, validate=True) for each in said["file"]]
    except (TypeError, ValueError):
        raise SigningRefused(f"{STRANGE} {UNSIGNED}") from None


def _sentence(status: int, said: dict[str, Any]) -> str:
    code = said.get("status_code")
    if isinstance(code, int) and code in SENTENCES:
        return SENTENCES[code]
    if status in {http.HTTPStatus.UNAUTHORIZED, http.HTTPStatus.FORBIDDEN}:
        return REJECTED
    if status in {http.HTTPStatus.TOO_MANY_REQUESTS, http.HTTPStatus.SERVICE_UNAVAILABLE}:
        return BUSY
    if status == http.HTTPStatus.OK and not isinstance(code, int):
        return STRANGE
    return OTHER.format(code=code if isinstance(code, int) else status)
