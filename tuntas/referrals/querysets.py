"""Who sees which referrals: the receiver, and those who see the case."""

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.cases.models import Case
from tuntas.obligations.models import Wall

if TYPE_CHECKING:
    from tuntas.referrals.models import Referral  # noqa: F401 - named in quotes


class ReferralQuerySet(QuerySet["Referral"]):
    """A referral gives the receiver reach to that referral, not to the case."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.REFERRAL_VIEW) -> Self:
        """Referrals to the actor's agency that were sent, and those of visible cases; none behind a wall."""
        received = self._received(actor, permission)
        if permission is Permission.REFERRAL_VIEW:
            received = received | self.filter(case__in=Case.objects.visible_to(actor))
        return received._known(actor)

    def received_by(self, actor: Actor) -> Self:
        """What was sent to the actor's own agency; for its list, served by one index. None behind a wall."""
        return self._received(actor, Permission.REFERRAL_VIEW)._known(actor)

    def _known(self, actor: Actor) -> Self:
        """Neither the sender's case nor the one that the receiver opened for it is behind a wall."""
        hidden = Wall.objects.hidden_dossiers(actor)
        return self.exclude(case__in=hidden).exclude(taken_as__in=hidden)

    def _received(self, actor: Actor, permission: Permission) -> Self:
        within = reach(actor, permission, agency="receiver", area_path="case__area_path")
        # By what went out, not by the state: one that was taken back while it waited has never been theirs.
        return self.filter(within, sent_at__isnull=False)
