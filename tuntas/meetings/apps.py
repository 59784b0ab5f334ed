from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "tuntas.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Make the duties of this app known."""
        from tuntas.meetings import kinds

        kinds.register_all()
