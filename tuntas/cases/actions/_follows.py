"""What follows from the class, the danger and the people of a case, whenever one of them changes. Each may be asked often."""

from datetime import datetime

from tuntas.access.actors import Actor
from tuntas.cases.actions import legal, protection
from tuntas.cases.models import Case


def follow(case: Case, *, by: Actor, at: datetime) -> None:
    """The clock of the police report (R04) and protection (R05, R06) of a locked case."""
    legal.check_clock(case, by=by, at=at)
    protection.propose_for(case, by=by, at=at)
