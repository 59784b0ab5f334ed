"""Looking at bodies: the list, one body."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.accounts.requests import StaffRequest
from tuntas.areas.models import Area
from tuntas.areas.widgets import redraw
from tuntas.bodies.forms.bodies import Filter
from tuntas.bodies.models import Body, Decree
from tuntas.bodies.office import office
from tuntas.bodies.panels import panels_for
from tuntas.bodies.views.common import head, load
from tuntas.core.paging import page


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """The bodies within reach, by name; those that exist, unless asked otherwise."""
    form = Filter(request.GET or None)
    redrawn = form.is_bound and redraw(form)
    chosen = form.cleaned_data if form.is_bound and not redrawn and form.is_valid() else {}
    rows = Body.objects.visible_to(request.user)
    rows = rows.filter(dissolved_date__isnull=not chosen.get("dissolved"))
    if chosen.get("q"):
        rows = rows.filter(name__icontains=chosen["q"])
    if chosen.get("kind"):
        rows = rows.filter(kind=chosen["kind"])
    if chosen.get("area"):
        rows = rows.filter(area_path__startswith=chosen["area"].path)
    found = page(rows.select_related("kind", "agency", "parent"), "name", "id", after=request.GET.get("after", ""))
    labels = Area.objects.labels([row.area_path for row in found.rows])
    valid = Decree.objects.in_force(timezone.localdate()).filter(body__in=[row.pk for row in found.rows])
    decrees = {row.body_id: row for row in valid}
    context = {
        "form": form,
        "rows": [(row, labels.get(row.area_path, ""), decrees.get(row.pk)) for row in found.rows],
        "after": found.after,
        "may_found": holds(request.user, Permission.BODY_EDIT),
    }
    return render(request, "bodies/list.html", context)


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The page of a body: what it is, and a section for everything that hangs on it."""
    body = load(request, pk)
    context = {"panels": panels_for(request.user, body, timezone.now())}
    return render(request, "bodies/detail.html", head(request, body, "bodies:detail") | context)


@require_safe
def secretariat(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Where the body can be reached, and whether reports come in there."""
    body = load(request, pk)
    context = office(request.user, body.agency, timezone.now())
    return render(request, "bodies/secretariat.html", head(request, body, "bodies:secretariat") | context)
