"""Notes, the summary for others, and the psychologist's sealed notes."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.accounts.fresh import require_fresh
from tuntas.accounts.requests import StaffRequest
from tuntas.cases.actions import clinical, incidents, notes
from tuntas.cases.forms.core import NameReader, Summarise, WriteClinical, WriteNote
from tuntas.cases.models import Case, ClinicalNote, ClinicalReader, Note
from tuntas.cases.policies import notes as policies
from tuntas.cases.policies import team
from tuntas.cases.states import NoteKind, TeamRole
from tuntas.cases.views.common import head, load
from tuntas.core.once import once
from tuntas.core.policies import may, refusal
from tuntas.core.sent import posted, status_code
from tuntas.core.vault import Erased
from tuntas.core.versions import Stale, version


@require_http_methods(["GET", "HEAD", "POST"])
@once(Note, "cases:detail", shown="case_id")
def new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Write a note."""
    case = load(request, pk, Permission.CASE_WORK)
    form = WriteNote(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        notes.write(
            case, kind=NoteKind(given["kind"]), text=given["text"], heard_alone=form.heard_alone,
            row_id=request.row_id, by=request.user, at=timezone.now(),
        )  # fmt: skip
        flash.success(request, "Catatan disimpan.")
        return redirect("cases:detail", pk=case.pk)
    return render(request, "cases/note.html", head(request, case, "detail") | {"form": form}, status=status_code(form))


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One note with its words; recorded."""
    note = get_object_or_404(Note.objects.select_related("case", "by"), pk=pk)
    case = load(request, note.case_id, Permission.CASE_READ)
    context: dict[str, Any] = {"note": note, "text": ""}
    try:
        context["text"] = notes.texts(case, [note], by=request.user, at=timezone.now())[note.pk]
    except Erased:
        context["erased"] = True
    return render(request, "cases/note_open.html", head(request, case, "detail") | context)


@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The summary for others: what stands there is shown, recorded, and may be replaced."""
    case = load(request, pk, Permission.CASE_WORK)
    form, stale, known = Summarise(posted(request)), False, request.POST.get("version", "")
    if request.method == "POST" and form.is_valid():
        try:
            notes.summarise(case, text=form.cleaned_data["text"], known=known, by=request.user, at=timezone.now())
        except Stale as error:
            stale = True
            form.add_error(None, error.sentence)
            case.refresh_from_db(fields=["summary"])
        else:
            flash.success(request, "Ringkasan disimpan.")
            return redirect("cases:story", pk=case.pk)
    if request.method != "POST":
        try:
            said = incidents.story(case, by=request.user, at=timezone.now())["summary"]
        except Erased:
            said = ""
        form = Summarise(initial={"text": said})
    context = head(request, case, "story") | {"form": form, "version": version(case.summary)}
    return render(request, "cases/summary.html", context, status=status_code(form, stale=stale))


@require_http_methods(["GET", "HEAD", "POST"])
@once(ClinicalNote, "cases:clinical", shown="case_id")
def sealed(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Sealed notes of a case: when and by whom; writing one. Nothing is opened here."""
    case = load(request, pk, Permission.CASE_CLINICAL)
    form = WriteClinical(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        clinical.write(
            case,
            text=given["text"],
            summary=given["summary"],
            row_id=request.row_id,
            by=request.user,
            at=timezone.now(),
        )
        flash.success(request, "Catatan psikolog disegel.")
        return redirect("cases:clinical", pk=case.pk)
    context = {
        "form": form,
        "rows": _sealed(request, case),
        "no_work": refusal(policies.check_write_clinical, request.user, case),
    }
    return render(request, "cases/clinical.html", head(request, case, "clinical") | context, status=status_code(form))


@require_fresh(back="cases:clinical_note")
@require_POST
def open_sealed(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What it says, for those who may; recorded."""
    note, case = _note(request, pk)
    try:
        text, erased = clinical.read(note, by=request.user, at=timezone.now()), False
    except Erased:
        text, erased = "", True
    return render(request, "cases/clinical_note.html", _one(request, note, case) | {"text": text, "erased": erased})


@require_http_methods(["GET", "HEAD", "POST"])
def sealed_note(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One sealed note: who may read it, naming a colleague. Still closed."""
    note, case = _note(request, pk)
    context = _one(request, note, case)
    form = context["form"]
    if request.method == "POST" and form.is_valid():
        clinical.name_reader(note, user=form.cleaned_data["user"], by=request.user, at=timezone.now())
        flash.success(request, "Rekan ini sekarang dapat membacanya.")
        return redirect("cases:clinical_note", pk=note.pk)
    return render(request, "cases/clinical_note.html", context, status=status_code(form))


@require_POST
def ask(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask to read a note whose author is not there any more."""
    note, _ = _note(request, pk)
    clinical.ask(note, by=request.user, at=timezone.now())
    flash.success(request, "Permintaan dicatat. Psikolog lain dalam tim memutuskannya, dalam dua hari kerja.")
    return redirect("cases:clinical_note", pk=note.pk)


@require_safe
def asked(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The note that somebody asks to read: there it is decided."""
    _, note = _asked(request, pk)
    return redirect("cases:clinical_note", pk=note.pk)


@require_POST
def grant(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Let a colleague read it who asked."""
    reader, note = _asked(request, pk)
    clinical.grant(reader, by=request.user, at=timezone.now())
    flash.success(request, "Disetujui. Rekan ini sekarang dapat membacanya.")
    return redirect("cases:clinical_note", pk=note.pk)


@require_POST
def refuse(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Do not let them."""
    reader, note = _asked(request, pk)
    clinical.refuse(reader, by=request.user, at=timezone.now())
    flash.success(request, "Tercatat: permintaan tidak disetujui.")
    return redirect("cases:clinical_note", pk=note.pk)


def _asked(request: StaffRequest, pk: UUID) -> tuple[ClinicalReader, ClinicalNote]:
    reader = get_object_or_404(ClinicalReader.objects.select_related("note__case"), pk=pk)
    return reader, _note(request, reader.note_id)[0]


def _note(request: StaffRequest, pk: UUID) -> tuple[ClinicalNote, Case]:
    note: ClinicalNote = get_object_or_404(ClinicalNote.objects.select_related("case", "by"), pk=pk)
    return note, load(request, note.case_id, Permission.CASE_CLINICAL)


def _sealed(request: StaffRequest, case: Case) -> list[tuple[Any, bool]]:
    rows = ClinicalNote.objects.filter(case=case).select_related("by").order_by("-at", "-id")
    named = ClinicalReader.objects.filter(note__case=case, user=request.user).exclude(
        recovered=True, granted_by__isnull=True
    )
    mine = set(named.values_list("note", flat=True))
    return [(row, row.by_id == request.user.pk or row.pk in mine) for row in rows]


def _one(request: StaffRequest, note: ClinicalNote, case: Case) -> dict[str, Any]:
    rows = (
        ClinicalReader.objects.filter(note=note)
        .select_related("user", "asked_by", "granted_by", "refused_by")
        .order_by("at", "id")
    )
    users = [user for user in team.able(case, TeamRole.PSYCHOLOGIST, at=timezone.now()) if user.pk != note.by_id]
    return head(request, case, "clinical") | {
        "note": note,
        "readers": [(row, may(policies.check_decide, request.user, row)) for row in rows],
        "form": NameReader(posted(request), users=users),
        "is_author": note.by_id == request.user.pk,
        "no_open": refusal(policies.check_open, request.user, note),
        "no_ask": refusal(policies.check_ask, request.user, note),
        "text": None,
        "erased": False,
    }
