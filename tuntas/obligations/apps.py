from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "tuntas.obligations"
    label = "obligations"
