"""Duties lead to a row of a case; its page is the case's. Both addresses are the same one."""

from uuid import UUID

from django.db.models import Model
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from tuntas.access.permissions import Permission
from tuntas.accounts.requests import StaffRequest
from tuntas.cases.models import Case
from tuntas.cases.views.common import load


def case_or_row(
    request: StaffRequest, pk: UUID, model: type[Model], permission: Permission, name: str
) -> Case | HttpResponseRedirect:
    """The case with this id; or, for the id of a row, the way to the page of its case. Anything else does not exist."""
    if Case.objects.visible_to(request.user, permission).filter(pk=pk).exists():
        return load(request, pk, permission)
    row = get_object_or_404(model._default_manager.all(), pk=pk)
    case = load(request, row.case_id, permission)  # type: ignore[attr-defined]  # every row of a case has it
    return HttpResponseRedirect(f"{reverse(name, args=[case.pk])}#b-{pk}")
