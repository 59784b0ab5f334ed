"""All facts as they are, to be compared."""

from typing import Any

from tests.cast import NOW
from tuntas.statistics.facts import keeping
from tuntas.statistics.models import CaseFact, PersonFact, PersonYear, ReportFact, ServiceFact

MODELS = (CaseFact, PersonFact, PersonYear, ReportFact, ServiceFact)


def snapshot() -> dict[str, list[str]]:
    """Every fact of every table, in one order; without the ids that only the table knows."""
    found = {}
    for model in MODELS:
        names = [field.name for field in model._meta.concrete_fields if field.name != "id"]
        found[model.__name__] = sorted(str(row) for row in model.objects.values_list(*names))
    return found


def caught_up() -> dict[str, list[str]]:
    """After everything that happened has been taken up."""
    keeping.catch_up(at=NOW)
    return snapshot()


def rebuilt() -> dict[str, list[str]]:
    """After everything was made anew."""
    keeping.rebuild(at=NOW)
    return snapshot()


def only(model: Any) -> Any:
    """The one fact that is counted; the world of the cast has none."""
    return model.objects.get()
