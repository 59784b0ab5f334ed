"""Which app answers which address."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("masuk/", include("tuntas.accounts.sign_in_urls")),
]
APPS = ("portal", "desk", "accounts", "areas", "agencies", "notices", "obligations", "intake", "audit", "core")
urlpatterns += [path("", include(f"tuntas.{name}.urls")) for name in APPS if find_spec(f"tuntas.{name}.urls")]
