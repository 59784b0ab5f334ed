"""Addresses of figures."""

from django.urls import path

from tuntas.statistics.views import counts, home

app_name = "statistics"
urlpatterns = [
    path("meja/angka/", home.home, name="home"),
    path("meja/angka/cara-menghitung/", counts.rules, name="rules"),
    path("meja/angka/hitungan/", counts.counts, name="counts"),
    path("meja/angka/silang/", counts.crossed, name="crossed"),
]
