from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "tuntas.access"
    label = "access"
