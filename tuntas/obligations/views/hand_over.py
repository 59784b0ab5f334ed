"""Handing over all open duties of one person: leaving, sick, on leave."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tuntas.accounts.requests import StaffRequest
from tuntas.core.sent import posted
from tuntas.obligations import forms
from tuntas.obligations.actions import duties
from tuntas.obligations.models import Obligation


def hand_over(request: StaffRequest) -> HttpResponse:
    """First whose, then to whom and why; one act."""
    at = timezone.now()
    giver = forms.Giver(posted(request) or request.GET or None, actor=request.user, at=at)
    chosen = giver.cleaned_data["from_user"] if giver.is_bound and giver.is_valid() else None
    if chosen is None:
        return render(request, "obligations/hand_over_whose.html", {"form": giver})
    count = Obligation.objects.visible_to(request.user).unsettled().filter(assignee=chosen).count()
    form = forms.HandOver(posted(request), from_user=chosen, at=at)
    if form.is_valid():
        duties.hand_over(
            from_user=chosen,
            to_user=form.cleaned_data["to_user"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=at,
        )
        messages.success(request, f"{count} kewajiban sudah dialihkan.")
        return redirect("obligations:hand_over")
    return render(request, "obligations/hand_over.html", {"form": form, "from_user": chosen, "count": count})
