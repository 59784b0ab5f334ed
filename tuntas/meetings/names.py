"""When two names are one: without case, accents, spaces, signs and titles' dots."""

import unicodedata

LONGEST = 159  # of the name, and of the institution


def name_key(name: str, institution: str) -> str:
    """The key by which somebody is counted once."""
    return f"{_plain(name)[:LONGEST]}|{_plain(institution)[:LONGEST]}"


def _plain(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in spread if sign.isalnum())
