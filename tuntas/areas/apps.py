from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "tuntas.areas"
    label = "areas"
