"""Addresses of the pages of areas."""

from django.urls import path

from tuntas.areas.views import browse, changes, neighbourhoods, population

app_name = "areas"
urlpatterns = [
    path("meja/wilayah/", browse.index, name="list"),
    path("meja/wilayah/saran/", browse.suggest, name="suggest"),
    path("meja/wilayah/penduduk/", population.index, name="population"),
    path("meja/wilayah/penduduk/impor/", population.load, name="population_load"),
    path("meja/wilayah/penduduk/<uuid:pk>/", population.detail, name="population_detail"),
    path("meja/wilayah/penduduk/<uuid:pk>/tarik/", population.take_back, name="population_take_back"),
    path("meja/wilayah/<uuid:pk>/", browse.detail, name="detail"),
    path("meja/wilayah/<uuid:pk>/tambah/", neighbourhoods.add, name="add"),
    path("meja/wilayah/<uuid:pk>/impor/", neighbourhoods.import_file, name="import"),
    path("meja/wilayah/<uuid:pk>/nama/", changes.rename, name="rename"),
    path("meja/wilayah/<uuid:pk>/akhiri/", changes.end, name="end"),
    path("meja/wilayah/<uuid:pk>/pecah/", changes.split, name="split"),
    path("meja/wilayah/<uuid:pk>/gabung/", changes.merge, name="merge"),
]
