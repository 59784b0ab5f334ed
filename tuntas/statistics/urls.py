"""Addresses of figures."""

from django.urls import path

from tuntas.statistics.views import counts, exports, home

app_name = "statistics"
urlpatterns = [
    path("meja/angka/", home.home, name="home"),
    path("meja/angka/cara-menghitung/", counts.rules, name="rules"),
    path("meja/angka/berkas/", exports.files, name="files"),
    path("meja/angka/berkas/minta/", exports.ask, name="ask_file"),
    path("meja/angka/berkas/<uuid:pk>/", exports.detail, name="file"),
    path("meja/angka/berkas/<uuid:pk>/unduh/", exports.take, name="take_file"),
    path("meja/angka/hitungan/", counts.counts, name="counts"),
    path("meja/angka/silang/", counts.crossed, name="crossed"),
]
