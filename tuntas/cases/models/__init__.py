"""Cases and all that hangs on them."""

from tuntas.cases.models.access import SecrecyNotice
from tuntas.cases.models.case import Case, CaseReport, Entry
from tuntas.cases.models.closing import FollowUp, Mediation, Proposal
from tuntas.cases.models.notes import (
    ClinicalNote,
    ClinicalReader,
    Consent,
    ContactAttempt,
    Note,
    Pressure,
    RiskAssessment,
    SafetyPlan,
)
from tuntas.cases.models.outreach import OutreachProposal
from tuntas.cases.models.parties import BreakGlass, Incident, Party, Relationship, TeamMember
from tuntas.cases.models.protection import LegalEvent, Protection, Screening, ShelterStay
from tuntas.cases.models.work import Assessment, Plan, PlanItem, Service

__all__ = [
    "Assessment",
    "BreakGlass",
    "Case",
    "CaseReport",
    "ClinicalNote",
    "ClinicalReader",
    "Consent",
    "ContactAttempt",
    "Entry",
    "FollowUp",
    "Incident",
    "LegalEvent",
    "Mediation",
    "Note",
    "OutreachProposal",
    "Party",
    "Plan",
    "PlanItem",
    "Pressure",
    "Proposal",
    "Protection",
    "Relationship",
    "RiskAssessment",
    "SafetyPlan",
    "Screening",
    "SecrecyNotice",
    "Service",
    "ShelterStay",
    "TeamMember",
]
