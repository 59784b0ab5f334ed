"""Signatures with a certificate, as BSrE gives them: one narrow door to whoever signs, and one that says whether one is good.

What reads and writes them runs in a process of its own that knows neither database nor keys of ours. Another provider is
another class with `sign`.
"""

import base64
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from tuntas.letters.signing.esign import SigningService, from_settings
from tuntas.letters.signing.failures import SigningFailed, SigningRefused

__all__ = [
    "LocalCertificate", "Signature", "Signer", "SigningFailed", "SigningRefused", "SigningService", "look", "service", "signer",
]  # fmt: skip
PROGRAM = Path(__file__).parent / "run.py"
PATIENCE = 60  # seconds


class Signer(Protocol):
    """Whoever signs for an office."""

    def sign(self, pdfs: Sequence[bytes]) -> list[bytes]:
        """The same PDFs with a signature each, in their order. Raises SigningFailed."""


@dataclass(frozen=True)
class LocalCertificate:
    """A certificate with its key in a file of this machine (PKCS #12), opened with what stands in a second file."""

    path: Path
    passphrase_path: Path

    def sign(self, pdfs: Sequence[bytes]) -> list[bytes]:
        """A PAdES signature each, added to the end: what was there stays as it was, byte for byte."""
        try:
            certificate = base64.b64encode(self.path.read_bytes()).decode()
            passphrase = self.passphrase_path.read_text().strip()
        except OSError as error:
            raise SigningFailed("the certificate cannot be read") from error
        answers = _ask({"do": "sign", "certificate": certificate, "passphrase": passphrase}, pdfs)
        return [base64.b64decode(answer["pdf"]) for answer in answers]


@dataclass(frozen=True)
class Signature:
    """What a signature in a PDF is worth: whole (nothing was changed), trusted, and by whom."""

    whole: bool
    trusted: bool
    signer: str

    @property
    def good(self) -> bool:
        """Both."""
        return self.whole and self.trusted


def signer() -> Signer | None:
    """Whose certificate lies on this machine, if any does; where people sign at a service, none is used."""
    if settings.TUNTAS_SIGNING_SERVICE or not settings.TUNTAS_SIGNING_CERTIFICATE:
        return None
    return LocalCertificate(
        Path(settings.TUNTAS_SIGNING_CERTIFICATE), Path(settings.TUNTAS_SIGNING_PASSPHRASE)
    )  # fmt: skip


def service() -> SigningService | None:
    """Where people sign with a certificate of their own, if this installation knows such a service."""
    if not settings.TUNTAS_SIGNING_SERVICE:
        return None
    return from_settings(settings.TUNTAS_SIGNING_SERVICE, settings.TUNTAS_SIGNING_SERVICE_LOGIN)


def look(pdfs: Sequence[bytes]) -> list[Signature | None]:
    """The last signature of each PDF against the roots that this installation trusts; none where there is none. Raises SigningFailed."""
    roots = Path(settings.TUNTAS_SIGNING_ROOTS).read_text() if settings.TUNTAS_SIGNING_ROOTS else ""
    return [
        Signature(bool(answer["whole"]), bool(answer["trusted"]), str(answer["signer"])) if answer["found"] else None
        for answer in _ask({"do": "look", "roots": roots}, pdfs)
    ]


def _ask(order: dict[str, Any], pdfs: Sequence[bytes]) -> list[dict[str, str]]:
    order |= {"pdfs": [base64.b64encode(pdf).decode() for pdf in pdfs]}
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(PROGRAM)],
            input=json.dumps(order).encode(), capture_output=True, timeout=PATIENCE, check=False, env={"LANG": "C.UTF-8"},
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise SigningFailed("signing took too long") from error
    if done.returncode:  # what it says may repeat the passphrase: only that it stopped is kept
        raise SigningFailed(f"signing stopped with {done.returncode}")
    answers: list[dict[str, str]] = json.loads(done.stdout)
    if len(answers) != len(pdfs):
        raise SigningFailed("not every letter was answered")
    return answers
