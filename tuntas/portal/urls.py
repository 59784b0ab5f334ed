"""Addresses that say nothing: they stay in the history of a browser that somebody else may open."""

from django.urls import path

from tuntas.portal.views import answer, pages, report

app_name = "portal"
urlpatterns = [
    path("", pages.home, name="home"),
    path("layanan/warga/", report.report, name="report"),
    path("layanan/jawaban/", answer.answer, name="answer"),
    path("layanan/dekat/", pages.services, name="services"),
    path("layanan/privasi/", pages.privacy, name="privacy"),
    path("layanan/akses/", pages.access, name="access"),
    path("keluar", pages.leave, name="exit"),
    path("lapor", pages.poster, name="poster"),
    path("lapor/", pages.poster, name="poster_slash"),
    path("robots.txt", pages.robots, name="robots"),
]
