"""Addresses of this app."""

from django.urls import URLPattern

app_name = "statistics"
urlpatterns: list[URLPattern] = []
