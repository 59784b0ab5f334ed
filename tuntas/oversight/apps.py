from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "tuntas.oversight"
    label = "oversight"

    def ready(self) -> None:
        """Say on the page of a body whether it runs."""
        from tuntas.bodies import panels
        from tuntas.oversight.panel import build

        panels.register(0, "oversight/_panel.html", build)
