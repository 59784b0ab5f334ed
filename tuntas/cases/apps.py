from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "tuntas.cases"
    label = "cases"

    def ready(self) -> None:
        """Make the duties of this app known."""
        from tuntas.cases import kinds

        kinds.register_all()
