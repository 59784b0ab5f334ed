"""People with accounts. Tells agencies who works there."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tuntas.accounts"
    label = "accounts"

    def ready(self) -> None:
        """An agency receives only where somebody takes in reports, and closes only when nobody is posted there."""
        from tuntas.accounts.models import posted_at
        from tuntas.accounts.policies import check_nobody_posted, check_staffed
        from tuntas.agencies.policies import account_sources, closing_checks, receiving_checks

        closing_checks.append(check_nobody_posted)
        receiving_checks.append(check_staffed)
        account_sources.append(posted_at)
