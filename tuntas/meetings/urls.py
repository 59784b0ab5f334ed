"""Addresses of meetings: the list, one meeting and its sections."""

from django.urls import path

from tuntas.meetings.views import detail, listing

app_name = "meetings"
urlpatterns = [
    path("meja/pertemuan/", listing.index, name="list"),
    path("meja/pertemuan/<uuid:pk>/", detail.detail, name="detail"),
]
