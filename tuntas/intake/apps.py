from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "tuntas.intake"
    label = "intake"

    def ready(self) -> None:
        """Make the duties of this app known."""
        from tuntas.intake import desks, kinds
        from tuntas.people.policies import merges

        kinds.register_all()
        merges.decided_at(desks.for_subject)
