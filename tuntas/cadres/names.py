"""The token by which the same name in the same kelurahan is found again."""

from tuntas.core.vault import blind
from tuntas.people.names import fold, read


def token_of(name: str, village_path: str) -> bytes:
    """Equal for two writings of one name in one kelurahan (titles, capitals, old spelling of one word aside)."""
    words = " ".join(word.text for one in read(name)[:1] for word in (*one.own, *one.father))
    return blind("cadre", f"{village_path}|{words or fold(name)}")
