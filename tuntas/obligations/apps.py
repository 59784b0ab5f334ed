"""Duties. Higher apps register their kinds; this one tells accounts who may not leave yet."""

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "tuntas.obligations"
    label = "obligations"

    def ready(self) -> None:
        """Whoever still holds duties at an agency does not leave it."""
        from tuntas.accounts.policies import leaving_checks
        from tuntas.obligations.policies import check_leave

        leaving_checks.append(check_leave)
