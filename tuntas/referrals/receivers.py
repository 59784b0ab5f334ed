"""Who can be asked for what: by need and area, and for schools by level and operator."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tuntas.agencies.models import Agency
from tuntas.agencies.states import AgencyKind
from tuntas.cases.models import Case
from tuntas.obligations.models import Wall
from tuntas.people.states import Education, SchoolOperator
from tuntas.referrals.states import Need, ReferralKind

_HEALTH = (AgencyKind.HEALTH_CENTER, AgencyKind.AGENCY_HEALTH)
_UNITS = (AgencyKind.UPTD_PPA, AgencyKind.P2TP2A, AgencyKind.AGENCY_WOMEN_CHILD)
# What each need is asked of. OTHER: everybody.
KINDS: dict[Need, tuple[AgencyKind, ...]] = {
    Need.MEDICAL: _HEALTH,
    Need.URGENT_HEALTH: _HEALTH,
    Need.FORENSIC: _HEALTH,
    Need.POLICE_REPORT: (AgencyKind.POLICE,),
    Need.POLICE_PROTECTION: (AgencyKind.POLICE,),
    Need.LEGAL_AID: (AgencyKind.LEGAL_AID, AgencyKind.NGO, *_UNITS),
    Need.SHELTER: (AgencyKind.SHELTER, AgencyKind.AGENCY_SOCIAL, *_UNITS),
    Need.SCHOOL_RETURN: (AgencyKind.AGENCY_EDUCATION, AgencyKind.RELIGIOUS_AFFAIRS),
    Need.SOCIAL_AID: (AgencyKind.AGENCY_SOCIAL, AgencyKind.NGO),
    Need.PSYCHOLOGY: (*_HEALTH, AgencyKind.NGO, *_UNITS),
    Need.REPATRIATION: (AgencyKind.AGENCY_SOCIAL, AgencyKind.MIGRANT_PROTECTION, *_UNITS),
    Need.MIGRATION: (AgencyKind.MIGRANT_PROTECTION, AgencyKind.IMMIGRATION),
    Need.LPSK: (AgencyKind.LPSK,),
    Need.CIVIL_DOCUMENTS: (AgencyKind.CIVIL_REGISTRY,),
    Need.TAKE_OVER: (*_UNITS, AgencyKind.POLICE),
}
SCHOOLS = frozenset(KINDS[Need.SCHOOL_RETURN])
# Asked for across regions: whoever is responsible there is far away.
FAR = frozenset({Need.TAKE_OVER, Need.REPATRIATION, Need.LPSK, Need.MIGRATION, Need.OTHER})


def possible(
    case: Case, kind: ReferralKind, need: Need, *, level: str = "", operator: str = "", on: date
) -> "QuerySet[Agency]":
    """Agencies that can be asked: open, of the right kind and area, not ours, not behind the case's wall."""
    rows = Agency.objects.open_on(on).exclude(pk=case.agency_id).exclude(pk__in=_walled(case.pk))
    if need in KINDS:
        rows = rows.filter(kind__in=KINDS[need])
    if need is Need.SCHOOL_RETURN:
        rows = rows.filter(_school(case.area_path, level, operator))
    elif need not in FAR and kind is ReferralKind.REFERRAL:
        rows = rows.filter(pk__in=Agency.objects.around(_regency(case.area_path)).values("pk"))
    return rows


def is_school(need: Need, receiver: Agency) -> bool:
    """Whether it goes to those who run schools: it waits until it is known that the suspect does not work there."""
    return need is Need.SCHOOL_RETURN or AgencyKind(receiver.kind) in SCHOOLS


def _school(path: str, level: str, operator: str) -> Q:
    """SMA, SMK and SLB belong to the province, madrasah to Kemenag, all others to the regency (domain reference §13)."""
    if operator == SchoolOperator.RELIGIOUS:
        return Q(kind=AgencyKind.RELIGIOUS_AFFAIRS, area_path__startswith=_province(path))
    if operator == SchoolOperator.PROVINCE or level == Education.UPPER_SECONDARY:
        return Q(kind=AgencyKind.AGENCY_EDUCATION, area_path=_province(path))
    return Q(kind=AgencyKind.AGENCY_EDUCATION, area_path__startswith=_regency(path))


def _province(path: str) -> str:
    return ".".join(path.split(".")[:1]) + "."


def _regency(path: str) -> str:
    return ".".join(path.rstrip(".").split(".")[:2]) + "."


def _walled(dossier_id: UUID) -> frozenset[UUID]:
    """Agencies that must not know of the case, with all below them."""
    named = Wall.objects.filter(dossier_id=dossier_id, agency_id__isnull=False).values_list("agency_id", flat=True)
    below, _ = Agency.objects.families([pk for pk in named if pk])
    return frozenset(found for family in below.values() for found in family)
