"""When two names are one: without case, accents, spaces, signs and titles' dots."""

import unicodedata

LONGEST = 159  # of the name, and of the institution


def name_key(name: str, institution: str) -> str:
    """The key by which somebody is counted once."""
    return f"{plain(name)[:LONGEST]}|{plain(institution)[:LONGEST]}"


def plain(text: str) -> str:
    """Without case, accents, spaces and signs."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in spread if sign.isalnum())
