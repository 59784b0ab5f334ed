"""What follows from the class, the danger and the people of a case, whenever one of them changes. Each may be asked often."""

from datetime import datetime

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.cases.actions import _cadre_tasks, health, legal, protection, screening
from tuntas.cases.models import Case, Incident, Party
from tuntas.cases.states import PartyRole


def follow(case: Case, *, by: Actor, at: datetime) -> None:
    """The clock of the police report (R04), protection (R05, R06), the child rule (R09) and health first (R39) of a locked case."""
    victims = list(Party.objects.filter(case=case, role=PartyRole.VICTIM, removed_at__isnull=True))
    if isinstance(by, User):
        screening.judge_again(case, victims, by=by, at=at)
    legal.check_clock(case, by=by, at=at)
    protection.propose_for(case, by=by, at=at)
    _cadre_tasks.withdraw_if_forbidden(case, by=by, at=at)
    if not isinstance(by, User):
        return
    for incident in Incident.objects.filter(case=case, possible_penetration=True):
        for victim in victims:
            health.check(case, incident, victim=victim, by=by, at=at)
