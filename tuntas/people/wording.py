"""Names and numbers inside running text: which words could be a name, and where one stands. Nothing is read from the database.

A name counts where two neighbouring words of it stand together in its order: all of a short name, or with at least one
word that few people carry. A name of one word counts where it is rare and written with a capital.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from tuntas.people import tokens
from tuntas.people.names import Name, Word, read, spoken

SHORTEST_ALONE = 5  # letters of a name of one word
SHORTEST_HEARD = 4  # letters from which an equal sound is enough
# Signs that nobody sees; word processors and phones leave them in copied text.
_UNSEEN = r"\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_LETTERS = re.compile(rf"[^\W\d_]+(?:['’`\u0300-\u036f{_UNSEEN}]+[^\W\d_]+)*")
_BETWEEN = rf"(?:[{_UNSEEN}]*[\s.\-\u2010-\u2015\u00b7]){{0,3}}[{_UNSEEN}]*"
_PLAIN_NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
_SPACED_NIK = re.compile(rf"(?<!\d)(?=(\d(?:{_BETWEEN}\d){{15}})(?!\d))")
# A day, and the days and hours that follow it: "12-11-2026 09.00-11.00" is no NIK.
_DAY = r"(?:0[1-9]|[12]\d|3[01])([.\-/])(?:0[1-9]|1[0-2])\{}(?:19|20)\d\d"
_DAYS = re.compile(
    rf"(?<!\d)(?<!\d[\s.\-]){_DAY.format(1)}(?!\d)"
    rf"(?:[\s.\-\u2010-\u2015]{{1,3}}(?:{_DAY.format(2)}|[0-2]\d[.:][0-5]\d)(?!\d))*"
)
_STOP = """
    ada adalah agar akan anak anggota antara apa atas atau bagi bahwa baik banyak baru beberapa belum berikut bersama bidang
    bulan bupati camat cara dalam dan dapat dari data dengan desa di dia dinas diri dua gubernur guru hadir hal hari harus hasil
    hingga ibu ini itu jalan juga jumlah kabupaten kami karena kasus kata ke kecamatan kegiatan kelompok kelurahan kepada kepala
    kerja ketua kita kota korban lain laki laporan lebih lembaga lurah maka masih masyarakat masing melalui melakukan mereka
    mulai namun nomor oleh orang pada para pak paling pembahasan perempuan perlu pertemuan petugas pihak polisi program pukul
    puskesmas rapat rumah saat saja sakit sampai sangat satu saya sebagai sebelum secara sedang sehingga sekolah sekretaris
    selama semua seperti serta sesuai setelah setiap siswa sosialisasi suami istri sudah surat tahun tanggal telah tempat
    tentang terhadap tersebut tetapi tidak tiga tim tindak lanjut total umur undang unit untuk usia wakil walikota warga waktu
    wilayah yaitu yang januari februari maret april mei juni juli agustus september oktober november desember senin selasa
    rabu kamis jumat sabtu minggu indonesia"""
_PLACES = """
    jalan jl jln gang gg lorong kompleks perumahan gedung aula balai rsud rs rsia masjid musala gereja lapangan taman sd sdn
    smp smpn sma sman smk smkn mi mts ma tk paud pesantren yayasan universitas kelurahan kel desa kecamatan kec kabupaten kab
    kota provinsi pulau sungai"""
# Words of every text: no pair with one of them is looked for, and none of them is a name of one word.
STOP = frozenset(_STOP.split())
# What comes after these is called after somebody.
PLACES = frozenset(_PLACES.split())


@dataclass(frozen=True)
class Piece:
    """One word of a text, as names are compared, and where it stands."""

    word: Word
    start: int
    end: int
    capital: bool
    after_place: bool


@dataclass(frozen=True)
class Spot:
    """Where something stands in a text: the number of its first word, and the words as they were typed."""

    position: int
    words: str


def spot(text: str, start: int, end: int) -> Spot:
    """Words are counted as people do, by the spaces between them."""
    before = text[:start]
    inside = bool(before) and not before[-1].isspace()
    return Spot(len(before.split()) + (0 if inside else 1), text[start:end])


def niks(text: str) -> Iterator[Spot]:
    """Sixteen digits in a row; with spaces, dots or dashes between them where they read like a NIK."""
    found: dict[int, int] = {}
    plain = "".join(map(_digit, text))
    for match in _PLAIN_NIK.finditer(plain):
        found[match.start()] = match.end()
    for match in _SPACED_NIK.finditer(_DAYS.sub(lambda days: "x" * len(days[0]), plain)):
        digits = "".join(each for each in match[1] if each.isdigit())
        if _reads_like_nik(digits) and not any(start <= match.start() < end for start, end in found.items()):
            found[match.start()] = match.start() + len(match[1])
    for start, end in sorted(found.items()):
        yield spot(text, start, end)


def _digit(sign: str) -> str:
    """The same sign; every way to write a digit as the digit, so that all stay where they are."""
    if sign.isascii():
        return sign
    value = unicodedata.digit(sign, None)
    return sign if value is None else str(value)


def _reads_like_nik(digits: str) -> bool:
    """Province, day (women: + 40) and month can be."""
    province, day, month = int(digits[:2]), int(digits[6:8]), int(digits[8:10])
    return 11 <= province <= 97 and (day - 40 if day > 40 else day) in range(1, 32) and month in range(1, 13)


def pieces(text: str) -> list[Piece]:
    """The words of a text in their order."""
    found: list[Piece] = []
    before = ""
    for match in _LETTERS.finditer(text):
        plain = unicodedata.normalize("NFKD", match[0]).encode("ascii", "ignore").decode().lower()
        plain = re.sub(r"[^a-z]", "", plain)
        if not plain:
            continue
        place = before in PLACES
        found += [
            Piece(word, match.start(), match.end(), match[0][:1].isupper(), place)
            for word in spoken(plain)
            if word.keys
        ]
        before = plain
    return found


def pair_tokens(parts: list[Piece]) -> set[int]:
    """Tokens by which sheets with two neighbouring words in their name are found."""
    found: set[int] = set()
    for one, two in pairwise(parts):
        if one.word.text in STOP or two.word.text in STOP or one.word.text == two.word.text:
            continue
        for key in one.word.keys:
            for other in two.word.keys:
                found.add(tokens.token(tokens.PAIR, "|".join(sorted((key, other)))))
    return found


def alone(parts: list[Piece]) -> list[Piece]:
    """Words that could be somebody's only name."""
    return [
        part
        for part in parts
        if part.capital and not part.after_place and len(part.word.text) >= SHORTEST_ALONE and part.word.text not in STOP
    ]  # fmt: skip


def names_of(name: str, aliases: str = "") -> tuple[Name, ...]:
    """All names on a sheet."""
    return read(name) + tuple(found for line in aliases.splitlines() for found in read(line))


class Text:
    """The words of one text, found by how they sound."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts = pieces(text)
        self._at: dict[str, list[int]] = {}
        for at, part in enumerate(self.parts):
            for key in {part.word.text, *part.word.keys}:
                self._at.setdefault(key, []).append(at)

    def spot(self, span: tuple[int, int]) -> Spot:
        """Where a run of words stands."""
        return spot(self.text, self.parts[span[0]].start, self.parts[span[1]].end)

    def said(self, span: tuple[int, int]) -> str:
        """The run as it is compared."""
        return " ".join(part.word.text for part in self.parts[span[0] : span[1] + 1])

    def find(self, names: Iterable[Name], *, rare: Callable[[Word], bool]) -> tuple[int, int] | None:
        """From which to which word one of these names stands here, first place only."""
        for name in names:
            whole = tuple(word for word in name.own if word.keys)
            heavy = tuple(word for word in whole if not word.light)
            for sequence in dict.fromkeys((whole, heavy)):
                if len(sequence) >= 2 and (found := self._run(sequence, rare)):
                    return found
        return None

    def find_alone(self, names: Iterable[Name]) -> tuple[int, int] | None:
        """The same for names of one word."""
        for name in names:
            if len(name.own) == 1 and not name.father:
                for at in self._at.get(name.own[0].text, []):
                    if self.parts[at].word.text == name.own[0].text and alone([self.parts[at]]):
                        return at, at
        return None

    def _run(self, name: tuple[Word, ...], rare: Callable[[Word], bool]) -> tuple[int, int] | None:
        for begin in range(len(name) - 1):
            for at in sorted({at for key in (name[begin].text, *name[begin].keys) for at in self._at.get(key, [])}):
                length = self._length(at, name[begin:])
                if length < 2 or self.parts[at].after_place:
                    continue
                words = name[begin : begin + length]
                if length == len(name) or any(rare(word) and word.text not in STOP for word in words):
                    return at, at + length - 1
        return None

    def _length(self, at: int, name: tuple[Word, ...]) -> int:
        length = 0
        while (
            length < len(name) and at + length < len(self.parts) and _same(self.parts[at + length].word, name[length])
        ):
            length += 1
        return length


def _same(one: Word, two: Word) -> bool:
    if one.text == two.text:
        return True
    return min(len(one.text), len(two.text)) >= SHORTEST_HEARD and bool(set(one.keys) & set(two.keys))
