from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "tuntas.statistics"
    label = "statistics"

    def ready(self) -> None:
        """Make the duty of this app known."""
        from tuntas.statistics import kinds

        kinds.register_all()
