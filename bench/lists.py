"""Lists and claims as the number of reports grows."""

from collections.abc import Callable
from datetime import UTC, datetime
from time import perf_counter

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import generate
from bench.figures import Figure, percentile, timed
from tuntas.accounts.models import User
from tuntas.intake.models import Report
from tuntas.obligations.models import Obligation

SMALL = 10_000
TIMES = 60
RATIO = 1.5
PAGES = {
    "my duties": ("petugas@demo.test", "/meja/kewajiban/"),
    "reports of the unit": ("supervisor@demo.test", "/meja/laporan/"),
    "late, by agency": ("kepala@demo.test", "/meja/kewajiban/terlambat/"),
}


def _opener(email: str, path: str) -> Callable[[], object]:
    client = Client()
    client.force_login(User.objects.get(email=email))

    def get() -> object:
        response = client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        return response

    return get


def _measure() -> dict[str, tuple[float, int]]:
    """p95 in milliseconds and number of queries of each list."""
    found = {}
    for name, (email, path) in PAGES.items():
        get = _opener(email, path)
        get()
        with CaptureQueriesContext(connection) as queries:
            get()
        found[name] = (percentile(timed(get, TIMES), 95), len(queries))
    return found


def growth(scale: int) -> list[Figure]:
    """Load a little, measure, load the rest, measure again. The bar is on the ratio: times are this machine's."""
    generate.load(SMALL)
    small = _measure()
    began = perf_counter()
    generate.load(scale - SMALL, seed=2, first=SMALL)
    minutes = (perf_counter() - began) / 60
    large = _measure()
    figures = [Figure(f"load {scale - SMALL:,} reports with duties, constraints on", minutes, "min", 10 * scale / 1_000_000)]
    for name in PAGES:
        figures += [
            Figure(f"{name}: p95 with {SMALL:,}", small[name][0], "ms"),
            Figure(f"{name}: p95 with {scale:,}", large[name][0], "ms"),
            Figure(f"{name}: p95 ratio", large[name][0] / small[name][0], "×", RATIO),
            Figure(f"{name}: queries more than with {SMALL:,}", large[name][1] - small[name][1], "", 0),
        ]
    return figures


def claims(scale: int) -> list[Figure]:
    """Claiming 100 due duties among all of them, without acting on them."""
    at = datetime.now(UTC)

    def claim() -> object:
        with transaction.atomic():
            rows = list(Obligation.objects.climbing(at)[:100])
            transaction.set_rollback(True)
        assert len(rows) == 100, len(rows)
        return rows

    spans = timed(claim, 100)
    total = Obligation.objects.count()
    assert total >= scale, (total, scale)
    open_reports = Report.objects.filter(is_open=True).count()
    return [
        Figure(f"claim 100 due duties among {total:,}: p95", percentile(spans, 95), "ms", 20),
        Figure("open reports without an open duty of their own", _ownerless(), "", 0),
        Figure("open reports", open_reports, ""),
    ]


def _ownerless() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM intake_report r WHERE r.is_open AND NOT EXISTS "
            "(SELECT 1 FROM obligations_obligation o WHERE o.id = r.duty_id AND o.is_open AND o.subject_id = r.id)"
        )
        return int(cursor.fetchone()[0])
