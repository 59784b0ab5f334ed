"""What figures are counted from."""

from tuntas.statistics.models.checks import SilenceCheck
from tuntas.statistics.models.exports import FigureFile
from tuntas.statistics.models.facts import CaseFact, FactCursor, PersonFact, PersonYear, ReportFact, ServiceFact
from tuntas.statistics.models.prior import PriorCount, PriorSource
from tuntas.statistics.models.releases import Release, ReleasedCase, ReleasedReport, ReleasedService, ReleasedYear

__all__ = [
    "CaseFact", "FactCursor", "FigureFile", "PersonFact", "PersonYear", "PriorCount", "PriorSource", "Release", "ReleasedCase",
    "ReleasedReport", "ReleasedService", "ReleasedYear", "ReportFact", "ServiceFact", "SilenceCheck",
]  # fmt: skip
