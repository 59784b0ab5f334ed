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
# Letters of other scripts that are drawn as Latin ones.
_DRAWN_ALIKE = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0406\u0408\u0405\u0391\u0392\u0395\u0397\u0399\u039a"
    "\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u0131",
    "aeopcyxijshABEKMHOPCTXIJSABEHIKMNOPTYXoi",
)
_LIKE_DIGITS = re.compile(r"(?<![^\W_Kk])[0-9OoIl|](?:[\W_]{0,3}[0-9OoIl|]){9,}(?![^\W_])")
_DIGITS = str.maketrans("OoIl|", "00111")
_LIKE_A_LETTER = re.compile(r"(?<=[^\W\d_])[013457](?=[^\W\d_])|(?<=[^\W\d_]{3})[013457](?![^\W_])")
_LETTERS = str.maketrans("013457", "oieast")
_ONE_BY_ONE = re.compile(r"(?<!\w)[^\W\d_](?:[ .\-\u00b7][^\W\d_]){3,}(?!\w)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SIGN = re.compile(r"[^\w\s]|_")
# Year, four digits, four digits (intake.receipts), a K before it for a case (cases.numbers); in groups or digit by digit.
_GROUPS = re.compile(r"(?<![0-9])(?:[Kk][\W_]{0,3})?[23][0-9][\W_]{0,3}[0-9]{4}[\W_]{0,3}[0-9]{4}(?![0-9])")
_SPACED = re.compile(r"(?<![0-9])(?:[Kk][\W_]{1,3})?[23](?:[\W_]{1,3}[0-9]){9}(?![0-9])")


def plain(text: str) -> str:
    """The text as a reader sees it: full-width and other digits as digits, signs that are drawn as nothing left out.

    So too what is written to be read and not found: letters of another script, O for 0 and 4 for a, l e t t e r s one by
    one, NamesWithoutASpace. For looking through alone; nothing of it is kept or printed.
    """
    seen = (sign for sign in unicodedata.normalize("NFKC", text) if not _is_unseen(sign))
    drawn = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in seen).translate(
        _DRAWN_ALIKE
    )
    drawn = _LIKE_DIGITS.sub(lambda found: found[0].translate(_DIGITS) if _mostly_digits(found[0]) else found[0], drawn)
    drawn = _LIKE_A_LETTER.sub(lambda found: found[0].translate(_LETTERS), drawn)
    return _HUMP.sub(" ", _ONE_BY_ONE.sub(lambda found: found[0][::2], drawn))


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


def _mostly_digits(text: str) -> bool:
    return 2 * sum(sign.isdecimal() for sign in text) > sum(sign.isalnum() for sign in text)


def _is_unseen(sign: str) -> bool:
    return sign in _UNSEEN or unicodedata.category(sign) == "Cf"
