from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tuntas.people"
    label = "people"

    def ready(self) -> None:
        """Make the duties of this app known."""
        from tuntas.people import kinds

        kinds.register_all()
