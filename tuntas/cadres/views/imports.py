"""Old registers: upload, look, take over, undo."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.access.requests import only_posted
from tuntas.accounts.requests import StaffRequest
from tuntas.areas.models import Area
from tuntas.cadres.actions import imports
from tuntas.cadres.forms.training import ImportForm
from tuntas.cadres.models import Import
from tuntas.cadres.policies import training as policies
from tuntas.cadres.views.common import form_page
from tuntas.cadres.views.registry import tried
from tuntas.core.errors import Denied
from tuntas.core.once import once
from tuntas.core.policies import refusal

SHOWN = 100
DO = {
    "impor": (imports.apply, "Diimpor seluruhnya."),
    "buang": (imports.discard, "Tidak diimpor. Berkasnya sudah dihapus."),
    "batal": (imports.undo, "Impor dibatalkan seluruhnya."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@once(Import, "cadres:import")
def new(request: StaffRequest) -> HttpResponse:
    """Hand in a register. `?angkatan=`: of that cohort."""
    only_posted(request)
    if not holds(request.user, Permission.CADRE_EDIT):
        raise Denied("Mengimpor register kader adalah tugas lembaga pengampunya.")
    at = timezone.now()
    form = ImportForm(
        request.POST if request.method == "POST" else None, request.FILES or None, by=request.user, at=at,
        initial={"cohort": request.GET.get("angkatan", "")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        act = {name: given[name] for name in ("agency", "since", "cohort")}
        if tried(form, lambda: imports.upload(given["file"], **act, pk=request.row_id, by=request.user, at=at)):
            return redirect("cadres:import", pk=request.row_id)
    notes = ["Tidak ada yang masuk sebelum Anda memeriksa pratinjaunya. Bila satu baris salah, tidak satu pun masuk."]
    return form_page(
        request, form, title="Impor register lama", submit="Unggah", back=reverse("cadres:list"), once=True, notes=notes
    )


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was read, row by row; taking it over, letting it go, undoing it."""
    rows = Import.objects.visible_to(request.user, Permission.CADRE_EDIT).select_related("agency", "cohort")
    row: Import = get_object_or_404(rows, pk=pk)
    at = timezone.now()
    if request.method == "POST":
        if request.POST.get("do") not in DO:
            raise Denied("Pilih impor, buang, atau batalkan.")
        act, said = DO[request.POST["do"]]
        try:
            act(row, by=request.user, at=at)
        except Denied as error:
            messages.error(request, error.sentence)
        else:
            messages.success(request, said)
        return redirect("cadres:import", pk=row.pk)
    found = imports.preview(row, by=request.user, at=at)
    doubtful = [each for each in found if each.doubt and not each.error]
    labels = Area.objects.labels([each.area_path for each in found[:SHOWN] if each.area_path])
    context = {
        "row": row, "wrong": [each for each in found if each.error][:SHOWN],
        "doubtful": doubtful[:SHOWN], "more_doubtful": len(doubtful[SHOWN:]), "known": sum(bool(each.known) for each in found),
        "good": [(each, labels.get(each.area_path, "")) for each in found if not each.error][:SHOWN], "shown": SHOWN,
        "no_apply": refusal(policies.check_apply, row), "no_undo": refusal(policies.check_undo, row), "zone": request.user.zone,
    }  # fmt: skip
    return render(request, "cadres/import.html", context)
