"""Which areas are silent over some years: reports of facts beside people, and what was done there to be reachable."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models.functions import ExtractYear

from tuntas.areas import people
from tuntas.areas.models import Area, Population
from tuntas.areas.states import Level, People, zone_of
from tuntas.bodies.models import Body
from tuntas.cadres.models import Cadre
from tuntas.cadres.states import Standing
from tuntas.meetings.models import Coverage, Meeting
from tuntas.statistics.counts import Interval, funnel
from tuntas.statistics.figures.counting import facts, how_many
from tuntas.statistics.figures.editions import Editions, spans
from tuntas.statistics.models import ReportFact, SilenceCheck
from tuntas.statistics.silence import Area as Counted
from tuntas.statistics.silence import Finding, NoComparison, Survey, survey
from tuntas.statistics.wording import number

YEARS = 3
FEW, VALUES = 5, 3  # smaller numbers are hidden, inside too, and keep so many possible values (R28)
ANY_FEW = 2  # what one to four count as beside others
PER = 100_000
MOST = 4_000  # villages that are compared at once: about half a second of a processor; of more the kecamatan
BANDS = ((0.01, "< 0,01"), (0.05, "0,01–0,05"), (0.10, "0,05–0,10"))


@dataclass
class Line:
    """One area beside the others. `shown`: its reports as they may be read; `why` it could not be compared."""

    area: Area
    count: int
    people: people.Denominator
    finding: Finding | None = None
    hidden: bool = False
    by_year: Mapping[int, int] = field(default_factory=dict)
    meetings: int = 0
    bodies: int = 0
    cadres: int = 0
    check: SilenceCheck | None = None

    @property
    def few(self) -> bool:
        """One to four."""
        return 0 < self.count < FEW

    @property
    def shown(self) -> str:
        """None and many as they are; 1 to 4 not."""
        return f"< {FEW}" if self.few else "tidak ditampilkan" if self.hidden else number(self.count)

    @property
    def suggested(self) -> bool:
        """Whether somebody should look."""
        return self.finding is not None and self.finding.check

    @property
    def band(self) -> str:
        """How surprising the silence is; in steps, so that a small number cannot be reckoned back from it."""
        if self.finding is None:
            return "–"
        return next((words for limit, words in BANDS if self.finding.silence < limit), "≥ 0,10")

    @property
    def rate(self) -> str:
        """Estimated reports per 100,000 people and year; none where it would tell a hidden number."""
        if self.finding is None or self.hidden or self.count < FEW:
            return "–"
        return number(self.finding.shrunk * PER, 1)

    @property
    def limits(self) -> Interval | None:
        """Exact limits of a funnel around what is expected."""
        return funnel(self.finding.expected) if self.finding else None

    @property
    def residents(self) -> str:
        """How many people live there; nothing where nobody knows."""
        return number(self.people.value) if self.people.value else ""

    @property
    def expected(self) -> str:
        """How many reports its people let expect."""
        return number(self.finding.expected, 1) if self.finding else "–"


@dataclass
class Picture:
    """All areas of a place, the most silent first. `refused`: why nothing can be compared; `elsewhere`: reports of no listed area."""

    lines: list[Line]
    first_year: int
    last_year: int
    level: Level
    found: Survey | None = None
    refused: str = ""
    elsewhere: int = 0

    @property
    def nowhere(self) -> str:
        """Reports of no listed area, as they may be read; nothing where there are none."""
        return f"< {FEW}" if 0 < self.elsewhere < FEW else number(self.elsewhere) if self.elsewhere else ""

    @property
    def suggested(self) -> list[Line]:
        """Those that should be looked at."""
        return [line for line in self.lines if line.suggested]

    @property
    def sources(self) -> list[str]:
        """Whose people these are."""
        return sorted({str(line.people.source) for line in self.lines if line.people.source})


def of(
    area: Area, *, last_year: int, years: int = YEARS, level: Level | None = None, today: date | None = None,
    editions: Editions | None = None,
) -> Picture:  # fmt: skip
    """The kelurahan and desa of an area, or its kecamatan where the people of too few villages are known.

    Cadres are counted as they stand `today`, else at the end of the last year.
    """
    rows = list(
        Area.objects.current().below(area.path).filter(level__in=(Level.DISTRICT, Level.VILLAGE)).exclude(pk=area.pk)
        .order_by("code")
    )  # fmt: skip
    known = people.in_areas(rows)
    villages = [row for row in rows if row.level == Level.VILLAGE]
    if len(villages) > MOST:
        level = Level.DISTRICT
    level = level or (Level.VILLAGE if _enough(villages, known) else Level.DISTRICT)
    picture = Picture([], last_year - years + 1, last_year, level)
    counts = _counts(area, picture, editions)
    listed = [row for row in rows if row.level == level]
    per_area: dict[str, Counter[int]] = {row.path: Counter() for row in listed}
    for path, year, count in counts:
        at = path if path in per_area else _up(path, level)
        if at in per_area:
            per_area[at][year] += count
        else:
            picture.elsewhere += count
    picture.lines = [
        Line(
            row, per_area[row.path].total(),
            people.of(people.nearest(known.get(row.path, []), last_year), People.RESIDENTS), by_year=per_area[row.path],
        )
        for row in listed
    ]  # fmt: skip
    _compare(picture, years)
    _hide(picture)
    _activity(area, picture)
    _cadres(area, picture, today or date(last_year, 12, 31))
    return picture


def _enough(villages: Sequence[Area], known: dict[str, list[Population]]) -> bool:
    return 2 * sum(row.path in known for row in villages) > len(villages)


def _counts(area: Area, picture: Picture, editions: Editions | None) -> list[tuple[str, int, int]]:
    """Reports of each area and year, as they are now or as they were published."""
    found: list[tuple[str, int, int]] = []
    for first, last in spans(editions, range(picture.first_year, picture.last_year + 1)):
        release = editions.of(last) if editions else None
        rows = facts(ReportFact, release).filter(
            area_path__startswith=area.path, report_date__range=(date(first, 1, 1), date(last, 12, 31))
        )
        rows = rows.annotate(year=ExtractYear("report_date")).order_by("area_path", "year")
        found += rows.values_list("area_path", "year").annotate(n=how_many(release))
    return found


def _up(path: str, level: Level) -> str:
    return ".".join(path.split(".")[:level]) + "."


def _compare(picture: Picture, years: int) -> None:
    lines = [line for line in picture.lines if line.people.value]
    # A small count is compared as the same number whatever it is: then nothing that is printed of it, nor "periksa", tells which.
    counted = [
        Counted(line.area.name, ANY_FEW if line.few else line.count, (line.people.value or 0) * float(years))
        for line in lines
    ]
    try:
        picture.found = survey(counted)
    except NoComparison as error:
        picture.refused = str(error)
        return
    for line, finding in zip(lines, picture.found.findings, strict=True):
        line.finding = finding
    picture.lines.sort(
        key=lambda line: (line.finding is None, line.finding.silence if line.finding else 1, line.area.code)
    )


def _hide(picture: Picture) -> None:
    """What is hidden must not follow from what is shown and the totals of the tables.

    The tables tell the years apart: less the years that they show, a sum must not tell one that they hide. Of all small
    ones together the sum may be known, too, and one closed number alone would be.
    """
    for line in picture.lines:
        line.hidden = line.few or _tells(line.by_year)
    small = [line.count for line in picture.lines if line.few] + [picture.elsewhere] * (0 < picture.elsewhere < FEW)
    closed = sum(line.hidden and not line.few for line in picture.lines)
    wanted = 1 if closed == 1 or (not closed and _tells(dict(enumerate(small)))) else 0
    others = sorted(
        (line for line in picture.lines if line.count >= FEW and not line.hidden), key=lambda line: line.count
    )
    for line in others[:wanted]:
        line.hidden = True


def _tells(by_year: Mapping[int, int]) -> bool:
    """Whether the sum of the small years leaves one of them fewer than three values from 1 to 4."""
    small = [count for count in by_year.values() if 0 < count < FEW]
    if not small:
        return False
    least = max(1, sum(small) - (FEW - 1) * (len(small) - 1))
    most = min(FEW - 1, sum(small) - (len(small) - 1))
    return most - least < VALUES - 1


def _activity(area: Area, picture: Picture) -> None:
    """What was done to be reachable: meetings that reached the area, bodies that stand for it, and its checks."""
    zone = zone_of(area.path)
    since, until = (datetime(year, 1, 1, tzinfo=zone) for year in (picture.first_year, picture.last_year + 1))
    reached: Counter[str] = Counter()
    for path in Coverage.objects.filter(
        area_path__startswith=area.path, meeting__in=Meeting.objects.shown().values("pk"), meeting__starts_at__gte=since,
        meeting__starts_at__lt=until,
    ).values_list("area_path", flat=True):  # fmt: skip
        reached[path if path.count(".") <= picture.level else _up(path, picture.level)] += 1
    bodies = Counter(
        Body.objects.filter(area_path__startswith=area.path, dissolved_date__isnull=True).values_list(
            "area_path", flat=True
        )
    )
    checks = {
        check.area_id: check
        for check in SilenceCheck.objects.filter(area_path__startswith=area.path, last_year=picture.last_year)
    }
    for line in picture.lines:
        district = _up(line.area.path, Level.DISTRICT)
        line.meetings = reached[line.area.path]
        line.bodies = sum(count for path, count in bodies.items() if path in {line.area.path, district})
        line.check = checks.get(line.area.pk)


def _cadres(area: Area, picture: Picture, today: date) -> None:
    """How many cadres are active in each area; of those of a kecamatan only where kecamatan are compared."""
    serving = Cadre.objects.serving_on(today).filter(area_path__startswith=area.path)
    active = Counter(
        _up(path, picture.level)
        for path in serving.with_standing(today).filter(standing=Standing.ACTIVE).values_list("area_path", flat=True)
    )
    for line in picture.lines:
        line.cadres = active[line.area.path]
