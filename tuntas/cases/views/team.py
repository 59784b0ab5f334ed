"""The team of a case, how much everybody has, and who must not know."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages as flash
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.accounts.models import Posting, User
from tuntas.accounts.requests import StaffRequest
from tuntas.agencies.models import Agency
from tuntas.cases import kinds
from tuntas.cases.actions import team, walls
from tuntas.cases.forms.core import Join, KeepOut
from tuntas.cases.models import Case, TeamMember
from tuntas.cases.policies import team as policies
from tuntas.cases.states import TeamRole
from tuntas.cases.views.common import head, load
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code
from tuntas.intake.states import Risk
from tuntas.obligations.models import Obligation, Wall

ORDER = {role: number for number, role in enumerate(TeamRole)}


@dataclass(frozen=True)
class Load:
    """What one person has."""

    user: User
    managed: int
    joined: int
    late: int
    high: int


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who works on the case, since when; letting somebody join."""
    case, at = load(request, pk), timezone.now()
    no_manage = refusal(policies.check_manage, request.user, case)
    form = Join(posted(request), case=case, at=at)
    if request.method == "POST" and form.is_valid():
        user, role = form.chosen
        team.add(case, user=user, role=role, by=request.user, at=at)
        flash.success(request, f"{user.name} sekarang {role.label.lower()} kasus ini.")
        return redirect("cases:team", pk=case.pk)
    rows = list(TeamMember.objects.filter(case=case).select_related("user"))
    context = {
        "now": sorted(
            (row for row in rows if row.until is None), key=lambda row: (ORDER[TeamRole(row.role)], row.since)
        ),
        "before": sorted((row for row in rows if row.until), key=lambda row: row.until or at, reverse=True),
        "form": form,
        "no_manage": no_manage,
        "may_wall": holds(request.user, Permission.CASE_WALL),
    }
    return render(request, "cases/team.html", head(request, case, "team") | context, status=status_code(form))


@require_POST
def leave(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Somebody leaves the team."""
    member: TeamMember = get_object_or_404(TeamMember.objects.select_related("case", "user"), pk=pk)
    case = load(request, member.case_id)
    team.leave(member, by=request.user, at=timezone.now())
    flash.success(request, f"{member.user.name} keluar dari tim.")
    return redirect("cases:team", pk=case.pk)


@require_safe
def caseload(request: StaffRequest) -> HttpResponse:
    """How many open, late and dangerous cases everybody of the unit has, as far as this person sees them."""
    at = timezone.now()
    context = {
        "rows": _loads(request, at),
        "may_hand_over": holds(request.user, Permission.DUTY_HAND_OVER),
        "at": at,
    }
    return render(request, "cases/caseload.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def wall(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who is kept out; keeping out more."""
    case, at = load(request, pk, Permission.CASE_WALL), timezone.now()
    here = Posting.objects.in_force(at).filter(agency=case.agency).values("user")
    form = KeepOut(
        posted(request),
        agencies=Agency.objects.open_on(at.date()).order_by("name", "pk"),
        users=User.objects.filter(pk__in=here, is_active=True).order_by("name", "pk"),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        walls.keep_out(case, users=list(given["users"]), agencies=list(given["agencies"]), by=request.user, at=at)
        flash.success(request, "Pembatas akses terpasang. Bagi yang dibatasi, kasus ini tidak ada.")
        still = Case.objects.visible_to(request.user).filter(pk=case.pk).exists()
        return redirect("cases:wall", pk=case.pk) if still else redirect("cases:list")
    wanted = Obligation.objects.unsettled().filter(dossier_id=case.pk, kind=kinds.SET_WALL.code).exists()
    context = {"form": form, "rows": _walls(case), "wanted": wanted}
    return render(request, "cases/wall.html", head(request, case, "wall") | context, status=status_code(form))


@require_POST
def wall_not_needed(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Nobody has to be kept out."""
    case = load(request, pk, Permission.CASE_WALL)
    walls.not_needed(case, by=request.user, at=timezone.now())
    flash.success(request, "Tercatat: pembatas akses tidak diperlukan.")
    return redirect("cases:detail", pk=case.pk)


def _walls(case: Case) -> list[tuple[Wall, str]]:
    rows = list(Wall.objects.filter(dossier_id=case.pk).order_by("at", "id"))
    names: dict[UUID | None, str] = {
        user.pk: user.name for user in User.objects.filter(pk__in=[row.user_id for row in rows if row.user_id])
    }
    found = Agency.objects.filter(pk__in=[row.agency_id for row in rows if row.agency_id])
    names |= {agency.pk: agency.name for agency in found}
    return [(row, names.get(row.user_id or row.agency_id, "–")) for row in rows]


def _loads(request: StaffRequest, at: datetime) -> list[Load]:
    seen = Case.objects.visible_to(request.user).unfinished()
    late, high = Q(duty__due_at__lt=at), Q(risk=Risk.HIGH)
    managed = {
        row["manager"]: row
        for row in seen.values("manager").annotate(
            all=Count("pk"), late=Count("pk", filter=late), high=Count("pk", filter=high)
        )
    }
    others = TeamMember.objects.filter(until__isnull=True, case__in=seen.values("pk")).exclude(role=TeamRole.MANAGER)
    joined = Counter(others.values_list("user", flat=True))
    users = User.objects.filter(pk__in={*managed, *joined}).order_by("name", "pk")
    nothing = {"all": 0, "late": 0, "high": 0}
    return [
        Load(user, row["all"], joined[user.pk], row["late"], row["high"])
        for user in users
        for row in [managed.get(user.pk, nothing)]
    ]
