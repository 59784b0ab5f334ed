"""Addresses of figures."""

from django.urls import path

from tuntas.statistics.views import home

app_name = "statistics"
urlpatterns = [
    path("meja/angka/", home.home, name="home"),
]
