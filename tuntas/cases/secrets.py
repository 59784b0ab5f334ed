"""Which words of a sheet tell who somebody is, and where they stand in a text (R12).

Words of two letters are words of the language far more often than names, so they count only where they are written as a
name: with a capital, and where it is also an ordinary word, inside of a sentence. Titles tell nothing of anybody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tuntas.people.actions.people import PersonData

_NAMES = ("name", "aliases", "mother_name", "guardian_name")
_WHOLE = ("nik", "phone", "address", "school", "guardian_contact")
_SHORT = 2  # letters; a single one is an initial, which may be told
# How people are called before their name, and who they are in a case.
TITLES = frozenset(
    [
        "ibu",
        "bu",
        "bapak",
        "bpk",
        "pak",
        "ayah",
        "bunda",
        "mama",
        "papa",
        "mak",
        "emak",
        "abah",
        "umi",
        "abi",
        "kakak",
        "kak",
        "abang",
        "bang",
        "adik",
        "dik",
        "nenek",
        "kakek",
        "datuk",
        "tante",
        "om",
        "paman",
        "bibi",
        "mas",
        "mbak",
        "nona",
        "nyonya",
        "tuan",
        "ny",
        "tn",
        "nn",
        "sdr",
        "sdri",
        "saudara",
        "saudari",
        "haji",
        "hajah",
        "hj",
        "dr",
        "drs",
        "dra",
        "ir",
        "alm",
        "almh",
        "almarhum",
        "almarhumah",
        "bin",
        "binti",
        "anak",
        "wali",
        "korban",
        "pelapor",
        "saksi",
        "ketua",
        "kepala",
        "guru",
        "ustaz",
        "ustazah",
        "rt",
        "rw",
    ]
)
# Two letters that are words or abbreviations of every text.
_ORDINARY = frozenset(
    [
        "di",
        "ke",
        "si",
        "ia",
        "ya",
        "yg",
        "dg",
        "dn",
        "dr",
        "pd",
        "kl",
        "tp",
        "sy",
        "tk",
        "sd",
        "mi",
        "ma",
        "ra",
        "ku",
        "mu",
        "la",
        "lo",
        "no",
        "nb",
        "kk",
        "rt",
        "rw",
        "pt",
        "cv",
        "ps",
        "hp",
        "wa",
        "ig",
        "fb",
        "tv",
        "pc",
        "kb",
        "km",
        "kg",
        "cm",
        "mm",
        "jl",
        "gg",
        "ds",
        "kel",
        "an",
        "ad",
        "am",
        "pm",
        "ok",
        "oh",
        "ah",
        "eh",
        "ha",
        "hi",
        "up",
        "as",
        "wc",
        "bb",
        "wi",
        "ri",
        "uu",
        "pp",
        "sk",
        "sp",
        "lp",
        "ktp",
        "per",
    ]
)


@dataclass(frozen=True)
class Secret:
    """Something that may stand in no text: how it is written, and whether only where it can be no ordinary word."""

    pattern: re.Pattern[str]
    length: int
    inside_only: bool = False

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where it stands."""
        for match in self.pattern.finditer(text):
            if not self.inside_only or _inside(text, match.start()):
                yield match.span()


def secrets_of(data: PersonData) -> list[Secret]:
    """What of a sheet tells who it is: every word of its names, and of the rest the whole."""
    found: dict[tuple[str, bool], Secret] = {}
    for field in _NAMES:
        for name in getattr(data, field).splitlines():
            words = re.findall(r"\w+", name)
            if len(words) > 1:
                found[name.casefold(), True] = _whole(name)
            for word in words:
                if len(word) >= _SHORT and word.casefold() not in TITLES:
                    found[word.casefold(), False] = _word(word)
    for field in _WHOLE:
        if value := getattr(data, field).strip():
            found[value.casefold(), True] = _whole(value)
    return list(found.values())


def _whole(value: str) -> Secret:
    parts = r"\s+".join(re.escape(part) for part in value.split())
    return Secret(_bounded(parts, re.IGNORECASE), len(value))


def _word(word: str) -> Secret:
    if len(word) > _SHORT:
        return Secret(_bounded(re.escape(word), re.IGNORECASE), len(word))
    title, ordinary = re.escape(word.capitalize()), word.casefold() in _ORDINARY
    written = title if ordinary else rf"(?:{title}|{re.escape(word.upper())})"
    return Secret(_bounded(written, re.NOFLAG), len(word), inside_only=ordinary)


def _bounded(pattern: str, flags: re.RegexFlag) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){pattern}(?!\w)", flags)


def _inside(text: str, at: int) -> bool:
    """Whether a word stands inside of a sentence: at its beginning every word has a capital."""
    before = text[:at].rstrip(" \t")
    return bool(before) and (before[-1].isalnum() or before[-1] in ",;&/]")
