"""How one and the same person is written differently: each class of the table of name variants, and slips of the hand.

Written from the classes alone; nothing here looks at how Tuntas compares names.
"""

import random
from collections.abc import Callable

WRITINGS = (
    "Muhammad Mohammad Mohamad Muhamad Mohamed Moh. Moch. Mochamad Mochammad Muh. Mohd. M. Mhd.",
    "Ahmad Achmad Akhmad Ahmat A.",
    "Abdul Abd. Abdoel",
    "Siti Sitti St. Sity",
    "Nur Noer Noor Nurul",
    "Fatimah Fatima Patimah Fatmah Fathimah",
    "Aisyah Aisah Aisha Aysha Aisjah",
    "Yusuf Yusup Jusuf Joesoef",
    "Syarif Sarif Sjarif Syarief Sharif",
    "Zainal Zaenal Jaenal Jainal Zainul",
    "Rizky Rizki Riski Rizqi Rezki Risky",
    "Fitri Fitrie Vitri Pitri Fitry",
    "Dewi Dewie Devi",
    "Sri Srie",
    "Yohanes Johanes Johannes Yohanis",
    "Christina Kristina Cristina Kristin",
    "Sutrisno Soetrisno Sutresno",
    "Suharto Soeharto",
    "Cahyo Tjahjo Cahjo",
    "Joko Djoko Jaka",
    "Wijaya Widjaja Wijaja Widjaya",
)
SAME = {name: group.split() for group in WRITINGS for name in group.split()}
OLD = (("u", "oe"), ("j", "dj"), ("c", "tj"), ("y", "j"), ("sy", "sj"), ("ny", "nj"), ("kh", "ch"))
SOUNDS = (
    ("f", "p"), ("f", "v"), ("v", "f"), ("p", "f"), ("z", "s"), ("z", "j"), ("s", "z"), ("sy", "s"), ("sy", "sh"), ("kh", "k"),
    ("kh", "h"),
    ("q", "k"), ("k", "q"), ("t", "th"), ("d", "dh"), ("y", "i"), ("i", "y"), ("i", "ie"), ("ie", "i"), ("nn", "n"), ("n", "nn"),
    ("m", "mm"),
    ("ks", "x"), ("x", "ks"), ("l", "ll"),
)  # fmt: skip
BEFORE = ("H.", "Hj.", "KH.", "Ust.", "Dr.", "Drs.", "Dra.", "Ir.", "Prof.", "dr.", "Pak", "Bu", "Ibu", "Bapak")
AFTER = (
    ", S.H.",
    ", SE",
    " S.Sos",
    ", S.Pd",
    " S.Kom",
    ", S.T.",
    ", M.Si",
    " M.M.",
    ", A.Md",
    ", SKM",
    ", S.Kep., Ners",
)
NEAR = {
    "a": "sq", "e": "rw", "i": "uo", "o": "ip", "u": "yi", "n": "mb", "m": "n", "r": "et", "s": "ad", "t": "ry", "l": "k",
    "k": "lj", "d": "sf",
}  # fmt: skip
CHANGED = ("dewi", "dwi", "ratna", "ratno")  # who is written so is somebody else: never one for the other


def writing(chance: random.Random, words: list[str]) -> list[str]:
    """Another writing of one of the well-known names."""
    places = [at for at, word in enumerate(words) if word in SAME]
    if places:
        at = chance.choice(places)
        words[at] = chance.choice(
            [other for other in SAME[words[at]] if (at == 0 and len(words) > 1) or len(other) > 2]
        )
    return words


def swap(pairs: tuple[tuple[str, str], ...]) -> Callable[[random.Random, list[str]], list[str]]:
    """A change of spelling, or of how a sound is written."""

    def changed(chance: random.Random, words: list[str]) -> list[str]:
        at = chance.randrange(len(words))
        fitting = [
            (old, new) for old, new in pairs if old in words[at][1:].lower() or words[at].lower().startswith(old)
        ]
        if fitting and words[at].lower() not in CHANGED:
            old, new = chance.choice(fitting)
            words[at] = words[at].lower().replace(old, new, 1).capitalize()
        return words

    return changed


def last_h(chance: random.Random, words: list[str]) -> list[str]:
    """A final h comes or goes."""
    at = chance.randrange(len(words))
    words[at] = words[at][:-1] if words[at].endswith("h") else words[at] + "h" if words[at].endswith("a") else words[at]
    return words


def split_or_join(chance: random.Random, words: list[str]) -> list[str]:
    """Nur Hayati, Nurhayati; Abdul Rahman, Abdurrahman."""
    if len(words) > 1 and words[0] in {"Nur", "Siti", "Abdul", "Dwi", "Tri", "Sri"}:
        joined = (
            f"Abdur{words[1].lower()}"
            if words[0] == "Abdul" and words[1].startswith("R")
            else words[0] + words[1].lower()
        )
        return [joined, *words[2:]]
    for start in ("Nur", "Siti", "Dwi", "Tri"):
        if words[0].startswith(start) and len(words[0]) > len(start) + 3:
            return [start, words[0][len(start) :].capitalize(), *words[1:]]
    if len(words) > 1 and chance.random() < 0.3:
        return [words[0] + words[1].lower(), *words[2:]]
    return words


def title(chance: random.Random, words: list[str]) -> list[str]:
    """A title before or after."""
    if chance.random() < 0.5:
        return [chance.choice(BEFORE), *words]
    return [*words[:-1], words[-1] + chance.choice(AFTER)]


def part_missing(chance: random.Random, words: list[str]) -> list[str]:
    """Not everything was asked or heard."""
    if len(words) < 2:
        return words
    gone = chance.choice([len(words) - 1, len(words) - 1, chance.randrange(len(words))])
    kept = [word for at, word in enumerate(words) if at != gone]
    return kept if kept[-1] not in {"bin", "binti"} else kept[:-1]


def turned(_: random.Random, words: list[str]) -> list[str]:
    """Names in another order."""
    return words[1:] + words[:1] if not {"bin", "binti"} & set(words) else words


def initial(_: random.Random, words: list[str]) -> list[str]:
    """A later name as its first letter."""
    if len(words) > 2:
        words[-1] = words[-1][0] + "."
    return words


def slip(chance: random.Random, words: list[str]) -> list[str]:
    """A letter left out, doubled, turned round, or the key beside it."""
    at = chance.randrange(len(words))
    word = words[at]
    if len(word) < 4 or word.lower() in CHANGED:
        return words
    to, kind = chance.randrange(1, len(word) - 1), chance.randrange(4)
    beside = chance.choice(NEAR.get(word[to], word[to]))
    words[at] = [
        word[:to] + word[to + 1 :], word[:to] + word[to] + word[to:], word[:to] + word[to + 1] + word[to] + word[to + 2 :],
        word[:to] + beside + word[to + 1 :],
    ][kind]  # fmt: skip
    return words


def capitals(chance: random.Random, words: list[str]) -> list[str]:
    """As clerks write."""
    return [word.upper() for word in words] if chance.random() < 0.5 else [word.lower() for word in words]


CLASSES: dict[str, Callable[[random.Random, list[str]], list[str]]] = {
    "writing": writing, "old spelling": swap(OLD), "sound": swap(SOUNDS), "final h": last_h, "joined or split": split_or_join,
    "title": title, "part missing": part_missing, "order": turned, "initial": initial, "slip": slip, "capitals": capitals,
}  # fmt: skip
WEIGHTS = (4, 3, 4, 1, 2, 2, 2, 1, 1, 4, 2)


def name(chance: random.Random, text: str) -> str:
    """One or two changes, of any class; half of the time the alias is added or nothing but capitals change."""
    words = text.split()
    for change in chance.choices(list(CLASSES.values()), WEIGHTS, k=chance.choice((1, 1, 2))):
        words = change(chance, words)
    return " ".join(words)
