"""What has been published, and publishing a period again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tuntas.accounts.requests import StaffRequest
from tuntas.core.errors import Denied
from tuntas.core.policies import may
from tuntas.statistics.actions import releases
from tuntas.statistics.forms.releases import CorrectionForm
from tuntas.statistics.models import Release
from tuntas.statistics.policies import releases as policies
from tuntas.statistics.views.common import check, page


def index(request: StaffRequest) -> HttpResponse:
    """Every release with its reason; for the data officer of all areas also the way to correct the newest."""
    check(request)
    form = CorrectionForm(request.POST or None)
    if request.method == "POST":
        policies.check_corrector(request.user)
        if form.is_valid():
            try:
                release = releases.correct(reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
            except Denied as error:
                form.add_error("reason", error.sentence)
            else:
                messages.success(request, f"{release} terbit.")
                return redirect("statistics:releases")
    context = {
        "releases": Release.objects.select_related("made_by").order_by("-number"),
        "form": form,
        "may_correct": may(policies.check_corrector, request.user) and Release.objects.exists(),
        "zone": request.user.zone,
    }
    return page(request, "statistics/releases.html", context)
