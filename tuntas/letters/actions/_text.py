"""What a letter to kelurahan, RW and RT will say is looked through before anything of it is kept (R32)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from tuntas.access.actors import Actor
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.core.errors import Denied
from tuntas.letters import contents, wording
from tuntas.letters.defaults import default_pattern
from tuntas.letters.models import NumberPattern
from tuntas.people.actions import mentions
from tuntas.people.actions.mentions import Mentioned, Place
from tuntas.people.wording import Spot

WHOLE = ""  # the field of what only shows when all is read one after the other
REFUSED = "Ada NIK, nomor laporan atau kasus, atau nama pihak kasus di dalam surat. Surat ke kelurahan, RW dan RT tidak memuatnya."
NIK = "Kata ke-{position}, “{words}”, terbaca sebagai NIK. Surat ini tidak memuat NIK siapa pun."
NUMBER = (
    "Kata ke-{position}, “{words}”, terbaca sebagai nomor laporan atau kasus. Surat ini tidak memuat kasus apa pun."
)
NAME = "Kata ke-{position}, “{words}”, adalah nama orang dalam kasus yang Anda tangani. Bila yang dimaksud pejabat, tulis jabatannya."
OF_OFFICE = (
    "Kata ke-{position}, “{words}”, juga nama orang dalam kasus yang Anda tangani. Pastikan yang dimaksud petugas atau peserta,"
    " bukan dia; lalu centang pernyataan di bawah."
)


@dataclass(frozen=True)
class Find:
    """What must not stand there: at which field, said to whoever wrote it. `official`: somebody known by office may be meant."""

    field: str
    words: str
    sentence: str
    official: bool = False


class Refused(Denied):
    """A letter says what it must not. The sentence itself repeats nothing; `finds` say where."""

    def __init__(self, finds: Sequence[Find]) -> None:
        super().__init__(REFUSED, rule="R32")
        self.finds = tuple(finds)

    @property
    def may_confirm(self) -> bool:
        """Whether all that was found are names of people who stand there by office."""
        return all(find.official for find in self.finds)


def look(
    texts: Iterable[tuple[str, str]],
    *,
    agency: Agency,
    label: str,
    officials: Iterable[str] = (),
    confirmed: bool = True,
    by: Actor,
    at: datetime,
) -> None:
    """Refuse the final text of a letter: each field by itself, and all of them as one.

    Called before the change, so that what was found stays recorded. `officials` stand in it by office:
    a party of the same name is asked about, until the writer has `confirmed` that the official is meant. Raises Refused.
    """
    given = _fields(texts)
    finds = [find for field, text in given.items() for find in _numbers(field, text)]
    if finds:
        log.record(
            "letter.text_refused", agency, by=by, at=at, agency_id=agency.pk, area_path=agency.area_path,
            count=len(finds), fields=sorted({find.field or "whole" for find in finds}),
        )  # fmt: skip
    place = Place(agency, label, agency, agency.area_path)
    try:
        mentions.check(given, place=place, officials=officials, confirmed=confirmed, by=by, at=at)
    except Mentioned as error:
        finds += [_named(each) for each in error.finds if not each.nik]
    inside = {find.words for find in finds if find.field != WHOLE}
    left = [find for find in finds if find.field != WHOLE or find.words not in inside]
    if left:
        raise Refused(left)


def around(agency: Agency) -> Iterator[tuple[str, str]]:
    """What is printed on every letter of an agency and in no form of it: letterhead, signatory, codes of the number."""
    pattern = NumberPattern.objects.filter(agency=agency).first() or default_pattern(agency)
    head = contents.head_of(agency, pattern.signatory_title)
    yield from (("letterhead", head[name]) for name in sorted(head) if name != "logo")
    yield from (("letterhead", text) for text in (pattern.pattern, pattern.classification, pattern.unit_code))


def signatory(agency: Agency) -> tuple[str, ...]:
    """Whose name stands under its letters by office, if anybody's."""
    head = getattr(agency, "letterhead", None)
    return (head.signatory_name,) if head and head.signatory_name else ()


def _fields(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """As a reader sees them; lines of one list together."""
    found: dict[str, str] = {}
    for field, text in texts:
        if seen := wording.plain(text).strip():
            found[field] = f"{found[field]}\n{seen}" if field in found else seen
    return found | {WHOLE: "\n".join(found.values())}


def _numbers(field: str, text: str) -> Iterable[Find]:
    yield from (Find(field, each.words, _said(NIK, each)) for each in wording.niks(text))
    yield from (Find(field, each.words, _said(NUMBER, each)) for each in wording.register_numbers(text))


def _named(found: mentions.Find) -> Find:
    sentence = OF_OFFICE if found.official else NAME
    return Find(found.field, found.spot.words, _said(sentence, found.spot), official=found.official)


def _said(sentence: str, spot: Spot) -> str:
    return sentence.format(position=spot.position, words=spot.words)
