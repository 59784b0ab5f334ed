"""The legal process, pressure, and consent."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.accounts.requests import StaffRequest
from tuntas.cases import kinds
from tuntas.cases.actions import legal, pressure
from tuntas.cases.forms.legal import Followed, Press, Record, RemoveProof
from tuntas.cases.models import Case, LegalEvent, Note, Pressure
from tuntas.cases.policies import legal as policies
from tuntas.cases.policies import pressure as pressure_policies
from tuntas.cases.policies import proposals
from tuntas.cases.policies.police_numbers import elsewhere
from tuntas.cases.states import LegalActor, LegalStep, PressureKind, ProposalKind
from tuntas.cases.views.common import head, keep_typed, load
from tuntas.cases.views.filling import fill
from tuntas.cases.views.rows import case_or_row
from tuntas.core.body import takes_upload
from tuntas.core.once import once
from tuntas.core.policies import may, refusal
from tuntas.core.sent import posted, status_code
from tuntas.files.forms import choose_again
from tuntas.files.states import RemovalReason
from tuntas.files.views import serve
from tuntas.obligations.models import Obligation

OLDER = (
    "Laporan polisi ini bertanggal sebelum kejadian terbaru yang tercatat, jadi tenggat laporan polisi tentang kejadian itu"
    " tetap berjalan."
)
# What is owed here besides the stages themselves.
OWED = (kinds.POLICE_REPORT, kinds.POLICE_REPORT_LOCAL, kinds.POLICE_OBSTACLE, kinds.STEERED_TO_PEACE, kinds.HEARING)


@require_safe
def index(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The stages, newest first, and what is owed; reading the notes is recorded."""
    case = case_or_row(request, pk, LegalEvent, Permission.CASE_READ, "cases:legal")
    if isinstance(case, HttpResponse):
        return case
    rows = LegalEvent.objects.filter(case=case).select_related("by", "proof_file")
    found = list(rows.order_by("-on_date", "-at", "-id")[:100])
    notes = legal.open_notes(case, found, by=request.user, at=timezone.now())
    owed = Obligation.objects.unsettled().filter(dossier_id=case.pk, kind__in=[kind.code for kind in OWED])
    number = (
        Obligation.objects.unsettled().visible_to(request.user).filter(subject_id=case.pk, kind=kinds.CHECK_NUMBER.code)
    )
    duties = [(duty, kinds_by_code[duty.kind]) for duty in owed.order_by("due_at", "id")]
    codes = {duty.kind for duty, _ in duties}
    hearings = {duty.subject_id for duty, _ in duties if duty.kind == kinds.HEARING.code}
    context = {
        "rows": [(row, *notes.get(row.pk, ("", "")), row.pk in hearings) for row in found],
        "now": timezone.now(),
        "duties": duties,
        "also": _also(request, case, found),
        "number_waits": number.exists(),
        "obstacle": bool(codes & {kinds.POLICE_OBSTACLE.code, kinds.STEERED_TO_PEACE.code}),
        "may_not_complain": policies.runs(case)
        and not policies.complaint_refusal(case)
        and may(proposals.check_propose, request.user, case, ProposalKind.NO_COMPLAINT),
        "suspended": policies.suspended(case),
        "again": policies.again_since(case) is not None,
        "sexual": bool(policies.SEXUAL.intersection(case.types)),
        "no_record": refusal(policies.check_record, request.user, case),
    }
    return render(request, "cases/legal.html", head(request, case, "legal") | context)


@takes_upload
@require_http_methods(["GET", "HEAD", "POST"])
@once(LegalEvent, "cases:legal", shown="case_id")
def record(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One more step."""
    case, at = load(request, pk, Permission.CASE_READ), timezone.now()
    policies.check_record(request.user, case)
    form = Record(posted(request), request.FILES or None, case=case, zone=request.user.zone, at=at)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {
            "step": LegalStep(form.cleaned_data["step"]), "actor": LegalActor(form.cleaned_data["actor"]),
        }  # fmt: skip
        row = legal.record(case, **given, row_id=request.row_id, by=request.user, at=at)
        flash.success(request, f"Tercatat: {row.get_step_display()}.")
        if row.step == LegalStep.REPORTED and policies.runs(row.case):
            flash.warning(request, OLDER)
        return redirect("cases:legal", pk=case.pk)
    if form.is_bound:
        choose_again(form)
    context = {
        "form": form,
        "late": policies.is_late(case, at=at),
        "children": case.child_reported,
        "sexual": bool(policies.SEXUAL.intersection(case.ever_types)),
    }
    return render(request, "cases/legal_record.html", head(request, case, "legal") | context, status=status_code(form))


@require_http_methods(["GET", "HEAD", "POST"])
@once(Note, "cases:legal", shown="case_id")
def follow(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was done about a refusal or about being steered to peace."""
    case = load(request, pk, Permission.CASE_READ)
    policies.check_record(request.user, case)
    form = Followed(posted(request))
    if request.method == "POST" and form.is_valid():
        legal.follow_obstacle(
            case, text=form.cleaned_data["text"], row_id=request.row_id, by=request.user, at=timezone.now()
        )
        flash.success(request, "Tindak lanjut tercatat.")
        return redirect("cases:legal", pk=case.pk)
    context = {"form": form, "row": None, "title": "Tindak lanjut hambatan", "button": "Simpan"}
    return render(
        request, "cases/protection_form.html", head(request, case, "legal") | context, status=status_code(form)
    )


@require_POST
def attended(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A hearing was accompanied."""
    rows = LegalEvent.objects.visible_to(request.user, Permission.CASE_READ).select_related("case")
    row = get_object_or_404(rows, pk=pk, step=LegalStep.HEARING)
    legal.hearing_attended(row, by=request.user, at=timezone.now())
    flash.success(request, "Sidang tercatat sudah didampingi.")
    return redirect("cases:legal", pk=row.case_id)


@require_POST
def number_checked(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The number of the police report was looked at, because it stands on another case too."""
    case = load(request, pk, Permission.CASE_READ)
    legal.number_checked(case, by=request.user, at=timezone.now())
    flash.success(request, "Tercatat: nomor laporan polisi sudah diperiksa.")
    return redirect("cases:legal", pk=case.pk)


@require_safe
def proof_file(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What the police gave as proof, as a download; recorded."""
    row = _row(request, pk)
    if row.proof_file is None:
        raise Http404
    return serve(request, row.proof_file, inline=False)


@require_http_methods(["GET", "HEAD", "POST"])
def proof_file_remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take the file away."""
    row = _row(request, pk)
    policies.check_record(request.user, row.case)
    policies.check_file(row)

    def act(form: RemoveProof) -> HttpResponse:
        legal.remove_file(row, reason=RemovalReason(form.cleaned_data["reason"]), by=request.user, at=timezone.now())
        flash.success(request, "Berkas dihapus. Isinya tidak dapat dibuka lagi oleh siapa pun.")
        return redirect("cases:legal", pk=row.case_id)

    return fill(
        request, row.case, RemoveProof(posted(request)), here="legal", title="Hapus tanda terima", submit="Hapus berkas",
        cancel=reverse("cases:legal", args=[row.case_id]), act=act,
        notes=["Isi berkas langsung dihapus dan tidak dapat dikembalikan. Bahwa berkas ini pernah ada tetap tercatat."],
    )  # fmt: skip


def _row(request: StaffRequest, pk: UUID) -> LegalEvent:
    rows = LegalEvent.objects.visible_to(request.user, Permission.CASE_READ).select_related("proof_file")
    row: LegalEvent = get_object_or_404(rows, pk=pk)
    row.case = load(request, row.case_id, Permission.CASE_READ)
    return row


def _also(request: StaffRequest, case: Case, rows: list[LegalEvent]) -> list[Case]:
    """Other cases with the number of one of these police reports, as far as this person reads them."""
    others = {found.case_id for found in elsewhere(case, rows)}
    seen = Case.objects.visible_to(request.user, Permission.CASE_READ).filter(pk__in=others) if others else []
    return sorted(seen, key=lambda other: other.number)


@require_http_methods(["GET", "HEAD", "POST"])
@once(Pressure, "cases:pressure", shown="case_id")
def pressures(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Pressure, threats, offers; reading what was said is recorded."""
    case = case_or_row(request, pk, Pressure, Permission.CASE_READ, "cases:pressure")
    if isinstance(case, HttpResponse):
        return case
    form = Press(posted(request))
    stale = keep_typed(request, form, case)
    if request.method == "POST" and not stale and form.is_valid():
        given = form.cleaned_data
        pressure.record(
            case,
            kind=PressureKind(given["kind"]),
            text=given["text"],
            row_id=request.row_id,
            by=request.user,
            at=timezone.now(),
        )
        flash.success(request, "Tercatat. Tekanan bukan alasan mengakhiri kasus.")
        return redirect("cases:pressure", pk=case.pk)
    found = list(Pressure.objects.filter(case=case).select_related("by").order_by("-at", "-id")[:50])
    texts = pressure.open_texts(case, found, by=request.user, at=timezone.now())
    context = {
        "form": form,
        "rows": [(row, texts.get(row.pk, "")) for row in found],
        "no_press": refusal(pressure_policies.check_record, request.user, case),
    }
    code = status_code(form, stale=stale)
    return render(request, "cases/pressure.html", head(request, case, "legal") | context, status=code)


kinds_by_code = {kind.code: kind for kind in OWED}
