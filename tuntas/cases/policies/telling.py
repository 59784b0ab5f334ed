"""Telling one unit that something came in at another: nobody hears of it who must not know of either side."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from tuntas.accounts.models import Posting
from tuntas.agencies.models import Agency
from tuntas.obligations.models import Wall


def dossier_for(agency: Agency, held: UUID, others: Collection[UUID], *, at: datetime) -> UUID | None:
    """Under which dossier a duty at an agency hides from all who are behind the wall of `held`, or of one of `others`.

    Asked of those who sit at the agency or above it. None where one dossier cannot hide it from all of them: then
    nobody is told.
    """
    dossiers = [held, *others]
    walled = set(Wall.objects.filter(dossier_id__in=dossiers).values_list("dossier_id", flat=True))
    if not walled:
        return held
    _, above = Agency.objects.families([agency.pk])
    seats = set(Posting.objects.in_force(at).filter(agency__in=above).values_list("user", flat=True))
    hidden = {pk: Wall.objects.hidden_users(pk, at=at) & seats for pk in walled}
    must_not = set().union(*hidden.values())
    return next((pk for pk in dossiers if must_not <= hidden.get(pk, set())), None)
