"""The same police report in two cases: never refused, said where both are within reach, asked of the holder where not."""

import re
from collections.abc import Collection

from tuntas.cases.models import Case, LegalEvent
from tuntas.cases.policies import grave
from tuntas.cases.states import LegalStep

MOST = 20
REGENCY_DEPTH = 2  # parts of the path of a regency


def elsewhere(case: Case, rows: Collection[LegalEvent]) -> list[LegalEvent]:
    """Police reports of other matters under the number of one of these, taken by the same office as far as that is known."""
    mine = [row for row in rows if row.step == LegalStep.REPORTED and row.number_key]
    if not mine:
        return []
    keys = {row.number_key for row in mine}
    found = LegalEvent.objects.filter(step=LegalStep.REPORTED, number_key__in=keys)
    found = found.exclude(case__in=grave.same_matter(case)).select_related("case__agency__area", "case__manager")
    return [other for other in found.order_by("-at", "-pk")[:MOST] if any(_same(case, row, other) for row in mine)]


def _same(case: Case, row: LegalEvent, other: LegalEvent) -> bool:
    """An office counts its own reports. Where one is not named, it is taken to be one of the same regency."""
    if row.number_key != other.number_key:
        return False
    ours, theirs = _office(row), _office(other)
    return ours == theirs if ours and theirs else _regency(case) == _regency(other.case)


def _office(row: LegalEvent) -> str:
    return re.sub(r"[^a-z0-9]", "", row.office.lower())


def _regency(case: Case) -> list[str]:
    return case.area_path.split(".")[:REGENCY_DEPTH]
