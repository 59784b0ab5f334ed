"""Cohorts and what they came to: figures for whoever looks after the area, names for whoever trains."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.access.requests import only_posted
from tuntas.accounts.requests import StaffRequest
from tuntas.areas.models import Area
from tuntas.areas.widgets import redraw
from tuntas.cadres import figures
from tuntas.cadres.actions import reading, training
from tuntas.cadres.forms.registry import Filter
from tuntas.cadres.forms.training import CohortForm, RefreshedForm, SessionForm, results_of
from tuntas.cadres.models import Cadre, Cohort
from tuntas.cadres.policies import training as policies
from tuntas.cadres.states import TAGS, Standing
from tuntas.cadres.views.browse import PER_PAGE
from tuntas.cadres.views.common import form_page
from tuntas.cadres.views.registry import tried
from tuntas.core.errors import Denied
from tuntas.core.once import once
from tuntas.core.paging import page
from tuntas.core.policies import may
from tuntas.core.sent import posted

NO_FIGURES = "Angka kader dibaca oleh lembaga yang memantau wilayahnya."


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """The cohorts within reach: trained, active, how much of it."""
    if not holds(request.user, Permission.CADRE_FIGURES):
        raise Denied(NO_FIGURES)
    rows = Cohort.objects.visible_to(request.user).select_related("agency")
    found = page(rows, "-year", "id", after=request.GET.get("after", ""))
    day = timezone.now().astimezone(request.user.zone).date()
    context = {
        "rows": figures.of_cohorts(found.rows, day),
        "after": found.after,
        "day": day,
        "may_open": holds(request.user, Permission.CADRE_EDIT),
        "may_list": holds(request.user, Permission.CADRE_VIEW),
    }
    return render(request, "cadres/cohorts.html", context)


@require_safe
def villages(request: StaffRequest) -> HttpResponse:
    """Each kelurahan: covered or not."""
    if not holds(request.user, Permission.CADRE_FIGURES):
        raise Denied(NO_FIGURES)
    form = Filter(request.GET or None)
    chosen = form.cleaned_data.get("area") if form.is_bound and not redraw(form) and form.is_valid() else None
    paths = [path for grant in request.user.grants(Permission.CADRE_FIGURES) for path in grant.area_paths]
    path = chosen.path if chosen else min(paths, key=len)
    if not path.startswith(tuple(paths)):
        raise Denied("Wilayah itu di luar jangkauan Anda.")
    day = timezone.now().astimezone(request.user.zone).date()
    rows = figures.of_villages(path, day)[:600]
    context = {
        "form": form,
        "rows": rows,
        "covered": sum(row.covered for row in rows),
        "day": day,
        "area": Area.at(path),
    }
    return render(request, "cadres/villages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once(Cohort, "cadres:cohort")
def new(request: StaffRequest) -> HttpResponse:
    """A training, held or planned."""
    only_posted(request)
    if not holds(request.user, Permission.CADRE_EDIT):
        raise Denied("Mencatat angkatan adalah tugas lembaga yang melatih.")
    at = timezone.now()
    form = CohortForm(posted(request), by=request.user, at=at)
    if request.method == "POST" and form.is_valid():
        data = form.data_for()
        if tried(form, lambda: training.open_cohort(data=data, pk=request.row_id, by=request.user, at=at)):
            messages.success(request, "Angkatan dicatat. Lengkapi materi dan pesertanya.")
            return redirect("cadres:cohort", pk=request.row_id)
    notes = ["Pengurus kader dipilih di halaman kelompok (forum kader), bukan di sini."]
    return form_page(
        request, form, title="Catat angkatan", submit="Catat", back=reverse("cadres:cohorts"), once=True, notes=notes
    )


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One cohort: its figures and curriculum for all who may read figures; who took part, for the agency that trains."""
    cohort, at = _load(request, pk), timezone.now()
    day = cohort.agency.today(at)
    keeps = may(policies.check_edit, request.user, cohort)
    context = {
        "cohort": cohort,
        "figures": figures.of_cohorts([cohort], day)[0],
        "around": figures.around(cohort),
        "days": cohort.days.order_by("date"),
        "sessions": cohort.sessions.select_related("day").order_by("position"),
        "imports": cohort.imports.order_by("-uploaded_at")[:5] if keeps else [],
        "keeps": keeps,
        "rows": [],
        "after": "",
    }
    if keeps:
        context |= _people(request, cohort)
    return render(request, "cadres/cohort.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def results(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Attendance of each day and both tests, 25 trainees on a page."""
    cohort, at = _kept(request, pk), timezone.now()
    days = list(cohort.days.order_by("date"))
    found = page(cohort.trainees.select_related("cadre"), "id", after=request.GET.get("after", ""), size=PER_PAGE)
    problem = ""
    if request.method == "POST":
        try:
            given = results_of(request.POST, found.rows, days)
        except ValueError as error:
            problem = str(error)
        else:
            training.record_results(cohort, given, by=request.user, at=at)
            messages.success(request, "Kehadiran dan nilai disimpan.")
            return redirect("cadres:cohort", pk=cohort.pk)
    names = reading.names([row.cadre for row in found.rows], by=request.user, at=at)
    came = {(row.pk, each.day_id) for row in found.rows for each in row.attended.all()}
    rows = [
        (row, names.get(row.cadre_id, row.cadre.label), [(day, (row.pk, day.pk) in came) for day in days])
        for row in found.rows
    ]
    context = {"cohort": cohort, "rows": rows, "days": days, "after": found.after, "problem": problem}
    return render(request, "cadres/results.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Cadres of the area who are not in the cohort yet, to be ticked."""
    cohort, at = _kept(request, pk), timezone.now()
    rows = Cadre.objects.visible_to(request.user, Permission.CADRE_EDIT).filter(area_path__startswith=cohort.area_path)
    rows = rows.exclude(trainings__cohort=cohort).serving_on(cohort.agency.today(at)).select_related("agency")
    if request.method == "POST":
        chosen = rows.filter(pk__in=[pk for pk in request.POST.getlist("cadre") if _is_id(pk)])
        number = training.join(cohort, list(chosen), by=request.user, at=at)
        messages.success(request, f"{number} peserta dicatat.")
        return redirect("cadres:cohort", pk=cohort.pk)
    found = page(rows, "area_path", "id", after=request.GET.get("after", ""), size=PER_PAGE)
    labels, names = (
        Area.objects.labels([row.area_path for row in found.rows]),
        reading.names(found.rows, by=request.user, at=at),
    )
    people = [(row, names.get(row.pk, row.label), labels.get(row.area_path, "")) for row in found.rows]
    return render(request, "cadres/join.html", {"cohort": cohort, "rows": people, "after": found.after})


@require_http_methods(["GET", "HEAD", "POST"])
def session(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One more topic."""
    cohort, at = _kept(request, pk), timezone.now()
    form = SessionForm(posted(request), cohort=cohort)
    if request.method == "POST" and form.is_valid():
        training.add_session(cohort, **form.cleaned_data, by=request.user, at=at)
        messages.success(request, "Materi dicatat.")
        return redirect("cadres:cohort", pk=cohort.pk)
    return form_page(
        request, form, title="Tambah materi", submit="Tambah", back=reverse("cadres:cohort", args=[cohort.pk])
    )


@require_http_methods(["GET", "HEAD", "POST"])
def refreshed(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The refresher was held."""
    cohort, at = _kept(request, pk), timezone.now()
    form = RefreshedForm(posted(request), initial={"on": cohort.agency.today(at)})
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        if tried(form, lambda: training.refreshed(cohort, on=on, by=request.user, at=at)):
            messages.success(request, "Penyegaran dicatat.")
            return redirect("cadres:cohort", pk=cohort.pk)
    return form_page(
        request, form, title="Catat penyegaran", submit="Catat", back=reverse("cadres:cohort", args=[cohort.pk])
    )


def _people(request: StaffRequest, cohort: Cohort) -> dict[str, object]:
    """25 of those who took part, by name, with how they stand."""
    at = timezone.now()
    found = page(cohort.trainees.select_related("cadre"), "id", after=request.GET.get("after", ""), size=PER_PAGE)
    cadres = [row.cadre for row in found.rows]
    names = reading.names(cadres, by=request.user, at=at)
    labels = Area.objects.labels([cadre.area_path for cadre in cadres])
    states = Cadre.objects.filter(pk__in=[cadre.pk for cadre in cadres]).with_standing(cohort.agency.today(at))
    standing = {row.pk: Standing(row.standing) for row in states}
    rows = [
        (row, names.get(row.cadre_id, row.cadre.label), labels.get(row.cadre.area_path, ""), standing[row.cadre_id],
         TAGS[standing[row.cadre_id]])
        for row in found.rows
    ]  # fmt: skip
    return {"rows": rows, "after": found.after}


def _load(request: StaffRequest, pk: UUID) -> Cohort:
    rows = Cohort.objects.visible_to(request.user).select_related("agency__area", "area", "duty")
    found: Cohort = get_object_or_404(rows, pk=pk)
    return found


def _kept(request: StaffRequest, pk: UUID) -> Cohort:
    cohort = _load(request, pk)
    policies.check_edit(request.user, cohort)
    return cohort


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
