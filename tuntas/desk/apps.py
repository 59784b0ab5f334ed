from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "tuntas.desk"
    label = "desk"
