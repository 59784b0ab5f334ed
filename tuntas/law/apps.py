from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "tuntas.law"
    label = "law"
