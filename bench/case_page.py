"""The page of one case with a long timeline."""

from functools import partial

from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import generate_cases
from bench.figures import Figure, percentile, timed
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.cases.models import Case

ENTRIES, TIMES = 300, 60
QUERIES, MILLISECONDS = 15, 150


def page() -> list[Figure]:
    """The newest open case gets ENTRIES lines; the supervisor opens it again and again."""
    case = Case.objects.filter(is_open=True).select_related("manager").order_by("-opened_at", "-id")[0]
    generate_cases.entries(case, ENTRIES)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(
        User.objects.filter(postings__role=Role.SUPERVISOR, postings__agency=case.agency).order_by("pk")[0]
    )
    path = reverse("cases:detail", args=[case.pk])
    client.get(path)  # the first request of somebody who has just signed in writes down that they are here
    reset_queries()  # the log of what was measured before is full, and counts nothing more
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    if answer.status_code != 200:
        raise AssertionError(f"{path} answered {answer.status_code}")
    queries = len(captured)  # the next request empties the log
    spans = timed(partial(client.get, path), TIMES)
    return [
        Figure(f"page of a case with {ENTRIES} entries: queries", queries, "", QUERIES),
        Figure(f"page of a case with {ENTRIES} entries: p95", percentile(spans, 95), "ms", MILLISECONDS),
    ]
