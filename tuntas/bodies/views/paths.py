"""Guided paths: of a body, and those that form a UPTD PPA."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.access.requests import only_posted
from tuntas.accounts.requests import StaffRequest
from tuntas.bodies.actions import paths
from tuntas.bodies.forms.paths import FormationForm, StepForm, StopForm
from tuntas.bodies.models import Path, PathStep
from tuntas.bodies.policies import bodies as bodies_policies
from tuntas.bodies.policies import paths as policies
from tuntas.bodies.states import PathKind
from tuntas.bodies.steps import STEPS
from tuntas.bodies.views.common import SIDE, head, load, page_of, refuse
from tuntas.core.errors import Denied
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code

TAGS = {"open": "active", "done": "done", "stopped": "stopped"}
# Step of a body's path → the page on which what it asks for is written down.
SHOWN_ON = {
    "members": "bodies:members", "decree": "bodies:decrees", "contacts": "bodies:secretariat", "tasks": "bodies:tasks",
    "training": "meetings:of_body",
}  # fmt: skip


@require_safe
def of_body(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The paths of one body, and the button that begins one."""
    body = load(request, pk)
    rows = list(body.paths.order_by("-started_at"))
    context = {
        "rows": [(row, TAGS[row.status]) for row in rows],
        "no_start": refusal(bodies_policies.check_edit, request.user, body)
        or refusal(
            policies.check_start, request.user, PathKind.REACTIVATION, body=body, area=body.area, agency=body.agency,
            at=timezone.now(),
        ),
    }  # fmt: skip
    return render(request, "bodies/paths.html", head(request, body, "bodies:paths") | context)


@require_POST
def reactivate(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Begin to bring a body back to life."""
    body = load(request, pk)
    path = paths.start(
        kind=PathKind.REACTIVATION, body=body, area=body.area, agency=body.agency, by=request.user, at=timezone.now()
    )
    messages.success(request, "Jalur dimulai. Langkah pertama ada dalam kewajiban sekretariat.")
    return redirect("bodies:path", pk=path.pk)


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """All paths within reach, open ones first."""
    only_posted(request)
    rows = Path.objects.visible_to(request.user).select_related("body", "area", "agency", "duty")
    context = {
        "rows": [(row, TAGS[row.status]) for row in rows.order_by("-is_open", "-started_at", "id")[:100]],
        "may_form": holds(request.user, Permission.BODY_EDIT),
        "at": timezone.now(),
        "zone": request.user.zone,
    }
    return render(request, "bodies/all_paths.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def form_uptd(request: StaffRequest) -> HttpResponse:
    """Begin to form a UPTD PPA."""
    only_posted(request)
    if not holds(request.user, Permission.BODY_EDIT):
        raise Denied("Memulai jalur ini adalah tugas sekretariat atau kepala unit.")
    form = FormationForm(posted(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        agency = form.cleaned_data["agency"]
        try:
            path = paths.start(
                kind=PathKind.UPTD_FORMATION,
                body=None,
                area=agency.area,
                agency=agency,
                by=request.user,
                at=timezone.now(),
            )
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, "Jalur dimulai. Langkah pertama ada dalam daftar kewajiban.")
            return redirect("bodies:path", pk=path.pk)
    return render(request, "bodies/form_uptd.html", {"form": form}, status=status_code(form))


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The steps: done with what shows it, or owed until a day."""
    path = _path(request, pk)
    at = timezone.now()
    today = path.agency.today(at)
    context = {
        "steps": [
            (step, kind, _state(step, today))
            for step in path.steps.select_related("done_by").order_by("position")
            for kind in (STEPS[PathKind(path.kind), step.code],)
        ],
        "tag": TAGS[path.status],
        "no_work": refusal(policies.check_work, request.user, path),
    }
    return render(request, "bodies/path.html", _head(request, path) | context)


def _state(step: PathStep, today: Any) -> tuple[str, str]:
    if step.done_at is not None:
        return "Selesai", "done"
    return ("Lewat tenggat", "late") if step.due_date < today else ("Belum", "open")


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Write down that a step was done."""
    row = get_object_or_404(PathStep.objects.select_related("path"), pk=pk)
    path = _path(request, row.path_id)
    policies.check_work(request.user, path)
    kind = STEPS[PathKind(path.kind), row.code]
    form = StepForm(posted(request), step=kind)
    if request.method == "POST" and form.is_valid():
        given = {"document": ""} | form.cleaned_data
        try:
            paths.finish(row, **given, by=request.user, at=timezone.now())
        except Denied as error:
            refuse(form, error, "evidence")
        else:
            messages.success(request, f"Langkah dicatat selesai: {kind.title}.")
            return redirect("bodies:path", pk=path.pk)
    context = {"form": form, "step": row, "kind": kind, "shown_on": _shown_on(path, row)}
    return render(request, "bodies/path_step.html", _head(request, path) | context, status=status_code(form))


@require_POST
def reopen(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A step is done again."""
    row = get_object_or_404(PathStep.objects.select_related("path"), pk=pk)
    path = _path(request, row.path_id)
    paths.reopen(row, by=request.user, at=timezone.now())
    messages.success(request, f"Langkah dibuka lagi: {STEPS[PathKind(path.kind), row.code].title}.")
    return redirect("bodies:path", pk=path.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The path is not carried further."""
    path = _path(request, pk)
    policies.check_work(request.user, path)
    form = StopForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            paths.stop(path, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except Denied as error:
            refuse(form, error, "reason")
        else:
            messages.success(request, "Jalur dihentikan.")
            return redirect("bodies:path", pk=path.pk)
    return render(request, "bodies/path_stop.html", _head(request, path) | {"form": form}, status=status_code(form))


def _shown_on(path: Path, row: PathStep) -> tuple[str, str] | None:
    """Address and words of the page where the records of a step are kept; none where there is no such page."""
    name = SHOWN_ON.get(row.code, "")
    words = {each: label for each, label, _ in SIDE}
    return (page_of(path.body, name), words[name]) if path.body and name else None


def _path(request: StaffRequest, pk: UUID) -> Path:
    rows = Path.objects.visible_to(request.user).select_related("body", "area", "agency__area", "duty", "started_by")
    return get_object_or_404(rows, pk=pk)


def _head(request: StaffRequest, path: Path) -> dict[str, Any]:
    return {"path": path, "at": timezone.now(), "zone": request.user.zone}
