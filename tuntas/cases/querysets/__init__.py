"""Who sees which cases, and what hangs on them."""

from tuntas.cases.querysets.break_glass import BreakGlassQuerySet
from tuntas.cases.querysets.cases import CaseQuerySet, OfCaseQuerySet
from tuntas.cases.querysets.outreach import OutreachProposalQuerySet
from tuntas.cases.querysets.proposals import CaseProposalQuerySet, MediationQuerySet
from tuntas.cases.querysets.stays import StayQuerySet

__all__ = [
    "BreakGlassQuerySet",
    "CaseProposalQuerySet",
    "CaseQuerySet",
    "MediationQuerySet",
    "OfCaseQuerySet",
    "OutreachProposalQuerySet",
    "StayQuerySet",
]
