"""Lists, search and claims as the number of rows grows."""

import re
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import generate, generate_cases
from bench.environment import Installation
from bench.figures import Figure, percentile, timed
from bench.races import ownerless
from devtools import databases
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.core import paging
from tuntas.intake.models import Report
from tuntas.obligations.models import Obligation

SMALL = 10_000
TIMES, SERIES = 50, 3  # the middle of three series counts
RATIO = 1.5
PEOPLE = 1_000  # who work in a province
ROW = re.compile(r'href="/meja/[a-z/-]+/([0-9a-f-]{36})/')
MIDDLE = "{middle}"


@dataclass(frozen=True)
class List:
    """A page, who opens it, whether it is full of rows, and how much slower it may become."""

    name: str
    role: Role
    path: str
    full: bool = True
    bar: float | None = RATIO


LISTS = (
    List("my duties", Role.HOTLINE_OFFICER, "/meja/kewajiban/"),
    List("duties of the unit", Role.SUPERVISOR, "/meja/kewajiban/unit/"),
    # It counts what is late, so it takes longer the more is late: no page of rows, no bar.
    List(
        "late, all agencies of an area", Role.TASK_FORCE_SECRETARIAT, "/meja/kewajiban/terlambat/", full=False, bar=None
    ),
    List("late, one agency", Role.UNIT_HEAD, "/meja/kewajiban/terlambat/{unit}/"),
    List("reports of the unit", Role.SUPERVISOR, "/meja/laporan/"),
    List("reports of the unit, half-way back", Role.SUPERVISOR, f"/meja/laporan/?after={MIDDLE}"),
    List("reports, open", Role.SUPERVISOR, "/meja/laporan/?status=open"),
    List("reports, a rare state", Role.SUPERVISOR, "/meja/laporan/?status=forwarded"),
    List("reports, high risk and a type", Role.SUPERVISOR, "/meja/laporan/?risk=3&kind=sexual"),
    List("reports, late", Role.SUPERVISOR, "/meja/laporan/?only=late"),
    List("reports, mine", Role.HOTLINE_OFFICER, "/meja/laporan/?only=mine"),
    List("reports of a worker of two units", Role.SHELTER_OFFICER, "/meja/laporan/"),
    List("forwardings sent", Role.SUPERVISOR, "/meja/terusan/"),
    List("forwardings received", Role.AGENCY_MEMBER, "/meja/terusan/"),
    List("cases of the unit", Role.SUPERVISOR, "/meja/kasus/"),
    List("cases, all states", Role.SUPERVISOR, "/meja/kasus/?status=all"),
    List("cases, a rare state", Role.SUPERVISOR, "/meja/kasus/?status=legal_watch", full=False),
    List("cases, high risk and a type", Role.SUPERVISOR, "/meja/kasus/?risk=3&kind=sexual", full=False),
    List("cases, late", Role.SUPERVISOR, "/meja/kasus/?only=late"),
    List("cases, mine", Role.CASE_MANAGER, "/meja/kasus/?only=mine"),
    List("event log", Role.AUDITOR, "/meja/audit/"),
    List("event log, one kind", Role.AUDITOR, "/meja/audit/?kind=report.received"),
    List("users", Role.SYSTEM_ADMIN, "/meja/pengguna/"),
    List("search by number", Role.SUPERVISOR, "/meja/cari/?q=99-0000-1000", full=False),
)


def _opener(each: List) -> Callable[[], Any]:
    user = User.objects.filter(postings__role=each.role, postings__agency__area_path__startswith="61.71").order_by(
        "pk"
    )[0]
    posting = user.postings.select_related("agency").order_by("pk")[0]
    path = each.path.format(unit=posting.agency_id, middle=_middle())
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)

    def get() -> Any:
        response = client.get(path)
        if response.status_code not in {200, 302}:
            raise AssertionError(f"{path} answered {response.status_code}")
        return response

    rows = len(set(ROW.findall(get().content.decode())))
    if each.full and rows < paging.SIZE:
        raise AssertionError(f"{path} shows {rows} rows; a page of {paging.SIZE} is to be measured")
    return get


def _middle() -> str:
    """The key of a page in the middle of all reports."""
    when = Report.objects.order_by("received_at", "id")
    return paging._write(when[when.count() // 2], ["received_at", "id"])


def _measure(small: BaseDatabaseWrapper, large: BaseDatabaseWrapper) -> list[Figure]:
    """Each list on both databases."""
    figures = []
    for each in LISTS:
        openers, queries = {}, {}
        for database in (small, large):
            connections["default"] = database
            openers[database] = _opener(each)
            with CaptureQueriesContext(database) as captured:
                openers[database]()
            queries[database] = len(captured)
        series = [_in_turn(openers) for _ in range(SERIES)]
        now = statistics.median(spans[large] for spans in series)
        ratio = statistics.median(spans[large] / spans[small] for spans in series)
        figures += [
            Figure(f"{each.name}: p95", now, "ms"),
            Figure(f"{each.name}: p95, times that with {SMALL:,}", ratio, "×", each.bar),
            Figure(f"{each.name}: queries", queries[large], ""),
            Figure(f"{each.name}: queries more than with {SMALL:,}", queries[large] - queries[small], "", 0),
        ]
    connections["default"] = large
    return figures


def _in_turn(openers: dict[BaseDatabaseWrapper, Callable[[], Any]]) -> dict[BaseDatabaseWrapper, float]:
    """p95 on each database, asked in turn: what else this machine does slows both alike."""
    spans: dict[BaseDatabaseWrapper, list[float]] = {database: [] for database in openers}
    for _ in range(TIMES):
        for database, opener in openers.items():
            connections["default"] = database
            spans[database] += timed(opener, 1, warm_up=0)
    return {database: percentile(found, 95) for database, found in spans.items()}


def _copy_of(place: Installation) -> BaseDatabaseWrapper:
    """The database as it is now, for comparing."""
    connection.close()
    name = databases.scratch_name("small")
    databases.create(place.dsn, name, template=str(connection.settings_dict["NAME"]))
    copied = connections.create_connection("default")
    copied.settings_dict = copied.settings_dict | {"NAME": name}
    return copied


def _two_units() -> None:
    """A supervisor of two units, under a role that nobody else of the cast is asked for here."""
    person = User.objects.filter(postings__role=Role.SHELTER_OFFICER).order_by("pk")[0]
    for agency_id in Report.objects.order_by().values_list("agency", flat=True).distinct()[:2]:
        area_id = Report.objects.filter(agency=agency_id)[0].agency.area_id
        person.postings.create(role=Role.SUPERVISOR, agency_id=agency_id, area_id=area_id, starts_at=generate.START)


def growth(place: Installation, scale: int) -> list[Figure]:
    """Load a little, keep a copy, load the rest, measure both. The bar is on the ratio: times are this machine's."""
    generate.load(SMALL)
    generate.load_events()
    generate.load_people(PEOPLE)
    generate_cases.load(SMALL)
    _two_units()
    generate.analyse(place.owner_url)
    small, large = _copy_of(place), connections["default"]
    began = perf_counter()
    generate.load(scale - SMALL, seed=2, first=SMALL)
    minutes = (perf_counter() - began) / 60
    generate_cases.load(scale - SMALL, seed=2, first=SMALL)
    generate.load_events(since=generate.number(SMALL))
    generate.analyse(place.owner_url)
    bar = max(0.2, 10 * (scale - SMALL) / 1_000_000)
    name = f"loading {scale - SMALL:,} reports with their duties, constraints on"
    figures = [Figure(name, minutes, "min", bar), *_measure(small, large)]
    small.close()
    databases.drop(place.dsn, str(small.settings_dict["NAME"]))
    return figures


def claims(scale: int) -> list[Figure]:
    """Claiming 100 due duties among all of them, as the worker does, without acting on them."""
    at = timezone.now()

    def claim() -> None:
        with transaction.atomic():
            rows = list(Obligation.objects.climbing(at).select_related("agency", "sender", "assignee")[:100])
            transaction.set_rollback(True)
        if len(rows) != 100:
            raise AssertionError(f"{len(rows)} duties were due")

    spans = timed(claim, 100)
    total = Obligation.objects.count()
    if total < scale:
        raise AssertionError(f"{total} duties are fewer than {scale} reports")
    return [
        Figure(f"claiming 100 due duties among {total:,}: p95", percentile(spans, 95), "ms", 20),
        Figure(f"ownerless among {Report.objects.filter(is_open=True).count():,} open reports", ownerless(), "", 0),
    ]
