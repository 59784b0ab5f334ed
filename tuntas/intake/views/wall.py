"""The access wall of a report."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tuntas.access.permissions import Permission
from tuntas.accounts.models import Posting, User
from tuntas.accounts.requests import StaffRequest
from tuntas.agencies.models import Agency
from tuntas.core.policies import may, refusal
from tuntas.core.sent import posted, status_code
from tuntas.intake import kinds, ownership
from tuntas.intake.actions import proposals, walls
from tuntas.intake.forms.sharing import KeepOut, Place, Reason
from tuntas.intake.models import Report
from tuntas.intake.policies import proposals as proposal_policies
from tuntas.intake.policies import reading
from tuntas.intake.views.common import clock, head, keep_typed, load
from tuntas.intake.views.record import told
from tuntas.obligations.models import Wall


@require_http_methods(["GET", "HEAD", "POST"])
def wall(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who is kept out; keeping out more."""
    report = load(request, pk, Permission.REPORT_WALL)
    at = timezone.now()
    here = Posting.objects.in_force(at).filter(agency=report.agency).values("user")
    form = KeepOut(
        posted(request),
        agencies=Agency.objects.open_on(at.date()).order_by("name", "pk"),
        users=User.objects.filter(pk__in=here, is_active=True).order_by("name", "pk"),
    )
    stale = keep_typed(request, form, report)
    if request.method == "POST" and not stale and form.is_valid():
        given = form.cleaned_data
        walls.keep_out(report, users=given["everyone"], agencies=list(given["agencies"]), by=request.user, at=at)
        flash.success(request, "Pembatas akses terpasang. Bagi yang dibatasi, laporan ini tidak ada.")
        still = Report.objects.visible_to(request.user).filter(pk=report.pk).exists()
        return redirect("intake:wall", pk=report.pk) if still else redirect("intake:list")
    context = head(request, report, "wall") | {"form": form, "rows": _rows(report)}
    if context["wall_wanted"] and may(reading.check_read, request.user, report):
        context["must_not_know"] = told(request, report).get("must_not_know", "")
    return render(request, "intake/wall.html", context, status=status_code(form, stale=stale))


@require_POST
def not_needed(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What the reporter wrote names nobody who has to be kept out."""
    report = load(request, pk, Permission.REPORT_WALL)
    walls.not_needed(report, by=request.user, at=timezone.now())
    flash.success(request, "Tercatat: pembatas akses tidak diperlukan.")
    return redirect("intake:detail", pk=report.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: StaffRequest, pk: UUID, wall_id: UUID) -> HttpResponse:
    """Propose to let somebody in again."""
    report = load(request, pk, Permission.REPORT_WALL)
    row = get_object_or_404(Wall, dossier_id=report.pk, pk=wall_id)
    form = Reason(posted(request))
    if request.method == "POST" and form.is_valid():
        proposal = proposals.propose_lift_wall(
            report, wall=row, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        )
        flash.success(request, "Usulan mencabut pembatas disampaikan kepada orang kedua.")
        return redirect("intake:proposal", pk=proposal.pk)
    context = {
        "form": form,
        "name": _name(row),
        "no_lift": refusal(proposal_policies.check_propose_lift_wall, request.user, report),
    }
    code = status_code(form, stale=False)
    return render(request, "intake/lift.html", head(request, report, "wall") | context, status=code)


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Finding somebody for a report that no receiver may know of. Nothing of its content is shown here."""
    waiting = Report.objects.visible_to(request.user, Permission.REPORT_PLACE).filter(duty__kind=kinds.PLACE.code)
    report = get_object_or_404(waiting.select_related("agency", "area", "duty"), pk=pk)
    at = timezone.now()
    postings = ownership.able_postings(report.pk, at=at)
    form = Place(posted(request), postings=postings)
    if request.method == "POST" and form.is_valid():
        walls.place(report, posting=form.cleaned_data["posting"], by=request.user, at=at)
        flash.success(request, "Laporan diserahkan. Penerima sudah diberi tahu.")
        return redirect("obligations:mine")
    context = {"report": report, "form": form, "somebody": postings.exists(), **clock(request)}
    return render(request, "intake/place.html", context, status=status_code(form, stale=False))


def _rows(report: Report) -> list[tuple[Wall, str]]:
    rows = list(Wall.objects.filter(dossier_id=report.pk).order_by("at", "id"))
    names: dict[UUID | None, str] = {}
    names |= {user.pk: user.name for user in User.objects.filter(pk__in=[row.user_id for row in rows if row.user_id])}
    found = Agency.objects.filter(pk__in=[row.agency_id for row in rows if row.agency_id])
    names |= {agency.pk: agency.name for agency in found}
    return [(row, names.get(row.user_id or row.agency_id, "–")) for row in rows]


def _name(row: Wall) -> str:
    found = User.objects.filter(pk=row.user_id) if row.user_id else Agency.objects.filter(pk__in=[row.agency_id])
    return str(found.first() or "–")
