"""Whether a text that is written whole is still the one that a page knew when it was drawn."""

from hashlib import sha256

from tuntas.core.errors import InvalidTransition

CHANGED = (
    "Sementara itu petugas lain sudah mengubah isian ini. Tulisan Anda masih ada di bawah. Buka isinya di tab lain,"
    " bandingkan, lalu kirim lagi bila tulisan Anda yang berlaku."
)


class Stale(InvalidTransition):
    """Somebody else wrote since the page was drawn."""


def version(sealed: bytes | memoryview | None) -> str:
    """What a page knows of a sealed text. Each writing has another ciphertext, so also the same words written anew."""
    return sha256(bytes(sealed or b"")).hexdigest()[:20]


def check_version(sealed: bytes | memoryview | None, known: str | None) -> None:
    """Raises Stale where the locked row is not what the page knew; none: asked without a page."""
    if known is not None and known != version(sealed):
        raise Stale(CHANGED)
