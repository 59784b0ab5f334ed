"""What figures are counted from."""

from tuntas.statistics.models.facts import CaseFact, FactCursor, PersonFact, PersonYear, ReportFact, ServiceFact

__all__ = ["CaseFact", "FactCursor", "PersonFact", "PersonYear", "ReportFact", "ServiceFact"]
