"""Addresses of the event log; part of `urls`."""

from django.urls import path

from tuntas.desk.views import audit

urlpatterns = [
    path("meja/audit/", audit.events, name="audit"),
    path("meja/audit/petugas/", audit.people, name="audit_people"),
    path("meja/audit/<uuid:pk>/", audit.event, name="audit_event"),
]
