"""Addresses of the staff door."""

from django.urls import path
from django.views.generic import RedirectView

from tuntas.desk import urls_audit
from tuntas.desk.views import detections, home, rules, search

app_name = "desk"
urlpatterns = [
    path("meja/", RedirectView.as_view(pattern_name="obligations:mine"), name="home"),
    path("meja/cari/", search.search, name="search"),
    path("meja/aturan/", rules.rulebook, name="rules"),
    path("meja/deteksi-dini/<uuid:pk>/laporan/", detections.report, name="detection_report"),
    path("meja/pengaturan/", home.settings, name="settings"),
    *urls_audit.urlpatterns,
]
