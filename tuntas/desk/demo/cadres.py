"""Cadres of Pontianak: three old cohorts of whom few are active, the two days of November 2022, one with an account."""

import random
from datetime import date, datetime, timedelta

from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.cadres.actions import activities, calls, imports, registry, training
from tuntas.cadres.actions.activities import ActivityData, Noticed
from tuntas.cadres.actions.registry import CadreData
from tuntas.cadres.actions.training import CohortData, Result
from tuntas.cadres.models import Cadre, Cohort
from tuntas.cadres.states import ActivityKind, Sign, Source
from tuntas.desk.demo.build import SYSTEM, World
from tuntas.desk.demo.places import CITY

OLD = {2017: 22, 2018: 18, 2019: 15}  # how many the old registers name
NOVEMBER = (date(2022, 11, 23), date(2022, 11, 24))
TOPICS = ("Hak anak dan tanda kekerasan", "Deteksi dini dan rujukan", "Keselamatan kader", "Pencatatan kegiatan")
FIRST = (
    "Aminah",
    "Rohani",
    "Maryam",
    "Zubaidah",
    "Halimah",
    "Kartini",
    "Mariana",
    "Salmah",
    "Nurlela",
    "Rosita",
    "Dewi",
    "Yanti",
)
LAST = ("Lestari", "Wulandari", "Kusuma", "Handayani", "Anggraini")
PUBLIC = (ActivityKind.SOSIALISASI, ActivityKind.MEETING, ActivityKind.MONTHLY_REPORT, ActivityKind.HOME_VISIT)


def make(world: World, *, now: datetime) -> None:
    """Everything about cadres, as the head of the unit and the secretariat of Pontianak Selatan would have written it."""
    chance = random.Random(20221123)  # noqa: S311 - the same demo every time
    villages = list(Area.objects.current().below(f"{CITY}.").filter(level=Level.VILLAGE).order_by("code"))
    for year, number in OLD.items():
        _import(world, year, number, villages, chance, now=now)
    cohort = _november(world, villages, now=now)
    for row in Cadre.objects.select_related("agency").order_by("id"):
        trained = cohort.trainees.filter(cadre=row).exists()
        if chance.random() < (0.6 if trained else 0.15):
            _work(world, row, chance, now=now)
    _with_account(world, villages, now=now)
    calls.watch(by=SYSTEM, at=now)
    training.watch_refreshers(by=SYSTEM, at=now)


def _name(number: int) -> str:
    return f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]} Contoh"


def _import(
    world: World, year: int, number: int, villages: list[Area], chance: random.Random, *, now: datetime
) -> None:
    """An old register, as a file of that year would have been."""
    head, days = world.users["kepala"], (date(year, 5, 11), date(year, 5, 12))
    cohort = training.open_cohort(
        data=CohortData("Kader pendamping anak", year, world.agencies["unit"], days), by=head, at=now
    )
    rows = [f"{_name(at + year)};{villages[(at * 3 + year) % len(villages)].name};12-05-{year}" for at in range(number)]
    chance.shuffle(rows)
    text = "\n".join(["Nama;Kelurahan;Sejak", *rows])
    row = imports.upload(text.encode(), agency=world.agencies["unit"], since=days[1], cohort=cohort, by=head, at=now)
    imports.read(row.pk, by=SYSTEM, at=now)
    row.refresh_from_db()
    if not row.wrong:
        imports.apply(row, by=head, at=now)


def _november(world: World, villages: list[Area], *, now: datetime) -> Cohort:
    """One cadre of each kelurahan and each kecamatan, two days, both tests."""
    head, unit = world.users["kepala"], world.agencies["unit"]
    cohort = training.open_cohort(data=CohortData("Kader pendamping anak", 2022, unit, NOVEMBER), by=head, at=now)
    days = list(cohort.days.order_by("date"))
    for at, topic in enumerate(TOPICS):
        training.add_session(cohort, day=days[at // 2], topic=topic, trainer="Fasilitator Contoh", by=head, at=now)
    districts = Area.objects.current().below(f"{CITY}.").filter(level=Level.DISTRICT).order_by("code")
    cadres = [
        registry.register(
            data=CadreData(f"{_name(at * 5 + 1)} {area.name}", "", area, unit, NOVEMBER[1]), by=head, at=now
        )
        for at, area in enumerate([*villages, *districts])
    ]
    training.join(cohort, cadres, by=head, at=now)
    came = [day.pk for day in days]
    results = {
        row.pk: Result(came, 35 + at % 20, 70 + at % 25) for at, row in enumerate(cohort.trainees.order_by("id"))
    }
    training.record_results(cohort, results, by=head, at=now)
    return cohort


def _work(world: World, cadre: Cadre, chance: random.Random, *, now: datetime) -> None:
    """Some activities, the last of them lately or longer ago."""
    last = chance.choice((4, 12, 30, 61, 110, 150))
    for ago in range(last, 500, 75):
        kind = chance.choice(PUBLIC)
        done = (now - timedelta(days=ago)).date()
        data = ActivityData(kind, done, chance.choice((Source.PAPER, Source.PHONE, Source.VOICE)))
        activities.record_activity(cadre, data=data, by=world.users["kepala"], at=now)


def _with_account(world: World, villages: list[Area], *, now: datetime) -> None:
    """Ibu Ros, who logs on her own telephone and noticed something yesterday."""
    user = world.users["kader"]
    south = next(area for area in villages if area.path.startswith("61.71.01."))
    data = CadreData(user.name, "", south, world.agencies["secretariat-01"], date(2023, 2, 1), user=user)
    cadre = registry.register(data=data, by=world.users["sekretariat01"], at=now)
    for ago in (40, 6):
        done = ActivityData(
            ActivityKind.SOSIALISASI, (now - timedelta(days=ago)).date(), Source.DEVICE, participants=18
        )
        activities.record_activity(cadre, data=done, by=user, at=now)
    noticed = Noticed([Sign.FEAR, Sign.SCHOOL], "Sudah dua pekan tidak ke sekolah dan takut pulang.", child=True)
    seen = ActivityData(ActivityKind.EARLY_DETECTION, (now - timedelta(days=1)).date(), Source.DEVICE, noticed=noticed)
    activities.record_activity(cadre, data=seen, by=user, at=now)
