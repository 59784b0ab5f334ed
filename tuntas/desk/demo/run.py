"""Runs the demo's lives in the order of time, with the ladder climbing as it would have."""

import heapq
import random
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.management import call_command

from tuntas.areas.models import Area
from tuntas.desk.demo import bodies, cadres, cases, figures, letters, lives, tending
from tuntas.desk.demo.build import SYSTEM, World, build
from tuntas.desk.demo.lives import DAY, HOUR, Life, Scene
from tuntas.desk.demo.places import CITY
from tuntas.desk.demo.stories import STORIES
from tuntas.intake.actions import forwardings
from tuntas.intake.models import Report
from tuntas.notices.actions import outbox
from tuntas.obligations.actions import climbing, walls

YEARS = 2
WALK_INS = 4  # reports for each case that begins without one
RECENT, LATELY = 20, 36  # in the last 20 days come 36 reports, some of which are left lying
HOTEL = (
    "Ada anak perempuan sekitar 15 tahun di hotel dekat pelabuhan, kamar 207. Tamu laki-laki berganti-ganti.",
    "Saya sopir ojek. Sudah tiga kali antar tamu ke kamar 207, yang membuka pintu anak kecil.",
    "Anak itu menangis di lorong hotel dekat pelabuhan. Petugas hotel diam saja.",
)
Show = Callable[[int, int], None]


def run(*, reports: int, now: datetime, show: Show) -> None:
    """Make the whole demo: agencies, people, and `reports` reports over two years up to `now`."""
    begin = now - timedelta(days=365 * YEARS + 10)
    call_command("loadholidays", verbosity=0)
    world = build(at=begin, now=now)
    if not reports:
        return
    villages = list(Area.objects.current().filter(path__startswith=f"{CITY}.", level=4).order_by("code"))
    scene = Scene(world, random.Random(20261122), villages, now - RECENT * DAY)  # noqa: S311 - the same demo every time
    plan = _plan(scene, reports, begin=begin + 5 * DAY, now=now)
    _play(plan, scene, now=now, show=show)
    bodies.make(world, now=now)
    cadres.make(world, now=now)
    letters.make(world, now=now)
    _hotel(scene, now=now)
    _wall(scene, now=now)
    _climb(now)
    figures.make(world, villages, now=now)
    _hush(now)


def _plan(scene: Scene, reports: int, *, begin: datetime, now: datetime) -> list[tuple[datetime, int, Life]]:
    """When each life begins: spread over two years, the last ones today, some more often in recent months."""
    plan, old = [], reports - LATELY - 3
    starts = [
        begin + (scene.recent - begin) * ((index + scene.chance.random()) / max(old, 1)) for index in range(max(old, 0))
    ]
    starts += [scene.recent + (now - scene.recent) * scene.chance.random() for _ in range(min(LATELY, reports - 3))]
    for index, at in enumerate(starts):
        make = lives.non_case if scene.chance.random() < 0.04 else lives.life
        plan.append((at, index, make(scene, at)))
    plan += _walk_ins(scene, reports, begin=begin, now=now)
    plan += [
        (now - timedelta(minutes=minutes), reports + minutes, lives.life(scene, now - timedelta(minutes=minutes)))
        for minutes in (3, 35, 140)
    ]
    return plan


def _walk_ins(scene: Scene, reports: int, *, begin: datetime, now: datetime) -> list[tuple[datetime, int, Life]]:
    """Cases that no report led to: women who come in person, about one for every four reports."""
    starts = [begin + (now - begin) * scene.chance.random() for _ in range(reports // WALK_INS)]
    return [(at, reports * 10 + index, cases.directly(scene, at)) for index, at in enumerate(starts)]


def _play(plan: list[tuple[datetime, int, Life]], scene: Scene, *, now: datetime, show: Show) -> None:
    """Let every life go on when its time has come; what lies after `now` has not happened yet."""
    heapq.heapify(plan)
    climbed = tended = plan[0][0]
    total = len(plan)
    begun: set[int] = set()
    while plan:
        at, index, life = heapq.heappop(plan)
        if at > now:
            continue
        if at - climbed > 8 * HOUR:
            _climb(at)
            climbed = at
        if at - tended > DAY:
            tending.tend(scene, at)
            tended = at
        following = next(life, None)
        if following is not None:
            heapq.heappush(plan, (following, index, life))
        if index not in begun:
            begun.add(index)
            show(len(begun), total)


def _climb(at: datetime) -> None:
    while climbing.call_out(by=SYSTEM, at=at) or climbing.climb(by=SYSTEM, at=at):
        pass


def _hotel(scene: Scene, *, now: datetime) -> None:
    """Three reports that name a hotel and a room, passed on to an office that has been silent for 26 hours."""
    sent = now - 26 * HOUR
    area = next(area for area in scene.villages if area.code.startswith("61.71.02"))
    officer = scene.world.users["petugas"]
    for minutes, text in zip((300, 180, 60), HOTEL, strict=True):
        at = sent - timedelta(minutes=minutes)
        report = lives.tell(scene, STORIES[3], area=area, at=at, place="hotel dekat pelabuhan, kamar 207")
        lives.first_look(scene, report, STORIES[3], at=at + timedelta(minutes=6))
        forwardings.send(
            Report.objects.get(pk=report.pk), receiver=scene.world.agencies["satpol"], shared=text, by=officer, at=sent
        )


def _wall(scene: Scene, *, now: datetime) -> None:
    """One report that somebody at Satpol PP must not know."""
    report = lives.tell(scene, STORIES[7], area=scene.villages[8], at=now - 5 * HOUR)
    walls.add(report.pk, users=[scene.world.users["satpol"]], by=scene.world.users["supervisor"], at=now - 4 * HOUR)


def _hush(now: datetime) -> None:
    """Notices of two past years are not sent today."""
    outbox.skip_before(before=now - HOUR, by=SYSTEM, at=now)


__all__ = ["World", "run"]
