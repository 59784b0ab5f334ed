"""Addresses about who may look at a case and what leaves it: break-glass, access list, summary on paper, SIMFONI sheet."""

from django.urls import path

from tuntas.cases.views import access, break_glass, printing, simfoni

urlpatterns = [
    path("meja/akses-darurat/", break_glass.opening, name="break_glass_open"),
    path("meja/akses-darurat/<uuid:pk>/", break_glass.review, name="break_glass"),
    path("meja/akses-darurat/<uuid:pk>/akhiri/", break_glass.end, name="break_glass_end"),
    path("meja/kasus/<uuid:pk>/siapa-melihat/", access.index, name="access"),
    path("meja/kasus/<uuid:pk>/cetak/", printing.summary, name="print"),
    path("meja/kasus/<uuid:pk>/simfoni/", simfoni.index, name="simfoni"),
    path("meja/kasus/<uuid:pk>/simfoni/nama/", simfoni.names, name="simfoni_names"),
]
