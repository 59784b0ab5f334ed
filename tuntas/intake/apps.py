from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "tuntas.intake"
    label = "intake"

    def ready(self) -> None:
        """Make the duties of this app known."""
        from tuntas.intake import kinds

        kinds.register_all()
