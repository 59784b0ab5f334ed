"""Which app answers which address."""

from django.urls import URLPattern, URLResolver, include, path

APPS = (
    "portal",
    "desk",
    "accounts",
    "areas",
    "agencies",
    "notices",
    "obligations",
    "people",
    "letters",
    "bodies",
    "cadres",
    "intake",
    "cases",
    "referrals",
    "meetings",
    "oversight",
    "statistics",
)
urlpatterns: list[URLPattern | URLResolver] = [
    path("masuk/", include("tuntas.accounts.sign_in_urls")),
    *(path("", include(f"tuntas.{name}.urls")) for name in APPS),
]

handler404 = "tuntas.desk.views.home.missing"
