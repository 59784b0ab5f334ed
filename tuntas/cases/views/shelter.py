"""Stays at a safe place: from the case, and from the desk of those on duty there. The address is theirs alone."""

from datetime import datetime, time
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.accounts.models import User
from tuntas.accounts.requests import StaffRequest
from tuntas.agencies.models import Agency
from tuntas.cases.actions import _protection, shelter
from tuntas.cases.forms.protection import Address, Admit, Leave, Needs
from tuntas.cases.models import ShelterStay
from tuntas.cases.policies import shelter as policies
from tuntas.cases.states import ShelterStatus
from tuntas.cases.views.common import head, keep_typed, load
from tuntas.core.errors import Denied
from tuntas.core.once import once
from tuntas.core.paging import page
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code
from tuntas.core.versions import Stale, version

FORMS: dict[str, Any] = {"kebutuhan": Needs, "alamat": Address, "keluar": Leave}
_TEXT = {"kebutuhan": attrgetter("needs"), "alamat": attrgetter("address"), "keluar": attrgetter("exit_plan")}


@require_safe
def listing(request: StaffRequest) -> HttpResponse:
    """Who stays at the safe house where one is on duty."""
    if not holds(request.user, Permission.SHELTER_VIEW):
        raise Denied("Halaman ini untuk petugas rumah aman.")
    rows = ShelterStay.objects.for_shelter(request.user).select_related("case", "victim", "shelter", "duty")
    found = page(rows, "-is_open", "-admitted_at", "-id", after=request.GET.get("after", ""))
    context = {"rows": found.rows, "after": found.after, "at": timezone.now(), "zone": request.user.zone}
    return render(request, "cases/shelters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once(ShelterStay, "cases:shelter")
def admit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A victim of the case comes to a safe house."""
    case, at = load(request, pk, Permission.CASE_READ), timezone.now()
    policies.check_admit(request.user, case)
    today = case.agency.today(at)
    found = Agency.objects.open_on(today).filter(kind__in=policies.SHELTERS).order_by("name", "pk")
    able = {str(row.pk): row for row in found if not refusal(policies.check_shelter, case, row)}
    form = Admit(
        posted(request), victims=_protection.victims(case), shelters=[(key, row.name) for key, row in able.items()], today=today
    )  # fmt: skip
    stale = keep_typed(request, form, case)
    if request.method == "POST" and not stale and form.is_valid():
        given = form.cleaned_data
        since = datetime.combine(given["admitted_on"], time(), tzinfo=case.agency.zone)
        row = shelter.admit(
            case, victim=form.chosen, shelter=able[given["shelter"]], needs=given["needs"],
            companions_count=given["companions_count"], admitted_at=since if given["admitted_on"] < today else at,
            row_id=request.row_id, by=request.user, at=at,
        )  # fmt: skip
        flash.success(request, "Penampungan tercatat. Paling lambat hari ke-14 ditentukan tempat berikutnya.")
        return redirect("cases:shelter", pk=row.pk)
    context = {"form": form, "row": None, "title": "Penampungan sementara", "button": "Catat"}
    code = status_code(form, stale=stale)
    return render(request, "cases/protection_form.html", head(request, case, "protection") | context, status=code)


@require_safe
def stay(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Needs and plan; reading them is recorded. The address is asked for apart."""
    return _show(request, _load(request, pk))


@require_POST
def address(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same page with the address, for those on duty there; recorded."""
    row = _load(request, pk)
    text = shelter.open_address(row, by=request.user, at=timezone.now())
    return _show(request, row, address=text or "belum ditulis")


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: StaffRequest, pk: UUID, what: str) -> HttpResponse:
    """Needs, address, or the end of a stay."""
    row, user, at = _load(request, pk), request.user, timezone.now()
    if what not in FORMS:
        raise Http404
    if what == "alamat":
        policies.check_address(user, row)
    else:
        policies.check_change(user, row)
    # What she needs is written whole: what stands there is shown, so that nothing is lost by writing one thing more.
    initial = shelter.open_stay(row, by=user, at=at) if what == "kebutuhan" and request.method != "POST" else {}
    form: Any = FORMS[what](posted(request), initial=initial)
    stale = False
    if request.method == "POST" and form.is_valid():
        try:
            _write(row, what, form.cleaned_data, known=request.POST.get("version", ""), by=user, at=at)
        except Stale as error:
            stale = True
            form.add_error(None, error.sentence)
            row = _load(request, pk)
        else:
            flash.success(request, "Tersimpan.")
            return redirect("cases:shelter", pk=row.pk)
    title = {"kebutuhan": "Kebutuhan", "alamat": "Alamat rumah aman", "keluar": "Keluar dari tempat aman"}[what]
    context = {"form": form, "row": row, "title": title, "zone": user.zone, "version": version(_TEXT[what](row))}
    return render(request, "cases/shelter_form.html", context, status=status_code(form, stale=stale))


def _write(row: ShelterStay, what: str, given: dict[str, Any], *, known: str, by: User, at: datetime) -> None:
    if what == "kebutuhan":
        shelter.write_needs(row, needs=given["needs"], known=known, by=by, at=at)
    elif what == "alamat":
        shelter.write_address(row, address=given["address"], known=known, by=by, at=at)
    else:
        shelter.leave(row, exit_plan=given["exit_plan"], by=by, at=at)


def _show(request: StaffRequest, row: ShelterStay, **extra: str) -> HttpResponse:
    user, at = request.user, timezone.now()
    told = shelter.open_stay(row, by=user, at=at)
    context = {
        "row": row,
        "case": row.case,
        "staying": row.status == ShelterStatus.STAYING,
        "ours": not refusal(policies.check_admit, user, row.case),
        "on_duty": policies.on_duty(user, row),
        "no_change": refusal(policies.check_change, user, row),
        "no_address": refusal(policies.check_address, user, row),
        "at": at,
        "zone": user.zone,
        "address": "",
        "over": not policies.reads_texts(user, row),
        **told,
        **extra,
    }
    return render(request, "cases/shelter.html", context)


def _load(request: StaffRequest, pk: UUID) -> ShelterStay:
    """A stay seen from the case or from the safe house; anything else does not exist."""
    rows = ShelterStay.objects.select_related("case__agency__area", "victim", "shelter", "duty").filter(pk=pk)
    row = (
        rows.filter(pk__in=ShelterStay.objects.for_shelter(request.user).values("pk")).first()
        or rows.filter(pk__in=ShelterStay.objects.visible_to(request.user, Permission.CASE_READ).values("pk")).first()
    )
    if row is None:
        raise Http404
    return row
