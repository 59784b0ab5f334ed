from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "tuntas.bodies"
    label = "bodies"

    def ready(self) -> None:
        """Make the duties of this app known, the sections of a body's page, and who may not close."""
        from tuntas.agencies.policies import closing_checks
        from tuntas.bodies import kinds
        from tuntas.bodies.policies.bodies import check_no_secretariat
        from tuntas.bodies.views import sections

        closing_checks.append(check_no_secretariat)
        kinds.register_all()
        sections.register_all()
