"""The life of an outreach that KPAD proposes: the unit accepts or declines it, and leads it."""

from datetime import timedelta

from django.db.models import TextChoices

from tuntas.core.policies import check_step

__all__ = ["OUTREACH_TRANSITIONS", "OutreachStatus", "OutreachWhen", "check_outreach_transition"]


class OutreachStatus(TextChoices):
    """PROPOSED has a keeping duty with the unit."""

    PROPOSED = "proposed", "Menunggu unit"
    ACCEPTED = "accepted", "Diterima unit"
    DECLINED = "declined", "Tidak diterima"


OUTREACH_TRANSITIONS: dict[OutreachStatus, set[OutreachStatus]] = {
    OutreachStatus.PROPOSED: {OutreachStatus.ACCEPTED, OutreachStatus.DECLINED},
    OutreachStatus.ACCEPTED: set(),
    OutreachStatus.DECLINED: set(),
}


def check_outreach_transition(current: str, new: OutreachStatus) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(OUTREACH_TRANSITIONS, current, new, "Usulan ini sudah “{was}”.")


class OutreachWhen(TextChoices):
    """When somebody should be there."""

    TODAY = "today", "Hari ini"
    SOON = "soon", "Dalam tiga hari"
    WEEK = "week", "Dalam seminggu"

    @property
    def answered_within(self) -> timedelta | None:
        """How soon the unit answers; none: the clock of the duty."""
        return timedelta(hours=4) if self is OutreachWhen.TODAY else None
