"""What must not stand in a letter to kelurahan, RW and RT, however it is written: NIK, numbers of reports and cases.

Nothing is read from the database. Names of parties are looked for by `people.actions.mentions`.
"""

import re
import unicodedata
from collections.abc import Iterator

from tuntas.people import wording
from tuntas.people.wording import Spot, spot

# Signs that are drawn as nothing, but are no format signs to Unicode.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")
_SIGN = re.compile(r"[^\w\s]|_")
# Year, four digits, four digits (intake.receipts), a K before it for a case (cases.numbers); in groups or digit by digit.
_GROUPS = re.compile(r"(?<![0-9])(?:[Kk][\W_]{0,3})?[23][0-9][\W_]{0,3}[0-9]{4}[\W_]{0,3}[0-9]{4}(?![0-9])")
_SPACED = re.compile(r"(?<![0-9])(?:[Kk][\W_]{1,3})?[23](?:[\W_]{1,3}[0-9]){9}(?![0-9])")


def plain(text: str) -> str:
    """The text as a reader sees it: full-width and other digits as digits, signs that are drawn as nothing left out."""
    seen = (sign for sign in unicodedata.normalize("NFKC", text) if not _is_unseen(sign))
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in seen)


def niks(text: str) -> Iterator[Spot]:
    """As `people.wording.niks`, with any signs and line ends between the digits."""
    yield from wording.niks(" ".join(_SIGN.sub("-", text).split()))


def register_numbers(text: str) -> Iterator[Spot]:
    """What reads like the number of a report or a case."""
    taken: list[tuple[int, int]] = []
    for pattern in (_GROUPS, _SPACED):
        for found in pattern.finditer(text):
            if not any(start < found.end() and found.start() < end for start, end in taken):
                taken.append(found.span())
                yield spot(text, *found.span())


def _is_unseen(sign: str) -> bool:
    return sign in _UNSEEN or unicodedata.category(sign) == "Cf"
