"""Addresses of this app."""

from django.urls import path

from tuntas.bodies.views import browse

app_name = "bodies"
urlpatterns = [
    path("meja/kelompok/", browse.index, name="list"),
    path("meja/kelompok/<uuid:pk>/", browse.detail, name="detail"),
]
