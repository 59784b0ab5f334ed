"""Writing a release: facts as they stand, without tokens, alike ones together; only what differs from the release before."""

from datetime import date

from django.db import connection

from tuntas.statistics.facts import years
from tuntas.statistics.models import ReleasedCase, ReleasedReport, ReleasedService, ReleasedYear
from tuntas.statistics.models.releases import STILL, Released

_OWN = {field.name for field in Released._meta.get_fields()} | {"id", "digest", "count", "first", "last"}
_YEARS = " UNION ALL ".join(f"({years.select(basis, 'AND entry_date <= %(through)s')})" for basis in years.DAYS)
SOURCES: dict[type[Released], str] = {
    ReleasedCase: "SELECT * FROM statistics_casefact WHERE entry_date <= %(through)s",
    ReleasedYear: _YEARS,
    ReleasedService: "SELECT * FROM statistics_servicefact WHERE entry_date <= %(through)s",
    ReleasedReport: "SELECT * FROM statistics_reportfact WHERE report_date <= %(through)s",
}
# Both parts see the table as it was before: what is unchanged is neither ended nor written again.
_WRITE = """
WITH now AS MATERIALIZED (
  SELECT {columns}, count(*)::int AS count, md5(ROW({columns})::text)::uuid AS digest FROM ({source}) AS facts GROUP BY {columns}
), ended AS (
  UPDATE {table} AS old SET last = %(number)s - 1 WHERE old.last = {still} AND NOT EXISTS (
    SELECT 1 FROM now WHERE now.digest = old.digest AND now.count = old.count)
)
INSERT INTO {table} ({columns}, count, digest, first, last)
SELECT {columns}, count, digest, %(number)s, {still} FROM now WHERE NOT EXISTS (
  SELECT 1 FROM {table} AS old WHERE old.last = {still} AND old.digest = now.digest AND old.count = now.count)
"""


def write(number: int, through: date) -> None:
    """Everything entered up to a day, as the facts say it now, as release `number`: the newest there is."""
    with connection.cursor() as cursor:
        for model, source in SOURCES.items():
            columns = ", ".join(field.column for field in model._meta.concrete_fields if field.column not in _OWN)
            # Names of tables and columns of ours; what was given goes as parameters.
            text = _WRITE.format(columns=columns, source=source, table=model._meta.db_table, still=STILL)
            cursor.execute(text, {"number": number, "through": through})
