"""One follow-up action as its institution, the secretariat and the chair see it; and the lists of them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.accounts.requests import StaffRequest
from tuntas.bodies.models import Body, Path
from tuntas.core.body import takes_upload
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.core.paging import page
from tuntas.core.policies import may, refusal
from tuntas.core.sent import posted
from tuntas.files.views import serve
from tuntas.meetings.actions import followups, paths
from tuntas.meetings.forms.writing import Drop, GiveBack, Looked, Plan, Report, initial_of
from tuntas.meetings.models import FollowUpAction, Meeting
from tuntas.meetings.policies import followups as policies
from tuntas.meetings.states import ActionStatus
from tuntas.meetings.views.decisions import shown
from tuntas.meetings.views.follow_up_words import kind_of
from tuntas.people.actions.mentions import Mentioned

CHANGED = "Sementara itu orang lain sudah mengubah tindak lanjut ini (sekarang: {status})."
SHOWN = ("open", "late", "all")


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """What one's own institution owes; of one body with `kelompok`; open, late or all."""
    user, today = request.user, timezone.now().astimezone(request.user.zone).date()
    chosen = request.GET.get("status", "open")
    body = _body(request)
    rows = FollowUpAction.objects.visible_to(user)
    rows = rows.filter(meeting__body=body) if body else rows.filter(reach(user, Permission.ACTION_ANSWER))
    if chosen != "all":
        rows = rows.filter(is_open=True)
    if chosen == "late":
        rows = rows.filter(status=ActionStatus.OPEN, due_date__lt=today)
    found = page(rows.select_related("agency", "meeting__body"), "due_date", "id", after=request.GET.get("after", ""))
    context = {
        "rows": [(row, kind_of(row, today)) for row in found.rows],
        "after": found.after,
        "body": body,
        "chosen": chosen if chosen in SHOWN else "open",
    }
    return render(request, "meetings/actions.html", context)


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What is to be done, what was reported, and what this person can do about it."""
    return _page(request, _load(request, pk))


@takes_upload
@require_POST
def report(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Done, with evidence."""
    row = _load(request, pk)
    policies.check_report(request.user, row, at=timezone.now())
    form = Report(request.POST, request.FILES)

    def act() -> None:
        followups.report(
            row, evidence=form.cleaned_data["evidence"], upload=form.cleaned_data["file"], confirmed=form.confirms,
            by=request.user, at=timezone.now(),
        )  # fmt: skip

    return _tried(request, row, form, act, said="Hasil dilaporkan. Ketua pertemuan memeriksanya.", report=form)


@require_POST
def close(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The chair has seen it."""
    row = _load(request, pk)
    if _stale(request, row):
        raise InvalidTransition(CHANGED.format(status=row.get_status_display()))
    followups.close(row, by=request.user, at=timezone.now())
    messages.success(request, "Tindak lanjut ditutup.")
    return redirect("meetings:action", pk=row.pk)


@require_POST
def give_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Not done yet."""
    row, form = _load(request, pk), GiveBack(request.POST)
    policies.check_give_back(request.user, row, at=timezone.now())

    def act() -> None:
        note = form.cleaned_data["note"]
        followups.give_back(row, note=note, confirmed=form.confirms, by=request.user, at=timezone.now())

    return _tried(request, row, form, act, said="Dikembalikan kepada lembaga yang mengerjakan.", give_back=form)


@require_POST
def drop(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It will not be done."""
    row, form = _load(request, pk), Drop(request.POST)
    policies.check_drop(request.user, row, at=timezone.now())

    def act() -> None:
        reason = form.cleaned_data["reason"]
        followups.drop(row, reason=reason, confirmed=form.confirms, by=request.user, at=timezone.now())

    return _tried(request, row, form, act, said="Tindak lanjut dihentikan.", drop=form)


@require_POST
def start_path(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Forming a UPTD PPA is walked along its guided path."""
    row = paths.start(_load(request, pk), by=request.user, at=timezone.now())
    messages.success(request, "Jalur dimulai. Langkah pertamanya menjadi kewajiban sekretariat.")
    return redirect("meetings:action", pk=row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Another institution, person or day."""
    row, at = _load(request, pk), timezone.now()
    policies.check_change(request.user, row, at=at)
    meeting = row.meeting
    form = Plan(posted(request), meeting=meeting, on=meeting.agency.today(at), at=at, initial=initial_of(row))
    if form.is_valid():
        try:
            followups.change(row, data=form.data_for(), confirmed=form.confirms, by=request.user, at=at)
        except Mentioned as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, denied.sentence)
        else:
            messages.success(request, "Tindak lanjut diubah.")
            return redirect("meetings:action", pk=row.pk)
    return shown(request, meeting, form, title=f"Ubah tindak lanjut keputusan {row.decision.number}")


@require_safe
def file(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The file that shows it; recorded."""
    row = _load(request, pk)
    if row.evidence_file is None:
        raise Http404
    return serve(request, row.evidence_file, inline=False)


def _tried(
    request: StaffRequest, row: FollowUpAction, form: Looked, act: Callable[[], None], *, said: str, **given: Looked
) -> HttpResponse:
    stale = _stale(request, row)
    if stale:
        form.add_error(None, f"{CHANGED.format(status=row.get_status_display())} Tulisan Anda masih ada di bawah.")
    elif form.is_valid():
        try:
            act()
        except Mentioned as error:
            form.refuse(error)
        else:
            messages.success(request, said)
            return redirect("meetings:action", pk=row.pk)
    return _page(request, row, status=409 if stale else 422, **given)


def _page(request: StaffRequest, row: FollowUpAction, *, status: int = 200, **given: Looked) -> HttpResponse:
    user, at = request.user, timezone.now()
    context: dict[str, Any] = {
        "row": row,
        "meeting": row.meeting,
        "meeting_seen": Meeting.objects.visible_to(user).filter(pk=row.meeting_id).exists(),
        "status_kind": kind_of(row, row.agency.today(at)),
        "version": _version(row),
        "complaints": list(given.values()),
        "forms": {
            "report": given.get("report", Report(initial={"evidence": row.evidence})),
            "give_back": given.get("give_back", GiveBack()),
            "drop": given.get("drop", Drop()),
        },
        "side_of": may(policies.check_side, user, row),
        "no_report": refusal(policies.check_report, user, row, at=at),
        "no_close": refusal(policies.check_close, user, row, at=at),
        "no_give_back": refusal(policies.check_give_back, user, row, at=at),
        "no_drop": refusal(policies.check_drop, user, row, at=at),
        "offers_path": "uptd" in f"{row.text} {row.decision.text}".lower() and may(policies.check_path, user, row),
        "path_seen": row.path is not None and Path.objects.visible_to(user).filter(pk=row.path.pk).exists(),
        "may_change": may(policies.check_change, user, row, at=at),
        "at": at,
        "zone": user.zone,
    }
    return render(request, "meetings/action.html", context, status=status)


def _load(request: StaffRequest, pk: UUID) -> FollowUpAction:
    """Within reach; anything else does not exist."""
    rows = FollowUpAction.objects.visible_to(request.user).select_related(
        "agency__area", "decision", "meeting__body__area", "meeting__agency__area", "meeting__chair", "meeting__duty__agency",
        "meeting__duty__assignee", "reported_by", "ended_by", "user", "evidence_file", "path", "duty__agency", "duty__assignee",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


def _body(request: StaffRequest) -> Body | None:
    """The body that was asked for, if there is one and it is seen."""
    typed = request.GET.get("kelompok", "")
    if not typed:
        return None
    try:
        wanted = UUID(typed)
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(Body.objects.visible_to(request.user), pk=wanted)


def _version(row: FollowUpAction) -> str:
    return f"{row.status}.{row.duty_id or ''}"


def _stale(request: StaffRequest, row: FollowUpAction) -> bool:
    known = request.POST.get("version", "")
    return bool(known) and known != _version(row)
