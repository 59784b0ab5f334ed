"""People and their postings."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.accounts import factors, forms, fresh, policies
from tuntas.accounts.actions import postings, users
from tuntas.accounts.models import Posting, Restoration, User
from tuntas.accounts.requests import StaffRequest
from tuntas.accounts.states import Restored
from tuntas.core.errors import Denied
from tuntas.core.policies import refusal

PAGE = 50


def people(request: StaffRequest) -> HttpResponse:
    """Everyone within reach, by name."""
    if not holds(request.user, Permission.USER_VIEW):
        raise Denied("Daftar pengguna dibuka oleh kepala unit, pimpinan dan admin.")
    at = timezone.now()
    form = forms.Search(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = User.objects.visible_to(request.user).matching(words).after(_uuid(request.GET.get("after", "")))
    rows = list(found[: PAGE + 1])
    held: dict[UUID, list[Posting]] = {}
    for posting in (
        Posting.objects.visible_to(request.user).in_force(at).filter(user__in=rows).select_related("agency", "area")
    ):
        held.setdefault(posting.user_id, []).append(posting)
    context = {
        "form": form,
        "rows": [{"user": row, "postings": held.get(row.id, [])} for row in rows[:PAGE]],
        "next_key": rows[PAGE - 1].id if len(rows) > PAGE else None,
        "can_invite": holds(request.user, Permission.USER_EDIT),
        "waiting": Restoration.objects.visible_to(request.user)
        .undecided()
        .select_related("user", "proposed_by")
        .order_by("id"),
    }
    return render(request, "accounts/people.html", context)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _person(request: StaffRequest, pk: UUID) -> User:
    found: User = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    return found


def person(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One person: postings within reach, and what may be done about the account."""
    user, by, at = _person(request, pk), request.user, timezone.now()
    rows = (
        Posting.objects.visible_to(by).filter(user=user).select_related("agency", "area", "user").order_by("-starts_at")
    )
    current = Posting.objects.in_force(at).filter(user=user).values_list("pk", flat=True)
    waiting = Restoration.objects.visible_to(by).undecided().filter(user=user).select_related("proposed_by", "user")
    context = {
        "person": user,
        "rows": [
            {"posting": row, "current": row.pk in set(current), "refusal": refusal(policies.check_end, by, row, at)}
            for row in rows
        ],
        "can_edit": holds(by, Permission.USER_EDIT),
        "has_factor": factors.has(user),
        "deactivate_refusal": refusal(policies.check_deactivate, by, user, at),
        "password_refusal": refusal(policies.check_require_new_password, by, user, at),
        "restore_refusal": refusal(policies.check_propose_restoration, by, user, Restored.ACCOUNT, at),
        "factor_refusal": refusal(policies.check_propose_restoration, by, user, Restored.SECOND_FACTOR, at),
        "waiting": [
            {"row": row, "refusal": refusal(policies.check_decide_restoration, by, row, at)} for row in waiting
        ],
    }
    return render(request, "accounts/person.html", context)


def give(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A further posting."""
    user = _person(request, pk)
    form = forms.GivePosting(request.POST or None, by=request.user)
    if form.is_valid():
        data, at = form.cleaned_data, timezone.now()
        chosen = {"role": data["role"], "agency": data["agency"], "area": data["area"]}
        if reason := refusal(policies.check_give, request.user, **chosen, at=at, to=user):
            form.add_error(None, reason)
        else:
            postings.give(user, **chosen, by=request.user, at=at)
            messages.success(request, "Penugasan berlaku mulai sekarang.")
            return redirect("accounts:person", pk=pk)
    return render(request, "accounts/give.html", {"form": form, "person": user})


@require_POST
def end(request: StaffRequest, pk: UUID) -> HttpResponse:
    """End a posting."""
    posting = get_object_or_404(Posting.objects.visible_to(request.user), pk=pk)
    postings.end(posting, by=request.user, at=timezone.now())
    messages.success(request, "Penugasan sudah berakhir. Akses yang diberikannya hilang seketika.")
    return redirect("accounts:person", pk=posting.user_id)


@fresh.require_fresh
def deactivate(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Close an account, after a page that says what that means."""
    user = _person(request, pk)
    policies.check_deactivate(request.user, user, timezone.now())
    if request.method != "POST":
        return render(request, "accounts/deactivate.html", {"person": user})
    users.deactivate(user, by=request.user, at=timezone.now())
    messages.success(request, "Akun sudah ditutup dan semua sesinya diakhiri.")
    return redirect("accounts:person", pk=pk)


@require_POST
@fresh.require_fresh(back="accounts:person")
def require_new_password(request: StaffRequest, pk: UUID) -> HttpResponse:
    """For an account in wrong hands."""
    user = _person(request, pk)
    users.require_new_password(user, by=request.user, at=timezone.now())
    messages.success(request, "Semua sesi orang ini diakhiri. Tautan untuk kata sandi baru dikirim ke surelnya.")
    return redirect("accounts:person", pk=pk)


@require_POST
@fresh.require_fresh(back="accounts:person")
def propose_reopening(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask a second person to reopen a closed account."""
    return _propose(request, pk, Restored.ACCOUNT)


@require_POST
@fresh.require_fresh(back="accounts:person")
def propose_factor_removal(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask a second person to take off the second factor of somebody who lost phone and recovery codes."""
    return _propose(request, pk, Restored.SECOND_FACTOR)


def _propose(request: StaffRequest, pk: UUID, kind: Restored) -> HttpResponse:
    users.propose_restoration(_person(request, pk), kind=kind, by=request.user, at=timezone.now())
    messages.success(request, "Permintaan dicatat. Orang kedua yang berwenang perlu menyetujuinya.")
    return redirect("accounts:person", pk=pk)


@require_POST
def decide(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The second person's yes or no."""
    restoration = get_object_or_404(Restoration.objects.visible_to(request.user), pk=pk)
    if not fresh.is_fresh(request):
        return fresh.ask_again(reverse("accounts:person", args=[restoration.user_id]))
    approve = request.POST.get("answer") == "yes"
    users.decide_restoration(restoration, approve=approve, by=request.user, at=timezone.now())
    messages.success(request, "Disetujui." if approve else "Ditolak.")
    return redirect("accounts:person", pk=restoration.user_id)
