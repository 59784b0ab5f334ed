"""Whoever holds another case under the number of a police report is asked to look; whoever wrote it learns nothing of that."""

from datetime import datetime

from tuntas.access.permissions import Permission
from tuntas.accounts.models import User
from tuntas.cases import kinds
from tuntas.cases.models import Case, LegalEvent
from tuntas.cases.policies import telling
from tuntas.cases.policies.police_numbers import elsewhere
from tuntas.obligations.actions import duties
from tuntas.obligations.models import Obligation, Wall


def ask_holders(case: Case, row: LegalEvent, *, by: User, at: datetime) -> None:
    """Of open cases beyond the writer's reach, each once. Who must not know of this case is not asked about it either."""
    others = {found.case_id: found.case for found in elsewhere(case, [row])}
    if not others:
        return
    reached = Case.objects.visible_to(by, Permission.CASE_READ).filter(pk__in=others).values_list("pk", flat=True)
    asked = Obligation.objects.unsettled().filter(kind=kinds.CHECK_NUMBER.code, subject_id__in=others)
    skip = {*reached, *asked.values_list("subject_id", flat=True)}
    hidden = Wall.objects.hidden_users(case.pk, at=at)
    for other in others.values():
        if other.pk in skip or other.closed_at is not None:
            continue
        dossier = telling.dossier_for(other.agency, other.pk, [case.pk], at=at)
        if dossier is None or other.manager_id in hidden:
            continue
        duties.open_duty(
            kind=kinds.CHECK_NUMBER, subject=other, dossier_id=dossier, label=other.number, agency=other.agency,
            area_path=other.area_path, assignee=other.manager, urgent=False, by=by, at=at,
        )  # fmt: skip
