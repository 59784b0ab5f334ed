"""Addresses of figures."""

from django.urls import path

from tuntas.statistics.views import counts, exports, home, prior, releases, silent, trend

app_name = "statistics"
urlpatterns = [
    path("meja/angka/", home.home, name="home"),
    path("meja/angka/cara-menghitung/", counts.rules, name="rules"),
    path("meja/angka/berkas/", exports.files, name="files"),
    path("meja/angka/berkas/minta/", exports.ask, name="ask_file"),
    path("meja/angka/berkas/<uuid:pk>/", exports.detail, name="file"),
    path("meja/angka/berkas/<uuid:pk>/unduh/", exports.take, name="take_file"),
    path("meja/angka/hitungan/", counts.counts, name="counts"),
    path("meja/angka/rilis/", releases.index, name="releases"),
    path("meja/angka/silang/", counts.crossed, name="crossed"),
    path("meja/angka/per-tahun/", trend.index, name="trend"),
    path("meja/angka/sebelumnya/", prior.index, name="prior"),
    path("meja/angka/sebelumnya/impor/", prior.load, name="prior_load"),
    path("meja/angka/sebelumnya/<uuid:pk>/", prior.detail, name="prior_detail"),
    path("meja/angka/sebelumnya/<uuid:pk>/tarik/", prior.take_back, name="prior_take_back"),
    path("meja/angka/sunyi/", silent.index, name="silent"),
    path("meja/angka/sunyi/<uuid:pk>/periksa/", silent.suggest, name="suggest"),
    path("meja/angka/pemeriksaan/<uuid:pk>/", silent.check, name="check"),
]
