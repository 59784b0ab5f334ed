from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "tuntas.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Make the duties of this app known."""
        from tuntas.bodies.policies import paths
        from tuntas.meetings import kinds
        from tuntas.meetings.policies.paths import check_training

        paths.shows["training"] = check_training
        kinds.register_all()
