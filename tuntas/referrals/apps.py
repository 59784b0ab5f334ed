from django.apps import AppConfig
from django.db.models import Choices


class ReferralsConfig(AppConfig):
    name = "tuntas.referrals"
    label = "referrals"

    def ready(self) -> None:
        """Make the duties of this app known, what it asks before a case ends, and what stops with a consent."""
        from tuntas.cases import looks
        from tuntas.cases.actions import consents, walls
        from tuntas.cases.policies import closing as cases_closing
        from tuntas.letters.policies import letters
        from tuntas.referrals import kinds
        from tuntas.referrals.actions import sending
        from tuntas.referrals.policies import closing
        from tuntas.referrals.policies import sending as sending_policies
        from tuntas.referrals.states import AnsweredBy, Item, Need, Status

        kinds.register_all()
        cases_closing.closing_checks.append(closing.check_nothing_open)
        cases_closing.accepted_elsewhere.append(closing.is_accepted)
        consents.on_withdrawal.append(sending.stop_on)
        walls.on_wall.append(sending.take_back_from)
        letters.printing_checks.append(sending_policies.check_letter)
        words: dict[str, type[Choices]] = {"status": Status, "items": Item, "need": Need, "way": AnsweredBy}
        for name, choices in words.items():
            looks.know(f"referral.{name}", choices)
