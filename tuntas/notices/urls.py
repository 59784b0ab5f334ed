"""How one is told."""

from django.urls import path

from tuntas.notices import views

app_name = "notices"
urlpatterns = [path("meja/pemberitahuan/", views.preferences, name="preferences")]
