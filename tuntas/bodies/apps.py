from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "tuntas.bodies"
    label = "bodies"

    def ready(self) -> None:
        """Make the duties of this app known, and the sections of a body's page."""
        from tuntas.bodies import kinds
        from tuntas.bodies.views import sections

        kinds.register_all()
        sections.register_all()
