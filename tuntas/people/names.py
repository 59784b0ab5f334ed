"""Reading Indonesian names: which words tell who somebody is, and how each sounds.

The sounds are for finding only; nothing here changes a name that is kept. Rules of sound after the project's table of
name variants (old spelling oe, dj, tj, nj, sj, ch; f = v = p, z = s = j, sy = s, kh = k = h, q = k, x = ks, th = t,
dh = d, y = i, ie = i, double letters, final h).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from tuntas.people import name_lists as lists

LONGEST_NAME = 12  # words
KEYS = 4  # phonetic keys of one word, at most
SHORTEST_DELETED = 4  # letters of a key from which one-letter deletions are made: Dewi and Dwi stay apart

_PLAIN = re.compile(r"[A-Za-z0-9 ]*")
_ALIAS = re.compile(lists.ALIAS)
_PLACEHOLDER = re.compile(lists.PLACEHOLDER)
_ABDUL = re.compile(r"abd(?:u|oe)?([lrsdntz])\1?([a-z]{4,})")
_ALLAH = re.compile(r"abdul{1,2}ah?")
_NURUL = re.compile(r"n(?:u|oe)rul([a-z]{3,})")
# In this order; capitals are letters of two sounds.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("oe|oo", "u"), ("dj", "s"), ("tj", "c"), ("sj|sh|sy", "s"), ("ch", "X"), ("ck", "k"), ("c(?=[bdfgklmnprstvz])", "k"),
        ("kh|q", "k"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("ph|f", "p"), ("bh", "b"), ("x", "ks"), ("z", "s"), ("j", "J"),
        ("v", "V"), ("ae|ay|ai|ei|ey", "ai"), ("ie", "i"), ("y", "i"), ("uw(?=[aeiou])", "u"), ("aw(?![aeiou])", "au"), ("h$", ""),
        ("h", "k"), ("d$", "t"), ("b$", "p"),
    )
]  # fmt: skip
_TWO = {"X": "kc", "J": "si", "V": "pw"}
_DOUBLE = re.compile(r"(.)\1+")


@dataclass(frozen=True)
class Word:
    """One word of a name: small letters after writings of one name were brought together, and how it sounds."""

    text: str
    keys: tuple[str, ...]
    light: bool = False  # lineage, clan, initial: one side often lacks it

    @property
    def initial(self) -> bool:
        """A single letter, or what stood for one."""
        return len(self.text) == 1


@dataclass(frozen=True)
class Name:
    """One name: own words, and those after bin or binti."""

    own: tuple[Word, ...] = ()
    father: tuple[Word, ...] = ()

    def __bool__(self) -> bool:
        return any(word.keys for word in self.own)

    @property
    def joined(self) -> tuple[Word, ...]:
        """Neighbours written as one: Nur Hayati, Nurhayati."""
        pairs = zip(self.own, self.own[1:], strict=False)
        return tuple(word_of(one.text + two.text) for one, two in pairs if not (one.initial or two.initial))


def fold(text: str) -> str:
    """Small letters without marks; apostrophes vanish, other signs but the dot become spaces."""
    if _PLAIN.fullmatch(text):
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"['`\"]", "", plain)
    return re.sub(r"\s+", " ", re.sub(r"[^a-z0-9.,@()/;?]", " ", plain)).strip()


def is_placeholder(text: str) -> bool:
    """Whether this says that the name is not known: "NN", "Bayi Ny. X", "anak ke-2"."""
    plain = " ".join(re.sub(r"[^a-z0-9?]", " ", fold(text)).split())
    return not plain or _PLACEHOLDER.fullmatch(plain) is not None


@lru_cache(maxsize=16384)
def read(text: str) -> tuple[Name, ...]:
    """The name and the aliases written with it, most important first; nothing for a placeholder."""
    found = []
    for part in _ALIAS.split(fold(text)):
        if not is_placeholder(part):
            name = _read_one(part)
            if name:
                found.append(name)
    return tuple(found)


def _read_one(text: str) -> Name:
    head, _, tail = text.partition(",")
    words = _pieces(head)
    if tail and not all(_bare(piece) in lists.TITLES_AFTER for piece in re.split(r"[ ,]+", tail) if piece):
        words += _pieces(tail.replace(",", " "))
    words = _without_titles([word for word in words if not word.isdigit()])[:LONGEST_NAME]
    own, father = _split_father(words)
    return Name(_as_words(own), _as_words(father))


def _bare(piece: str) -> str:
    return piece.replace(".", "")


def _pieces(text: str) -> list[str]:
    """Words; a degree with dots is one piece, initials and shortened names with dots are several."""
    found: list[str] = []
    for piece in text.split():
        if piece.isalnum():
            found.append(piece)
            continue
        bare = _bare(piece)
        known = bare in lists.TITLES_AFTER | lists.TITLES_BEFORE
        found += [bare] if known else [part for part in piece.split(".") if part]
    return [word for piece in found if (word := piece if piece.isalnum() else re.sub(r"[^a-z0-9]", "", piece))]


def _without_titles(words: list[str]) -> list[str]:
    while len(words) > 1 and words[0] in lists.TITLES_BEFORE:
        words = words[1:]
    # "St" before a name is Siti, after one it is a degree; one-letter clans and initials stay.
    while len(words) > 1 and words[-1] in lists.TITLES_AFTER:
        words = words[:-1]
    return words


def _split_father(words: list[str]) -> tuple[list[str], list[str]]:
    for at, word in enumerate(words):
        between = 0 < at < len(words) - 1
        if between and (word in lists.PATRONYMIC or word == "b"):
            return words[:at], words[at + 1 :]
    return [word for word in words if word not in lists.PATRONYMIC], []


def _as_words(words: list[str]) -> tuple[Word, ...]:
    spread = [part for word in words for part in _spread(word)]
    several = sum(word not in lists.LINEAGE for word in spread) > 0
    found = [word_of(word, light=several and word in lists.LINEAGE) for word in spread]
    if len(words) > 1 and words[0] in lists.INITIALS:
        found[0] = Word(words[0], keys_of(lists.INITIALS[words[0]]), light=True)
    return tuple(found)


def _spread(word: str) -> list[str]:
    """One word as it is compared: writings of one name as that name, Abdul and Nurul apart from what follows."""
    if _ALLAH.fullmatch(word):
        return ["abdullah"]
    if apart := _ABDUL.fullmatch(word):
        letter, rest = apart.groups()
        return ["abdul", rest if letter == "l" or rest[0] not in "aeiou" else letter + rest]
    if apart := _NURUL.fullmatch(word):
        return ["nur", apart[1]]
    return [lists.SAME.get(word, word)]


@lru_cache(maxsize=65536)
def spoken(text: str) -> tuple[Word, ...]:
    """One word of running text, in small letters, as the words of names are compared."""
    return tuple(word_of(part) for part in _spread(text))


@lru_cache(maxsize=65536)
def word_of(text: str, *, light: bool = False) -> Word:
    """A word with its keys; a single letter has none."""
    return Word(text, keys_of(text) if len(text) > 1 else (), light)


@lru_cache(maxsize=65536)
def keys_of(text: str) -> tuple[str, ...]:
    """How a word may sound: one to four keys, two for each letter of two sounds."""
    for pattern, sound in _SOUNDS:
        text = pattern.sub(sound, text)
    forms = ("".join(form) for form in product(*(_TWO.get(letter, letter) for letter in text)))
    return tuple(dict.fromkeys(_DOUBLE.sub(r"\1", form) for form, _ in zip(forms, range(KEYS), strict=False)))


@lru_cache(maxsize=65536)
def deletions_of(key: str) -> tuple[str, ...]:
    """The key, and the key with any one letter left out; nothing for short ones."""
    if len(key) < SHORTEST_DELETED:
        return ()
    return tuple(dict.fromkeys([key, *(key[:at] + key[at + 1 :] for at in range(len(key)))]))
