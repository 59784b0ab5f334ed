"""A telephone number as a blind token: equal numbers are found, none can be read."""

from lokal.phone import parse_phone

from tuntas.core import vault


def token(text: str) -> bytes | None:
    """The token of a number in any common writing; nothing when it is no Indonesian number."""
    info = parse_phone(text) if text else None
    return vault.blind("phone", info.e164) if info is not None and info.e164 else None
