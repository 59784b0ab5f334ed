from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "tuntas.agencies"
    label = "agencies"
