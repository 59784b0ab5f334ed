"""What the pages of a case share: the request, loading, the head, and whether somebody else was faster."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from tuntas.access.permissions import Permission
from tuntas.accounts.models import User
from tuntas.accounts.requests import StaffRequest
from tuntas.cases.models import BreakGlass, Case
from tuntas.cases.policies import reach
from tuntas.cases.querysets.cases import BREAK_GLASS_OPENS
from tuntas.cases.states import CLOSED_STATES, Status
from tuntas.cases.views import side
from tuntas.obligations import kinds as obligation_kinds
from tuntas.obligations.models import Obligation

CHANGED = (
    "Sementara itu petugas lain sudah mengubah kasus ini (sekarang: {status}). Tulisan Anda masih ada di bawah;"
    " periksa dulu, lalu kirim lagi bila masih perlu."
)
MOST_OWED = 200  # duties of one case that are counted beside its sections
TAGS = {Status.CLOSURE_PROPOSED: "wait", Status.FOLLOW_UP: "done", Status.CLOSED: "done", Status.REOPENED: "open"}


def load(request: StaffRequest, pk: UUID, permission: Permission = Permission.CASE_VIEW) -> Case:
    """A case within reach; anything else does not exist."""
    rows = Case.objects.visible_to(request.user, permission)
    rows = rows.select_related("agency__area", "area", "manager", "duty__assignee", "duty__agency")
    return get_object_or_404(rows, pk=pk)


def version(case: Case) -> str:
    """What a page knew when it was drawn: state and danger."""
    return f"{case.status}.{case.risk}"


def keep_typed(request: HttpRequest, form: Form, case: Case) -> bool:
    """For forms with text: a complaint on the form, with everything typed still in it. True when stale."""
    known = request.POST.get("version", "")
    if request.method != "POST" or not known or known == version(case):
        return False
    form.add_error(None, CHANGED.format(status=case.get_status_display()))
    return True


def head(request: StaffRequest, case: Case, here: str) -> dict[str, Any]:
    """The head of a case page: number, danger, state, next duty, side navigation."""
    at: datetime = timezone.now()
    user = request.user
    owed = list(
        Obligation.objects.unsettled().visible_to(user).filter(dossier_id=case.pk).only("kind", "due_at")[:MOST_OWED]
    )
    return {
        "case": case,
        "version": version(case),
        "status_kind": TAGS.get(Status(case.status), "active"),
        "duty": case.duty,
        "duty_seen": any(duty.pk == case.duty_id for duty in owed),
        "duty_sentence": obligation_kinds.get(case.duty.kind).sentence if case.duty else "",
        "ended": Status(case.status) in CLOSED_STATES,
        "side": side.side(
            case.pk,
            here,
            shown={each for each in side.permissions() if shown(user, case, each)},
            owed=owed,
            at=at,
            zone=user.zone,
        ),
        "glass": _glass(user, case),
        "at": at,
        "zone": user.zone,
    }


def shown(user: User, case: Case, permission: Permission) -> bool:
    """Whether a person holds a permission for this case, for what a page offers."""
    # Asked of the database at most once per permission and page.
    known: dict[Permission, bool] = user.__dict__.setdefault(f"_case_{case.pk}", {})
    if permission not in known:
        known[permission] = reach.within(user, case, permission) or (
            permission in BREAK_GLASS_OPENS and _glass(user, case) is not None
        )
    return known[permission]


def _glass(user: User, case: Case) -> BreakGlass | None:
    """The break-glass by which somebody without a task is inside, with when it ends; asked only where one could be."""
    known: dict[UUID, BreakGlass | None] = user.__dict__.setdefault("_glass", {})
    if case.pk not in known:
        row = None
        if user.grants(Permission.CASE_BREAK_GLASS) and not reach.within(user, case, Permission.CASE_READ):
            row = BreakGlass.objects.open_now().filter(user=user, case=case).order_by("-at").first()
        known[case.pk] = row
    return known[case.pk]
