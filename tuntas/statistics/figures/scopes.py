"""Whose figures somebody may read, and which they asked for."""

from dataclasses import dataclass
from datetime import date

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.areas.models import Area
from tuntas.areas.states import Level, paths_up
from tuntas.statistics.figures.counting import Scope
from tuntas.statistics.figures.declarations import BY_KEY, MEASURES, Measure
from tuntas.statistics.figures.editions import Editions
from tuntas.statistics.vocabulary import BASES, Basis

FIRST_YEAR = 2000


@dataclass(frozen=True)
class Question:
    """What a page was asked. Codes that it does not know are taken for none."""

    measure: Measure
    scope: Scope

    def query(self, **changed: str) -> str:
        """As it stands in an address."""
        asked = {
            "ukuran": self.measure.key, "tahun": str(self.scope.year), "dasar": BASES[self.scope.basis][0],
            "wilayah": self.scope.area_path, **({"keadaan": "rilis"} if self.scope.editions else {}), **changed,
        }  # fmt: skip
        return "&".join(f"{name}={value}" for name, value in asked.items())


def as_published(found: Question, editions: Editions) -> Question:
    """The same of what is published: of the last year that is, where a later one was asked for."""
    year = min(found.scope.year, editions.last_year or found.scope.year)
    return Question(found.measure, Scope(year, found.scope.basis, found.scope.area_path, editions))


def tops(actor: Actor, permission: Permission = Permission.STATISTICS_VIEW) -> list[str]:
    """The largest areas somebody reads figures of, down to the kecamatan; sorted."""
    paths = {path for grant in actor.grants(permission) for path in grant.area_paths}
    paths = {paths_up(path)[: Level.DISTRICT][-1] if len(paths_up(path)) <= Level.DISTRICT else "" for path in paths}
    paths.discard("")
    return sorted(path for path in paths if not any(path != other and path.startswith(other) for other in paths))


def question(
    data: "dict[str, str]", *, actor: Actor, today: date, permission: Permission = Permission.STATISTICS_VIEW
) -> Question | None:
    """What was asked, if it lies within reach; the year that runs and the first area of one's own where nothing was said."""
    own = tops(actor, permission)
    path = data.get("wilayah", "") or (own[0] if own else "")
    if not path or not path.startswith(tuple(own)) or len(paths_up(path)) > Level.DISTRICT or not known(path):
        return None
    year = int(data["tahun"]) if data.get("tahun", "").isdecimal() and len(data["tahun"]) == 4 else today.year
    year = year if FIRST_YEAR <= year <= today.year else today.year
    basis = next((basis for basis, (key, _) in BASES.items() if key == data.get("dasar")), Basis.REPORT)
    return Question(BY_KEY.get(data.get("ukuran", ""), MEASURES[0]), Scope(year, basis, path))


def known(path: str) -> bool:
    """Whether there is or was such an area."""
    return Area.objects.filter(path=path).exists()


def name(path: str) -> str:
    """Of an area, also of one that has ended."""
    area = Area.objects.filter(path=path).order_by("-valid_to").first()
    current = Area.at(path)
    return (current or area).full_name if current or area else path  # type: ignore[union-attr]  # one of both is there
