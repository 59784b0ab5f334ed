"""Whoever holds another case under the number of a police report is asked to look; whoever wrote it learns nothing of that."""

from datetime import datetime

from tuntas.access.permissions import Permission
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.cases import kinds
from tuntas.cases.actions import _case
from tuntas.cases.models import Case, LegalEvent
from tuntas.cases.policies.police_numbers import elsewhere
from tuntas.obligations.models import Obligation, Wall


def ask_holders(case: Case, row: LegalEvent, *, by: User, at: datetime) -> None:
    """Of open cases beyond the writer's reach, each once. Who must not know of this case is not asked about it either."""
    others = {found.case_id: found.case for found in elsewhere(case, [row])}
    if not others:
        return
    reached = Case.objects.visible_to(by, Permission.CASE_READ).filter(pk__in=others).values_list("pk", flat=True)
    named = Wall.objects.filter(dossier_id=case.pk, agency_id__isnull=False).values_list("agency_id", flat=True)
    below, _ = Agency.objects.families({pk for pk in named if pk})
    hidden = Wall.objects.hidden_users(case.pk, at=at) | {pk for family in below.values() for pk in family}
    asked = Obligation.objects.unsettled().filter(kind=kinds.CHECK_NUMBER.code, dossier_id__in=others)
    skip = {*reached, *asked.values_list("dossier_id", flat=True)}
    for other in others.values():
        if other.pk not in skip and other.closed_at is None and not hidden & {other.agency_id, other.manager_id}:
            _case.open_for(other, kinds.CHECK_NUMBER, urgent=False, by=by, at=at)
