"""The sheet of a case in SIMFONI's words, to be copied field by field."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tuntas.access.permissions import Permission
from tuntas.accounts.fresh import require_fresh
from tuntas.accounts.requests import StaffRequest
from tuntas.cases import simfoni as sheets
from tuntas.cases.actions import simfoni
from tuntas.cases.forms.simfoni import Entered
from tuntas.cases.models import Case
from tuntas.cases.policies import parties as party_policies
from tuntas.cases.policies import reach
from tuntas.cases.policies import simfoni as policies
from tuntas.cases.states import EntryKind, SimfoniState
from tuntas.cases.views.common import head, load
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code

_NO_CHANGE = (EntryKind.SIMFONI, EntryKind.ACCESS, EntryKind.OPENED)


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Every field with everybody masked, and whether SIMFONI has the case."""
    case = load(request, pk, Permission.SIMFONI_VIEW)
    form = Entered(posted(request), initial={"number": case.simfoni_number})
    if form.is_valid():
        simfoni.entered(case, **form.data_for(), by=request.user, at=timezone.now())
        flash.success(request, "Tercatat: kasus ini sudah dimasukkan ke SIMFONI.")
        return redirect("cases:simfoni", pk=case.pk)
    return _show(request, case, form, named=False)


@require_fresh(back="cases:simfoni")
@require_POST
def names(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same with the identity of adults; recorded."""
    case = load(request, pk, Permission.SIMFONI_VIEW)
    return _show(request, case, Entered(initial={"number": case.simfoni_number}), named=True)


def _show(request: StaffRequest, case: Case, form: Entered, *, named: bool) -> HttpResponse:
    blocks = simfoni.sheet(case, named=named, by=request.user, at=timezone.now())
    context: dict[str, Any] = {
        "blocks": blocks,
        "missing": sheets.missing(blocks),
        "not_kept": sheets.NOT_KEPT,
        "named": named,
        "notice": party_policies.NOTICE if party_policies.needs_notice(request.user, case) else "",
        "may_name": reach.within(request.user, case, Permission.CASE_IDENTITY),
        "no_names": refusal(policies.check_names, request.user, case),
        "form": form,
        "changes": _changes(case) if case.simfoni == SimfoniState.CHANGED else [],
    }
    return render(
        request, "cases/simfoni.html", head(request, case, "simfoni") | context, status=status_code(form)
    )  # fmt: skip


def _changes(case: Case) -> list[str]:
    """What has been written since it was entered, each kind once."""
    rows = case.entries.all()
    last = rows.filter(kind=EntryKind.SIMFONI).order_by("-at").values_list("at", flat=True).first()
    since = rows.exclude(kind__in=_NO_CHANGE).order_by("at")
    since = since.filter(at__gt=last) if last else since
    return list(dict.fromkeys(EntryKind(kind).label for kind in since.values_list("kind", flat=True)))
