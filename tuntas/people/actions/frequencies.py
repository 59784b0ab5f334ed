"""How many sheets carry each token: counted anew at night, so that frequent words are asked for last."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Sum

from tuntas.access.actors import Actor
from tuntas.audit import log
from tuntas.people.models import TokenFrequency
from tuntas.people.ranking import FREQUENT
from tuntas.people.search import ALL

_COUNT = """
    INSERT INTO people_tokenfrequency (token, count)
    SELECT token, count(*) FROM (
        SELECT unnest(words || deletions) AS token FROM people_person
    ) each WHERE token <> %s GROUP BY token HAVING count(*) >= %s
    UNION ALL SELECT %s, count(*) FROM people_person"""


@transaction.atomic
def count(*, by: Actor, at: datetime) -> int:
    """Count every token; returns how many are frequent."""
    TokenFrequency.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [ALL, FREQUENT, ALL])
    frequent = TokenFrequency.objects.exclude(token=ALL)
    log.record(
        "tokens.counted", None, by=by, at=at, subject_type="people.tokenfrequency", count=frequent.count(),
        sheets=TokenFrequency.objects.filter(token=ALL).aggregate(total=Sum("count"))["total"] or 0,
    )  # fmt: skip
    return frequent.count()
