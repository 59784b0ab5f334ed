"""Each person once in each year (R24): made from the facts of people, in the same way for one and for a million."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from tuntas.statistics.models import PersonYear
from tuntas.statistics.vocabulary import Basis

DAYS = {Basis.INCIDENT: "incident_date", Basis.REPORT: "report_date", Basis.ENTRY: "entry_date"}
_FIRST = "area_path, age, sex, education, work, marital, place"
_UNITED = "disabilities, relations, services, types"

# The first case of the year stands for where, when and how old; of what may be several, everything of the year.
_MAKE = "INSERT INTO statistics_personyear (person_key, part, basis, year, quarter, {first}, {united}, cases, final_verdict) "
_SELECT = """
SELECT DISTINCT ON (person_key, part, extract(year FROM {day}))
  person_key, part, {basis}::smallint AS basis, extract(year FROM {day})::smallint AS year,
  extract(quarter FROM {day})::smallint AS quarter, {first}, {ors},
  count(*) OVER of_year AS cases, bool_or(final_verdict) OVER of_year AS final_verdict
FROM statistics_personfact WHERE {day} IS NOT NULL {only}
WINDOW of_year AS (PARTITION BY person_key, part, extract(year FROM {day}))
ORDER BY person_key, part, extract(year FROM {day}), {day}, key
"""


def make(person_keys: Collection[UUID] | None = None) -> None:
    """Anew for these people, or for everybody."""
    if person_keys is not None and not person_keys:
        return
    rows = PersonYear.objects.all()
    (rows if person_keys is None else rows.filter(person_key__in=person_keys)).delete()
    only = "" if person_keys is None else "AND person_key = ANY(%s)"
    with connection.cursor() as cursor:
        for basis in DAYS:
            text = _MAKE.format(first=_FIRST, united=_UNITED) + select(basis, only)
            cursor.execute(text, None if person_keys is None else [list(person_keys)])


def select(basis: Basis, only: str = "") -> str:
    """The query of people in years by one way of dating; `only`: a further condition on their facts."""
    ors = ", ".join(f"bit_or({name}) OVER of_year AS {name}" for name in _UNITED.split(", "))
    # Names of columns and a number of ours.
    return _SELECT.format(first=_FIRST, ors=ors, day=DAYS[basis], basis=basis.value, only=only)
