"""Addresses of this app's staff pages."""

from django.urls import URLPattern

app_name = "referrals"
urlpatterns: list[URLPattern] = []
