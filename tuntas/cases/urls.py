"""Addresses of this app's staff pages."""

from django.urls import path

from tuntas.cases.views import listing, opening, parties, record

app_name = "cases"
urlpatterns = [
    path("meja/kasus/", listing.index, name="list"),
    path("meja/kasus/baru/", opening.new, name="new"),
    path("meja/kasus/dari-laporan/<uuid:pk>/", opening.from_report, name="from_report"),
    path("meja/kasus/laporan/<uuid:pk>/", opening.of_report, name="of_report"),
    path("meja/kasus/<uuid:pk>/", record.detail, name="detail"),
    path("meja/kasus/<uuid:pk>/pihak/", parties.index, name="parties"),
    path("meja/kasus/<uuid:pk>/pihak/nama/", parties.identity, name="identity"),
    path("meja/kasus/<uuid:pk>/pihak/rahasia/", parties.acknowledge, name="acknowledge"),
    path("meja/kasus/<uuid:pk>/pihak/baru/", parties.new, name="party_new"),
    path("meja/kasus/<uuid:pk>/pihak/hubungan/", parties.relate, name="relate"),
    path("meja/kasus/pihak/<uuid:pk>/", parties.detail, name="party"),
]
