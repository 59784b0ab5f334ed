from django.apps import AppConfig


class CadresConfig(AppConfig):
    name = "tuntas.cadres"
    label = "cadres"
