"""What figures are counted from."""

from tuntas.statistics.models.exports import FigureFile
from tuntas.statistics.models.facts import CaseFact, FactCursor, PersonFact, PersonYear, ReportFact, ServiceFact

__all__ = ["CaseFact", "FactCursor", "FigureFile", "PersonFact", "PersonYear", "ReportFact", "ServiceFact"]
