from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "tuntas.bodies"
    label = "bodies"

    def ready(self) -> None:
        """Make the duties of this app known."""
        from tuntas.bodies import kinds

        kinds.register_all()
