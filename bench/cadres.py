"""Twenty thousand cadres of a city: how long it takes to say how they stand, on a list, by kelurahan, and to find the silent.

A city has a few hundred; so many has a large province. All of it is taken back.
"""

import random
from datetime import date, timedelta
from functools import partial

from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bench.figures import Figure, percentile, timed
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.cadres import figures
from tuntas.cadres.actions import calls
from tuntas.cadres.models import Activity, Cadre
from tuntas.cadres.states import ActivityKind, Source
from tuntas.core.ids import uuid7

CADRES, ACTIVITIES, TIMES = 20_000, 4, 12
QUERIES, PAGE, VILLAGES, SILENT = 24, 500, 1000, 2000  # queries, and milliseconds


def standing(count: int = CADRES, times: int = TIMES) -> list[Figure]:
    """Registered that many, ask again and again."""
    with transaction.atomic():
        by = User.objects.filter(postings__role=Role.LEADERSHIP).order_by("pk")[0]
        path = by.current_postings[0].agency.area_path
        today = timezone.now().astimezone(by.zone).date()
        _furnish(count, path, today, by)
        found = _pages(count, by, times)
        of_villages = timed(partial(figures.of_villages, path, today), times, warm_up=1)
        silent = timed(partial(calls._silent, timezone.now()), times, warm_up=1)
        transaction.set_rollback(True)
    return [
        *found,
        Figure(f"kelurahan of a city with {count} cadres, covered or not: p95", percentile(of_villages, 95), "ms", VILLAGES),
        Figure(f"the silent among {count} cadres, for the worker: p95", percentile(silent, 95), "ms", SILENT),
    ]  # fmt: skip


def _pages(count: int, by: User, times: int) -> list[Figure]:
    """The list, and the list of those who stand in one way."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(by)
    made = []
    for name, query in (("all", ""), ("the active", "?standing=active"), ("the dormant", "?standing=dormant")):
        path = reverse("cadres:list") + query
        reset_queries()  # the log of what was measured before is full, and counts nothing more
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
        if answer.status_code != 200 or b"Kader " not in answer.content:
            raise AssertionError(f"{path} answered {answer.status_code}")
        queries = len(captured)  # the next request empties the log
        spans = timed(partial(client.get, path), times)
        made += [
            Figure(f"list of {count} cadres, {name}: queries", queries, "", QUERIES),
            Figure(f"list of {count} cadres, {name}: p95", percentile(spans, 95), "ms", PAGE),
        ]
    return made


def _furnish(count: int, path: str, today: date, by: User) -> None:
    """A third is active, a few are dormant, the others silent since long."""
    chance = random.Random(11)
    areas = list(Area.objects.current().filter(path__startswith=path, level=Level.VILLAGE).order_by("path"))
    agency, at = by.current_postings[0].agency, timezone.now()
    rows = [
        Cadre(
            id=uuid7(), agency=agency, area=area, area_path=area.path, from_date=today - timedelta(days=2000), created_by=by,
            created_at=at,
        )
        for area in (areas[number % len(areas)] for number in range(count))
    ]  # fmt: skip
    Cadre.objects.bulk_create(rows, batch_size=2000)
    Activity.objects.bulk_create(
        (
            Activity(
                cadre=row, area_path=row.area_path, kind=ActivityKind.SOSIALISASI, source=Source.PAPER, recorded_by=by, recorded_at=at,
                done_date=today - timedelta(days=last + 30 * number),
            )
            for row in rows
            for last in (chance.choice((chance.randint(0, 90), chance.randint(0, 1500), chance.randint(200, 1500))),)
            for number in range(ACTIVITIES)
        ),
        batch_size=5000,
    )  # fmt: skip
