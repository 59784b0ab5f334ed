from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "tuntas.letters"
    label = "letters"

    def ready(self) -> None:
        """Make the duties of this app known."""
        from tuntas.letters import kinds

        kinds.register_all()
