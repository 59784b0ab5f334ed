"""Reports and what becomes of them before there is a case."""

from tuntas.intake.models.contact import CodeThrottle, ContactEntry, Message
from tuntas.intake.models.export import Export
from tuntas.intake.models.forwarding import Forwarding
from tuntas.intake.models.proposal import Proposal
from tuntas.intake.models.report import Report, RiskAssessment

__all__ = ["CodeThrottle", "ContactEntry", "Export", "Forwarding", "Message", "Proposal", "Report", "RiskAssessment"]
