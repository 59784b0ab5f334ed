"""Finding an area by what people type: a name, part of one, a name with a slip, a code."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.postgres.lookups import TrigramSimilar
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Greatest, Replace, Upper

from tuntas.areas.models import Area
from tuntas.areas.states import Level

LONGEST = 100  # of what is typed
LIMIT = 10
NEAR = 0.3  # how much likeness it is worth to lie where we look first

CODE = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4}(\.rw\d{2,3})?(\.rt\d{2,3})?)?)?)?\.?", re.IGNORECASE)
DIGITS = re.compile(r"\d{2}(\d{2}(\d{2}(\d{4})?)?)?")
# Written before a name in addresses. Some names begin with such a word (Kota Baru, Desa Baru), so both readings are tried.
PREFIX = re.compile(
    r"^(PROVINSI|PROV|KABUPATEN|KAB|KOTA ADMINISTRASI|KOTA|KECAMATAN|KEC|DISTRIK|KELURAHAN|KEL|DESA ADAT|DESA)\b\.?\s*"
)


@dataclass(frozen=True)
class Found:
    """An area with its full label, as shown in lists of results."""

    area: Area
    label: str

    @property
    def path(self) -> str:
        """The value of a choice."""
        return self.area.path


def search(text: str, *, within: Collection[str] = (), first: Collection[str] = (), limit: int = LIMIT) -> list[Found]:
    """The areas that fit best, at most `limit`, with three queries at most however many there are.

    `within`: only inside these paths; `first`: those inside these paths come before all others. What stands after a
    comma is looked for among the areas around ("Sungai Raya, Kubu Raya").
    """
    name, _, around = _plain(text[:LONGEST]).partition(",")
    if len(name.strip()) < 2:
        return []
    areas = Area.objects.current()
    if within:
        areas = areas.filter(_inside(within))
    if around.strip():
        names = [part.strip() for part in around.split(",") if part.strip()]
        areas = areas.filter(_inside(_surrounding(names)))
    code = _code(name.strip())
    found = list((_by_code(areas, code) if code else _by_name(areas, name.strip(), first))[:limit])
    labels = Area.objects.labels(area.path for area in found)
    return [Found(area, labels[area.path]) for area in found]


def _plain(text: str) -> str:
    """Capitals without accents; one blank between words; every apostrophe the same."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(bare.replace("\u2019", "'").replace("\x00", "").upper().split())


def _code(text: str) -> str:
    if CODE.fullmatch(text):
        return text.rstrip(".").lower()
    if DIGITS.fullmatch(text):
        return ".".join(part for part in (text[:2], text[2:4], text[4:6], text[6:]) if part)
    return ""


def _inside(paths: Collection[str]) -> Q:
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(path__startswith=path)
    return condition


def _by_code(areas: QuerySet[Area], code: str) -> QuerySet[Area]:
    """The area of the code, then what lies in it."""
    return areas.filter(Q(code=code) | Q(path__startswith=f"{code}.")).order_by("level", "code")


def _readings(name: str) -> list[str]:
    """What was typed, and the same without a word such as "kelurahan" before it."""
    bare = PREFIX.sub("", name)
    return [name] if bare in {"", name} else [name, bare]


def _by_name(areas: QuerySet[Area], name: str, first: Collection[str]) -> QuerySet[Area]:
    """Names that contain it or are like it. Spaces do not count: lists write Benuamelayu where people write Benua Melayu."""
    readings = _readings(name)
    fits = Q()
    for reading in readings:
        # Two letters have no trigram of their own: only the beginning of a name is looked at.
        contains = Q(name__icontains=reading) if len(reading) > 2 else Q(name__istartswith=reading)
        fits |= contains | Q(TrigramSimilar(Upper("name"), Value(reading)))
    likeness = [TrigramSimilarity(Upper("name"), reading) for reading in readings]
    same, near = Q(bare__in=[reading.replace(" ", "") for reading in readings]), _inside(first)
    return (
        areas.filter(fits, level__lte=Level.VILLAGE)
        .annotate(
            bare=Replace(Upper("name"), Value(" "), Value("")),
            rank=Case(When(same & near, then=3.0), When(same, then=2.0), When(near, then=NEAR), default=0.0)
            + (Greatest(*likeness) if len(likeness) > 1 else likeness[0]),
        )
        .order_by("-rank", "level", "code")
    )


def _surrounding(names: list[str]) -> list[str]:
    """Paths of the areas that bear one of these names: provinces, regencies, districts."""
    fits = Q()
    for name in names[:3]:
        for reading in _readings(name):
            fits |= Q(TrigramSimilar(Upper("name"), Value(reading)))
    around = Area.objects.current().filter(fits, level__lt=Level.VILLAGE)
    wanted = _readings(names[0])[-1]
    nearest = around.annotate(likeness=TrigramSimilarity(Upper("name"), wanted)).order_by("-likeness", "level", "code")
    return list(nearest.values_list("path", flat=True)[:20])
