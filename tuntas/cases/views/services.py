"""Services, outreach, and tries to reach her."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.accounts.requests import StaffRequest
from tuntas.cases.actions import attempts, reading_work, services
from tuntas.cases.forms.work import AskService, Attempt, CancelService, FinishService, Outreach, RemoveFile
from tuntas.cases.models import ContactAttempt, Service
from tuntas.cases.policies import reach
from tuntas.cases.policies import work as policies
from tuntas.cases.states import AttemptResult, Proof, ServiceForm, ServiceStatus
from tuntas.cases.views.common import head, load
from tuntas.cases.views.filling import fill
from tuntas.core.body import takes_upload
from tuntas.core.once import once
from tuntas.core.policies import refusal
from tuntas.core.sent import posted
from tuntas.files.states import RemovalReason
from tuntas.files.views import serve

TAGS = {ServiceStatus.REQUESTED: "wait", ServiceStatus.RUNNING: "active", ServiceStatus.DONE: "done"}
PAGES = ["GET", "HEAD", "POST"]


@require_safe
def index(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Every service of a case with how long she waited for it."""
    case = load(request, pk, Permission.CASE_READ)
    rows = Service.objects.filter(case=case).select_related("victim", "provider").order_by("-requested_at", "-pk")
    at = timezone.now()
    found = [(row, TAGS.get(ServiceStatus(row.status), "stopped"), _waited(row, at)) for row in rows]
    context = {"rows": found, "no_work": refusal(reach.check_work, request.user, case)}
    return render(request, "cases/services.html", head(request, case, "services") | context)


def _waited(row: Service, at: object) -> str:
    """From asking to beginning, in days; still counting while nobody has begun."""
    until = row.started_at or row.ended_at or at
    days = (until - row.requested_at).days  # type: ignore[operator]  # moments
    words = "kurang dari 1 hari" if days == 0 else f"{days} hari"
    return words if row.started_at or row.ended_at else f"{words}, masih menunggu"


@require_http_methods(PAGES)
@once(Service, "cases:service")
def new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask for a service."""
    case, at = load(request, pk, Permission.CASE_WORK), timezone.now()

    def act(form: AskService) -> HttpResponse:
        given = form.cleaned_data
        row = services.request(
            case, victim=form.chosen, kind=given["kind"], form=ServiceForm(given["form"]), provider=given["provider"],
            purpose=given["purpose"], kpad_proposed=given["kpad_proposed"], urgent=given["urgent"],
            row_id=request.row_id, by=request.user, at=at,
        )  # fmt: skip
        flash.success(request, "Layanan diminta; tenggatnya mulai berjalan.")
        return redirect("cases:service", pk=row.pk)

    form = AskService(posted(request), case=case, on=case.agency.today(at))
    notes = [] if form.victims else ["Catat dulu korban di halaman Pihak."]
    back = reverse("cases:services", args=[case.pk])
    return fill(
        request,
        case,
        form,
        here="services",
        title="Minta layanan",
        submit="Minta layanan",
        cancel=back,
        act=act,
        notes=notes,
    )


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One service; reading it is recorded."""
    row = _load(request, pk)
    case, user = row.case, request.user
    going = list(row.companions.order_by("name", "pk"))
    outreach = row.form == ServiceForm.OUTREACH
    context = {
        "row": row,
        "texts": reading_work.service(row, by=user, at=timezone.now()),
        "tag_kind": TAGS.get(ServiceStatus(row.status), "stopped"),
        "waited": _waited(row, timezone.now()),
        "going": going,
        "outreach": outreach,
        "no_change": refusal(policies.check_change, user, case),
        "file_name": row.proof_file.original_name() if row.proof_file else "",
        "no_set_out": refusal(policies.check_outreach, case, row, leader=user, going=going) if outreach else "",
    }
    return render(request, "cases/service.html", head(request, case, "services") | context)


@require_POST
def start(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It has begun."""
    row = services.start(_load(request, pk), by=request.user, at=timezone.now())
    flash.success(request, "Layanan dimulai.")
    return redirect("cases:service", pk=row.pk)


@require_POST
def set_out(request: StaffRequest, pk: UUID) -> HttpResponse:
    """They go."""
    row = services.set_out(_load(request, pk), by=request.user, at=timezone.now())
    flash.success(request, "Penjangkauan berangkat.")
    return redirect("cases:service", pk=row.pk)


@takes_upload
@require_http_methods(PAGES)
def finish(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Done, with proof."""
    row = _load(request, pk)
    policies.check_change(request.user, row.case)

    def act(form: FinishService) -> HttpResponse:
        given = form.cleaned_data
        services.finish(
            row, proof=Proof(given["proof"]), proof_number=given["proof_number"], proof_file=given["proof_file"],
            result=given["result"], by=request.user, at=timezone.now(),
        )  # fmt: skip
        flash.success(request, "Layanan selesai.")
        return redirect("cases:service", pk=row.pk)

    back = reverse("cases:service", args=[row.pk])
    form = FinishService(posted(request), request.FILES or None)
    return fill(
        request, row.case, form, here="services", title="Layanan selesai", submit="Simpan", cancel=back, act=act
    )


@require_safe
def proof_file(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The file that shows it was done, as a download; recorded."""
    row = _load(request, pk)
    reach.check_read(request.user, row.case)
    if row.proof_file is None:
        raise Http404
    return serve(request, row.proof_file, inline=False)


@require_http_methods(PAGES)
def proof_file_remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take the file away."""
    row = _load(request, pk)
    policies.check_change(request.user, row.case)
    policies.check_proof_file(row)

    def act(form: RemoveFile) -> HttpResponse:
        services.remove_file(row, reason=RemovalReason(form.cleaned_data["reason"]), by=request.user, at=timezone.now())
        flash.success(request, "Berkas dihapus. Isinya tidak dapat dibuka lagi oleh siapa pun.")
        return redirect("cases:service", pk=row.pk)

    form = RemoveFile(posted(request))
    return fill(
        request, row.case, form, here="services", title="Hapus berkas bukti", submit="Hapus berkas",
        cancel=reverse("cases:service", args=[row.pk]), act=act,
        notes=["Isi berkas langsung dihapus dan tidak dapat dikembalikan. Bahwa berkas ini pernah ada tetap tercatat."],
    )  # fmt: skip


@require_http_methods(PAGES)
def cancel(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Given up, and why."""
    row = _load(request, pk)
    policies.check_change(request.user, row.case)

    def act(form: CancelService) -> HttpResponse:
        services.cancel(row, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        flash.success(request, "Layanan dibatalkan.")
        return redirect("cases:service", pk=row.pk)

    back = reverse("cases:service", args=[row.pk])
    form = CancelService(posted(request))
    return fill(
        request, row.case, form, here="services", title="Batalkan layanan", submit="Batalkan", cancel=back, act=act
    )


@require_http_methods(PAGES)
def outreach(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Verified? Dangerous? Who goes with whom? Police?"""
    row, at = _load(request, pk), timezone.now()
    policies.check_course(request.user, row.case)

    def act(form: Outreach) -> HttpResponse:
        services.prepare_outreach(row, by=request.user, at=at, **form.cleaned_data)
        flash.success(request, "Persiapan penjangkauan disimpan.")
        return redirect("cases:service", pk=row.pk)

    form = Outreach(posted(request), case=row.case, service=row, by=request.user, at=at)
    back = reverse("cases:service", args=[row.pk])
    return fill(
        request, row.case, form, here="services", title="Persiapan penjangkauan", submit="Simpan persiapan", cancel=back, act=act,
        notes=["KPAD dapat mengusulkan dan ikut serta; penjangkauan dipimpin tim kasus. Tidak ada penggerebekan."],
    )  # fmt: skip


@require_http_methods(PAGES)
@once(ContactAttempt, "cases:attempts", shown="case_id")
def contact_attempts(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Tries to reach her; a new one is written on the same page."""
    case = load(request, pk, Permission.CASE_WORK)

    def act(form: Attempt) -> HttpResponse:
        given = form.cleaned_data
        attempts.record(
            case,
            result=AttemptResult(given["result"]),
            safe_way=given["safe_way"],
            row_id=request.row_id,
            by=request.user,
            at=timezone.now(),
        )
        flash.success(request, "Upaya menghubungi dicatat.")
        return redirect("cases:attempts", pk=case.pk)

    rows = ContactAttempt.objects.filter(case=case).order_by("-at", "-pk")
    zone = request.user.zone
    notes = [
        f"{row.at.astimezone(zone):%d-%m-%Y %H.%M}: {row.get_result_display()}{'' if row.safe_way else ' (bukan cara aman)'}"
        for row in rows[:20]
    ]
    back = reverse("cases:detail", args=[case.pk])
    form = Attempt(posted(request))
    return fill(
        request,
        case,
        form,
        here="services",
        title="Upaya menghubungi korban",
        submit="Catat upaya",
        cancel=back,
        act=act,
        notes=notes,
    )


def _load(request: StaffRequest, pk: UUID) -> Service:
    rows = Service.objects.visible_to(request.user, Permission.CASE_READ)
    row: Service = get_object_or_404(rows.select_related("victim", "provider", "proof_file"), pk=pk)
    row.case = load(request, row.case_id, Permission.CASE_READ)
    return row
