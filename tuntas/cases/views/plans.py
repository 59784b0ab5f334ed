"""Assessment and plan."""

from uuid import UUID

from django.contrib import messages as flash
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.accounts.requests import StaffRequest
from tuntas.cases.actions import assessments, course, plans, reading_work
from tuntas.cases.actions.plans import ItemData
from tuntas.cases.forms.work import AddItem, Assess, EndItem, MakePlan, ResumeItem
from tuntas.cases.models import Assessment, Case, Plan, PlanItem
from tuntas.cases.policies import reach
from tuntas.cases.policies import work as policies
from tuntas.cases.states import AssessmentArea, PlanItemStatus, ServiceKind
from tuntas.cases.views.common import head, keep_typed, load
from tuntas.cases.views.filling import fill
from tuntas.core.once import once
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code

ITEM_TAGS = {PlanItemStatus.PLANNED: "active", PlanItemStatus.DONE: "done", PlanItemStatus.DROPPED: "stopped"}
PAGES = ["GET", "HEAD", "POST"]


@require_safe
def plan(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Assessments, and the plan that holds with its lines. Reading the plan is recorded."""
    case, user = load(request, pk, Permission.CASE_READ), request.user
    newest = Plan.objects.filter(case=case).select_related("approved_by").order_by("-at", "-pk").first()
    items = list(_items().filter(case=case).order_by("done_at", "until_date", "pk"))
    texts = reading_work.plan(case, newest, items, by=user, at=timezone.now())
    context = {
        "plan": newest,
        "said": texts.get(newest.pk) if newest else None,
        "items": [(item, texts[item.pk], ITEM_TAGS[PlanItemStatus(item.status)]) for item in items],
        "assessments": Assessment.objects.filter(case=case).select_related("by", "victim").order_by("-at", "-pk"),
        "no_work": refusal(reach.check_work, user, case),
        "no_approve": refusal(policies.check_approve, user, case, newest) if newest else "",
        "no_emergency": refusal(policies.check_emergency, user, case),
        "no_monitor": refusal(policies.check_monitor, user, case),
    }
    return render(request, "cases/plan.html", head(request, case, "plan") | context)


@require_safe
def plan_made(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Where the timeline points: the plan of its case."""
    rows = Plan.objects.visible_to(request.user, Permission.CASE_READ)
    return redirect("cases:plan", pk=get_object_or_404(rows, pk=pk).case_id)


@require_http_methods(PAGES)
@once(Assessment, "cases:assessment")
def assess(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Write an assessment down."""
    case = load(request, pk, Permission.CASE_WORK)

    def act(form: Assess) -> HttpResponse:
        row = assessments.record(
            case, victim=form.chosen, data=form.data_for(), heard_alone=form.heard["heard_alone"],
            economic_need=form.cleaned_data["economic_need"], row_id=request.row_id, by=request.user, at=timezone.now(),
        )  # fmt: skip
        flash.success(request, "Asesmen disimpan.")
        return redirect("cases:assessment", pk=row.pk)

    form = Assess(posted(request), case=case)
    notes = [] if form.victims else ["Catat dulu korban di halaman Pihak."]
    notes += [refusal(policies.check_accommodation, party) for party in form.victims.values()]
    return fill(
        request, case, form, here="plan", title="Asesmen", submit="Simpan asesmen", cancel=_back(case), act=act,
        notes=[note for note in notes if note],
    )  # fmt: skip


@require_safe
def assessment(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One assessment; reading it is recorded."""
    rows = Assessment.objects.visible_to(request.user, Permission.CASE_READ)
    row = get_object_or_404(rows.select_related("victim", "by"), pk=pk)
    case = load(request, row.case_id, Permission.CASE_READ)
    row.case = case
    texts = reading_work.assessment(row, by=request.user, at=timezone.now())
    labels = [(name, _label(name)) for name in Assess.base_fields if name in texts]
    shown = [(label, texts[name]) for name, label in labels if texts[name]]
    return render(request, "cases/assessment.html", head(request, case, "plan") | {"row": row, "shown": shown})


@require_http_methods(PAGES)
@once(Plan, "cases:plan", shown="case_id")
def plan_new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Begin a plan with her."""
    case = load(request, pk, Permission.CASE_WORK)

    def act(form: MakePlan) -> HttpResponse:
        given = form.cleaned_data
        plans.make(
            case, with_victim=given["with_victim"] == "yes", why_without_victim=given["why_without_victim"],
            restitution=given.get("restitution", ""), restitution_reason=given.get("restitution_reason", ""),
            row_id=request.row_id, by=request.user, at=timezone.now(),
        )  # fmt: skip
        flash.success(request, "Rencana dimulai. Tambahkan butirnya satu per satu.")
        return redirect("cases:plan", pk=case.pk)

    form = MakePlan(posted(request), case=case)
    return fill(
        request,
        case,
        form,
        here="plan",
        title="Rencana bersama korban",
        submit="Mulai rencana",
        cancel=_back(case),
        act=act,
    )


@require_http_methods(PAGES)
@once(PlanItem, "cases:plan", shown="case_id")
def plan_item_new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A line of the plan."""
    case = load(request, pk, Permission.CASE_WORK)
    newest = Plan.objects.filter(case=case).order_by("-at", "-pk").first()
    if newest is None:
        return redirect("cases:plan_new", pk=case.pk)

    def act(form: AddItem) -> HttpResponse:
        given = form.cleaned_data
        kind = given["service_kind"]
        data = ItemData(
            area=AssessmentArea(given["area"]), need=given["need"], goal=given["goal"], action=given["action"],
            who=given["who"], until_date=given["until_date"], service_kind=ServiceKind(kind) if kind else None,
        )  # fmt: skip
        plans.add_item(newest, data=data, row_id=request.row_id, by=request.user, at=timezone.now())
        flash.success(request, "Butir rencana ditambahkan.")
        return redirect("cases:plan", pk=case.pk)

    form = AddItem(posted(request), case=case)
    return fill(
        request, case, form, here="plan", title="Butir rencana", submit="Tambahkan", cancel=_back(case), act=act
    )


@require_http_methods(PAGES)
def plan_item(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One line: what it is for, and its end, or that it is taken up again."""
    rows = PlanItem.objects.visible_to(request.user, Permission.CASE_READ)
    item = get_object_or_404(rows.select_related("who", "plan"), pk=pk)
    case = load(request, item.case_id, Permission.CASE_READ)
    item.case = case
    form: EndItem | ResumeItem = (EndItem if item.is_open else ResumeItem)(posted(request))
    stale = keep_typed(request, form, case)
    if request.method == "POST" and not stale and form.is_valid():
        return _change(request, item, form)
    context = {
        "item": item,
        "texts": reading_work.plan(case, None, [item], by=request.user, at=timezone.now())[item.pk],
        "tag_kind": ITEM_TAGS[PlanItemStatus(item.status)],
        "form": form,
        "no_change": refusal(policies.check_change if item.is_open else reach.check_work, request.user, case),
    }
    return render(
        request, "cases/plan_item.html", head(request, case, "plan") | context, status=status_code(form, stale=stale)
    )


def _change(request: StaffRequest, item: PlanItem, form: EndItem | ResumeItem) -> HttpResponse:
    given, by, at = form.cleaned_data, request.user, timezone.now()
    if isinstance(form, ResumeItem):
        plans.resume_item(item, until_date=given["until_date"], by=by, at=at)
    elif given["status"] == PlanItemStatus.DONE:
        plans.finish_item(item, result=given["result"], by=by, at=at)
    else:
        plans.drop_item(item, reason=given["result"], by=by, at=at)
    flash.success(request, "Butir rencana disimpan.")
    return redirect("cases:plan", pk=item.case_id)


@require_POST
def plan_approve(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The manager agrees."""
    rows = Plan.objects.visible_to(request.user, Permission.CASE_READ)
    row = plans.approve(get_object_or_404(rows.select_related("case"), pk=pk), by=request.user, at=timezone.now())
    flash.success(request, "Rencana disetujui.")
    return redirect("cases:plan", pk=row.case_id)


@require_POST
def move(request: StaffRequest, pk: UUID, to: str) -> HttpResponse:
    """Begin at once, only watch, or take up again."""
    case = load(request, pk, Permission.CASE_WORK)
    act = {"segera": course.start_now, "pantau": course.monitor, "lanjut": course.resume}.get(to)
    if act is None:
        raise Http404
    act(case, by=request.user, at=timezone.now())
    flash.success(request, "Status kasus diubah.")
    return redirect("cases:plan", pk=case.pk)


def _items() -> "QuerySet[PlanItem]":
    rows: QuerySet[PlanItem] = PlanItem.objects.select_related("who", "agency", "duty")
    return rows


def _label(name: str) -> str:
    return str(Assess.base_fields[name].label)


def _back(case: Case) -> str:
    return reverse("cases:plan", args=[case.pk])
