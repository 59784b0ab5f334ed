"""How those who came were written down, in words for lists and papers."""

from collections import Counter
from collections.abc import Iterable

from tuntas.meetings.states import Via


def by_way(ways: Iterable[str]) -> str:
    """As in "50 lewat QR di ruangan, 5 ditulis sekretariat"; empty where nobody came."""
    counted = Counter(ways)
    return ", ".join(f"{counted[way]} {lower(way)}" for way in Via if counted[way])


def lower(way: str) -> str:
    """The words of one way in the middle of a sentence."""
    label = Via(way).label
    return label[0].lower() + label[1:]
