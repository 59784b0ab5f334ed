"""Officers of a body and their elections."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.bodies.actions import elections
from tuntas.bodies.actions.elections import CandidateData
from tuntas.bodies.forms.elections import CancelForm, CandidateForm, ElectionForm, TallyForm
from tuntas.bodies.models import Body, Candidate, Election, Officer
from tuntas.bodies.policies import bodies as body_policies
from tuntas.bodies.policies import elections as policies
from tuntas.bodies.states import ElectionStatus, Office
from tuntas.bodies.views.common import form_page, head, load, refuse
from tuntas.core.errors import Denied
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code
from tuntas.people.actions.mentions import Mentioned

HERE = "bodies:officers"
TAGS = {"open": "active", "decided": "done", "failed": "stopped", "cancelled": "stopped", "annulled": "stopped"}
_HELD_AGAIN = (ElectionStatus.FAILED, ElectionStatus.ANNULLED)
_ORDER = {str(office): number for number, office in enumerate(Office)}


@require_safe
def officers(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who holds office now, who did before, and the elections."""
    body = load(request, pk)
    today = body_policies.today(body, timezone.now())
    rows = sorted(Officer.objects.filter(body=body).order_by("-from_date"), key=lambda row: _ORDER[row.office])
    context = {
        "current": [row for row in rows if row.to_date is None or row.to_date > today],
        "vacant": _vacant(rows, today),
        "before": [row for row in rows if row.to_date is not None and row.to_date <= today],
        "elections": [(row, TAGS[row.status]) for row in body.elections.order_by("-held_date", "-id")],
        "today": today,
        "no_open": refusal(policies.check_open, request.user, body),
    }
    return render(request, "bodies/officers.html", head(request, body, HERE) | context)


def _vacant(rows: list[Officer], today: date) -> list[Officer]:
    """The last to hold an office that nobody holds now: the newest of each stands first."""
    held = {row.office for row in rows if row.from_date <= today and (row.to_date is None or row.to_date > today)}
    last: dict[str, Officer] = {}
    for row in rows:
        if row.office not in held and row.to_date is not None and row.to_date <= today:
            last.setdefault(row.office, row)
    return list(last.values())


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Prepare an election; `lagi` repeats one that failed or was annulled, with its candidates."""
    body, at = load(request, pk), timezone.now()
    policies.check_open(request.user, body)
    before = _failed(request, body)
    form = ElectionForm(posted(request), election=before)
    if request.method == "POST" and form.is_valid():
        standing = _again(before) if before else []
        try:
            row = elections.prepare(body, data=form.data_for(), candidates=standing, by=request.user, at=at)
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, "Pemilihan disiapkan. Sekarang catat calonnya.")
            return redirect("bodies:election", pk=row.pk)
    back = reverse(HERE, args=[body.pk])
    note = [f"Calon dari pemilihan {before.held_date:%d-%m-%Y} ikut dicatat."] if before else []
    return form_page(request, body, HERE, form, title="Siapkan pemilihan", submit="Simpan", back=back, notes=note)


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One election: its candidates, then what was counted."""
    row = _election(request, pk)
    standing = sorted(row.candidates.order_by("name", "id"), key=lambda each: (_ORDER[each.office], -(each.votes or 0)))
    context = {
        "row": row,
        "tag": TAGS[row.status],
        "candidates": standing,
        "counted": any(each.votes is not None for each in standing),
        "blanks": [(Office(office).label, number) for office, number in row.blanks.items() if number],
        "no_work": refusal(policies.check_work, request.user, row),
        "no_decide": refusal(policies.check_can_decide, request.user, row, timezone.now()),
        "no_again": refusal(policies.check_open, request.user, row.body),
        "failed": row.status == ElectionStatus.FAILED,
        "held_again": row.status in _HELD_AGAIN,
        "no_annul": refusal(policies.check_annul, request.user, row),
        "again_query": f"?lagi={row.pk}",
    }
    return render(request, "bodies/election.html", head(request, row.body, HERE) | context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Another day, method or number."""
    row = _working(request, pk)
    form = ElectionForm(posted(request), election=row)
    if request.method == "POST" and form.is_valid():
        data = form.data_for()
        if _tried(form, lambda: elections.change(row, data=data, by=request.user, at=timezone.now())):
            return _done(request, row, "Perubahan disimpan.")
    return _page(request, row, form, title="Ubah pemilihan", submit="Simpan")


@require_http_methods(["GET", "HEAD", "POST"])
def candidate(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Somebody stands for an office."""
    row = _working(request, pk)
    form = CandidateForm(posted(request))
    if request.method == "POST" and form.is_valid():
        data = form.data_for()
        if _tried(form, lambda: elections.stand(row, data=data, by=request.user, at=timezone.now())):
            return _done(request, row, f"{data.name} dicatat sebagai calon {data.office.label.lower()}.")
    return _page(request, row, form, title="Tambah calon", submit="Tambah")


@require_POST
def candidate_remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Somebody does not stand."""
    who = get_object_or_404(Candidate.objects.select_related("election"), pk=pk)
    row = _working(request, who.election_id)
    elections.step_back(who, by=request.user, at=timezone.now())
    return _done(request, row, f"{who.name} tidak lagi tercatat sebagai calon.")


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Write down what was counted."""
    row, at = _working(request, pk), timezone.now()
    policies.check_can_decide(request.user, row, at)
    may_confirm = False
    standing = sorted(row.candidates.order_by("name", "id"), key=lambda each: _ORDER[each.office])
    form = TallyForm(posted(request), election=row, candidates=standing, initial={"keeps_from": row.held_date})
    if request.method == "POST" and form.is_valid():
        tally, sure = form.tally(), form.cleaned_data["confirmed"]
        try:
            row = elections.decide(row, tally=tally, confirmed=sure, by=request.user, at=at)
        except Denied as error:
            refuse(form, error, "minutes")
            may_confirm = isinstance(error, Mentioned) and error.may_confirm
        else:
            return _done(request, row, f"Dicatat: {row.get_status_display().lower()}.")
    context = {
        "form": form,
        "may_confirm": may_confirm,
        "title": "Tetapkan hasil",
        "submit": "Tetapkan",
        "cancel": reverse("bodies:election", args=[row.pk]),
    }
    return render(request, "bodies/tally.html", head(request, row.body, HERE) | context, status=status_code(form))


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It is not held."""
    row = _working(request, pk)
    form = CancelForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if _tried(form, lambda: elections.cancel(row, reason=reason, by=request.user, at=timezone.now())):
            return _done(request, row, "Pemilihan dibatalkan.")
    return _page(request, row, form, title="Batalkan pemilihan", submit="Batalkan pemilihan")


def _election(request: StaffRequest, pk: UUID) -> Election:
    row = get_object_or_404(Election.objects.visible_to(request.user).select_related("duty"), pk=pk)
    row.body = load(request, row.body_id)
    return row


def _working(request: StaffRequest, pk: UUID) -> Election:
    row = _election(request, pk)
    policies.check_work(request.user, row)
    return row


def _failed(request: StaffRequest, body: Body) -> Election | None:
    """The one that is held again, if it is one of this body that failed or was annulled."""
    try:
        key = UUID(request.GET.get("lagi", ""))
    except ValueError:
        return None
    return body.elections.filter(pk=key, status__in=_HELD_AGAIN).first()


def _again(before: Election) -> list[CandidateData]:
    rows = before.candidates.order_by("office", "name", "id")
    return [CandidateData(office=Office(row.office), name=row.name, institution=row.institution) for row in rows]


def _tried(form: Form, act: Callable[[], object]) -> bool:
    """Do it, or say on the form why not."""
    try:
        act()
    except Denied as error:
        refuse(form, error, "reason")
        return False
    return True


def _done(request: StaffRequest, row: Election, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("bodies:election", pk=row.pk)


def _page(request: StaffRequest, row: Election, form: Form, *, title: str, submit: str) -> HttpResponse:
    back = reverse("bodies:election", args=[row.pk])
    return form_page(request, row.body, HERE, form, title=title, submit=submit, back=back)
