"""Addresses of the register of letters."""

from django.urls import path

from tuntas.letters.views import patterns, register

app_name = "letters"
urlpatterns = [
    path("meja/surat/", register.index, name="list"),
    path("meja/surat/pola/", patterns.index, name="patterns"),
    path("meja/surat/pola/<uuid:pk>/", patterns.edit, name="pattern"),
    path("meja/surat/<uuid:pk>/", register.detail, name="detail"),
    path("meja/surat/<uuid:pk>/cetak/", register.printed, name="print"),
    path("meja/surat/<uuid:pk>/batalkan/", register.void, name="void"),
]
