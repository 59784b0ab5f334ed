"""Under which area a fact is counted: down to the kelurahan or desa, and under the successor where there is only one.

An area that was split counts what came before the split itself: nobody can say on which side it lies. So old figures
of a kecamatan that ended stay beside those of the kecamatan that followed it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tuntas.areas.models import Area, Succession
from tuntas.areas.states import Level, paths_up


@dataclass(frozen=True)
class Successors:
    """Areas that ended, by path, with the one area that followed each."""

    after: dict[str, str]
    current: frozenset[str]

    def place(self, path: str) -> str:
        """Where a path is counted."""
        path = _short(path)
        for _ in range(len(self.after) + 1):
            following = self._following(path)
            if following is None:
                return path
            path = following
        return path

    def _following(self, path: str) -> str | None:
        for around in reversed(paths_up(path)):
            if around in self.after:
                new = self.after[around]
                within = new + path.removeprefix(around)
                return within if within in self.current else new
        return None


def _short(path: str) -> str:
    return paths_up(path)[: Level.VILLAGE][-1] if path else path


def successors() -> Successors:
    """As the tree of areas is now; a handful of rows."""
    found: dict[str, set[str]] = {}
    rows = Succession.objects.filter(predecessor__valid_to__isnull=False)
    for before, successor in rows.values_list("predecessor__path", "successor__path"):
        found.setdefault(before, set()).add(successor)
    living = set(Area.objects.current().filter(path__in=found).values_list("path", flat=True))
    following = {
        before: next(iter(new))
        for before, new in found.items()
        if len(new) == 1 and before not in living and before not in new
    }
    current: set[str] = set()
    for path in following.values():
        below = Area.objects.current().below(path).filter(level__lte=Level.VILLAGE)
        current |= set(below.values_list("path", flat=True))
    return Successors(following, frozenset(current))


def counted_elsewhere(paths: Iterable[str]) -> set[str]:
    """These areas and all that went before them: what was counted under any of them may be counted elsewhere now."""
    found, new = set(paths), set(paths)
    while new:
        rows = Succession.objects.filter(successor__path__in=new).values_list("predecessor__path", flat=True)
        new = set(rows) - found
        found |= new
    return found
