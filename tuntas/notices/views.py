"""The page on which one says how one wants to be told, and sees what was sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tuntas.accounts.models import User
from tuntas.accounts.requests import StaffRequest
from tuntas.areas.states import Zone
from tuntas.notices import forms
from tuntas.notices.actions import outbox
from tuntas.notices.models import Notice, NoticePreference

SHOWN = 20


def preferences(request: StaffRequest) -> HttpResponse:
    """Choose between each at once and one digest a day; below, the last notices and what became of them."""
    wants = NoticePreference.objects.filter(user=request.user, daily_digest=True).exists()
    form = forms.Preference(
        request.POST if request.method == "POST" else None, initial={"daily_digest": "1" if wants else "0"}
    )
    if form.is_valid():
        digest = form.cleaned_data["daily_digest"]
        outbox.prefer(request.user, daily_digest=digest, by=request.user, at=timezone.now())
        messages.success(request, "Pilihan Anda tersimpan.")
        return redirect("notices:preferences")
    rows = Notice.objects.visible_to(request.user).order_by("-created_at")[:SHOWN]
    return render(request, "notices/preferences.html", {"form": form, "notices": rows, "zone": _zone(request.user)})


def _zone(user: User) -> str:
    return user.current_postings[0].area.timezone if user.current_postings else Zone.WIB
