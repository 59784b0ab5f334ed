"""Duties. Higher apps register their kinds; this one tells accounts and agencies who may not leave or close yet."""

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "tuntas.obligations"
    label = "obligations"

    def ready(self) -> None:
        """Whoever still holds duties at an agency does not leave it; an agency that owes duties does not close."""
        from tuntas.accounts.policies import leaving_checks
        from tuntas.agencies.policies import closing_checks
        from tuntas.obligations.policies import check_leave, check_nothing_owed

        leaving_checks.append(check_leave)
        closing_checks.append(check_nothing_owed)
