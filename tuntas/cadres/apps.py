from django.apps import AppConfig


class CadresConfig(AppConfig):
    name = "tuntas.cadres"
    label = "cadres"

    def ready(self) -> None:
        """Make the duties of this app known, and what keeps an agency from closing."""
        from tuntas.agencies.policies import closing_checks
        from tuntas.cadres import kinds
        from tuntas.cadres.policies.registry import check_keeps_nobody

        closing_checks.append(check_keeps_nobody)
        kinds.register_all()
