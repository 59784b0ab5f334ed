"""The duties matrix of a body, and one line of it."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.bodies.actions import tasks
from tuntas.bodies.expected import Overlap, asked, gaps, overlaps
from tuntas.bodies.forms.tasks import AcceptForm, DeclineForm, TaskForm
from tuntas.bodies.models import Body, TaskLine
from tuntas.bodies.policies import bodies as body_policies
from tuntas.bodies.policies import tasks as policies
from tuntas.bodies.states import OPEN_TASKS, Profile, Step, TaskStatus
from tuntas.bodies.views.common import form_page, head, load, refuse
from tuntas.core.errors import Denied
from tuntas.core.policies import refusal
from tuntas.core.sent import posted
from tuntas.people.states import Education, SchoolOperator

HERE = "bodies:tasks"
TAGS = {"proposed": "wait", "accepted": "wait", "in_force": "active", "declined": "stopped", "ended": "stopped"}
_STEPS = {str(step): number for number, step in enumerate(Step)}
_LIVE = (TaskStatus.PROPOSED, TaskStatus.ACCEPTED, TaskStatus.IN_FORCE)


@require_safe
def index(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Institution by step with its state; what nobody does, and what two do."""
    body = load(request, pk)
    on = body_policies.today(body, timezone.now())
    rows = list(body.task_lines.select_related("agency").order_by("agency__name", "-proposed_at", "id"))
    rows.sort(key=lambda row: _STEPS[row.step])
    here = TaskLine.objects.in_force(on).covering(body.area_path).select_related("agency", "body")
    valid = list(here.order_by("agency__name", "id"))
    waiting = [row for row in rows if row.status in OPEN_TASKS]
    context = {
        "rows": [(row, TAGS[row.status]) for row in rows if row.status in _LIVE],
        "ended": [(row, TAGS[row.status]) for row in rows if row.status not in _LIVE],
        "gaps": [(each, asked(each, waiting)) for each in gaps(valid)],
        "overlaps": _overlaps(body, valid, on),
    }
    return render(request, "bodies/tasks.html", head(request, body, HERE) | context)


def _overlaps(body: Body, valid: list[TaskLine], on: date) -> list[Overlap]:
    """Between lines of this area and those of this area, of areas above or below it."""
    below = TaskLine.objects.in_force(on).filter(area_path__startswith=body.area_path)
    below = below.exclude(area_path=body.area_path).select_related("agency", "body").order_by("agency__name", "id")
    found = overlaps([*valid, *below])
    return [each for each in found if body.area_path in {each.one.area_path, each.other.area_path}]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask an institution; step, profile and operator may come from a gap."""
    body, at = load(request, pk), timezone.now()
    body_policies.check_edit(request.user, body)
    form = TaskForm(posted(request), body=body, on=body_policies.today(body, at), initial=_from_gap(request))
    if request.method == "POST" and form.is_valid():
        try:
            line = tasks.propose(body, data=form.data_for(), by=request.user, at=at)
        except Denied as error:
            refuse(form, error, "what")
        else:
            messages.success(request, f"Usulan dicatat. Menunggu jawaban {line.agency.short_name}.")
            return redirect(HERE, pk=body.pk)
    back = reverse(HERE, args=[body.pk])
    return form_page(request, body, HERE, form, title="Usulkan pembagian tugas", submit="Usulkan", back=back)


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One line: what is asked, who accepted it by which letter."""
    line, at = _line(request, pk), timezone.now()
    context = {
        "no_accept": refusal(policies.check_accept, request.user, line, at),
        "no_enforce": refusal(policies.check_enforce, request.user, line, at),
        "no_end": refusal(policies.check_end, request.user, line),
        "from_letter": not policies.accepts(request.user, line),
        "answers": policies.accepts(request.user, line) or refusal(policies.check_answer, request.user, line, at) == "",
    }
    return render(request, "bodies/task.html", _head(request, line) | context)


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The institution does it."""
    line, at = _line(request, pk), timezone.now()
    policies.check_accept(request.user, line, at)
    own = policies.accepts(request.user, line)
    name = request.user.name if own else ""
    form = AcceptForm(posted(request), initial={"on": body_policies.today(line.body, at), "name": name})
    if request.method == "POST" and form.is_valid():
        given = form.data_for()
        if _tried(form, lambda: tasks.accept(line, given=given, by=request.user, at=at)):
            return _done(request, line, "Penerimaan dicatat. Sekretariat memberlakukannya.")
    title = "Terima tugas ini" if own else f"Catat penerimaan {line.agency.short_name} dari surat"
    return _page(request, line, form, title=title, submit="Terima" if own else "Catat penerimaan")


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The institution does not do it."""
    line, at = _line(request, pk), timezone.now()
    policies.check_decline(request.user, line, at)
    form = DeclineForm(posted(request))
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        if _tried(form, lambda: tasks.decline(line, note=note, by=request.user, at=at)):
            return _done(request, line, "Penolakan dicatat. Sekretariat mencari lembaga lain.")
    return _page(request, line, form, title="Tidak menerima tugas ini", submit="Tidak menerima")


@require_POST
def enforce(request: StaffRequest, pk: UUID) -> HttpResponse:
    """From now on it holds."""
    line = _line(request, pk)
    tasks.enforce(line, by=request.user, at=timezone.now())
    return _done(request, line, "Pembagian tugas berlaku. Ia disarankan saat rujukan dibuat.")


@require_POST
def end(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It holds no longer."""
    line = _line(request, pk)
    tasks.end(line, by=request.user, at=timezone.now())
    return _done(request, line, "Pembagian tugas diakhiri.")


def _line(request: StaffRequest, pk: UUID) -> TaskLine:
    rows = TaskLine.objects.visible_to(request.user).select_related(
        "agency", "body__agency__area", "body__area", "body__kind", "body__parent", "duty", "proposed_by", "recorded_by", "accepted_by"
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


def _head(request: StaffRequest, line: TaskLine) -> dict[str, Any]:
    """Whoever is asked may not see the body itself: then there is nothing to go on to."""
    body = line.body
    context = head(request, body, HERE) | {
        "line": line,
        "tag": TAGS[line.status],
        "operator": _operator(line.school_operator),
    }
    if not Body.objects.visible_to(request.user).filter(pk=body.pk).exists():
        context["side"] = []
    return context


def _page(request: StaffRequest, line: TaskLine, form: Form, *, title: str, submit: str) -> HttpResponse:
    context = {"form": form, "title": title, "submit": submit, "cancel": reverse("bodies:task", args=[line.pk])}
    status = 422 if form.is_bound else 200
    return render(request, "bodies/task_form.html", _head(request, line) | context, status=status)


def _tried(form: Form, act: Callable[[], object]) -> bool:
    """Do it, or say on the form why not."""
    try:
        act()
    except Denied as error:
        refuse(form, error, "note")
        return False
    return True


def _done(request: StaffRequest, line: TaskLine, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("bodies:task", pk=line.pk)


def _from_gap(request: StaffRequest) -> dict[str, str]:
    lists = {"step": Step, "profile": Profile, "school_operator": SchoolOperator, "school_level": Education}
    return {name: value for name, choices in lists.items() if (value := request.GET.get(name, "")) in choices.values}


def _operator(value: str) -> str:
    return SchoolOperator(value).label if value else ""
