from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "tuntas.files"
    label = "files"
