from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "tuntas.referrals"
    label = "referrals"

    def ready(self) -> None:
        """Make the duties of this app known."""
        from tuntas.referrals import kinds

        kinds.register_all()
