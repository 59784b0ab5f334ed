"""The quiet pages: home, services near me, privacy, access, the way out."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tuntas.areas.states import Zone
from tuntas.areas.widgets import redraw
from tuntas.core.vault_keys import BACKUP_DAYS
from tuntas.portal.forms.place import Near, shown
from tuntas.portal.views import around
from tuntas.portal.views.doors import TooLarge, public, too_large, typed

# Words of no page of ours: a search machine that honours this learns nothing about what they are for.
ROBOTS = "User-agent: *\nDisallow: /\n"


@public
def home(request: HttpRequest) -> HttpResponse:
    """What can be done here. No database: it must open when nothing else does."""
    return render(request, "portal/home.html")


@public
def poster(_request: HttpRequest) -> HttpResponse:
    """The short address on posters. It leads on before a page exists, so the history never holds its word."""
    return HttpResponseRedirect(reverse("portal:report"))


@public
def services(request: HttpRequest) -> HttpResponse:
    """Agencies for an area whose numbers were verified within a year, and SAPA 129 always."""
    if request.method != "POST":
        return render(request, "portal/services.html", {"form": Near()})
    try:
        form = Near(typed(request))
    except TooLarge:
        return too_large(request)
    if redraw(form) or not form.is_valid() or form.cleaned_data["area"] is None:
        return render(request, "portal/services.html", {"form": form})
    area = form.cleaned_data["area"]
    found = around.nearby(area, timezone.now())
    return render(request, "portal/services.html", {"form": form, "place": shown(area), "found": found})


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, who sees it, until when a copy of a key may exist, and what we cannot protect from."""
    # Asked without the database, so by the zone where it is tomorrow first: nowhere is it said too early.
    complete = timezone.localdate(timezone=ZoneInfo(Zone.WIT)) + timedelta(days=BACKUP_DAYS)
    context = {"complete": complete, "backup_days": BACKUP_DAYS}
    return render(request, "portal/privacy.html", context)


@public
def access(request: HttpRequest) -> HttpResponse:
    """How these pages can be used by everybody."""
    return render(request, "portal/access.html")


@public
def leave(request: HttpRequest) -> HttpResponse:
    """Out, at once: to a page that says nothing. Cookies and storage of this site go with it.

    A page of another site must not be able to sign anybody out by leading here, so only our own clears.
    """
    response = HttpResponseRedirect(settings.PORTAL_EXIT_URL)
    if request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}:
        response.headers["Clear-Site-Data"] = '"cookies", "storage"'
    return response


@public
def robots(_request: HttpRequest) -> HttpResponse:
    """For search machines."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
