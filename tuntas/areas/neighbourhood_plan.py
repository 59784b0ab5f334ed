"""What a file of RW and RT would change: looked up with three queries, whatever its length."""

from dataclasses import dataclass, field

from tuntas.areas.models import Area
from tuntas.areas.neighbourhood_file import Contents, Line, Problem
from tuntas.areas.states import Level


@dataclass
class Plan:
    """RW first, then RT. `villages` by code, for those that get something new."""

    rw: list[tuple[str, int]] = field(default_factory=list)  # code of the village, number
    rt: list[tuple[str, int]] = field(default_factory=list)  # code of the RW or village, number
    existing: int = 0
    problems: list[Problem] = field(default_factory=list)
    villages: dict[str, Area] = field(default_factory=dict)

    @property
    def per_village(self) -> list[tuple[Area, int, int]]:
        """For the preview: each village with how many RW and RT it gets."""
        return [
            (area, _inside(self.rw, code), _inside(self.rt, code))
            for code, area in sorted(self.villages.items())
            if _inside(self.rw, code) or _inside(self.rt, code)
        ]


def code_of(parent_code: str, level: Level, number: int) -> str:
    """61.71.01.1001.rw03; numbers have two digits at least, so that they sort."""
    return f"{parent_code}.{'rw' if level == Level.RW else 'rt'}{number:02}"


def make(root: Area, contents: Contents) -> Plan:
    """Match the lines with the villages in `root` and with the RW and RT that are there."""
    plan = Plan(problems=list(contents.problems))
    villages = _villages(root)
    taken = set(Area.objects.current().below(root.path).filter(level__gt=Level.VILLAGE).values_list("code", flat=True))
    if root.level == Level.RW and root.parent:
        villages = {"": [root.parent]}
    new: set[str] = set()
    for line in contents.lines:
        village, sentence = _village(root, villages, line)
        if village is None:
            plan.problems.append(Problem(line.number, sentence))
            continue
        plan.villages[village.code] = village
        _place(plan, village, line, taken, new)
    plan.problems.sort(key=lambda problem: problem.line)
    return plan


def _place(plan: Plan, village: Area, line: Line, taken: set[str], new: set[str]) -> None:
    """Count what is there already, note what is not; an RW that an RT needs is made with it."""
    around, fresh = village.code, False
    if line.rw:
        around = code_of(village.code, Level.RW, line.rw)
        if around not in taken and around not in new:
            new.add(around)
            plan.rw.append((village.code, line.rw))
            fresh = True
    if line.rt:
        code = code_of(around, Level.RT, line.rt)
        if code not in taken and code not in new:
            new.add(code)
            plan.rt.append((around, line.rt))
            fresh = True
    if not fresh:
        plan.existing += 1


def _villages(root: Area) -> dict[str, list[Area]]:
    """By code and by name without blanks: a list, because names repeat."""
    found: dict[str, list[Area]] = {}
    for area in Area.objects.current().below(root.path).filter(level=Level.VILLAGE):
        found.setdefault(area.code, []).append(area)
        found.setdefault(_key(area.name), []).append(area)
    if root.level == Level.VILLAGE:
        found[""] = [root]
    return found


def _village(root: Area, villages: dict[str, list[Area]], line: Line) -> tuple[Area | None, str]:
    match = villages.get(line.village) or villages.get(_key(line.village), [])
    if len(match) == 1:
        return match[0], ""
    name = line.village if len(line.village) <= 40 else f"{line.village[:40]}…"
    if match:
        codes = ", ".join(area.code for area in match)
        return None, f"ada {len(match)} wilayah bernama {name}. Tulis kodenya: {codes}."
    return None, f'kelurahan atau desa "{name}" tidak ada di {root.full_name}.'


def _key(name: str) -> str:
    """Official lists write Benuamelayu where people write Benua Melayu."""
    return "".join(name.casefold().split())


def _inside(entries: list[tuple[str, int]], village: str) -> int:
    return sum(1 for code, _ in entries if f"{code}.".startswith(f"{village}."))
