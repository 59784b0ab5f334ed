"""Addresses of oversight: all bodies, one body, institutions, regencies."""

from django.urls import path

from tuntas.oversight.views import pages

app_name = "oversight"
urlpatterns = [
    path("meja/pengawasan/", pages.home, name="home"),
    path("meja/pengawasan/lembaga/", pages.institutions, name="institutions"),
    path("meja/pengawasan/wilayah/", pages.regions, name="regions"),
    path("meja/pengawasan/kelompok/<uuid:pk>/", pages.body, name="body"),
    path("meja/pengawasan/kelompok/<uuid:pk>/laporan/", pages.report, name="report"),
]
